import { codes, isWhole, loadCase, noteParts, notesOf, personOf, textsOf, timeOf } from '#calls';
import type { Tx } from '#database';
import { namesWithin, placesIn } from '#people';
import { practiceNamed } from '#practices';
import type { Episode, NoteSaid } from './episode.ts';

/** A closed case as a practice is told of it; undefined where there is none, or it is still open. */
export async function episodeOf(tx: Tx, tenant: number, id: string): Promise<Episode | undefined> {
  const loaded = await loadCase(tx, tenant, id);
  const person = await personOf(tx, tenant, id);
  if (loaded?.state.state !== 'closed' || !person) return undefined;
  const { state, events } = loaded;
  const written = await notesOf(tx, { tenant, case: id });
  const typed = (await textsOf(tx, tenant, id)).filter(({ kind }) => kind === 'note');
  const names = await namesWithin(
    tx,
    [...written, ...typed].map(({ writtenBy }) => writtenBy),
  );
  const age = person.dateOfBirth;
  const notes: (NoteSaid & { asks?: { kind: 'action' | 'information'; text?: string }; impression?: string })[] = [
    ...typed.map(({ body, writtenBy: by, writtenAt: at }) => ({
      ...{ parts: [{ heading: 'Note', words: body }], by: names.get(by) ?? 'a clinician', at },
      impression: body.split(/[\n.]/)[0],
    })),
    ...written.map(({ body, writtenBy: by, writtenAt: at, why }) => ({
      ...{ parts: noteParts(body), by: names.get(by) ?? 'a clinician', at, asks: body.forPractice },
      ...(why === undefined ? {} : { why }),
      impression: body.impression,
    })),
  ];
  const seenAt = timeOf(state, 'ConsultationStarted');
  const seen = seenAt === undefined ? {} : { seen: { at: seenAt, where: await whereSeen(tx, state.service, events) } };
  const closedAt = timeOf(state, 'CaseClosed') ?? state.answeredAt;
  const last = notes.at(-1);
  const practice =
    state.entry.practice ?? (person.practice && (await practiceNamed(tx, { tenant, text: person.practice }))?.id);
  return {
    ...{
      case: id,
      service: state.service,
      number: state.number,
      calledAt: state.answeredAt,
      closedAt,
      outcome: state.outcome,
    },
    consultedAt: timeOf(state, 'ConsultationFinished') ?? timeOf(state, 'AssessmentFinished') ?? closedAt,
    closedVersion: events.findLast(({ type }) => type === 'CaseClosed')?.version ?? 0,
    ...seen,
    patient: {
      name: person.patientName,
      ...(age === undefined ? {} : { born: age }),
      ...(person.nhsNumber === undefined ? {} : { nhsNumber: person.nhsNumber }),
      isVerified: person.nhsNumberVerified,
      isRestricted: person.addressRestricted,
      ...(person.addressRestricted ? {} : { address: person.whereNow, ringBack: person.ringBack }),
    },
    ...(practice ? { practice } : {}),
    // Where nobody said, somebody at the practice is to read it and decide: never quietly for information.
    forPractice:
      notes.some(({ asks }) => asks?.kind === 'action') || !notes.some(({ asks }) => asks) ? 'action' : 'information',
    ...asked(notes),
    ...(last?.impression ? { impression: last.impression } : {}),
    notes: notes.map(({ parts, by, at, why }) => ({ parts, by, at, ...(why === undefined ? {} : { why }) })),
    // By the outcome, as closing asked: a version that was kept earlier was judged before anybody knew it.
    isComplete: typed.length > 0 || written.some(({ body, complete }) => complete || isWhole(body, state.outcome)),
  };
}

function asked(notes: readonly { asks?: { kind: string; text?: string } }[]): { asked?: string } {
  const words = notes.flatMap(({ asks }) => (asks?.kind === 'action' && asks.text ? [asks.text] : []));
  return words.length === 0 ? {} : { asked: words.join('\n') };
}

type Events = readonly { type: string; data: Readonly<Record<string, unknown>> }[];

async function whereSeen(tx: Tx, service: number, events: Events): Promise<string> {
  const started = events.findLast(({ type }) => type === 'ConsultationStarted');
  if (started?.data.place === 'visit') return 'Home visit';
  const booked = events.findLast(
    ({ type }) => type === 'BaseBooked' || type === 'Redirected' || type === 'PatientArrived',
  );
  const place = booked?.type === 'Redirected' ? booked.data.to : booked?.data.place;
  const name = (await placesIn(tx, service)).find(({ id }) => id === place)?.name;
  return name ? `Seen at ${name}` : codes.outcomes['seen-at-base'];
}
