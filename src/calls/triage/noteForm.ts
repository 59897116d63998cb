import { mostMedicines } from './note.ts';

type Nested = { [name: string]: unknown };
const PREFIX = 'note.';

/**
 * The boxes of a form whose names begin with `note.` as the nested note that a command takes, beside the other boxes. An empty box, and one in
 * which somebody wrote "not taken", was not filled in; a row of a medicine without a word is no medicine.
 */
export function noteFromForm(form: Readonly<Record<string, string>>): { note?: Nested; rest: Record<string, string> } {
  const rest: Record<string, string> = {};
  const note: Nested = {};
  for (const [name, value] of Object.entries(form)) {
    if (!name.startsWith(PREFIX)) rest[name] = value;
    else if (!isEmpty(value)) place(note, name.slice(PREFIX.length).split('.'), value);
  }
  const allergies = note.allergies as Nested | undefined;
  // Written down is asked: the list beside it need not be chosen as well.
  if (allergies?.list !== undefined && allergies.asked === undefined) allergies.asked = 'listed';
  if (isNested(note.medicines)) note.medicines = rowsOf(note.medicines);
  if (Array.isArray(note.medicines) && note.medicines.length === 0) delete note.medicines;
  // A scale alone, or who would have taken readings, is no reading.
  if (isNested(note.observations) && onlyAbout(note.observations)) delete note.observations;
  return Object.keys(note).length > 0 ? { note, rest } : { rest };
}

/**
 * A form that can end in several ways has boxes that belong to one of them, such as `finish-and-visit:urgency`: those of the command that
 * was chosen lose the prefix, the others are left out. One of a box of the note, such as `finish-and-visit:note.plan`, is used where that box was
 * left empty.
 */
export function ownFields(command: string, form: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const at = name.indexOf(':');
      if (at < 0) return [[name, value]];
      const own = name.slice(at + 1);
      if (name.slice(0, at) !== command || (own.startsWith(PREFIX) && !isEmpty(form[own] ?? ''))) return [];
      return [[own, value]];
    }),
  );
}

/** A note as the boxes of its form. */
export function formFromNote(note: unknown, prefix = 'note'): Record<string, string> {
  if (typeof note !== 'object' || note === null) return note === undefined ? {} : { [prefix]: String(note) };
  return Object.assign({}, ...Object.entries(note).map(([name, value]) => formFromNote(value, `${prefix}.${name}`)));
}

const isEmpty = (value: string) => /^\s*(not taken)?\s*$/i.test(value);
const isNested = (value: unknown): value is Nested =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function place(into: Nested, [first = '', ...more]: string[], value: string): void {
  if (first === '__proto__') return;
  if (more.length === 0) {
    if (!isNested(into[first])) into[first] = value;
    return;
  }
  const inner = isNested(into[first]) ? into[first] : {};
  into[first] = inner;
  place(inner, more, value);
}

function rowsOf(rows: Nested): unknown[] {
  return Object.keys(rows)
    .filter((key) => /^\d{1,2}$/.test(key))
    .sort((a, b) => Number(a) - Number(b))
    .map((key) => rows[key])
    .filter((row) => isNested(row) && Object.keys(row).some((name) => name !== 'how'))
    .slice(0, mostMedicines + 1);
}

function onlyAbout(observations: Nested): boolean {
  return Object.keys(observations).every((name) => name === 'oxygenScale' || name === 'readBy');
}
