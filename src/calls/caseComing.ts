import { z } from 'zod';
import { choice, text, ticked } from '#api';
import { type Instant, ok, refused } from '#shared';
import { isOpen, type OpenCase, placeOf } from './case.ts';
import { type CaseKind, caseCommand, occurredAt, placeNamed, placeSlug, textOf, when } from './caseCommand.ts';
import { detailsChanged } from './caseDetails.ts';
import { practiceId } from './caseIdentity.ts';
import { raises } from './caseRaising.ts';
import { isThird, whichContact } from './caseThird.ts';
import { type Priority, priorities } from './codes.ts';

export const comeToBase = caseCommand('come-to-base', {
  summary:
    'A patient whose case is open has come to a base, whatever the case was waiting for: from here they are that base’s. A visit stops, what they say is kept, and whoever is worse goes up, in one decision. Where nobody has assessed them the clock of a walk-in starts (NQR 10).',
  needs: ['places', 'contacts', 'person', 'practice'],
  body: z.strictObject({
    place: placeSlug('the base that they came to'),
    said: text('what they say is wrong', 4000).optional(),
    cameFrom: text('where they came from', 300).optional(),
    priority: choice(priorities, 'a first priority').optional(),
    worse: ticked('that they are worse').optional(),
    ringBack: text('the number to ring them', 30).optional(),
    practiceId: practiceId.optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const place = placeNamed({ field: 'place', slug: body.place, kinds: ['base'] }, facts);
    if (!place.ok) return place;
    if (body.worse && body.priority === 'other') {
      const message = 'Choose “Urgent”, or leave out that they are worse.';
      return refused({ field: 'priority', code: 'worse-is-urgent', message });
    }
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const events: CaseKind['event'][] = came(state, place.value.id, at.value);
    // Whoever was expected at a base and comes is no further contact; whoever was to be rung or visited is.
    const unexpected = !('place' in state) || state.place === 'visit';
    const times = Math.max(state.repeatTimes + 1, whichContact(facts));
    // At the desk once more: what they say there is a contact too.
    if (unexpected || events.length === 0)
      events.push({ type: 'CaseNotedRepeat', occurredAt: at.value, data: { times } });
    if (isWorse(state, body)) events.push(...raises(state, 'got-worse', at.value));
    else if (unexpected && isThird(times)) events.push(...raises(state, 'repeat-contact', at.value));
    const { ringBack, practiceId: practice } = body;
    const about = { facts, at: at.value, after: events.length };
    const isSaid = ringBack !== undefined || practice !== undefined;
    const changed = isSaid ? detailsChanged(state, { ringBack, practiceId: practice }, about) : ok(nothing);
    if (!changed.ok) return changed;
    return ok({
      events: [...events, ...changed.value.events],
      writes: [...saidOf(state, body, at.value), ...changed.value.writes],
    });
  },
});

const nothing: { events: CaseKind['event'][]; writes: CaseKind['write'][] } = { events: [], writes: [] };

/** By where they stand: into the waiting room whoever was assessed, to be assessed there whoever was not. */
function came(state: OpenCase, place: number, at: Instant): CaseKind['event'][] {
  if (!('place' in state)) {
    const data = { place, toAssess: state.state !== 'in-assessment' };
    return [{ type: 'CameToBase', occurredAt: at, data }];
  }
  const arrived = { type: 'PatientArrived', occurredAt: at, data: { place } } as const;
  if (state.place === 'base') return state.state === 'arrived' && placeOf(state) === place ? [] : [arrived];
  // No car goes to an empty house.
  const data = { from: 'visit', to: 'base', reason: 'came-to-base' } as const;
  return [{ type: 'PlaceChanged', occurredAt: at, data }, arrived];
}

/** The first priority that a desk gives is no clinician’s word: it raises what was lower, and lowers nothing. */
function isWorse(state: OpenCase, { priority, worse }: { priority?: Priority; worse?: boolean }): boolean {
  if (worse) return true;
  return priority === 'urgent' && (!('urgency' in state) || state.urgency === 'less-urgent');
}

/** In their own words, as the desk typed them: kept apart from the log. */
function saidOf(state: OpenCase, { said, cameFrom }: { said?: string; cameFrom?: string }, at: Instant) {
  const body = [said, cameFrom && `Came from: ${cameFrom}`].filter(Boolean).join('\n');
  return body === '' ? [] : [textOf(state, 'repeat', { at, body })];
}
