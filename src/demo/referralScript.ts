import { minutes, plus, seeded, toIso } from '#shared';
import type { Place } from './demand.ts';
import type { HandedOn } from './eveningScript.ts';
import { aPatient } from './patients.ts';
import { codeOfPractice } from './places.ts';
import { clock, type Script } from './scripted.ts';
import { sexOf } from './sexes.ts';
import { NHS_111 } from './staff.ts';
import type { Case } from './story.ts';

type Sent = {
  at: string;
  /** What the triage of NHS 111 ended in; our table does not know one of them. */
  dx: string;
  text: string;
  summary: string;
  priority: 'urgent' | 'other';
  place: Place;
  born?: string;
};

/** What NHS 111 sent on Easter Sunday, over its line. */
const sent: readonly Sent[] = [
  {
    at: '16:22:30',
    dx: 'Dx06',
    text: 'To be seen by primary care, within 6 hours',
    summary: 'Painful red lower leg for two days, spreading since the morning. Walks. No fever.',
    priority: 'other',
    place: 'base',
  },
  {
    at: '17:04:10',
    dx: 'Dx11',
    text: 'To speak to primary care, within 1 hour',
    summary: 'Took a double dose of a heart tablet by mistake at 16:30. Feels well.',
    priority: 'urgent',
    place: 'advice',
  },
  {
    at: '17:48:20',
    dx: 'Dx85',
    text: 'Repeat prescription, within 2 hours',
    summary: 'Inhaler ran out at noon. A little wheezy, talks in whole sentences.',
    priority: 'urgent',
    place: 'advice',
  },
  {
    at: '18:31:00',
    dx: 'Dx12',
    text: 'To speak to primary care, within 2 hours',
    summary: 'Child of 3, vomiting since the afternoon, drinks a little and keeps it down.',
    born: '2024-01-20',
    priority: 'urgent',
    place: 'advice',
  },
  {
    at: '19:08:40',
    dx: 'Dx5071',
    text: 'Speak to a clinician, new pathway',
    summary: 'Headache since a fall against a cupboard yesterday. No sickness, sees clearly.',
    priority: 'urgent',
    place: 'advice',
  },
  {
    at: '19:47:00',
    dx: 'Dx13',
    text: 'To speak to primary care, within 6 hours',
    summary: 'Question whether a new antibiotic may be taken with a blood thinner.',
    priority: 'other',
    place: 'advice',
  },
  {
    at: '20:26:30',
    dx: 'Dx117',
    text: 'Palliative: to speak to primary care, within 1 hour',
    summary: 'Known to the hospice. Pain is not held by the evening dose; the daughter asks what she may give.',
    priority: 'urgent',
    place: 'advice',
  },
];

/** Referrals come in as NHS 111 sends them: the service names the case and counts its number, and clinicians ring as they are free. */
export function referrals(script: Script): HandedOn[] {
  return sent.map((one, index) => {
    const at = clock(one.at);
    const patient = aPatient(seeded(`referral ${index}`));
    const { born = patient.dateOfBirth } = one;
    const id = script.book.id(at, `referral/${index}`);
    const body = {
      reference: `TW-111-${2_803_001 + index}`,
      source: 'RYA',
      service: script.book.service,
      patientName: patient.name,
      dateOfBirth: born,
      sex: sexOf(patient.name),
      nhsNumber: patient.nhsNumber,
      whereNow: patient.whereNow,
      ringBack: patient.ringBack,
      callerName: patient.callerName,
      callerRelation: one.born ? 'parent' : patient.callerRelation,
      dxCode: one.dx,
      dxText: one.text,
      triagedAt: toIso(plus(at, -minutes(2))),
      caseSummary: one.summary,
      practice: codeOfPractice(patient.practice),
    };
    const command = 'receive-referral';
    script.book.write({ at, actor: NHS_111, stream: id, givesId: true, command, path: '/referrals', body });
    script.told.push({ openedAt: at, place: one.place, hasCall: false });
    const about: Case = { id, version: 1, book: script.book, openedAt: at, complaint: one.summary };
    return { about, answered: one.at, from: one.at, priority: one.priority, place: one.place };
  });
}
