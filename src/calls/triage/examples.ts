import type { Note } from './note.ts';

/** The note of case 131 of the demo night, whole. */
export function aNote(about: Partial<Note> = {}): Note {
  return {
    complaint: 'More breathless since 16:00. Short sentences. Rescue pack from 10:00, no better.',
    examination: 'Audible wheeze. Not confused. Sitting up. No chest pain.',
    observations: {
      breaths: 22,
      oxygen: 88,
      oxygenScale: '2',
      onOxygen: 'no',
      pulse: 104,
      temperature: 38.2,
      consciousness: 'alert',
      readBy: 'daughter, home monitor',
    },
    impression: 'COPD worse, infection',
    allergies: { asked: 'listed', list: 'Penicillin: rash' },
    medicines: [{ name: 'Prednisolone', dose: '30 mg', route: 'by mouth', how: 'advised' }],
    safetyNet: '999 if blue or drowsy',
    plan: 'Visit tonight',
    forPractice: { kind: 'action', text: 'Review the rescue pack on Tuesday.' },
    ...about,
  };
}
