import { expect, it } from 'vitest';
import type { StoredEvent } from '#database';
import { NotFound } from '#shared';
import { streamFold } from './streamFold.ts';

const fold = streamFold<string, { type: string }>({
  birth: 'KettleBought',
  types: ['KettleBought', 'KettleBoiled'],
  called: 'kettle',
  none: 'none',
  replay: (id, events) => `${id}: ${events.map(({ type }) => type).join(' ')}`,
});
const told = (...types: string[]) => types.map((type) => ({ stream: 'k1', type })) as StoredEvent[];

it('tells a stream from its events, and that there is none', () => {
  expect([fold([]), fold(told('KettleBought', 'KettleBoiled'))]).toEqual(['none', 'k1: KettleBought KettleBoiled']);
});

it('does not find a stream of another kind, and stops at an event that it does not know', () => {
  expect(() => fold(told('ToasterBought'))).toThrow(NotFound);
  expect(() => fold(told('KettleBought', 'KettleSold'))).toThrow('KettleSold is no event of a kettle');
});
