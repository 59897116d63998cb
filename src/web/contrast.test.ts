import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'styles/tokens.css'), 'utf8');

function tokensOf(selector: string): Record<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[\da-f]{6})/g)].map(([, name, value]) => [name, value]),
  );
}

const light = tokensOf(':root');
const night = { ...light, ...tokensOf(':root[data-scheme="night"]') };

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(scheme: Record<string, string>, [one, other]: readonly [string, string]): number {
  const colours = [one, other].map((name) => {
    const colour = scheme[name];
    if (!colour) throw new RangeError(`No token ${name}`);
    return luminance(colour);
  });
  return (Math.max(...colours) + 0.05) / (Math.min(...colours) + 0.05);
}

// [ink, ground, least, the design's figure by day, by night]
const text = [
  ['ink', 'tile', 14.4, 13.6],
  ['ink', 'page', 13.0, 15.6],
  ['ink-second', 'tile', 6.4, 8.6],
  ['ink-second', 'page', 5.8, undefined],
  ['link', 'tile', 6.4, 9.5],
  ['link', 'page', 5.8, undefined],
  ['link-visited', 'tile', undefined, undefined],
  ['bar-ink', 'bar', 11.9, 15.6],
  ['late-ink', 'late', 5.1, 9.1],
  ['late-ink', 'late-stripe', 6.9, undefined],
  ['soon-ink', 'soon', 8.3, 11.6],
  ['met', 'tile', 5.1, 9.7],
  ['shut-ink', 'shut', 14.4, 13.6],
  ['stale-ink', 'stale', 12.2, 11.2],
  ['ink-second', 'stale', undefined, undefined],
  ['amended-ink', 'amended', 12.1, 10.9],
  ['ink-second', 'amended', undefined, undefined],
  ['link', 'amended', undefined, undefined],
  ['covered-ink', 'covered', 10.8, 8.8],
  ['action-ink', 'action', 5.1, 10.3],
  ['emergency-ink', 'emergency', 5.1, 9.1],
  ['focus-ink', 'focus', 11.8, 11.8],
  ['made-up-ink', 'made-up', 13.5, 12.9],
] as const;

const edges = [
  ['tag-edge', 'tile', 3.75, 4.8],
  ['stale-edge', 'tile', undefined, undefined],
  ['covered-bar', 'covered', undefined, undefined],
  ['special', 'tile', undefined, undefined],
  ['late', 'tile', undefined, undefined],
] as const;

describe.each([
  ['light', light, 2],
  ['night', night, 3],
] as const)('%s', (_, scheme, column) => {
  test.each(text.map((row) => [row[0], row[1], row] as const))('text: %s on %s', (ink, ground, row) => {
    const ratio = contrast(scheme, [ink, ground]);
    expect(ratio).toBeGreaterThanOrEqual(4.5);
    expect(Math.abs(ratio - (row[column] ?? ratio))).toBeLessThan(0.1);
  });

  test.each(edges.map((row) => [row[0], row[1], row] as const))('edge or icon: %s on %s', (edge, ground, row) => {
    const ratio = contrast(scheme, [edge, ground]);
    expect(ratio).toBeGreaterThanOrEqual(3);
    expect(Math.abs(ratio - (row[column] ?? ratio))).toBeLessThan(0.1);
  });
});

test('a machine that asks for dark gets the same night as a person who chooses it', () => {
  expect(tokensOf(':root:not([data-scheme])')).toEqual(tokensOf(':root[data-scheme="night"]'));
});

test('no text is smaller than 14 px', () => {
  const folder = join(import.meta.dirname, 'styles');
  const files = [
    'base',
    'bar',
    'tags',
    'tiles',
    'board',
    'cover',
    'tables',
    'controls',
    'forms',
    'record',
    'public',
    'wall',
    'phone',
  ];
  for (const file of files) {
    const sizes = [
      ...readFileSync(join(folder, `${file}.css`), 'utf8').matchAll(/font(?:-size)?:[^;]*?([\d.]+)(rem|px)/g),
    ];
    for (const [rule, size, unit] of sizes) {
      expect(`${file} ${rule} ${unit === 'rem' && Number(size) >= 0.875}`).toBe(`${file} ${rule} true`);
    }
  }
});
