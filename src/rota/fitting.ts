import type { Role } from '#people';
import type { ShiftRole } from './events.ts';

/** Which roles of an organisation make a person fit for a post: somebody of another trade at the door is not cover. */
export const fitting: { readonly [R in ShiftRole]: readonly Role[] } = {
  doctor: ['doctor', 'visiting-doctor'],
  nurse: ['triage-nurse'],
  driver: ['driver'],
  receptionist: ['receptionist'],
};

export function fits(post: ShiftRole, held: readonly Role[]): boolean {
  return fitting[post].some((role) => held.includes(role));
}
