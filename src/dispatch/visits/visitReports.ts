import { z } from 'zod';
import { type Context, choice, idOf, type Role, streamId, type TableCommand, text, whole } from '#api';
import { loadCase } from '#calls';
import { newId, ok, refused } from '#shared';
import { answersFor } from './aboard.ts';
import { aboardNow } from './crewStore.ts';
import type { Report } from './receipt.ts';
import { reportsOn, writeEntry, writeReport } from './visitStore.ts';

/** Whoever is in a car, and whoever hears them on the telephone or radio. */
export const crewRoles: readonly Role[] = ['driver', 'visiting-doctor', 'doctor', 'shift-lead', 'health-advisor'];

/** They hear the crew, and say so under their own name: it is shown as heard by telephone. */
export const controllers: readonly Role[] = ['shift-lead', 'health-advisor'];

export const reportBody = z.strictObject({
  id: streamId('the new report’s id'),
  service: text('the short name of the service', 60).optional(),
  case: idOf('the case'),
  car: text('the car', 60),
  /** Left out: the last time that the car was given it. */
  told: whole('the version of the case at which the car was given the visit', 1, 1_000_000).optional(),
  kind: choice({ have: 'We have it', 'know-gone': 'We know that it is gone' }, 'what the crew says'),
  shown: text('the digest of the address that was shown', 64)
    .regex(/^[0-9a-f]{64}$/, 'Leave out what was shown, or send its digest.')
    .optional(),
});

/** H17: what a crew was given is known to have reached it by the crew's own word, for this assignment and this address. */
export function reportVisit(directory: Context['directory']): Omit<TableCommand<typeof reportBody>, 'face'> {
  return {
    name: 'report-visit',
    module: 'dispatch',
    path: '/visits/reports',
    roles: crewRoles,
    summary:
      'The crew of a car says that it has a visit that it was given, or that it knows that the visit is its no more.',
    body: reportBody,
    async write(tx, { body, tenant, service, now, actor }) {
      const car = directory.placesOf(service).find(({ slug, kind }) => slug === body.car && kind === 'car');
      if (!car) return refused({ field: 'car', code: 'place-unknown', message: `There is no car “${body.car}” here.` });
      const loaded = await loadCase(tx, tenant, body.case);
      const given = loaded?.events.findLast(
        ({ version, type, data }) =>
          ['VisitRequested', 'VisitAssigned'].includes(type) &&
          data.car === car.id &&
          (body.told === undefined || version === body.told),
      );
      if (!loaded || loaded.state.service !== service || !given) {
        const message = 'This car was not given this visit then. Look at the list of visits again.';
        return refused({ field: 'told', code: 'not-given', message });
      }
      const isController = controllers.some((role) => actor.roles.includes(role));
      const aboard = await aboardNow(tx, { tenant, service, now }, car.id);
      if (!isController && !answersFor(aboard, actor.account)) {
        const message = `You are not in ${car.name}. Whoever is in it says so, or the controller, who has heard them.`;
        return refused({ field: 'car', code: 'other-car', message });
      }
      // By telephone it is heard from somebody: who is in the car is written down first.
      if (
        !answersFor(aboard, actor.account) &&
        body.kind === 'have' &&
        aboard.crew.length + aboard.booked.length === 0
      ) {
        const message = `Nobody is in ${car.name}, as far as is written down. Write down on the page of cover who has come, or give the visit to another car.`;
        return refused({ field: 'car', code: 'car-empty', message });
      }
      const said = await reportsOn(tx, tenant, [body.case]);
      const { kind, shown } = body;
      const told = given.version;
      const report: Report & { id: string } = {
        ...{ id: body.id, case: body.case, car: car.id, told, kind, at: now, by: actor.account },
        ...(shown === undefined ? {} : { shown }),
      };
      // Said already, of this address and by this person: twice is once. Whoever comes into the car later says it for themselves.
      if (
        said.some(
          (one) =>
            one.kind === kind &&
            one.told === told &&
            one.car === car.id &&
            one.shown === shown &&
            one.by === actor.account &&
            (answersFor(aboard, one.by) || [...aboard.crew, ...aboard.booked].every(({ since }) => since <= one.at)),
        )
      )
        return ok(undefined);
      await writeReport(tx, tenant, report, newId());
      return ok(undefined);
    },
  };
}

export const entryBody = z.strictObject({
  id: streamId('the new line’s id'),
  service: text('the short name of the service', 60).optional(),
  case: idOf('the case'),
  body: text('how to get in', 500),
});

export function writeHowToGetIn(): Omit<TableCommand<typeof entryBody>, 'face'> {
  return {
    name: 'write-entry',
    module: 'dispatch',
    path: '/visits/entries',
    roles: [...crewRoles, 'triage-nurse', 'receptionist'],
    summary:
      'How to get in at the door of a patient who is to be visited. Only the crew that has the visit reads it, while it has it.',
    body: entryBody,
    async write(tx, { body, tenant, service, now, actor }) {
      const loaded = await loadCase(tx, tenant, body.case);
      if (!loaded || loaded.state.service !== service) {
        return refused({ field: 'case', code: 'case-unknown', message: 'There is no such case here.' });
      }
      if (loaded.state.state === 'closed') {
        return refused({ field: 'case', code: 'case-closed', message: 'This case is closed: nobody is going there.' });
      }
      await writeEntry(tx, tenant, { id: body.case, body: body.body, by: actor.account, at: now, audit: newId() });
      return ok(undefined);
    },
  };
}
