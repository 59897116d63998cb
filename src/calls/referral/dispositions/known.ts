import type { Source } from '#standards';
import type { Disposition, Family, Frame } from './disposition.ts';

const from = (says: string, ...tag: string[]): Source => ({ tag, says: `Standards 9.1: ${says}` }) as Source;
const table = from('the table of known codes.', 'F77', 'F78');
const dental = from('dental.', 'F75', 'F79');
const low = from('speak to a clinician of our own service; the variants are weakly sourced.', 'M-low');

const one = (code: string, words: string, family: Family, within: Frame, source = table): Disposition => ({
  code,
  words,
  family,
  within,
  source,
});
const min = (minutes: number): Frame => ({ minutes });
const nextDay: Frame = { nextWorkingDay: true };

/** ARP category 1 to 4, however it is subdivided: each is an ambulance. */
const ambulance = [
  ...['Dx010', 'Dx011', 'Dx0111', 'Dx0112', 'Dx0113', 'Dx0114', 'Dx0115', 'Dx0116', 'Dx0117', 'Dx0118'],
  ...['Dx012', 'Dx0121', 'Dx0122', 'Dx0123', 'Dx0124', 'Dx0125', 'Dx0126', 'Dx0127', 'Dx013', 'Dx016', 'Dx0162'],
].map((code) =>
  one(code, 'Emergency ambulance', 'ambulance', min(0), from('ambulance; Dx0122 is category 3.', 'F75', 'F76')),
);

const emergencyDepartment = [
  one(
    'Dx02',
    'Emergency department, within 1 h',
    'emergency-department',
    min(60),
    from('emergency department.', 'F74'),
  ),
  one(
    'Dx03',
    'Emergency department, within 4 h',
    'emergency-department',
    min(240),
    from('text [F74]; the code.', 'M-high'),
  ),
  one('Dx89', 'Emergency department, within 12 h', 'emergency-department', min(720), from('grouping.', 'F75')),
  // Mental health and sexual assault: no time is sourced, so the shortest of the family holds.
  one(
    'Dx92',
    'Emergency department, mental health',
    'emergency-department',
    min(60),
    from('grouping; no time given.', 'F75', 'D'),
  ),
  one(
    'Dx94',
    'Sexual assault referral centre',
    'emergency-department',
    min(60),
    from('grouping; no time given.', 'F75', 'D'),
  ),
];

const beSeen = [
  one('Dx05', 'To be seen by primary care, within 2 h', 'be-seen', min(120)),
  one('Dx06', 'To be seen by primary care, within 6 h', 'be-seen', min(360)),
  one('Dx07', 'To be seen by primary care, within 12 h', 'be-seen', min(720)),
  one('Dx08', 'To be seen by primary care, within 24 h', 'be-seen', min(1_440)),
  one('Dx75', 'Own GP, within 3 working days', 'be-seen', { workingDays: 3 }),
  one(
    'Dx10',
    'Own GP, routine',
    'be-seen',
    { workingDays: 3 },
    from('routine, no time given: the shorter.', 'F77', 'D'),
  ),
  one(
    'Dx09',
    'Own GP if it goes on: routine',
    'be-seen',
    { workingDays: 3 },
    from('routine, no time given: the shorter.', 'F77', 'D'),
  ),
  one('Dx16', 'Own GP if it goes on: within 3 working days', 'be-seen', { workingDays: 3 }),
  one('Dx115', 'Own GP, next working day', 'be-seen', nextDay, from('stored as the mark 7200.', 'F74', 'F77')),
];

const speakTo = [
  one('Dx11', 'To speak to primary care, within 1 h', 'speak-to', min(60)),
  one('Dx12', 'To speak to primary care, within 2 h', 'speak-to', min(120)),
  one('Dx13', 'To speak to primary care, within 6 h', 'speak-to', min(360)),
  one('Dx14', 'To speak to primary care, within 12 h', 'speak-to', min(720)),
  one('Dx15', 'To speak to primary care, within 24 h', 'speak-to', min(1_440)),
  one('Dx117', 'Palliative: to speak to primary care, within 1 h', 'speak-to', min(60)),
];

/** A clinician looks at it before the ambulance is sent; not reached in time, it is sent (standards 9.4). */
const validation = [
  one('Dx32', 'To speak to a clinician of our service at once', 'speak-to', min(20), low),
  one('Dx333', 'Ambulance: a clinician to validate within 30 min', 'validation', min(30), low),
  one('Dx334', 'Emergency department: a clinician to validate within 30 min', 'speak-to', min(30), low),
];

