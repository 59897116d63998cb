import type { Random } from '#shared';
import type { Outcome } from './story.ts';

/** What made-up clinicians write. */
const notes: { readonly [outcome in Outcome]: readonly string[] } = {
  advice: [
    'Viral illness. Fluids, paracetamol, ring back if worse.',
    'Reassured. Own GP when it opens.',
    'Minor illness. Self care advised, safety net given.',
    'Question about a medicine. Advice given. No red flags.',
  ],
  'ambulance-999': ['Chest pain. Ambulance called, stayed on the line.', 'Collapsed. Ambulance called.'],
  'seen-at-base': [
    'Bacterial infection. Antibiotic started.',
    'Self-limiting illness. No treatment needed today.',
    'Wound dressed. Practice nurse in two days.',
    'Observations normal. Safety net given.',
  ],
  'seen-at-home': [
    'Chest infection. Antibiotic left.',
    'Frail, comfortable in bed. Family content with the plan.',
    'Sore that needs dressing. District nurse asked for the morning.',
  ],
  'did-not-attend': ['Did not attend. Rung back: better, will see own GP.'],
};

export const notesOf = (random: Random, outcome: Outcome): string => random.pick(notes[outcome]);

/** In a sentence or two, or with what the practice is asked to do and what was read. */
export type Written = string | { text: string; action?: string; observations?: object; medicines?: readonly object[] };

const examined: Partial<Record<Outcome, string>> = {
  'seen-at-base': 'Examined at the base: nothing else found.',
  'seen-at-home': 'Examined at home: nothing else found.',
};

/** A consultation note as the API takes it: the first sentence is the impression, what follows the plan. */
export function noteOf(written: Written, about: { complaint: string; outcome: Outcome }): Record<string, unknown> {
  const { text, action, observations, medicines } =
    typeof written === 'string' ? { text: written } : { ...none, ...written };
  const [impression = text, ...rest] = text.split(/(?<=\.) /);
  const examination = examined[about.outcome];
  return {
    complaint: about.complaint,
    ...(examination ? { examination } : {}),
    ...(observations ? { observations } : {}),
    impression,
    allergies: { asked: 'none-known' },
    ...(medicines ? { medicines } : {}),
    safetyNet: 'Ring 111 if worse, 999 if much worse.',
    plan: rest.join(' ') || text,
    forPractice: action ? { kind: 'action', text: action } : { kind: 'information' },
  };
}

const none = { action: undefined, observations: undefined, medicines: undefined };
