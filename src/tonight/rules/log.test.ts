import { describe, expect, test } from 'vitest';
import { at } from '../examples.ts';
import { type LogLine, lastRung, lineWords, type Namer, type RingAnswer, tryOf } from './log.ts';

const name: Namer = {
  person: (account) => ({ lowe: 'Dr Lowe', okafor: 'Dana Okafor' })[account],
  place: (id) => (id === 2 ? 'Canal Bridge' : undefined),
};
const line = (about: Partial<LogLine>): LogLine => ({
  ...{ id: 'a', at: at('22:41'), by: 'okafor', kind: 'note', words: '' },
  ...about,
});
const rang = (person: string, answer: RingAnswer, nth = 1) =>
  line({ kind: 'rang', person, answer, try: nth, place: 2 });

describe('a line of the shift log', () => {
  test('says who was rung, for what, how they answered and which try it was', () => {
    expect(lineWords(rang('lowe', 'no-reply', 3), name)).toBe('Called Dr Lowe for Canal Bridge. No reply, 3rd try.');
    expect(lineWords(rang('lowe', 'coming'), name)).toBe('Called Dr Lowe for Canal Bridge. They are coming.');
    expect(lineWords(line({ words: 'Canal Bridge shut. Sign on door: ring 111.' }), name)).toBe(
      'Canal Bridge shut. Sign on door: ring 111.',
    );
    expect(lineWords(line({ kind: 'correction', words: 'It was 22:14.' }), name)).toBe('Correction: It was 22:14.');
  });

  test('counts the tries that nobody answered, from the last time somebody did', () => {
    const lines = [rang('lowe', 'no-reply'), rang('other', 'no-reply'), rang('lowe', 'message-left')];
    expect(tryOf(lines, 'lowe')).toBe(3);
    expect(tryOf([...lines, rang('lowe', 'spoke')], 'lowe')).toBe(1);
    expect(tryOf([], 'lowe')).toBe(1);
  });

  test('is found again as the last ring of a person or a shift', () => {
    const lines = [
      line({ kind: 'rang', person: 'lowe', shift: 's1', id: 'x' }),
      line({ kind: 'rang', person: 'lowe', id: 'y' }),
    ];
    expect(lastRung(lines, { shift: 's1' })?.id).toBe('x');
    expect(lastRung(lines, { person: 'lowe' })?.id).toBe('y');
    expect(lastRung(lines, { person: 'nobody' })).toBeUndefined();
  });
});