const community = [
  one('Dx110', 'Community nurse, within 4 h', 'community', min(240)),
  one('Dx111', 'Community nurse, within 24 h', 'community', min(1_440)),
  one('Dx112', 'Community nurse, next working day', 'community', nextDay),
  one('Dx113', 'Health visitor, next working day', 'community', nextDay),
  one('Dx114', 'Midwife, next working day', 'community', nextDay),
];

const teeth = [
  one(
    'Dx17',
    'Dental, within 1 h',
    'dental',
    min(60),
    from('dental; the times of 17 to 21 are to be loaded.', 'F75', 'D'),
  ),
  one(
    'Dx18',
    'Dental, within 2 h',
    'dental',
    min(120),
    from('dental; the times of 17 to 21 are to be loaded.', 'F75', 'D'),
  ),
  one(
    'Dx19',
    'Dental, within 6 h',
    'dental',
    min(360),
    from('dental; the times of 17 to 21 are to be loaded.', 'F75', 'D'),
  ),
  one(
    'Dx20',
    'Dental, within 12 h',
    'dental',
    min(720),
    from('dental; the times of 17 to 21 are to be loaded.', 'F75', 'D'),
  ),
  one(
    'Dx21',
    'Dental, within 24 h',
    'dental',
    min(1_440),
    from('dental; the times of 17 to 21 are to be loaded.', 'F75', 'D'),
  ),
  one('Dx22', 'Dental, within 3 working days', 'dental', { workingDays: 3 }, dental),
  one('Dx23', 'Orthodontist, next working day', 'dental', nextDay, dental),
  one('Dx118', 'Dental, within 1 h', 'dental', min(60), from('no time given: the shortest of the family.', 'F75', 'D')),
];

const medicines = [
  one('Dx28', 'Pharmacist, within 24 h', 'pharmacy', min(1_440)),
  one('Dx29', 'Pharmacist, next working day', 'pharmacy', nextDay),
  one('Dx85', 'Repeat prescription, within 2 h', 'pharmacy', min(120)),
  one('Dx80', 'Repeat prescription, within 6 h', 'pharmacy', min(360)),
  one('Dx86', 'Repeat prescription, within 12 h', 'pharmacy', min(720)),
  one('Dx87', 'Repeat prescription, within 24 h', 'pharmacy', min(1_440)),
  one('Dx81', 'Own GP, next working day, for a repeat prescription', 'pharmacy', nextDay),
  one('Dx82', 'Question about a medicine', 'pharmacy', min(1_440), from('no time given: one day.', 'F77', 'D')),
  one('Dx97', 'Emergency contraception, within 2 h', 'pharmacy', min(120)),
  one('Dx98', 'Emergency contraception, within 12 h', 'pharmacy', min(720)),
];

const information = [
  one('Dx60', 'Optician, within 72 h', 'information', { hours: 72 }, from('optician.', 'F79')),
  one('Dx52', 'Police', 'information', { none: true }, from('police.', 'F79')),
  one('Dx45', 'Where a service is', 'information', { none: true }, from('information.', 'F79')),
  one('Dx46', 'Information about health', 'information', { none: true }, from('information.', 'F79')),
  one('Dx63', 'Flu line', 'information', { none: true }, from('information.', 'F79')),
  one('Dx39', 'Self-care', 'information', { none: true }, from('self-care.', 'F75')),
  one('Dx38', 'Care at home', 'information', { none: true }, from('home management.', 'M-med')),
  one('Dx108', 'Closed: no service', 'information', { none: true }, from('closed.', 'F75')),
];

export const always: readonly Disposition[] = [
  ...ambulance,
  ...emergencyDepartment,
  ...beSeen,
  ...speakTo,
  ...validation,
  ...community,
  ...teeth,
  ...medicines,
  ...information,
];

/** Codes of the pandemic: a clinician of the service rings, within so many hours. */
const cas = from('the codes of the pandemic.', 'F77');
export const since2020: readonly Disposition[] = [
  one('Dx1112', 'A clinician rings, within 1 h', 'speak-to', min(60), cas),
  one('Dx1113', 'A clinician rings, within 2 h', 'speak-to', min(120), cas),
  one('Dx1114', 'A clinician rings, within 4 h', 'speak-to', min(240), cas),
  one('Dx1115', 'A clinician rings, within 6 h', 'speak-to', min(360), cas),
  one('Dx1116', 'A clinician rings, within 12 h', 'speak-to', min(720), cas),
  one('Dx1117', 'A clinician rings, next working day', 'speak-to', nextDay, cas),
];
