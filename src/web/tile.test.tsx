import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { instant } from '#shared';
import { ageWords, freshness } from './age.ts';
import { Tile } from './tile.tsx';

const asAt = instant('2027-03-28T21:46:08Z');

function tile(ms: number, more: object = {}) {
  return renderToString(
    <Tile name="pool" heading="Calls ringing" age={{ ms, asAt }} {...more}>
      2 waiting
    </Tile>,
  );
}

test('the limits are over 15 s and over 60 s', () => {
  expect([15_000, 15_001, 60_000, 60_001].map(freshness)).toEqual(['live', 'stale', 'stale', 'not-live']);
  expect([0, 19_999, 599_000, 725_000].map(ageWords)).toEqual(['0 s', '19 s', '599 s', '12 min']);
});

test('a fresh tile has its age and no strip', () => {
  const html = tile(1200);
  expect(html).toContain('<span class="tile__age-words">1 s</span>');
  expect(html).toContain('data-fragment="pool" data-age-ms="1200" data-as-at="22:46:08"');
  expect(html).toMatch(/<p class="tile__band" hidden/);
});

test('an old tile says so, and keeps what it showed', () => {
  expect(tile(19_500)).toContain('Stale: 19 s old');
  const html = tile(64_000, { notLiveNote: 'Due times still hold.' });
  expect(html).toContain('tile--not-live');
  expect(html).toContain('As at 22:46:08, not live. Due times still hold.');
  expect(html).toContain('2 waiting');
});

test('ranked actions are withheld when the board is not live', () => {
  const html = tile(64_000, { withheld: 'We do not rank actions on old information.' });
  expect(html).toContain('tile__body--withheld');
  expect(html).toContain('We do not rank actions on old information.');
});
