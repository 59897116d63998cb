import type { Tx } from '#database';
import { peopleWithRoles } from '#people';
import { hours, plus } from '#shared';
import { answersSince } from './answerStore.ts';
import { NIGHT_MS } from './boardScene.ts';
import type { Where } from './nightTables.ts';
import type { Given, Scene } from './reading.ts';
import { type ActionFacts, type ActionKind, actionKinds, rankedActions } from './rules/actions.ts';
import { rollOf } from './tiles/onNow.ts';

/** Whoever was told of as ill is not asked to come for so long. */
const ILL_MS = hours(12);

/** What the rule of the ranked actions is handed, read in one transaction: the same for the board, for its page and for the act. */
export async function actionFacts(tx: Tx, scene: Scene, where: Where, given: Given): Promise<ActionFacts> {
  const { now, log, errands } = scene;
  const answers = await answersSince(tx, { ...where, since: plus(now, -NIGHT_MS) });
  const doctors = await peopleWithRoles(tx, where.tenant, ['doctor']);
  const on = new Set(rollOf(scene).on.map(({ person }) => person));
  const soon = scene.shifts.filter(({ from, to }) => from <= plus(now, hours(12)) && to > now);
  const booked = new Set(soon.flatMap((shift) => ('booking' in shift && shift.booking ? [shift.booking.person] : [])));
  const worked = new Set(scene.shifts.flatMap(({ attendance }) => attendance.map(({ person }) => person)));
  const ill = new Set(
    log.flatMap(({ kind, person, at }) => (kind === 'sick' && person && at > plus(now, -ILL_MS) ? [person] : [])),
  );
  const moving = errands.flatMap((one) => (one.work === 'move-booked' && one.holder && one.case ? [one.case] : []));
  return {
    ...scene,
    inHand: new Set(moving),
    // Nobody who is on, is due on, has worked today or is ill is asked to come.
    callable: doctors
      .map(({ account }) => account)
      .filter((who) => ![on, booked, worked, ill].some((set) => set.has(who))),
    overruled: new Set(answers.flatMap(({ answer, action }) => (answer === 'overruled' ? [action] : []))),
    can: new Set((Object.keys(actionKinds) as ActionKind[]).filter((kind) => kind !== 'shut-base' || given.shutBase)),
  };
}

export async function actionsFor(tx: Tx, scene: Scene, where: Where, given: Given) {
  return rankedActions(await actionFacts(tx, scene, where, given));
}
