import { describe, expect, it } from 'vitest';
import { atLocal, instant, minutes, seconds } from '#shared';
import { BOARD, MONDAY, onSunday } from './moments.ts';
import { type Told, toldBy, when } from './night.testing.ts';
import { planNight } from './plan.ts';

const seeds = Array.from({ length: 12 }, (_, index) => index + 1);

describe.each(seeds)('the board at Sunday 22:47:12 with seed %i', (seed) => {
  const plan = planNight({ seed });
  const cases = toldBy(plan, 'cases', BOARD);
  const calls = toldBy(plan, 'calls', BOARD);
  const answered = new Map(calls.map((call) => [call.stream, when(call, 'answer-call') ?? BOARD]));
  const waited = (told: Told) => BOARD - (answered.get(String(told.said.call)) ?? BOARD);
  const numbers = (list: Told[]) => list.map(({ said }) => String(said.number).slice(5)).sort();
  const at = (last: string[], more: (told: Told) => boolean = () => true) =>
    cases.filter((told) => last.includes(told.last) && more(told));
  const byNumber = (number: string) => cases.find(({ said }) => said.number === number);

  it('has two calls ringing, the longest for 34 s, while three advisors are on calls', () => {
    const ringing = calls
      .filter((call) => call.last === 'queue-call')
      .map((call) => BOARD - (when(call, 'queue-call') ?? BOARD));
    expect(ringing.sort()).toEqual([seconds(13), seconds(34)]);
    expect(calls.filter((call) => call.last === 'answer-call')).toHaveLength(3);
  });

  it('has three urgent to ring back, one late, and six others, none late', () => {
    const waiting = at(['open-case', 'take-case', 'note-repeat', 'change-priority']);
    const urgent = waiting.filter(({ said }) => said.priority === 'urgent');
    expect(numbers(urgent)).toEqual(['124', '126', '131']);
    expect(urgent.map(waited).sort((a, b) => b - a)[0]).toBe(minutes(23) + seconds(12));
    expect(urgent.filter((told) => waited(told) > minutes(20))).toHaveLength(1);
    const other = waiting.filter(({ said }) => said.priority === 'other');
    expect(numbers(other)).toEqual(['119', '122', '125', '127', '129', '132']);
    expect(Math.max(...other.map(waited))).toBe(minutes(39) + seconds(12));
  });

  it('has two clinicians on the telephone, and 124 in the hands of P. Iyer', () => {
    expect(numbers(at(['start-assessment']))).toEqual(['130', '133']);
    expect(byNumber('2803-124')?.actions.at(-1)).toMatchObject({ command: 'take-case', actor: 'p.iyer' });
  });

  it('has four waiting at bases, the next due 23:20', () => {
    const waiting = at(['book-base', 'redirect', 'arrive', 'try-contact']);
    expect(numbers(waiting)).toEqual(['110', '112', '117', '118']);
    const urgent = waiting.filter(({ said }) => said.urgency === 'urgent');
    expect(urgent.map((told) => when(told, 'finish-assessment'))).toEqual([onSunday('21:20')]);
  });

  it('has four home visits waiting, one of them late by 16 minutes', () => {
    const waiting = at(['request-visit', 'assign-visit', 'set-off', 'comfort-call']);
    expect(numbers(waiting)).toEqual(['103', '115', '120', '121']);
    const late = waiting
      .filter(({ said }) => said.urgency === 'urgent')
      .map((told) => BOARD - (when(told, 'finish-assessment') ?? BOARD) - minutes(120));
    expect(late.filter((ms) => ms > 0).map((ms) => Math.floor(ms / 60_000))).toEqual([16]);
    expect(numbers(at(['start-consultation'], ({ said }) => said.place === 'visit'))).toEqual(['113']);
  });

  it('has case 133 as the last opened', () => {
    const last = cases.reduce((a, b) => ((when(a, 'open-case') ?? 0) > (when(b, 'open-case') ?? 0) ? a : b));
    expect(last.said.number).toBe('2803-133');
  });
});

