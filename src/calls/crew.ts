import type { Tx } from '#database';
import type { Role } from '#people';
import type { Instant, Problem } from '#shared';
import type { CaseState } from './case.ts';
import type { CaseFacts } from './caseCommand.ts';

/** Who answers for a car now: whoever is in it, or is booked for it. This module is told by whoever keeps the visits. */
export type CrewOf = (
  tx: Tx,
  about: { tenant: number; service: number; car: number; now: Instant },
) => Promise<ReadonlySet<string>>;

/** They hear a car by telephone or radio, and write down what it says under their own name. */
const controllers: readonly Role[] = ['shift-lead', 'health-advisor', 'receptionist'];

/** H17: where a car is, is said by the people in it, and by whoever hears them: never by somebody who is in another car or at home. */
export function notOfThisCar(state: CaseState, { crew, actor }: CaseFacts): Problem | undefined {
  if (!('car' in state) || crew === undefined || crew.has(actor.account)) return undefined;
  if (controllers.some((role) => actor.roles.includes(role))) return undefined;
  const message = 'You are not in this car. Whoever is in it says so, or the controller, who has heard them.';
  return { code: 'other-car', message };
}
