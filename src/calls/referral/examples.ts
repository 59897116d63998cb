/** A referral as NHS 111 sends it: one line of a file, or one body of a request. Made up. */
export function aReferral(about: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    reference: '111-8842-0231',
    source: 'RYA',
    patientName: 'Ivy Pellworth',
    dateOfBirth: '1945-06-14',
    nhsNumber: '999 061 4024',
    whereNow: '12 Lockgate Row, ZZ1 4QT',
    ringBack: '01632 960417',
    dxCode: 'Dx05',
    dxText: 'Contact primary care within 2 hours',
    triagedAt: '2027-03-28T21:10:00+01:00',
    caseSummary: 'More short of breath since four this afternoon.',
    pathwaysVersion: '41.2.0',
    ...about,
  };
}
