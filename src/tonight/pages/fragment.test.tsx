import { describe, expect, test } from 'vitest';
import type { Service } from '#people';
import { atLocal, minutes, plus, seconds } from '#shared';
import type { Board } from '../board.ts';
import type { TileName, TileValues } from '../boardReads.ts';
import { at, boardTime as now, placeNamed } from '../examples.ts';
import type { RankedAction } from '../rules/actions.ts';
import type { NextRow } from '../tiles/nextHour.ts';
import type { View } from '../view.ts';
import { type FragmentName, fragmentHtml } from './fragment.tsx';

const machineNow = at('12:00');
const lead: View = { kind: 'desk', names: true, acknowledges: true, acts: true, writes: true };
const visitor: View = { kind: 'desk', names: false, acknowledges: false, acts: false, writes: false };
const okafor = '01900000-0000-7000-8000-00000000000a';

const row: NextRow = {
  id: 'a',
  number: '2803-124',
  state: 'late',
  dueAt: at('22:44'),
  pool: 'to-assess-urgent',
  what: 'Ring back, urgent',
  detail: 'child, 4',
  holder: { kind: 'person', account: okafor, since: at('22:46') },
  why: { words: '' },
};
const values: { [Name in TileName]?: TileValues[Name] } = {
  calls: {
    count: 2,
    late: 0,
    answering: 3,
    toRingBack: 1,
    longest: { waitedMs: 34_000, limitMs: 60_000 },
    next: { dueAt: plus(now, 26_000), leftMs: 26_000, state: 'waiting' },
  },
  urgent: { count: 3, late: 1, onThePhone: 2, longest: { waitedMs: minutes(23), limitMs: minutes(20) } },
  'next-hour': { rows: [row], inAll: 1 },
  alerts: {
    panels: [
      {
        place: placeNamed('canal-bridge'),
        missing: ['doctor'],
        since: at('20:00'),
        notice: { place: 2, says: 'shut', postedAt: at('20:34'), postedBy: okafor },
        sent: { people: 7, averageMiles: 5.1 },
        toMove: { people: 1, by: at('23:00') },
      },
    ],
    stored: [
      {
        id: 'c1',
        kind: 'census',
        subject: 'a',
        detail: { number: '2803-117', faults: ['no-queue'], says: 'at a base, due 23:20' },
        raisedAt: at('22:40'),
        times: 3,
        isCleared: false,
        saidAt: at('22:46'),
        rings: 4,
        step: 1,
      },
    ],
    required: 5,
    rungAt: at('22:46'),
  },
  census: {
    run: { at: at('22:47:08'), machineAt: plus(machineNow, -seconds(75)), openCases: 21, faults: 0 },
    faulty: [],
  },
};

function board(ageMs: number, shown = values): Board {
  const at_ = plus(machineNow, -ageMs);
  return {
    service: { slug: 'tidewell' } as Service,
    since: plus(machineNow, -minutes(20)),
    sinceAt: plus(now, -minutes(20)),
    latest: (tile) => {
      const value = shown[tile];
      return value && { value, at: at_, asAt: now };
    },
    nameOf: (account) => (account === okafor ? 'Dana Okafor' : undefined),
    ready: async () => {},
    subscribe: () => () => {},
  } as Board;
}

const html = (name: FragmentName, ageMs = 1_000, view = lead, shown = values) =>
  fragmentHtml(name, { board: board(ageMs, shown), view, machineNow });
const text = (...args: Parameters<typeof html>) =>
  html(...args)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a tile', () => {
  test('says its facts and its age', () => {
    expect(text('calls')).toContain('Calls ringing 1 s old');
    expect(text('calls')).toContain('2 waiting 26 s left Longest 34 s of 60 s 3 answering, 1 to ring back');
    expect(text('urgent')).toContain('1 late Longest 23 min of 20 min 2 clinicians on the phone');
  });

  test('over 15 s says that it is stale, and still what it said', () => {
    const stale = html('calls', 19_000);
    expect(stale).toContain('tile--stale');
    expect(text('calls', 19_000)).toContain('Stale: 19 s old');
    expect(text('calls', 19_000)).toContain('26 s left');
  });

  test('over 60 s is covered by when it was true; time left turns into the past and late loses its red', () => {
    const old = html('next-hour', 64_000);
    expect(old).toContain('tile--not-live');
    expect(old).not.toContain('tag--red');
    const words = text('next-hour', 64_000);
    expect(words).toContain('As at 22:47:12, not live. Time left is not counted down.');
    expect(words).toContain('was late 3 min');
    expect(words).toContain('22:44');
    expect(text('calls', 64_000)).toContain('was 26 s');
  });

  test('that was never read says so and is as old as the watching, never empty or nought', () => {
    const words = text('visits', 1_000, lead, {});
    expect(words).toContain('Not read yet.');
    expect(words).toContain('not live');
    expect(words).not.toMatch(/\b0 waiting/);
  });

  test('of the census is as old as its last run, however often it is read', () => {
    expect(html('census', 500)).toContain('tile--not-live');
    expect(text('census', 500)).toContain('As at 22:47:08, not live');
    expect(text('census', 500)).toContain('21 open cases');
  });
});

