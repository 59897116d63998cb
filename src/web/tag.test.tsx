import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { BandTag, Change, Tag } from './tag.tsx';
import { lookOf, pastWords } from './tagLook.ts';

test.each([
  ['waiting', 'ring', 'outline'],
  ['due-soon', 'triangle', 'amber'],
  ['late', 'diamond', 'red'],
  ['missed', 'diamond', 'red'],
  ['met', 'tick', 'green'],
  ['will-be-late', 'triangle', 'amber'],
  ['stale', 'clock', 'stale'],
  ['not-live', 'clock', 'black'],
  ['locked', 'padlock', 'plain'],
  ['nobody', undefined, 'strong'],
  ['shut', 'crossed-box', 'black'],
  ['closed-as-planned', 'crossed-box', 'outline'],
  ['no-doctor', 'cross', 'red'],
  ['booked', 'ring', 'outline'],
  ['not-confirmed', 'triangle', 'amber'],
  ['not-needed', undefined, 'dashed'],
  ['amended', 'turning-arrow', 'blue'],
  ['full', 'tick', 'green'],
  ['partial', 'half-disc', 'amber'],
  ['non-compliant', 'cross', 'red'],
  ['sent', 'arrow', 'outline'],
  ['read', 'tick', 'green'],
  ['not-ours', 'turning-arrow', 'outline'],
  ['not-received', 'diamond', 'red'],
  ['asks-for-action', 'triangle', 'amber'],
] as const)('%s is a %s in %s, beside its words', (state, icon, tone) => {
  expect(lookOf(state)).toEqual(icon ? { icon, tone } : { tone });
  const html = renderToString(<Tag state={state} words="words" />);
  expect(html).toContain(`class="tag tag--${tone}"`);
  expect(html).toContain('<span class="tag__words">words</span>');
  expect(html.includes('<svg')).toBe(icon !== undefined);
});

test.each([
  ['waiting', '14 min left', 'was 14 min'],
  ['late', 'Late 16 min', 'was late 16 min'],
  ['late', '1 late', 'was 1 late'],
  ['due-soon', '1 min 38 s', 'was 1 min 38 s'],
  ['shut', '1 shut', undefined],
  ['met', 'In time', undefined],
] as const)('%s "%s" turns into "%s" when the board is not live', (state, words, past) => {
  expect(pastWords(state, words)).toBe(past);
});

test('a band is in words, with what they depend on', () => {
  expect(renderToString(<BandTag band="met" note="5% or less" />)).toContain('Met (5% or less)');
  expect(renderToString(<BandTag band="non" />)).toContain('Non-compliant');
  expect(renderToString(<BandTag band={null} />)).toContain('not banded');
});

test('a change says how many and which way', () => {
  expect(renderToString(<Change madeMet={5} />)).toContain('5 made met');
  expect(renderToString(<Change madeMet={1} madeLate={2} />)).toContain('1 made met, 2 made late');
  expect(renderToString(<Change />)).toContain('no change');
});
