import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseBody } from '#api';
import { instant, newId } from '#shared';
import { openCase } from '../caseOpening.ts';
import { noteRepeat } from '../caseRepeats.ts';
import type { Contact } from './contact.ts';
import { askedOf, planOf, type Typed } from './form.ts';

const now = instant('2027-03-28T21:43:34Z');
const [id, call, other] = [newId(), newId(), newId()];
const typed: Typed = {
  id,
  callerName: 'Joan Pellworth',
  callerRelation: 'Daughter',
  ringBack: '01632 960 417',
  readBack: 'yes',
  patientName: 'Ivy Pellworth',
  'dateOfBirth-day': '14',
  'dateOfBirth-month': '6',
  'dateOfBirth-year': '1945',
  nhsNumber: '999 061 4024',
  practiceId: '7',
  whereNow: '12 Lockgate Row, ZZ1 4QT',
  homeSame: 'yes',
  withWhom: 'adult',
  language: 'en',
  interpreter: 'no',
  complaint: 'More short of breath',
  priority: 'urgent',
  pass: 'yes',
};
const contact = (over: Partial<Contact> = {}): Contact => ({
  case: other,
  number: '2803-019',
  at: instant('2027-03-28T08:25:00Z'),
  rangBack: false,
  how: 'telephone',
  isOpen: false,
  sameness: 'same',
  ...over,
});
const practiceName = (practice: number) => (practice === 7 ? 'Hollin Row Surgery' : undefined);
const plan = (over: Typed = {}, contacts: Contact[] = []) =>
  planOf({ ...typed, ...over }, { now, service: 'tidewell', call, contacts, practiceName });
const two = [contact(), contact({ case: newId() })];
const codes = (result: ReturnType<typeof plan>) => (result.ok ? [] : result.problems.map(({ code }) => code));
const opened = (over: Typed = {}, contacts: Contact[] = []) => {
  const result = plan(over, contacts);
  if (!result.ok || result.value.kind !== 'open') throw new Error('it opens a case');
  return result.value;
};

test('the form is an opening that the command takes', () => {
  const { body } = opened();
  expect(body).toEqual({
    ...{ id, service: 'tidewell', call, priority: 'urgent' },
    callerName: 'Joan Pellworth',
    callerRelation: 'Daughter',
    ringBack: '01632 960 417',
    readBack: 'yes',
    patientName: 'Ivy Pellworth',
    dateOfBirth: '1945-06-14',
    nhsNumber: '999 061 4024',
    whereNow: '12 Lockgate Row, ZZ1 4QT',
    withWhom: 'adult',
    complaint: 'More short of breath',
    practiceId: 7,
    practice: 'Hollin Row Surgery',
  });
  expect(parseBody(openCase.body, body).ok).toBe(true);
});

test('another language is told to the clinician, with an interpreter only where one is asked for', () => {
  const asked = { language: 'pl', interpreter: 'declined' };
  expect(opened(asked).body).toMatchObject({ language: 'pl' });
  expect(opened(asked).body).not.toHaveProperty('interpreter');
  expect(opened({ language: 'bfi', interpreter: 'yes' }).body).toMatchObject({ interpreter: 'bfi' });
});

test('a home that is another is written down, and one that nobody gave is not said to be the same', () => {
  expect(opened().body).not.toHaveProperty('homeAddress');
  expect(opened({ homeSame: '', homeAddress: '' }).body.homeAddress).toBe('Not given');
  expect(opened({ homeAddress: '3 Tallow Row' }).body.homeAddress).toBe('3 Tallow Row');
});

test('no practice is an answer, and not known is none', () => {
  expect(opened({ practiceId: 'none' }).body.practice).toBe('No practice');
  expect(opened({ practiceId: 'not-known' }).body).not.toHaveProperty('practice');
  expect(opened({ practiceId: 'other', practice: 'Far Hill' }).body.practice).toBe('Far Hill');
});

describe('a third contact in 96 hours', () => {
  it('is left to the command to count, whatever the form was told', () => {
    expect(opened({ priority: 'other', repeat: '1' }, two).body).not.toHaveProperty('repeat');
    expect(opened({ priority: 'other' }, two).body.priority).toBe('other');
  });
  it('is declined only with a reason of the list, in the same command', () => {
    expect(codes(plan({ pass: 'no' }, two))).toEqual(['reason-missing']);
    expect(codes(plan({ pass: 'no', declineReason: 'toString' }, two))).toEqual(['reason-missing']);
    const declined = opened(
      { pass: 'no', declineReason: 'another-matter', declineWords: 'A rash', priority: 'other' },
      two,
    );
    expect(declined).toMatchObject({
      isDeclined: true,
      body: { declineReason: 'another-matter', declineExplanation: 'A rash', priority: 'other' },
    });
    expect(parseBody(openCase.body, declined.body).ok).toBe(true);
  });
  it('cannot be declined by a page that counted fewer', () => {
    expect(opened({ pass: 'no' }, [contact()]).isDeclined).toBe(false);
  });
});

