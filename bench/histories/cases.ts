import { seeded } from '#shared';
import { defaultPack, foldClocks } from '#standards';
import { type CaseState, isOpen, noCase, queueOf, replayCase } from '../../src/calls/case.ts';
import { queues } from '../../src/calls/codes.ts';
import { type Move, playHistory } from '../../src/calls/histories.testing.ts';
import { brokenRules } from '../../src/calls/invariants.ts';
import type { Counts } from './counts.ts';

const rule = { id: 1, clocks: defaultPack.clocks.filter(({ birth }) => birth === 'CaseOpened') };

/** One random history of one case: everybody tries everything, and after each decision every rule of safety is checked. */
export function oneCase(seed: string, run: number): Counts {
  const random = seeded(`${seed}/${run}`);
  const counts = { histories: 1, decided: 0, refused: 0, closed: 0, lowered: 0 };
  const length = random.int(1, 40);
  const moves = Array.from({ length }, (): Move => {
    const usual = () => random.int(0, 3) > 0;
    return {
      seed: random.int(0, 10_000),
      who: usual() ? 0 : random.int(0, 2),
      roles: usual() ? 0 : random.int(0, 4),
      wait: random.int(0, 90),
      pick: random.int(0, 10_000),
      inTurn: usual() || random.int(0, 1) === 0,
      late: random.int(-30, 10),
    };
  });
  let before: CaseState = noCase;
  const fail = (what: string) => {
    throw new Error(`History ${run} of seed ${seed}: ${what}`);
  };
  const story = playHistory(moves, ({ state, events }, { name, accepted }) => {
    if (!accepted) {
      counts.refused += 1;
      if (state !== before) fail(`${name} was refused and changed the case`);
      return;
    }
    counts.decided += 1;
    if (before.state !== 'none' && state.state === 'none') fail(`${name} lost the case`);
    if (isOpen(state) && !(queueOf(state) in queues)) fail(`${name} left the case in no queue`);
    if (isOpen(state)) {
      const broken = brokenRules({ before: state, after: state, events: [], clocks: foldClocks(rule, events) });
      if (broken.length > 0) fail(`${name}: ${broken.join('; ')}`);
    }
    if (isLowered(before, state)) {
      counts.lowered += 1;
      if (!saysSo.includes(events.at(-1)?.type ?? '')) fail(`${name} lowered it and nobody said so`);
    }
    before = state;
  });
  if (story.state.state === 'closed') counts.closed += 1;
  if (JSON.stringify(replayCase(story.id, story.events)) !== JSON.stringify(story.state))
    fail('its events tell another story');
  return counts;
}

/** A downgrade is an event of its own that says why, and nothing else. */
const saysSo: readonly string[] = ['PriorityChanged', 'UrgencyChanged'];

function isLowered(was: CaseState, is: CaseState): boolean {
  const grave = (state: CaseState) => ('priority' in state && state.priority === 'urgent' ? 1 : 0);
  const soon = { emergency: 3, urgent: 2, 'less-urgent': 1 } as const;
  const urgency = (state: CaseState) => ('urgency' in state && state.urgency ? soon[state.urgency] : 0);
  return grave(is) < grave(was) || (urgency(was) > 0 && urgency(is) > 0 && urgency(is) < urgency(was));
}
