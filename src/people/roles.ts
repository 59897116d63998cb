/** Who a person (or a machine) is in an organisation. One account may hold several. */
export const roles = [
  'visitor',
  'health-advisor',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'driver',
  'shift-lead',
  'rota-manager',
  'receptionist',
  'practice-manager',
  'contract-manager',
  'waiting-list-lead',
  'medical-director',
  'administrator',
  'privacy-officer',
  'telephony',
] as const;

export type Role = (typeof roles)[number];

/** Those who look on from another organisation, or from none. */
const outsiders: readonly Role[] = ['visitor', 'contract-manager', 'practice-manager', 'waiting-list-lead'];

/**
 * Whether somebody with these roles works in the service: only they read names of staff, who is ill, and the words of the shift log. To all
 * others cover is the state of a post.
 */
export function knowsStaff(held: readonly Role[]): boolean {
  return held.some((role) => !outsiders.includes(role));
}