describe('a patient whose case is open', () => {
  const open = [contact({ isOpen: true })];
  it('is never given a second case in silence', () => {
    expect(codes(plan({}, open))).toEqual(['open-case']);
    expect(codes(plan({ about: `rang-back ${newId()}` }, open))).toEqual(['open-case']);
    const linked = opened({ about: `new ${other}` }, open);
    expect(linked).toMatchObject({ isLinked: true, body: { link: other } });
    expect(parseBody(openCase.body, linked.body).ok).toBe(true);
  });
  it('rings back about it: recorded there, with what they say now, and worse moves it up', () => {
    const again = plan({ about: `rang-back ${other}`, worse: 'yes' }, open);
    if (!again.ok || again.value.kind !== 'rang-back') throw new Error('it is a ring-back');
    expect(again.value).toMatchObject({ to: other, body: { call, worse: true, said: 'More short of breath' } });
    expect(parseBody(noteRepeat.body, again.value.body).ok).toBe(true);
    expect(plan({ about: `rang-back ${other}`, priority: 'life' }, open)).toMatchObject({
      value: { body: { worse: true } },
    });
  });
  it('of another on the same number is nothing to ask about', () => {
    expect(plan({}, [contact({ isOpen: true, sameness: 'same-number' })]).ok).toBe(true);
  });
});

test('everything that is wrong is said at once, the boxes first', () => {
  const wrong = plan({ priority: '', whereNow: '', complaint: '', 'dateOfBirth-month': '13' }, [
    contact({ isOpen: true }),
  ]);
  expect(wrong.ok ? [] : wrong.problems.map(({ field }) => field)).toEqual([
    ...['dateOfBirth', 'whereNow', 'complaint', 'about', 'priority'],
  ]);
});

test('life-threatening waits as urgent beside its pass to 999, and a priority must be chosen', () => {
  expect(opened({ priority: 'life' })).toMatchObject({ life: true, body: { priority: 'urgent' } });
  expect(codes(plan({ priority: '' }))).toEqual(['missing']);
});

test('a way in that is no call sends its own boxes, and none of the choices beside them', () => {
  const own = new Set(['interpreter', 'practiceId', 'homeSame', 'language']);
  const asked = Object.fromEntries(Object.entries(typed).filter(([name]) => !own.has(name)));
  const boxes = { ...asked, way: 'walk-in', entryRoute: 'walk-in', place: 'foundry-lane', arrivedAt: '20:34' };
  const walked = planOf(boxes, { now, service: 'tidewell', contacts: [], practiceName });
  expect(walked.ok && walked.value.body).toMatchObject({ entryRoute: 'walk-in', place: 'foundry-lane' });
  expect(parseBody(openCase.body, walked.ok ? walked.value.body : {})).toMatchObject({ ok: true });
});

test('whoever is looked for is known as far as they were typed', () => {
  expect(askedOf(typed, now)).toEqual({
    name: 'Ivy Pellworth',
    dateOfBirth: '1945-06-14',
    nhsNumber: '9990614024',
    ringBack: '01632960417',
  });
  expect(askedOf({ ...typed, 'dateOfBirth-year': '19', nhsNumber: '999 06', ringBack: '016' }, now)).toEqual({
    name: 'Ivy Pellworth',
  });
});

test('whatever is typed, it is a plan or a refusal, and never an exception', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(typed), 'about', 'worse'), fc.string()), (noise) => {
      const result = plan(noise as Typed, two);
      expect(typeof result.ok).toBe('boolean');
      expect(() => askedOf(noise as Typed, now)).not.toThrow();
    }),
  );
});

describe('what is wrong with a form', () => {
  const fields = (over: Typed) => {
    const result = plan(over);
    return result.ok ? [] : result.problems.map(({ field }) => field).sort();
  };

  it('is said in one answer, whatever reads it', () => {
    const over = { patientName: '', complaint: '', ringBack: 'abc', secondNumber: 'x', priority: '' };
    const date = { 'dateOfBirth-day': '31', 'dateOfBirth-month': '2', 'dateOfBirth-year': '2030' };
    expect(fields({ ...over, ...date, whereNow: 'x'.repeat(500), nhsNumber: '999 000 0019' })).toEqual([
      'complaint',
      'dateOfBirth',
      'nhsNumber',
      'patientName',
      'priority',
      'ringBack',
      'secondNumber',
      'whereNow',
    ]);
  });

  it.each(['31 2 2030', '14 6 51', '14 x 1945'])('says of the date %s what goes into three boxes', (date) => {
    const [day = '', month = '', year = ''] = date.split(' ');
    const result = plan({ 'dateOfBirth-day': day, 'dateOfBirth-month': month, 'dateOfBirth-year': year });
    expect(result.ok ? '' : result.problems[0]?.message).toMatch(/^Write day, month and year of birth/);
  });

  it('is an interpreter for nobody knows which language, and another language with nobody asked', () => {
    expect(fields({ interpreter: 'yes' })).toEqual(['language']);
    expect(fields({ language: 'pl' })).toEqual(['interpreter']);
    for (const said of [
      { language: 'und', interpreter: 'yes' },
      { language: 'pl', interpreter: 'declined' },
    ])
      expect(fields(said)).toEqual([]);
    expect(opened({ language: 'und', interpreter: 'yes' }).body).toMatchObject({ interpreter: 'und' });
    expect(opened({ language: 'pl', interpreter: 'declined' }).body).not.toHaveProperty('interpreter');
  });

  it('is a walk-in at no base', () => {
    const around = { now, service: 'tidewell', contacts: [], practiceName };
    const walkIn: Typed = { id, way: 'walk-in', entryRoute: 'walk-in', patientName: 'Ivy', ringBack: '01632 960 417' };
    const said = planOf({ ...walkIn, whereNow: 'here', complaint: 'Cut', priority: 'other' }, around);
    expect(said.ok ? [] : said.problems.map(({ field }) => field)).toEqual(['place']);
  });
});
