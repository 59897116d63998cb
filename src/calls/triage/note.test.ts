import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '#api';
import { outcomes } from '../codes.ts';
import { aNote } from './examples.ts';
import { noteBody } from './note.ts';
import { missingFrom, noteComplete } from './noteComplete.ts';
import { formFromNote, noteFromForm, ownFields } from './noteForm.ts';
import { allergyWords, noteParts } from './noteWords.ts';

const parsed = (note: unknown) => parseBody(noteBody, note);
const fields = (note: unknown) => {
  const result = parsed(note);
  return result.ok ? [] : result.problems.map(({ field }) => field);
};

describe('a note at the door', () => {
  it('takes readings as numbers or as the texts of a form', () => {
    const result = parsed({ observations: { breaths: '22', oxygen: 88, temperature: '38.2', onOxygen: 'no' } });
    expect(result.ok && result.value.observations).toEqual({
      breaths: 22,
      oxygen: 88,
      temperature: 38.2,
      onOxygen: 'no',
    });
  });

  it.each([
    ['a temperature in Fahrenheit', { observations: { temperature: '101' } }, 'observations.temperature'],
    ['a temperature that nobody has', { observations: { temperature: '3.7' } }, 'observations.temperature'],
    ['blood pressures changed over', { observations: { systolic: 80, diastolic: 120 } }, 'observations.diastolic'],
    ['more oxygen than there is', { observations: { oxygen: 120 } }, 'observations.oxygen'],
    ['allergies without a word', { allergies: { asked: 'listed' } }, 'allergies.list'],
    ['none known, and one written down', { allergies: { asked: 'none-known', list: 'Penicillin' } }, 'allergies.asked'],
    ['a medicine that was only named', { medicines: [{ name: 'Prednisolone' }] }, 'medicines.0.how'],
    ['an action that is not said', { forPractice: { kind: 'action' } }, 'forPractice.text'],
    ['a field that there is not', { diagnosis: 'COPD' }, 'diagnosis'],
  ])('refuses %s by its field', (_, note, field) => {
    expect(fields(note)).toEqual([field]);
  });
});

