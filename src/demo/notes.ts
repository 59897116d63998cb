import type { Random } from '#shared';
import type { Outcome } from './story.ts';

/** What made-up clinicians write. */
const notes: { readonly [outcome in Outcome]: readonly string[] } = {
  advice: [
    'Viral illness. Fluids, paracetamol, ring back if worse.',
    'Reassured. Own GP when it opens.',
    'Self care advised, safety net given.',
    'Medicine advice given. No red flags.',
  ],
  'ambulance-999': ['Chest pain, ambulance called, stayed on the line.', 'Collapsed, ambulance called.'],
  'seen-at-base': [
    'Examined. Antibiotic started.',
    'Examined. No treatment needed today.',
    'Wound dressed. Practice nurse in two days.',
    'Observations normal. Safety net given.',
  ],
  'seen-at-home': [
    'Seen at home. Antibiotic left.',
    'Seen at home. Comfortable. Family content with the plan.',
    'Seen at home. District nurse asked for the morning.',
  ],
};

export const notesOf = (random: Random, outcome: Outcome): string => random.pick(notes[outcome]);
