import type { Role } from '#api';
import { roles } from '#people';

/** Who leads a night, and who may take the lead from them. */
export const leads: readonly Role[] = ['shift-lead', 'medical-director'];
/** Who writes in the shift log: whoever works in the night. */
export const writers: readonly Role[] = [
  'shift-lead',
  'medical-director',
  'administrator',
  'rota-manager',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'receptionist',
  'health-advisor',
  'driver',
];
/** Everybody who works in the service, and in a demo the visitor, who sees no names. */
export const staff: readonly Role[] = roles.filter((role) => role !== 'telephony');
