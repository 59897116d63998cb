import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { instant, minutes, plus } from '#shared';
import type { StoredAlert } from '../alertStore.ts';
import { effectOf } from '../pages/alertPanel.tsx';
import { AcknowledgeButton, whatWords } from '../pages/alertWords.tsx';
import type { Scene } from '../reading.ts';
import type { Panel } from '../tiles/panels.ts';
import type { View } from '../view.ts';
import { faultsOf } from './facts.ts';
import { type SheetFacts, sectionsOf } from './sheet.ts';

const now = instant('2027-03-28T21:47:12Z');
const errand = (work: string, due: number, more = {}) => ({
  ...{ stream: `${work} ${due}`, kind: 'work', work, what: work, startedAt: plus(now, -minutes(90)) },
  ...{ dueAt: plus(now, minutes(due)), ...more },
});
const scene = (errands: object[]): Scene =>
  ({ now, running: [], covers: [], errands, cases: [{ id: 'a', number: '2803-112' }] }) as unknown as Scene;
const none = { stuckLeases: [], dropped: [], idOfPlace: () => 'p' };

describe('work that is late', () => {
  it('is an alert, by the item; of messages the oldest speaks for all; what is not due yet is none', () => {
    const late = errand('move-booked', -8, { case: 'a' });
    const faults = faultsOf(
      scene([late, errand('comfort-call', 3), errand('message-exception', -9), errand('message-exception', -30)]),
      none,
    );
    expect(faults.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['overdue-work', 'move-booked -8'],
      ['overdue-work', 'message-exception -30'],
    ]);
    expect(faults[0]).toMatchObject({ since: late.dueAt, detail: { number: '2803-112', work: 'move-booked' } });
  });

  it('is said in words, with the day where the time alone could be another day’s', () => {
    const alert = (since: number) =>
      ({
        kind: 'overdue-work',
        raisedAt: since,
        times: 1,
        detail: { number: '2803-112', work: 'move-booked', since },
      }) as unknown as StoredAlert;
    const around = { view: {} as View, board: { nameOf: () => undefined }, place: () => undefined, now };
    expect(whatWords(alert(plus(now, -minutes(8))), around)).toBe(
      'Case 112: move a booked patient is late, due 22:39.',
    );
    expect(whatWords(alert(plus(now, -minutes(1_500))), around)).toContain('due Sat 27 Mar 20:47.');
  });

  it('is late in the words of a base once its time has passed', () => {
    const panel = (by: number) =>
      ({
        place: { kind: 'base' },
        sent: { people: 0 },
        toMove: { people: 1, by: plus(now, minutes(by)) },
      }) as unknown as Panel;
    expect(effectOf(panel(13), now)).toContain('1 booked patient still to move, by 23:00.');
    expect(effectOf(panel(-8), now)).toContain('1 booked patient still to move, late since 22:39.');
    const car = { place: { kind: 'car' }, sent: { people: 0 }, toMove: { people: 0 }, toVisit: 2 } as unknown as Panel;
    expect(effectOf(car, now)).toBe('2 visits that it was given are with nobody: give them to another car.');
  });
});

it('two buttons that acknowledge are told apart by their names', () => {
  const view = { kind: 'desk', acknowledges: true } as View;
  const button = (what: string) =>
    renderToString(<AcknowledgeButton alert={{ id: 'x' } as StoredAlert} {...{ view, what }} />);
  expect(button('Canal Bridge').replace(/<[^>]+>/g, '')).toBe('Acknowledge: Canal Bridge');
  expect(button('Messages')).not.toBe(button('Canal Bridge'));
});

it('a handover sheet has one line a practice for what has not reached it, and none for each message', () => {
  const facts = {
    scene: {
      ...scene([errand('message-exception', -9), errand('message-exception', 9)]),
      log: [],
      notices: [],
      shifts: [],
    },
    ...{
      hour: { rows: [], inAll: 0 },
      panels: [],
      card: [],
      alerts: [],
      name: { person: () => undefined, place: () => '' },
    },
    standing: { level: 1, rule: { level: 1 } },
    messages: { unsent: 3, failed: 2, dropped: [] },
    unsentTo: [
      { practice: 'Hollin Row Surgery', unsent: 2, oldest: plus(now, -minutes(60)) },
      { unsent: 1, oldest: now },
    ],
  } as unknown as SheetFacts;
  const lines = (key: string) => sectionsOf(facts).find((section) => section.key === key)?.lines;
  expect(lines('work')).toEqual([]);
  expect(lines('messages')).toEqual([
    '3 not sent; 2 failed',
    '2 need somebody, the first by 22:38: nobody has it',
    'Hollin Row Surgery: 2 not sent, the oldest since 21:47',
    'No practice to send to: 1 not sent, the oldest since 22:47',
  ]);
});
