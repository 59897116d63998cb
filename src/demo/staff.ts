/**
 * Everybody who works in the made-up service. Sign-in names are ours and known to the whole demo; nobody has a
 * password, because a demo signs people in with one click and its player with its own request.
 */
export type StaffRole =
  | 'visitor'
  | 'health-advisor'
  | 'triage-nurse'
  | 'doctor'
  | 'visiting-doctor'
  | 'driver'
  | 'shift-lead'
  | 'rota-manager'
  | 'receptionist'
  | 'practice-manager'
  | 'contract-manager'
  | 'waiting-list-lead'
  | 'medical-director'
  | 'administrator'
  | 'privacy-officer'
  | 'telephony';

export type Person = { signIn: string; name: string; roles: StaffRole[]; machine?: boolean };

const people = (roles: StaffRole[], ...names: string[]): Person[] =>
  names.map((name) => ({ signIn: signInOf(name), name, roles }));

/** `Dr A. Rourke` signs in as `a.rourke`, `Dr Achterberg` as `achterberg`. */
export function signInOf(name: string): string {
  return name
    .replace(/^Dr /, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.');
}

export const TELEPHONE = 'telephone-system';
export const NHS_111 = 'nhs-111';
export const VISITOR = 'visitor';

export const staff: readonly Person[] = [
  { signIn: VISITOR, name: 'Visitor', roles: ['visitor'] },
  { signIn: TELEPHONE, name: 'Telephone system', roles: ['telephony'], machine: true },
  { signIn: NHS_111, name: 'NHS 111', roles: ['telephony'], machine: true },
  { signIn: 'd.okafor', name: 'Dana Okafor', roles: ['shift-lead'] },
  ...people(['shift-lead'], 'K. Lindqvist', 'G. Hale'),
  ...people(
    ['health-advisor'],
    'M. Quill',
    'S. Pardoe',
    'J. Abara',
    'K. Bexley',
    'O. Tamm',
    'R. Quist',
    'L. Whitlock',
    'D. Ferris',
  ),
  ...people(['triage-nurse'], 'P. Iyer', 'C. Doyle', 'R. Vane', 'E. Lomax', 'H. Grange', 'B. Stokes'),
  ...people(['doctor'], 'Dr Achterberg', 'Dr N. Osei', 'Dr V. Patel', 'Dr I. Boateng'),
  ...people(['doctor'], 'Dr A. Rourke', 'Dr J. Farrow', 'Dr S. Nair', 'Dr G. Imrie'),
  ...people(
    ['doctor'],
    'Dr B. Marchetti',
    'Dr L. Fenn',
    'Dr C. Lowe',
    'Dr R. Sethi',
    'Dr M. Calloway',
    'Dr E. Winslow',
  ),
  ...people(
    ['visiting-doctor'],
    'N. Bellis',
    'Dr S. Kemble',
    'Dr F. Adeyemi',
    'Dr P. Oduya',
    'Dr U. Brandt',
    'Dr W. Tran',
  ),
  ...people(['driver'], 'J. Sayle', 'L. Garside', 'D. Pell', 'A. Szabo', 'O. Finch', 'H. Marsh'),
  ...people(['receptionist'], 'T. Brandreth', 'S. Amery', 'J. Holt', 'N. Frayne', 'I. Dunmore', 'C. Abbot', 'V. Rhys'),
  ...people(['rota-manager'], 'F. Ogden'),
  { signIn: 'c.nunn', name: 'Carys Nunn', roles: ['practice-manager'] },
  ...people(['contract-manager'], 'A. Renshaw'),
  ...people(['waiting-list-lead'], 'B. Halloran'),
  ...people(['medical-director'], 'Dr H. Vassell'),
  ...people(['administrator'], 'Y. Castell'),
  ...people(['privacy-officer'], 'M. Thorne'),
];
