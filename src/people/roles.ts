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
