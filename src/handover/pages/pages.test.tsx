import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { atLocal, type Instant, toIso } from '#shared';
import type { Dropped } from '../channelStore.ts';
import { contentOf } from '../content.ts';
import { anEpisode } from '../examples.ts';
import { type ListedMessage, MessagesTile } from './messages.tsx';
import { LostPanel, type OwnLine, PatientsTile } from './practice.tsx';

const now = atLocal('2027-03-30', '08:12');
const dueAt = atLocal('2027-03-30', '08:00');
const at = (hour: number) => atLocal('2027-03-28', `${String(hour).padStart(2, '0')}:00`);
const practices = { name: 'Hollin Row Surgery', code: 'Z99001', others: [], query: '' };
const age = { ms: 0, asAt: now };
const dropped: Dropped = { practice: 1, channel: 'smtp', failure: 'no-answer', failures: 4, since: at(21) };

/** A patient of the practice, and how the message about them stands. */
function aLine(name: string, hour: number, about: Partial<OwnLine> = {}): OwnLine {
  const id = `01900000-0000-7000-8000-0000000000${String(hour).padStart(2, '0')}`;
  const episode = anEpisode({ calledAt: at(hour), patient: { name, isVerified: true, isRestricted: false } });
  const practice = { code: 'Z99001', name: 'Hollin Row Surgery' };
  return {
    ...{ id, version: 2, service: 1, case: id, state: 'acted', practice: 1, forPractice: 'information' },
    ...{ consultedAt: at(hour), dueAt, attempts: 1, sentAt: at(hour), actedAt: now, body: 1 },
    content: { ...contentOf(episode, { message: id, version: 1, service: 'T', practice }), calledAt: toIso(at(hour)) },
    ...about,
  };
}

const failed = { state: 'failed', sentAt: undefined, triedFrom: at(21), attempts: 4, failure: 'no-answer' } as const;
const count = (html: string, what: string | RegExp) => html.split(what).length - 1;
const rowsOf = (html: string) =>
  [...html.matchAll(/<a href="\/practice\/messages\/[^"]*">([^<]*)<\/a>/g)].map((found) => found[1]);

describe('the practice’s patients', () => {
  const lines = [
    ...Array.from({ length: 6 }, (_, number) => aLine(`Done ${number}`, 10 + number)),
    aLine('To Read', 3, { state: 'sent' }),
    aLine('To Do', 2, { state: 'received', forPractice: 'action', receivedAt: at(4) }),
    aLine('Lost', 1, failed),
  ];
  const html = renderToString(<PatientsTile practices={practices} now={now} age={age} lines={lines} />);

  it('begin with what needs somebody there, then the newest, and put the rest behind one line that needs no script', () => {
    expect(rowsOf(html)).toEqual([
      'Lost',
      'To Do',
      'To Read',
      'Done 5',
      'Done 4',
      'Done 3',
      'Done 2',
      'Done 1',
      'Done 0',
    ]);
    expect(rowsOf(html.split('<details')[0] ?? '')).toHaveLength(6);
    expect(html).toContain('3 more contacts</summary>');
  });

  it('are rows for the arrows, all of them', () => {
    expect(html.indexOf('data-rows')).toBeLessThan(html.indexOf('data-row="'));
    expect(count(html, 'data-row="')).toBe(9);
  });

  it('say which of the rest are still to read', () => {
    const unread = Array.from({ length: 8 }, (_, number) => aLine(`Unread ${number}`, 10 + number, { state: 'sent' }));
    const many = renderToString(<PatientsTile practices={practices} now={now} age={age} lines={unread} />);
    expect(many).toContain('2 more contacts, 2 of them to read');
  });
});

describe('what did not reach the practice', () => {
  const panel = (lines: readonly OwnLine[], drop?: Dropped) =>
    renderToString(
      <LostPanel practices={practices} now={now} age={age} lines={lines} {...(drop ? { dropped: drop } : {})} />,
    );
  const three = [1, 2, 3].map((hour) =>
    aLine(`Lost ${hour}`, hour, hour === 2 ? { ...failed, forPractice: 'action' } : failed),
  );

  it('is one red panel, however much it is, with the way to what asks for action', () => {
    for (const html of [panel(three, dropped), panel(three), panel(three.slice(0, 1), dropped), panel([], dropped)])
      expect(count(html, 'alert--red')).toBe(1);
    expect(panel(three, dropped)).toMatch(
      /3 notes did not reach you\.[\s\S]*The first is for Lost 2\.[\s\S]*Your system has taken nothing since/,
    );
    expect(panel(three, dropped)).toContain(`href="/practice/messages/${three[1]!.id}"`);
  });

  it('is nothing where everything came', () => {
    expect(panel([aLine('Done', 5)])).not.toContain('alert');
  });
});

describe('the service’s messages', () => {
  const listed = (number: number, about: Partial<ListedMessage>): ListedMessage => ({
    ...aLine(`p${number}`, number + 1, { content: undefined } as never),
    ...{ number: `2803-0${number}`, practiceName: 'Hollin Row Surgery', ...about },
  });
  const props = {
    ...{ query: '', now, age, letters: [], mayLook: true, next: 0, more: 0, keyFor: () => 'k' },
    unsent: {
      unsent: 8,
      failed: 8,
      withNobody: 0,
      late: 8,
      oldest: { message: 'm', case: 'c', consultedAt: at(1) as Instant },
    },
  };

  it('show six of what needs somebody, then one line a group', () => {
    const lines = Array.from({ length: 10 }, (_, number) => listed(number, number < 8 ? failed : { state: 'sent' }));
    const html = renderToString(<MessagesTile {...props} lines={lines} dropped={[]} />);
    expect(count(html.split('<details')[0] ?? '', 'data-row="')).toBe(6);
    expect(html).toContain('2 more: needing somebody');
    expect(html).toContain('2 more: sent, not acknowledged');
  });

  it('say once that channels have dropped, however many practices that is', () => {
    const all = ['Hollin Row', 'Quay Street'].map((name, practice) => ({ ...dropped, practice, name }));
    const html = renderToString(<MessagesTile {...props} lines={[]} dropped={all} />);
    expect(count(html, 'alert--red')).toBe(1);
    expect(html).toContain('2 practices take nothing, the first since');
    for (const { name } of all) expect(html).toContain(`${name} since`);
  });
});
