import { z } from 'zod';
import { choice, decided, streamId, text, time, whenItHappened } from '#api';
import { hours, refused, toIso } from '#shared';
import { shiftRoles, withdrawalReasons } from './events.ts';
import { bookingOf, presentIn } from './shift.ts';
import { occurredAt, person, shiftCommand, slug, whoCannot } from './shiftCommand.ts';

// A night on which the clocks go back has 25 hours.
const longest = hours(25);

export const requireShift = shiftCommand('require-shift', {
  summary:
    'Requires a post to be filled at a base or in a car, for a stretch of time: each hour of it is then counted.',
  needs: ['places'],
  body: z.strictObject({
    id: streamId('the new shift’s id'),
    service: text('the short name of the service', 60).optional(),
    place: slug('a base or a car'),
    role: choice(shiftRoles, 'a role'),
    from: time('when it begins'),
    to: time('when it ends'),
    occurredAt,
  }),
  decide(_, body, facts) {
    const place = (facts.places ?? []).find((known) => known.slug === body.place);
    if (!place || place.kind === 'elsewhere') {
      const message = `There is no base or car “${body.place}” here. Choose one of yours.`;
      return refused({ field: 'place', code: 'place-unknown', message });
    }
    if (body.from >= body.to || body.to - body.from > longest) {
      const message = 'Give an end after the beginning, at most 25 hours later.';
      return refused({ field: 'to', code: 'shift-length', message });
    }
    if (facts.service === undefined) {
      return refused({ field: 'service', code: 'service-missing', message: 'Give the short name of the service.' });
    }
    const at = whenItHappened(body.occurredAt, { now: facts.now, after: 'it began' });
    if (!at.ok) return at;
    const stretch = { from: toIso(body.from), to: toIso(body.to) };
    const post = { service: facts.service, place: place.id, kind: place.kind, role: body.role };
    return decided({ type: 'ShiftRequired', occurredAt: at.value, data: { ...post, ...stretch } });
  },
});

export const bookCover = shiftCommand('book-cover', {
  summary: 'Books somebody. It says who is expected; it never counts as cover.',
  needs: ['person'],
  body: z.strictObject({ person }),
  decide(state, body, facts) {
    const who = body.person ?? facts.actor.account;
    const cannot = whoCannot(facts);
    if (cannot) return refused(cannot);
    const booked = bookingOf(state);
    if (booked) {
      const message = 'Somebody is booked already. Withdraw them first, with the reason.';
      return refused({ field: 'person', code: 'already-booked', message });
    }
    if (presentIn(state).includes(who)) {
      return refused({
        field: 'person',
        code: 'already-there',
        message: 'They are there already. Book somebody else.',
      });
    }
    return decided({ type: 'CoverBooked', occurredAt: facts.now, data: { person: who } });
  },
});

export const confirmCover = shiftCommand('confirm-cover', {
  summary: 'The person who is booked has said that they are coming.',
  body: z.strictObject({ person }),
  decide(state, body, facts) {
    const booked = bookingOf(state);
    if (!booked) return refused(nobodyBooked);
    if (body.person !== undefined && body.person !== booked.person) return refused(otherBooked);
    if (booked.confirmed) {
      return refused({ code: 'no-change', message: 'They have confirmed already. Nothing needs doing.' });
    }
    return decided({ type: 'CoverConfirmed', occurredAt: facts.now, data: { person: booked.person } });
  },
});

export const withdrawCover = shiftCommand('withdraw-cover', {
  summary: 'The person who was booked is not coming: the shift needs somebody again.',
  body: z.strictObject({ person, reason: choice(withdrawalReasons, 'why') }),
  decide(state, body, facts) {
    const booked = bookingOf(state);
    if (!booked) return refused(nobodyBooked);
    if (body.person !== undefined && body.person !== booked.person) return refused(otherBooked);
    const data = { person: booked.person, reason: body.reason };
    return decided({ type: 'CoverWithdrawn', occurredAt: facts.now, data });
  },
});

const nobodyBooked = { code: 'nobody-booked', message: 'Nobody is booked. Book somebody first.' };
const otherBooked = {
  field: 'person',
  code: 'other-booked',
  message: 'Somebody else is booked. Look at the shift again.',
};
