import { newId } from '#shared';

/** What one patient's case is taken through, each step one durable command: everything that a full command writes is in it. */
export type Step = { command: string; path: string; body: Record<string, unknown> };

const NOTE = {
  complaint: 'Short of breath since this afternoon, has had a cough for a week.',
  examination: 'Examined at home. Chest clear, no fever, drinking well.',
  impression: 'Viral illness.',
  allergies: { asked: 'none-known' },
  safetyNet: 'Ring again if it gets worse.',
  plan: 'Fluids, paracetamol.',
  forPractice: { kind: 'information' },
};

export function onePatient(service: string, id = newId()): Step[] {
  const step = (command: string, body: Record<string, unknown> = {}): Step => ({
    command,
    path: `/api/cases/${id}/${command}`,
    body,
  });
  const answeredAt = new Date(Date.now() - 2_000).toISOString();
  const person = {
    patientName: 'Ivy Pellworth',
    dateOfBirth: '1951-02-01',
    ringBack: '020 7946 0131',
    whereNow: '4 Tallow Row, Larkhithe',
    complaint: 'Short of breath since this afternoon, has had a cough for a week.',
  };
  return [
    {
      command: 'open-case',
      path: '/api/cases',
      body: { id, service, priority: 'urgent', answeredAt, ...person },
    },
    step('start-assessment'),
    step('finish-assessment', { place: 'visit', urgency: 'urgent' }),
    step('request-visit'),
    step('start-consultation'),
    step('finish-consultation', { note: NOTE }),
    step('close-case', { outcome: 'seen-at-home' }),
  ];
}
