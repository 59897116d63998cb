import { z } from 'zod';
import { type Context, choice, idOf, streamId, type TableCommand, text } from '#api';
import { rolesOf } from '#people';
import { ok, plus, type Result, refused } from '#shared';
import { NIGHT_MS } from './boardScene.ts';
import { writers } from './leads.ts';
import { type LogLine, ringAnswers, tryOf } from './rules/log.ts';
import { logLine, logSince, writeLogLine } from './shiftLogStore.ts';

const writable = { note: true, rang: true, correction: true } as const;

const body = z.strictObject({
  id: streamId('the new line’s id'),
  service: text('the short name of the service', 60).optional(),
  kind: choice(writable, 'what the line is'),
  words: text('what is to be remembered', 500).optional(),
  person: idOf('a person').optional(),
  place: text('a base or a car', 60).optional(),
  shift: idOf('a shift').optional(),
  answer: choice(ringAnswers, 'how they answered').optional(),
  corrects: idOf('the line that it corrects').optional(),
});

export type TableCommandOf<Body extends z.ZodObject> = Omit<TableCommand<Body>, 'face'>;

/** A line of the log by whoever sends it, now. It is never changed: a correction is a line of its own that names the other. */
export function writeLine(directory: Context['directory']): TableCommandOf<typeof body> {
  return {
    name: 'write-log-line',
    module: 'tonight',
    path: '/tonight/log',
    roles: writers,
    summary: 'Writes a line of the shift log: a note, somebody who was rung and how they answered, or a correction.',
    body,
    async write(tx, { body: asked, tenant, service, now, actor }): Promise<Result<void>> {
      const { id, kind, person, shift, answer, corrects } = asked;
      const place = directory.placesOf(service).find(({ slug }) => slug === asked.place);
      if (asked.place !== undefined && !place) return refused(PLACE_UNKNOWN);
      if (kind === 'rang' && !person)
        return refused({ field: 'person', code: 'missing', message: 'Say who was rung.' });
      if (kind === 'rang' && !answer)
        return refused({ field: 'answer', code: 'missing', message: 'Say how they answered.' });
      if (kind !== 'rang' && !asked.words)
        return refused({ field: 'words', code: 'missing', message: 'Write the line.' });
      if (person && (await rolesOf(tx, tenant, person)).length === 0) return refused(PERSON_UNKNOWN);
      const first = corrects === undefined ? undefined : await logLine(tx, tenant, corrects);
      if (kind === 'correction' && first?.service !== service) return refused(LINE_UNKNOWN);
      const before = await logSince(tx, { tenant, service, since: plus(now, -NIGHT_MS) });
      const line: LogLine = {
        ...{ id, at: now, by: actor.account, kind, words: asked.words ?? '' },
        ...(person ? { person } : {}),
        ...(place ? { place: place.id } : {}),
        ...(shift ? { shift } : {}),
        ...(kind === 'rang' && answer ? { answer } : {}),
        ...(kind === 'rang' && person ? { try: tryOf(before, person) } : {}),
        ...(kind === 'correction' && corrects ? { corrects } : {}),
      };
      await writeLogLine(tx, { tenant, service }, line);
      return ok(undefined);
    },
  };
}

const PLACE_UNKNOWN = { field: 'place', code: 'place-unknown', message: 'Choose a base or a car from the list.' };
const PERSON_UNKNOWN = { field: 'person', code: 'person-unknown', message: 'Choose somebody from the list.' };
const LINE_UNKNOWN = {
  field: 'corrects',
  code: 'line-unknown',
  message: 'Choose the line that is wrong from the log.',
};
