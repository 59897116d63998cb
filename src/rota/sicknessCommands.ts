import { z } from 'zod';
import { type Context, type Faced, idOf, type Role, runCommand, streamId, type TableCommand, text, whole } from '#api';
import type { Tx } from '#database';
import { rolesOf } from '#people';
import { hours, type Instant, minutes, ok, plus, type Result, refused, uuidTime, uuidv7FromKey } from '#shared';
import type { Shift } from './shift.ts';
import { shiftStatesIn } from './shiftStore.ts';
import { givenUpBy } from './sickness.ts';

/** Who takes the call of somebody who is ill. */
export const sicknessRoles: readonly Role[] = ['shift-lead', 'rota-manager'];

const body = z.strictObject({
  id: streamId('the id of this call'),
  service: text('the short name of the service', 60).optional(),
  person: idOf('who is ill'),
  days: whole('for how many days', 1, 28),
  note: text('what else there is to know', 300).optional(),
});

export type Sick = {
  id: string;
  tenant: number;
  service: number;
  now: Instant;
  by: string;
  person: string;
  days: number;
  note?: string;
  shifts: readonly Shift[];
};
/** Where the control room keeps it: this module may not know that. */
export type LogSickness = (tx: Tx, sick: Sick) => Promise<void>;

type Around = { context: Context; commands: readonly Faced[]; log?: LogSickness };

/** One call, and every shift of that person is a gap at once: nothing is shown as filled by somebody who is ill (H14). */
export function ringInSick({ context, commands, log }: Around): Omit<TableCommand<typeof body>, 'face'> {
  return {
    name: 'ring-in-sick',
    module: 'rota',
    path: '/cover/sick',
    roles: sicknessRoles,
    summary: 'Somebody rings in sick: every shift of theirs in those days needs somebody again from now on.',
    body,
    async write(tx, { body: asked, tenant, service, now, actor }): Promise<Result<void>> {
      const { id, person, days } = asked;
      if ((await rolesOf(tx, tenant, person)).length === 0) {
        return refused({ field: 'person', code: 'person-unknown', message: 'Choose somebody from the list.' });
      }
      const until = plus(now, days * hours(24));
      const shifts = await shiftStatesIn(tx, { tenant, service, period: { from: plus(now, -minutes(1)), to: until } });
      const given = givenUpBy(shifts, { person, now, until });
      for (const { shift, step } of given) {
        const entry = commands.find(({ command }) => command.name === step);
        if (!entry) throw new Error(`there is no command ${step}`);
        const sent = step === 'withdraw-cover' ? { person, reason: 'sick' } : { person };
        const answer = await runCommand(context.db, entry, {
          stream: shift.id,
          body: sent,
          actor: {
            account: actor.account,
            name: '',
            grants: actor.roles.map((role) => ({ tenant, role })),
            by: 'cookie',
          },
          // The same call sent twice gives up each shift once.
          key: uuidv7FromKey(uuidTime(id), `${id} ${shift.id} ${step}`),
          source: 'page',
          now: () => now,
        });
        if (answer.kind === 'refused') return refused(...answer.problems);
      }
      const unique = [...new Map(given.map(({ shift }) => [shift.id, shift])).values()];
      const note = asked.note ? { note: asked.note } : {};
      await log?.(tx, { id, tenant, service, now, by: actor.account, person, days, ...note, shifts: unique });
      return ok(undefined);
    },
  };
}
