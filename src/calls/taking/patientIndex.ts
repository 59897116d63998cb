import { z } from 'zod';
import { type Instant, parseNhsNumber } from '#shared';
import { searchable } from '../patientSearch.ts';
import type { Asked } from './contact.ts';

/** What an outside index of patients says of somebody. `practice` is the code of the practice. */
export type IndexedPatient = { nhsNumber: string; practice?: string };

/** What a look came to. `off`: there is no index, which is nothing to be told of. */
export type IndexAnswer =
  | { kind: 'off' }
  | { kind: 'too-little-known' }
  | { kind: 'found'; patient: IndexedPatient }
  | { kind: 'none' }
  | { kind: 'several' }
  /** It has somebody under this NHS number whose name or birth is another. */
  | { kind: 'differs' }
  | { kind: 'unreachable'; since: Instant };

/** An outside index of patients (FHIR R4). A call is taken down whether or not it answers (I14). */
export type PatientIndex = { look(asked: Asked, now: Instant): Promise<IndexAnswer> };

export const noIndex: PatientIndex = { look: async () => ({ kind: 'off' }) };

export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/** The query that finds a person, or none where too little is known. */
export function queryOf({ nhsNumber, name, dateOfBirth }: Asked): string | undefined {
  if (nhsNumber !== undefined) return `identifier=${encodeURIComponent(`${NHS_NUMBER}|${nhsNumber}`)}`;
  const words = name?.trim().split(/\s+/) ?? [];
  const [family, given] = [words.at(-1), words.length > 1 ? words[0] : undefined];
  if (!family || dateOfBirth === undefined) return undefined;
  const parts = { family, ...(given ? { given } : {}), birthdate: `eq${dateOfBirth}` };
  return new URLSearchParams(parts).toString();
}

const identifier = z.object({ system: z.string().optional(), value: z.string().optional() });
const patient = z.object({
  resourceType: z.literal('Patient'),
  identifier: z.array(identifier).max(50),
  birthDate: z.string().max(40).optional(),
  name: z
    .array(z.object({ family: z.string().max(200).optional(), given: z.array(z.string().max(200)).max(20).optional() }))
    .max(50)
    .optional(),
  generalPractitioner: z
    .array(z.object({ identifier: identifier.optional() }))
    .max(20)
    .optional(),
});
const bundle = z.object({
  resourceType: z.literal('Bundle'),
  entry: z
    .array(z.object({ resource: patient }))
    .max(50)
    .optional(),
});
type Patient = z.output<typeof patient>;

/** Reads an answer, and believes of it only what agrees with what the caller said. Undefined: it is no answer of an index. */
export function readAnswer(json: unknown, asked: Asked): IndexAnswer | undefined {
  const read = bundle.safeParse(json);
  if (!read.success) return undefined;
  const all = (read.data.entry ?? []).flatMap(({ resource }) => {
    const number = numberOf(resource);
    return number === undefined ? [] : [{ resource, number }];
  });
  const sameNumber = all.filter(({ number }) => asked.nhsNumber === undefined || number === asked.nhsNumber);
  const fitting = sameNumber.filter(({ resource }) => agrees(resource, asked));
  const numbers = new Set(fitting.map(({ number }) => number));
  const [first] = fitting;
  if (numbers.size > 1) return { kind: 'several' };
  if (first === undefined) return { kind: sameNumber.length > 0 ? 'differs' : 'none' };
  const practice = first.resource.generalPractitioner?.[0]?.identifier?.value;
  const isCode = practice !== undefined && /^[A-Z0-9]{3,10}$/i.test(practice);
  return {
    kind: 'found',
    patient: { nhsNumber: first.number, ...(isCode ? { practice: practice.toUpperCase() } : {}) },
  };
}

/** A number whose check digit is wrong is nobody's, whoever sends it. */
function numberOf({ identifier: all }: Patient): string | undefined {
  const said = all.find(({ system }) => system === NHS_NUMBER)?.value;
  const parsed = said === undefined ? undefined : parseNhsNumber(said);
  return parsed?.ok && parsed.value.verified ? parsed.value.number : undefined;
}

function agrees({ birthDate, name = [] }: Patient, asked: Asked): boolean {
  if (asked.dateOfBirth !== undefined && birthDate !== asked.dateOfBirth) return false;
  if (asked.name === undefined) return true;
  const family = searchable(asked.name.trim().split(/\s+/).at(-1) ?? '');
  return name.some((one) => one.family !== undefined && searchable(one.family).split(' ').includes(family));
}