describe('the alert', () => {
  test('says what is wrong, since when, what was told and what it meant for people', () => {
    const words = text('alert-panel');
    expect(words).toContain('Canal Bridge: no doctor since 20:00 (2 h 47 min). Shut 20:34 by Dana Okafor.');
    expect(words).toContain('7 people sent elsewhere, on average 5.1 miles. 1 booked patient still to move, by 23:00.');
  });

  test('once old says as at when, and stays', () => {
    expect(text('alert-panel', 64_000)).toContain('As at 22:47:12, not live');
    expect(text('alert-panel', 64_000)).toContain('Canal Bridge: no doctor');
  });

  test('counts what nobody has acknowledged, with a button for whoever may, and for nobody else', () => {
    expect(text('alert-panel')).toContain(
      '1 more alert to acknowledge: Case 2803-117 is in no queue. Found 22:40, and 2 times since. Its events say: at a base, due 23:20. Said 4 times; now for the medical director as well.',
    );
    expect(html('alert-panel')).toContain('action="/alerts/c1/acknowledge"');
    expect(text('alert-panel')).toContain('See the alert');
    expect(html('alert-panel', 1_000, visitor)).not.toContain('<button');
    expect(html('alert-panel', 1_000, { ...lead, kind: 'wall' })).not.toMatch(/<button|<a /);
  });

  test('says by its age of the last ring, so that a page sounds once for each', () => {
    expect(html('alert-panel')).toContain(`data-rung-at="${at('22:46')}"`);
  });
});

test('a visitor sees neither who has a case nor that the patient is a child; a wall has nothing to press', () => {
  expect(text('next-hour')).toContain('Ring back, urgent: child, 4');
  expect(text('next-hour')).toContain('Dana Okafor since 22:46');
  for (const name of ['next-hour', 'alert-panel'] as const) {
    expect(text(name, 1_000, visitor)).not.toMatch(/Okafor|child/);
    expect(html(name, 1_000, { ...lead, kind: 'wall' })).not.toMatch(/<a |<button|child/);
  }
});

describe('the sixth pool', () => {
  const practices = (messages?: TileValues['to-practices']['messages']) =>
    text('to-practices', 1_000, lead, { 'to-practices': messages ? { messages } : {} });

  test('says how many messages are unsent, how many failed, the oldest and when they are due', () => {
    const oldest = plus(now, -(6 * 60 + 10) * 60_000);
    const due = atLocal('2027-03-30', '08:00');
    expect(practices({ unsent: 38, failed: 1, oldest, due, dropped: [] })).toContain(
      '38 unsent 1 failed Oldest 6 h 10 min Due Tue 30 Mar 08:00',
    );
  });

  test('that nobody counts says so, and no nought', () => {
    expect(practices()).toContain('Not measured yet.');
    expect(practices()).not.toMatch(/\b0 unsent/);
  });
});

describe('ranked actions', () => {
  const action: RankedAction = {
    ...{ key: 'ask-clinician:a:b', kind: 'ask-clinician', subject: 'a', number: '2803-126', person: okafor },
    ...{ by: at('22:52'), due: at('22:52'), keeps: 1, sure: true, sooner: 0 },
  };
  const ranked = { actions: { actions: [action], places: [] } };

  test('each say what they change, and have their key printed on a link that asks first', () => {
    expect(text('actions', 1_000, lead, ranked)).toContain(
      'Ask Dana Okafor to ring case 126 Keeps 1 person in time (due 22:52).',
    );
    expect(html('actions', 1_000, lead, ranked)).toContain('data-key="1"');
    expect(html('actions', 1_000, lead, ranked)).toContain(
      'href="/tonight/actions/confirm?action=ask-clinician%3Aa%3Ab"',
    );
  });

  test('are withheld once they are old, and say what was ranked last', () => {
    const old = html('actions', 64_000, lead, ranked);
    expect(old).toContain('tile--not-live');
    expect(old).toContain('tile__body--withheld');
    expect(text('actions', 64_000, lead, ranked)).toContain('Withheld while not live.');
    expect(text('actions', 64_000, lead, ranked)).toContain(
      'We do not rank actions on old information. Last ranked at 22:47:12: ask Dana Okafor to ring case 126.',
    );
  });

  test('name nobody on a wall and to a visitor, and have nothing to press there', () => {
    for (const view of [visitor, { ...lead, kind: 'wall' as const }]) {
      expect(text('actions', 1_000, view, ranked)).toContain('Ask a free clinician to ring case 126');
      expect(html('actions', 1_000, view, ranked)).not.toMatch(/Okafor|data-key|confirm\?/);
    }
  });
});

test('the level says since when, how, and how much of its card is done', () => {
  const rule = { level: 3 as const, since: at('20:40'), holds: [] };
  const level = { standing: { level: 3 as const, since: at('20:40'), rule }, done: 4, items: 6 };
  expect(text('level', 1_000, lead, { level })).toContain(
    'Pressure level 3 of 4 since 20:40 By rule. Action card 3 : 4 of 6 done',
  );
  const override = { level: 4 as const, by: okafor, reason: 'snow', at: at('22:00'), until: at('23:30') };
  expect(text('level', 1_000, lead, { level: { ...level, standing: { level: 4, rule, override } } })).toContain(
    'Set by Dana Okafor until 23:30, by rule 3.',
  );
  const wall = { ...lead, kind: 'wall' as const };
  expect(text('level', 1_000, wall, { level })).toContain('Pressure level 3 of 4 since 20:40');
  expect(text('level', 1_000, lead, { level })).not.toContain('turned away');
  const pressed = { ...level, turnedAway: { reports: 12, boards: 1, since: at('22:31') } };
  for (const view of [lead, wall])
    expect(text('level', 1_000, view, { level: pressed })).toContain('12 reports and 1 board turned away since 22:31');
});
