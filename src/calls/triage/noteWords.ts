import { type News2, news2, news2Words, type Reading } from './news2.ts';
import { levels, medicineHow, type Note, observedIn } from './note.ts';

export type NotePart = { heading: string; words: string };

/** A note as it is read: on the case, on paper, in the message to the practice. Exactly what was written, in one order. */
export function noteParts(note: Note, age?: number): NotePart[] {
  const parts: [string, string | undefined][] = [
    ['For the practice', practiceWords(note)],
    ['Complaint and history', note.complaint],
    ['Examination', note.examination],
    ['Observations', observationWords(note, age)],
    ['Impression', note.impression],
    ['Allergies', allergyWords(note)],
    ['Medicines', medicineWords(note)],
    ['Safety-net advice', note.safetyNet],
    ['Plan', note.plan],
  ];
  return parts.flatMap(([heading, words]) => (words ? [{ heading, words }] : []));
}

export function practiceWords({ forPractice }: Note): string | undefined {
  if (!forPractice) return undefined;
  const words = forPractice.kind === 'action' ? 'Action' : 'Information only';
  return forPractice.text ? `${words}: ${forPractice.text}` : words;
}

/** Three different answers: a practice must not read "none known" where nobody asked. */
export function allergyWords({ allergies }: Note): string {
  if (!allergies || allergies.asked === 'not-asked') return 'Not asked';
  return allergies.asked === 'none-known' ? 'None known (asked)' : (allergies.list ?? '');
}

function medicineWords({ medicines = [] }: Note): string | undefined {
  if (medicines.length === 0) return undefined;
  return medicines
    .map(({ name, dose, route, how }) => `${medicineHow[how]}: ${[name, dose, route].filter(Boolean).join(', ')}`)
    .join('\n');
}

function observationWords(note: Note, age?: number): string | undefined {
  const { observations: seen } = note;
  if (!seen) return undefined;
  const result = news2(observedIn(note), age);
  const pressure = seen.systolic === undefined ? undefined : `${seen.systolic}/${seen.diastolic ?? '–'} mmHg`;
  const lines: [Reading, string, string | undefined][] = [
    ['breaths', 'Breaths', seen.breaths === undefined ? undefined : `${seen.breaths} a minute`],
    ['oxygen', 'Oxygen', seen.oxygen === undefined ? undefined : `${seen.oxygen} % on scale ${seen.oxygenScale ?? 1}`],
    ['onOxygen', 'Breathes', seen.onOxygen && (seen.onOxygen === 'yes' ? 'oxygen' : 'air')],
    ['systolic', 'Blood pressure', pressure],
    ['pulse', 'Pulse', seen.pulse === undefined ? undefined : `${seen.pulse} a minute`],
    ['consciousness', 'Consciousness', seen.consciousness && levels[seen.consciousness].toLowerCase()],
    ['temperature', 'Temperature', seen.temperature === undefined ? undefined : `${seen.temperature.toFixed(1)} °C`],
  ];
  const said = lines.map(([reading, name, value]) => `${name} ${value ?? 'not taken'}${pointsOf(result, reading)}`);
  const { score, more } = news2Words(result);
  const device = seen.device ? [`Oxygen by ${seen.device}`] : [];
  const by = seen.readBy ? [`Read by ${seen.readBy}`] : [];
  return [...said, ...device, ...by, `${score}: ${more}`].join('\n');
}

function pointsOf(result: News2, reading: Reading): string {
  const points = 'scores' in result ? result.scores[reading] : undefined;
  return points === undefined ? '' : ` (scores ${points})`;
}