describe('what a case cannot close without', () => {
  const lacking = (note: Parameters<typeof missingFrom>[0], outcome: keyof typeof outcomes) =>
    missingFrom(note, outcome).map(({ field }) => field?.slice('note.'.length));

  it.each(Object.keys(outcomes) as (keyof typeof outcomes)[])('%s: a whole note will do, no note never', (outcome) => {
    expect(missingFrom(aNote(), outcome)).toEqual([]);
    expect(missingFrom(undefined, outcome).length).toBeGreaterThan(1);
    expect(missingFrom({}, outcome).length).toBeGreaterThan(1);
  });

  it('asks of each outcome what belongs to it', () => {
    expect(lacking({}, 'advice')).toEqual(['complaint', 'impression', 'allergies', 'safetyNet', 'plan', 'forPractice']);
    expect(lacking({}, 'seen-at-base')).toContain('examination');
    expect(lacking({}, 'admitted')).not.toContain('safetyNet');
    expect(lacking({}, 'no-reply')).toEqual(['plan', 'forPractice']);
    expect(lacking({}, 'death-verified')).toEqual(['examination', 'plan', 'forPractice']);
  });

  it('never lets a medicine be given unasked: allergies that were not asked about are an answer only without one', () => {
    const unasked = { ...aNote(), allergies: { asked: 'not-asked' as const } };
    const medicine = { name: 'Amoxicillin', how: 'prescribed' as const };
    expect(lacking({ ...unasked, medicines: [] }, 'advice')).toEqual([]);
    expect(lacking({ ...unasked, medicines: [{ ...medicine, how: 'advised' }] }, 'advice')).toEqual([]);
    expect(lacking({ ...unasked, medicines: [medicine] }, 'advice')).toEqual(['allergies.asked']);
    expect(lacking({ ...aNote(), medicines: [medicine] }, 'advice')).toEqual([]);
  });

  it('by telephone needs no examination, face to face does', () => {
    const spoken = { ...aNote(), examination: undefined };
    expect([noteComplete(spoken), noteComplete(spoken, 'base'), noteComplete(aNote(), 'visit')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('the form of a note', () => {
  it('comes back as the note that it was made from', () => {
    const form = formFromNote(aNote());
    const { note, rest } = noteFromForm({ ...form, _key: 'k', slot: 'foundry-lane|x' });
    expect(rest).toEqual({ _key: 'k', slot: 'foundry-lane|x' });
    expect(parsed(note)).toEqual({ ok: true, value: aNote() });
  });

  it('takes an empty box and "not taken" for what they are', () => {
    const form = {
      'note.complaint': ' ',
      'note.observations.systolic': 'Not taken',
      'note.observations.oxygenScale': '1',
    };
    expect(noteFromForm({ ...form, 'note.medicines.0.how': 'advised' })).toEqual({ rest: {} });
  });

  it('puts rows of medicines together in their order', () => {
    const { note } = noteFromForm({
      'note.medicines.10.name': 'Salbutamol',
      'note.medicines.10.how': 'given',
      'note.medicines.2.name': 'Paracetamol',
      'note.medicines.2.how': 'advised',
      'note.medicines.3.how': 'advised',
    });
    expect(note?.medicines).toEqual([
      { name: 'Paracetamol', how: 'advised' },
      { name: 'Salbutamol', how: 'given' },
    ]);
  });

  it('an allergy that was written down was asked about', () => {
    expect(noteFromForm({ 'note.allergies.list': 'Penicillin: rash' }).note?.allergies).toEqual({
      asked: 'listed',
      list: 'Penicillin: rash',
    });
  });

  it('leaves out what belongs to another way of ending it', () => {
    const form = {
      'note.plan': 'Visit',
      'finish-and-visit:urgency': 'urgent',
      'finish-and-book:urgency': 'emergency',
      slot: '',
    };
    expect(ownFields('finish-and-visit', form)).toEqual({ 'note.plan': 'Visit', urgency: 'urgent', slot: '' });
  });

  it('says everything that is wrong with the readings at once, a blood pressure that was changed over too', () => {
    const { note } = noteFromForm({
      'note.observations.breaths': 'twenty',
      'note.observations.pulse': '9999',
      'note.observations.temperature': '101',
      'note.observations.systolic': '80',
      'note.observations.diastolic': '120',
    });
    const wrong = noteBody.safeParse(note).error?.issues.map(({ path }) => path.at(-1));
    expect(wrong?.sort()).toEqual(['breaths', 'diastolic', 'pulse', 'temperature']);
  });

  it('takes the plan of the choice where none is written', () => {
    const chosen = { 'finish-and-book:note.plan': 'To be seen at a base.', 'finish-and-visit:note.plan': 'At home' };
    const plan = { 'note.plan': 'To be seen at a base.' };
    expect(ownFields('finish-and-book', chosen)).toEqual(plan);
    for (const empty of ['', '  '])
      expect(ownFields('finish-and-book', { 'note.plan': empty, ...chosen })).toEqual(plan);
    const written = { 'note.plan': 'Chest X-ray' };
    expect(ownFields('finish-and-book', { ...chosen, ...written })).toEqual(written);
  });

  it('never throws, whatever the names of the boxes', () => {
    const names = fc.oneof(
      fc
        .array(fc.constantFrom('a', '0', '__proto__', 'constructor', ''), { minLength: 1, maxLength: 4 })
        .map((parts) => `note.${parts.join('.')}`),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.string()), (form) => {
        const { note } = noteFromForm(form);
        if (note) parseBody(noteBody, note);
        expect(({} as { a?: unknown }).a).toBeUndefined();
      }),
    );
  });
});

describe('a note as it is read', () => {
  it('says what the practice is to do first, and of every reading what was read or that it was not taken', () => {
    const parts = noteParts(aNote(), 81);
    expect(parts[0]).toEqual({ heading: 'For the practice', words: 'Action: Review the rescue pack on Tuesday.' });
    const observations = parts.find(({ heading }) => heading === 'Observations')?.words.split('\n');
    expect(observations).toEqual([
      'Breaths 22 a minute (scores 2)',
      'Oxygen 88 % on scale 2 (scores 0)',
      'Breathes air (scores 0)',
      'Blood pressure not taken',
      'Pulse 104 a minute (scores 1)',
      'Consciousness alert (scores 0)',
      'Temperature 38.2 °C (scores 1)',
      'Read by daughter, home monitor',
      'NEWS2 is 4 or more: blood pressure not taken; low risk or higher.',
    ]);
  });

  it('keeps three things apart: nobody asked, none known, these', () => {
    const words = (asked: 'not-asked' | 'none-known') => allergyWords({ allergies: { asked } });
    expect([allergyWords({}), words('not-asked'), words('none-known')]).toEqual([
      'Not asked',
      'Not asked',
      'None known (asked)',
    ]);
    expect(allergyWords(aNote())).toBe('Penicillin: rash');
  });
});
