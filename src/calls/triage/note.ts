import { z } from 'zod';
import { choice, decimal, text, whole } from '#api';
import { forPractice as forPracticeKinds } from '../codes.ts';
import type { Consciousness, Observed } from './news2.ts';

/** The consultation note: what it can say. Everything may be left out; what must not be is in `noteComplete.ts`. */
export const levels = {
  alert: 'Alert',
  confusion: 'New confusion',
  voice: 'Responds to voice',
  pain: 'Responds to pain',
  unresponsive: 'Unresponsive',
} as const satisfies { [C in Consciousness]: string };

/** Three different things: nobody asked, the patient knows of none, these. */
export const allergiesAsked = { 'not-asked': 'Not asked', 'none-known': 'None known', listed: 'Yes, these' } as const;
export const medicineHow = { given: 'Given', prescribed: 'Prescribed', advised: 'Advised' } as const;
export const yesNo = { yes: 'Yes', no: 'No' } as const;
export const oxygenScales = { '1': '1 (96 % or more)', '2': '2 (88 to 92 %)' } as const;

export const mostMedicines = 12;
const long = (what: string) => text(what, 8_000).optional();

/** From a form a temperature is a text; 101 is Fahrenheit and is asked for again. */
const temperature = decimal('the temperature in °C', 999)
  .refine(
    (degrees) => degrees >= 25 && degrees <= 45,
    'Give the temperature in °C as a number from 25 to 45, such as 38.2.',
  )
  .optional();

/** Of readings of which others may not even be numbers yet. */
function isChangedOver(read: unknown): boolean {
  if (typeof read !== 'object' || read === null) return false;
  const { systolic, diastolic } = read as { systolic?: unknown; diastolic?: unknown };
  return typeof systolic === 'number' && typeof diastolic === 'number' && diastolic >= systolic;
}

const observations = z
  .strictObject({
    breaths: whole('breaths a minute', 0, 99).optional(),
    oxygen: whole('oxygen in %', 30, 100).optional(),
    oxygenScale: choice(oxygenScales, 'the oxygen scale').optional(),
    onOxygen: choice(yesNo, 'whether on oxygen').optional(),
    device: text('the oxygen device and flow', 200).optional(),
    pulse: whole('the pulse', 0, 300).optional(),
    temperature,
    systolic: whole('the upper blood pressure', 20, 300).optional(),
    diastolic: whole('the lower blood pressure', 10, 250).optional(),
    consciousness: choice(levels, 'how awake the patient is').optional(),
    readBy: text('who took the readings, and with what', 200).optional(),
  })
  // Looked at whatever else is wrong: whoever mends the other boxes is not sent back for this one afterwards.
  .refine((read) => !isChangedOver(read), {
    when: () => true,
    path: ['diastolic'],
    error: 'The lower blood pressure must be less than the upper one. Look whether they were changed over.',
  });

const allergies = z
  .strictObject({
    asked: choice(allergiesAsked, 'whether allergies were asked about'),
    list: text('the allergies', 2_000).optional(),
  })
  .refine(({ asked, list }) => asked !== 'listed' || list !== undefined, {
    path: ['list'],
    error: 'Write which allergies, and what happened.',
  })
  .refine(({ asked, list }) => asked === 'listed' || list === undefined, {
    path: ['asked'],
    error: 'Allergies are written down. Choose “Yes, these”, or take them out.',
  });

const medicine = z.strictObject({
  name: text('the medicine', 200),
  dose: text('its dose', 100).optional(),
  route: text('its route', 100).optional(),
  how: choice(medicineHow, 'given, prescribed or advised'),
});

const forPractice = z
  .strictObject({
    kind: choice(forPracticeKinds, 'action or information'),
    text: text('what the practice is asked to do', 2_000).optional(),
  })
  .refine(({ kind, text }) => kind !== 'action' || text !== undefined, {
    path: ['text'],
    error: 'Write what the practice is asked to do.',
  });

export const noteBody = z.strictObject({
  complaint: long('complaint and history'),
  examination: long('the examination'),
  observations: observations.optional(),
  impression: long('the impression'),
  allergies: allergies.optional(),
  medicines: z.array(medicine).max(mostMedicines, `Write ${mostMedicines} medicines at most here.`).optional(),
  safetyNet: long('the safety-net advice'),
  plan: long('the plan'),
  forPractice: forPractice.optional(),
});

export type Note = z.output<typeof noteBody>;
export type Medicine = z.output<typeof medicine>;

/** The readings of a note as the score takes them. */
export function observedIn({ observations: seen = {} }: Pick<Note, 'observations'>): Observed {
  const { breaths, oxygen, oxygenScale, onOxygen, systolic, pulse, consciousness, temperature: degrees } = seen;
  return {
    breaths,
    oxygen,
    oxygenScale: oxygenScale === '2' ? 2 : 1,
    onOxygen: onOxygen === undefined ? undefined : onOxygen === 'yes',
    systolic,
    pulse,
    consciousness,
    temperature: degrees,
  };
}
