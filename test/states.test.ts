import { expect, it } from 'vitest';
import { statesPage } from '#api';
import {
  callEventTypes,
  callLifecycle,
  caseEventTypes,
  caseLifecycle,
  passEventTypes,
  passLifecycle,
  placedEventTypes,
  placedLifecycle,
  workEventTypes,
  workLifecycle,
} from '#calls';
import { baseEventTypes, baseLifecycle } from '#dispatch';
import { messageEventTypes, messageLifecycle } from '#handover';
import { concernChanges, concernLifecycle, practiceEventsHeard } from '#practices';
import { shiftEventTypes, shiftLifecycle } from '#rota';
import { defaultPack, eventNames } from '#standards';

const lifecycles = [
  callLifecycle,
  caseLifecycle,
  passLifecycle,
  placedLifecycle,
  workLifecycle,
  shiftLifecycle,
  baseLifecycle,
  messageLifecycle,
  concernLifecycle,
];
const catalogue = [
  ...callEventTypes,
  ...caseEventTypes,
  ...passEventTypes,
  ...placedEventTypes,
  ...workEventTypes,
  ...shiftEventTypes,
  ...baseEventTypes,
  ...messageEventTypes,
  ...concernChanges,
];

it('docs/states.md is what the transition tables say', async () => {
  await expect(statesPage(lifecycles)).toMatchFileSnapshot('../docs/states.md');
});

it('every event of a transition table is in its catalogue', () => {
  const events = lifecycles.flatMap(({ steps }) =>
    Object.values(steps).flatMap(({ event, also = [] }) => [event, ...also]),
  );
  expect(events.filter((event) => !catalogue.includes(event as never))).toEqual([]);
});

it('every event that a pack names is in a catalogue', () => {
  expect(eventNames(defaultPack.clocks).filter((name) => !catalogue.includes(name as never))).toEqual([]);
});

it('every event that the practices hear of is one of a case', () => {
  expect(practiceEventsHeard.filter((name) => !(caseEventTypes as readonly string[]).includes(name))).toEqual([]);
});
