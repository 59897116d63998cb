import { expect, it } from 'vitest';
import { seeded } from '#shared';
import { isBalanced } from './ledger.ts';
import { aNight } from './nights.testing.ts';

it('misses no message over random nights, whoever dies in the middle and whatever everybody tries', () => {
  const states = new Set<string>();
  for (let run = 1; run <= 300; run++) {
    const night = aNight(seeded(`2803/${run}`), 1 + (run % 7));
    expect([run, night.ledger.differences, isBalanced(night.ledger)]).toEqual([run, [], true]);
    expect([run, night.messages]).toEqual([run, night.closed]);
    // A later note goes out, or somebody is to see to it, however the message had ended.
    expect([run, night.untold]).toEqual([run, []]);
    for (const state of night.states) states.add(state);
  }
  // The nights go everywhere that a message can.
  expect([...states].sort()).toEqual(
    ['acted', 'due', 'failed', 'given-back', 'queued', 'read', 'received', 'sent', 'settled'].sort(),
  );
});
