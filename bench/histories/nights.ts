import { seeded } from '#shared';
import { playNight } from '../../test/nights/night.ts';
import { brokenIn } from '../../test/nights/rules.ts';
import { all } from '../../test/nights/world.ts';
import type { Counts } from './counts.ts';

/** One random night of everything at once: every rule across its streams, whenever the followers have done what was asked of them. */
export function oneNight(seed: string, run: number): Counts {
  let looked = 0;
  const { world, decided, refused, brokenOff } = playNight(seeded(`${seed}/${run}`), (settled) => {
    looked += 1;
    const broken = brokenIn(settled);
    if (broken.length > 0) throw new Error(`Night ${run} of seed ${seed}: ${JSON.stringify(broken)}`);
  });
  const { call, case: cases, pass, work, message } = world.streams;
  const closed = all(world, 'case').filter(({ state }) => state.state === 'closed').length;
  return {
    ...{ nights: 1, looked, decided, refused, brokenOff, events: world.log.length },
    ...{ calls: call.size, cases: cases.size, closed, passes: pass.size, work: work.size, messages: message.size },
  };
}
