import type { Random } from '#shared';
import { otherPractices, streets } from './places.ts';

/** Identity of a made-up patient, and who rang about them. It never reaches an event. */
export type MadeUpPatient = {
  name: string;
  dateOfBirth: string;
  nhsNumber: string;
  callerName: string;
  callerRelation: string;
  ringBack: string;
  whereNow: string;
  practice: string;
  complaint: string;
};

const firstNames =
  'Ada Bram Cora Dilys Emrys Freya Gwen Hugo Iona Jonah Kit Leila Marek Nora Orla Priya Quentin Rosa Samir Tilda Una Viktor Wanda Yusuf Zara Amos Bettina Caleb Deepa Elio'.split(
    ' ',
  );
const surnames =
  'Ashgrove Brindle Caldmore Dunscar Ellwand Fernhough Garstang Hebblewhite Inchbald Jessop Kettlewell Lanyon Merriott Nethercott Oakshott Penhallow Quarles Rimmington Silverdale Thackray Underhay Venning Wexcombe Yarwood Zeal'.split(
    ' ',
  );
const complaints = {
  child: [
    'High temperature since this afternoon, drinking a little.',
    'Ear ache and crying.',
    'Barking cough at night.',
    'Rash on the tummy, well otherwise.',
  ],
  adult: [
    'Sore throat for three days, cannot swallow tablets.',
    'Back pain since lifting a box.',
    'Burning when passing water, feverish.',
    'Vomiting since last night.',
    'Worse cough, green phlegm.',
    'Ran out of a regular medicine.',
    'Headache behind one eye.',
    'Dizzy on standing since this morning.',
  ],
  old: [
    'More short of breath than yesterday.',
    'Catheter is not draining.',
    'Fell in the kitchen, sore hip, can stand.',
    'Confused since teatime.',
    'Chest infection, not better on tablets.',
    'Swollen, hot leg.',
  ],
} as const;

/** A patient drawn from `random`; always the same for the same draw. */
export function aPatient(random: Random): MadeUpPatient {
  const surname = random.pick(surnames);
  const name = `${random.pick(firstNames)} ${surname}`;
  const age = random.pick([random.int(0, 9), random.int(18, 64), random.int(18, 64), random.int(65, 94)]);
  const kind = age < 18 ? 'child' : age < 65 ? 'adult' : 'old';
  const self = kind === 'adult' || (kind === 'old' && random.next() < 0.5);
  return {
    name,
    dateOfBirth: `${2026 - age}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
    nhsNumber: nhsNumber(random),
    callerName: self ? name : `${random.pick(firstNames)} ${surname}`,
    callerRelation: self ? 'self' : kind === 'child' ? 'parent' : 'relative',
    ringBack: telephone(random),
    whereNow: `${random.int(1, 98)} ${random.pick(streets)}, ${postcode(random)}`,
    practice: random.pick(otherPractices),
    complaint: random.pick(complaints[kind]),
  };
}

/** From the 999 range, which is never issued, with a right check digit (modulus 11, weights 10 to 2). */
export function nhsNumber(random: Random): string {
  for (;;) {
    const nine = `999${String(random.int(0, 999_999)).padStart(6, '0')}`;
    const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10 && nine !== '999999999') return `${nine}${check}`;
  }
}

/** From the numbers that Ofcom keeps for drama: 01632 960xxx and 07700 900xxx. */
export function telephone(random: Random): string {
  const last = String(random.int(0, 999)).padStart(3, '0');
  return random.next() < 0.4 ? `01632 960${last}` : `07700 900${last}`;
}

/** The letters that the second half of a postcode is made of. */
export const POSTCODE_LETTERS = [...'ABDEFGHJLNPQRSTUWXYZ'];

function postcode(random: Random): string {
  return `ZZ${random.int(1, 9)} ${random.int(1, 9)}${random.pick(POSTCODE_LETTERS)}${random.pick(POSTCODE_LETTERS)}`;
}

const two = (n: number) => String(n).padStart(2, '0');