describe.each([1, 2, 3, 4, 5, 6])('Canal Bridge on Easter Sunday with seed %i', (seed) => {
  const plan = planNight({ seed });
  const cases = toldBy(plan, 'cases');

  it('had nine people for after 20:00: seven sent elsewhere over 35.7 miles, one moved, one never booked and visited instead', () => {
    const from = onSunday('20:00');
    const until = atLocal(MONDAY, '00:00');
    const booked = cases.filter(({ actions }) =>
      actions.some(({ command, body }) => {
        const slot = command === 'book-base' && body.place === 'canal-bridge' ? instant(String(body.at)) : undefined;
        return slot !== undefined && slot >= from && slot < until;
      }),
    );
    expect(booked).toHaveLength(8);
    const sent = plan.filter(({ command }) => command === 'redirect').map(({ body }) => body);
    expect(sent.reduce((sum, { miles }) => sum + Number(miles), 0)).toBeCloseTo(35.7, 6);
    expect(sent.map(({ to }) => to).sort()).toEqual([
      'foundry-lane',
      'foundry-lane',
      ...Array(5).fill('larkhithe-cross'),
    ]);
    const changed = plan.filter(({ command }) => command === 'change-place');
    expect(changed.map(({ stream }) => cases.find((told) => told.stream === stream)?.said.number)).toEqual([
      '2803-121',
    ]);
  });

  it('has a doctor from 07:52 to 20:00 and nobody afterwards, and is shut by a named person at 20:34:02', () => {
    const shifts = toldBy(plan, 'shifts').filter(({ said }) => said.place === 'canal-bridge' && said.role === 'doctor');
    const evening = shifts.find(({ said }) => said.from === new Date(onSunday('20:00')).toISOString());
    expect(evening?.actions.map(({ command }) => command)).toEqual(['require-shift', 'book-cover', 'withdraw-cover']);
    const day = shifts.find(({ said }) => said.from === new Date(onSunday('08:00')).toISOString());
    expect(day && [when(day, 'record-arrival'), when(day, 'record-leaving')]).toEqual([
      onSunday('07:52'),
      onSunday('20:00'),
    ]);
    const seen = plan.filter(
      ({ at, actor }) => actor === 'b.marchetti' && at > onSunday('20:00') && at < onSunday('23:59'),
    );
    expect(seen).toEqual([]);
    const said = plan.filter(({ path }) => path.startsWith('/bases/canal-bridge/'));
    const sunday = said.filter(({ at }) => at > onSunday('00:30') && at < onSunday('23:59'));
    expect(sunday.map(({ at, command, actor }) => [at, command, actor])).toEqual([
      [onSunday('07:55'), 'open-base', 'g.hale'],
      [onSunday('20:28:30'), 'found-shut', 't.brandreth'],
      [onSunday('20:31:10'), 'found-shut', 'm.quill'],
      [onSunday('20:34:02'), 'shut-base', 'd.okafor'],
    ]);
  });

  it('leaves every other required hour covered, except that a driver comes late on Monday', () => {
    const gaps = toldBy(plan, 'shifts').flatMap(({ said, actions }) => {
      const arrived = actions.find(({ command }) => command === 'record-arrival')?.at ?? Number.POSITIVE_INFINITY;
      const left = actions.find(({ command }) => command === 'record-leaving')?.at ?? 0;
      const covered = arrived <= instant(String(said.from)) && left >= instant(String(said.to));
      return covered ? [] : [`${said.place} ${said.role} ${said.from}`];
    });
    expect(gaps).toEqual(
      ['canal-bridge doctor 2027-03-28T19:00:00.000Z', 'car-2 driver 2027-03-29T15:00:00.000Z'].sort(),
    );
  });
});

describe('the scripted cases', () => {
  const plan = planNight({ seed: 5 });
  const cases = toldBy(plan, 'cases');
  const byNumber = (number: string) => cases.find(({ said }) => said.number === number);

  it('amend the visit of case 081 the next morning: the eighth event, to 20:58', () => {
    const visit = byNumber('2803-081');
    const correction = visit?.actions.find(({ command }) => command === 'correct-case-time');
    expect(correction).toMatchObject({ at: atLocal(MONDAY, '09:12'), actor: 'k.lindqvist' });
    expect(correction?.body).toMatchObject({ version: 8, to: '2027-03-28T19:58:00.000Z', reason: 'paper-record' });
    expect(visit?.actions[7]).toMatchObject({ command: 'start-consultation', at: onSunday('21:24:10') });
  });

  it('let Ivy Pellworth ring three times in 96 hours', () => {
    const hers = cases.filter(({ said }) => said.patientName === 'Ivy Pellworth').map(({ said }) => said.number);
    expect(hers).toEqual(['2703-052', '2803-019', '2803-131']);
  });

  it('visit case 121 21 minutes late and move case 112 before 23:00', () => {
    const aske = byNumber('2803-121');
    expect(aske && (when(aske, 'start-consultation') ?? 0) - (when(aske, 'finish-assessment') ?? 0)).toBe(minutes(141));
    const reed = byNumber('2803-112');
    expect(reed?.actions.filter(({ command }) => command === 'book-base').at(-1)).toMatchObject({
      at: onSunday('22:56:20'),
      body: { place: 'foundry-lane' },
    });
  });
});
