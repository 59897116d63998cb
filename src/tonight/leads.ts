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
/**
 * Who may look at the night: everybody who works in the service, and without names of staff or words of the log whoever holds it to account
 * and, in a demo, the visitor. Not the practices: their pages are their own patients.
 */
export const staff: readonly Role[] = roles.filter((role) => !['telephony', 'practice-manager'].includes(role));
