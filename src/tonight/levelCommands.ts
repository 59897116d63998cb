import { z } from 'zod';
import { choice, streamId, text, ticked, whole } from '#api';
import { hours, newId, ok, plus, type Result, refused, showTime } from '#shared';
import { leads } from './leads.ts';
import { levelsSince, writeLevel, writeTick } from './levelStore.ts';
import { cards } from './rules/cards.ts';
import { type Level, overrideIn, pressureRule } from './rules/pressure.ts';
import type { TableCommandOf } from './shiftLogCommands.ts';
import { writeLogLine } from './shiftLogStore.ts';

const service = text('the short name of the service', 60).optional();

const overrideBody = z.strictObject({
  id: streamId('the override’s id'),
  service,
  level: whole('the level', 1, 4),
  reason: text('why it is set by hand', 300),
  hours: whole('for how many hours it holds', 1, 12),
});

/** Up or down, by name, with the reason, and not for ever: it ends by itself. */
export const overrideLevel: TableCommandOf<typeof overrideBody> = {
  name: 'override-level',
  module: 'tonight',
  path: '/tonight/level',
  roles: leads,
  summary: 'Sets the pressure level by hand, up or down, with the reason and until when, twelve hours at most.',
  body: overrideBody,
  async write(tx, { body, tenant, service: id, now, actor }): Promise<Result<void>> {
    const { reason } = body;
    const until = plus(now, hours(body.hours));
    const where = { tenant, service: id };
    const [level, by] = [body.level as Level, actor.account];
    const why = [reason];
    const { edition } = pressureRule;
    await writeLevel(tx, where, { id: body.id, at: now, how: 'override', level, edition, why, by, reason, until });
    const words = `Pressure level set to ${level} until ${showTime(until)}: ${reason}`;
    await writeLogLine(tx, where, { id: newId(), at: now, by, kind: 'level', words });
    return ok(undefined);
  },
};

const endBody = z.strictObject({ id: streamId('the id of the end'), service, reason: text('why', 300).optional() });

export const endOverride: TableCommandOf<typeof endBody> = {
  name: 'end-level-override',
  module: 'tonight',
  path: '/tonight/level/end',
  roles: leads,
  summary: 'Ends a pressure level that was set by hand: the rule gives it again.',
  body: endBody,
  async write(tx, { body, tenant, service: id, now, actor }): Promise<Result<void>> {
    const where = { tenant, service: id };
    const override = overrideIn(await levelsSince(tx, { ...where, since: plus(now, -hours(24)) }), now);
    if (!override)
      return refused({ code: 'no-override', message: 'The level is not set by hand. Nothing needs doing.' });
    const by = actor.account;
    const row = { id: body.id, at: now, how: 'override-ended' as const, level: override.level, by };
    const reason = body.reason ?? 'ended by hand';
    await writeLevel(tx, where, { ...row, edition: pressureRule.edition, why: [reason], reason });
    await writeLogLine(tx, where, {
      id: newId(),
      at: now,
      by,
      kind: 'level',
      words: 'Pressure level given back to the rule.',
    });
    return ok(undefined);
  },
};

const items = Object.fromEntries(Object.values(cards).flatMap((card) => card.items.map(({ item }) => [item, true])));
const tickBody = z.strictObject({
  id: streamId('the tick’s id'),
  service,
  level: whole('the level of the card', 1, 4),
  item: choice(items, 'an item of the card'),
  undo: ticked('that it is not done after all').optional(),
});

export const tickItem: TableCommandOf<typeof tickBody> = {
  name: 'tick-card-item',
  module: 'tonight',
  path: '/tonight/level/done',
  roles: leads,
  summary: 'Says, by name, that an item of an action card is done, or that it is not done after all.',
  body: tickBody,
  async write(tx, { body, tenant, service: id, now, actor }): Promise<Result<void>> {
    const { item, undo = false } = body;
    const level = body.level as Level;
    if (!cards[level].items.some((one) => one.item === item)) {
      return refused({ field: 'item', code: 'item-unknown', message: 'That item is on the card of another level.' });
    }
    const tick = { id: body.id, at: now, by: actor.account, level, item, done: !undo };
    await writeTick(tx, { tenant, service: id }, tick);
    return ok(undefined);
  },
};
