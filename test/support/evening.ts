import { type Action, planNight } from '#demo';
import { atLocal, type Instant, instant } from '#shared';
import { openLanes } from '../../src/demo/lanes.ts';
import { EASTER_SUNDAY, type Vigil } from './vigil.ts';

const WIDTH = 8;

/**
 * Easter Sunday evening of the demo's own plan: the calls and cases that began after 18:00, the shifts of that day, the doors
 * of the bases, the practices and the log. A tenth of the weekend, and everything on it is as it is there.
 */
export async function playTheEvening(vigil: Vigil, until: Instant): Promise<void> {
  const lanes = openLanes(WIDTH);
  for (const action of eveningUntil(until)) {
    await lanes.start(action, async () => {
      const answer = await vigil.client.send(action);
      if (answer.kind === 'refused') throw new Error(`${action.path} was refused: ${answer.message}`);
    });
  }
  await lanes.empty();
}

function eveningUntil(until: Instant): Action[] {
  const begins = atLocal(EASTER_SUNDAY, '18:00');
  const kept = new Set<string>();
  return planNight({ seed: 1, to: until }).filter(({ at, stream, command, path, body, with: beside = [] }) => {
    if (command === 'offer-call' && at >= begins) kept.add(stream);
    if (command === 'post-notice' || /^\/(bases|practices?|tonight)\//.test(`${path}/`)) kept.add(stream);
    // A pass to 999 is for a case, a ring-back for a call.
    if ([body.case, ...beside].some((other) => kept.has(String(other)))) kept.add(stream);
    if (command === 'require-shift' && isOfSunday(body)) kept.add(stream);
    // A case of a call that began earlier is left out whole.
    const came = body.call === undefined ? at >= begins : kept.has(String(body.call));
    if (command === 'open-case' && came) kept.add(stream);
    return kept.has(stream);
  });
}

function isOfSunday({ from, to }: Action['body']): boolean {
  const [start, end] = [instant(String(from)), instant(String(to))];
  return start < atLocal('2027-03-29', '00:00') && end > atLocal(EASTER_SUNDAY, '08:00');
}
