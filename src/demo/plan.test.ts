import { describe, expect, it } from 'vitest';
import { canonicalJson, instantFromMs, localDate, localParts, parseNhsNumber, seeded } from '#shared';
import { BOARD, MONDAY, PLAY_TO, SATURDAY, SUNDAY, TUESDAY, WEEKEND_FROM } from './moments.ts';
import { toldBy, when } from './night.testing.ts';
import { aPatient } from './patients.ts';
import { planNight } from './plan.ts';
import { turnsOfTheWeekend } from './roster.ts';
import { staff } from './staff.ts';
import { hoursOfTheWeekend, PLACE_SHARES } from './volume.ts';

const births = new Set(['open-case', 'receive-referral']);
const seeds = [1, 7, 2027, 'another'];
const plans = new Map(seeds.map((seed) => [seed, planNight({ seed })]));
const nights = seeds.map((seed) => ({ seed, plan: plans.get(seed) ?? [] }));

describe('a planned night', () => {
  it('is the same to the byte for the same seed', () => {
    expect(canonicalJson(planNight({ seed: 7 }))).toBe(canonicalJson(plans.get(7)));
  });

  it('differs between seeds, and between services', () => {
    expect(canonicalJson(plans.get(1))).not.toBe(canonicalJson(plans.get(7)));
    const streams = new Set(plans.get(7)?.map((action) => action.stream));
    expect(planNight({ seed: 7, service: 'tidewell-2' }).some((action) => streams.has(action.stream))).toBe(false);
  });

  it('can be cut at both ends', () => {
    const from = instantFromMs(BOARD - 3_600_000);
    const part = planNight({ seed: 7, from, to: BOARD });
    expect(part).toEqual(plans.get(7)?.filter((action) => action.at >= from && action.at < BOARD));
    expect(part.length).toBeGreaterThan(50);
  });

  it.each(nights)('is in time order, with one key an action (seed $seed)', ({ plan }) => {
    expect(plan.every((action, index) => index === 0 || action.at >= (plan[index - 1]?.at ?? 0))).toBe(true);
    expect(new Set(plan.map((action) => action.key)).size).toBe(plan.length);
    expect(plan.every((action) => action.at < PLAY_TO && action.at % 1000 === 0)).toBe(true);
  });

  it.each(nights)('opens as many cases a day as the made-up volumes say (seed $seed)', ({ plan }) => {
    const byDay = new Map<string, number>();
    for (const { at } of plan.filter((action) => births.has(action.command) && action.at >= WEEKEND_FROM)) {
      byDay.set(localDate(at), (byDay.get(localDate(at)) ?? 0) + 1);
    }
    // A case opens some minutes after its call, so a few belong to the next day.
    for (const [day, cases] of [
      [SATURDAY, 32],
      [SUNDAY, 190],
      [MONDAY, 150],
      [TUESDAY, 22],
    ] as const) {
      expect(Math.abs((byDay.get(day) ?? 0) - cases)).toBeLessThanOrEqual(3);
    }
  });

  it.each(nights)('has 1.15 calls a case, of which 6 % are given up (seed $seed)', ({ plan }) => {
    const count = (command: string) => plan.filter((action) => action.command === command).length;
    expect(count('offer-call') / count('open-case')).toBeCloseTo(1.15, 1);
    expect(count('abandon-call') / count('offer-call')).toBeCloseTo(0.06, 2);
    expect(count('answer-call') + count('abandon-call')).toBeGreaterThanOrEqual(count('offer-call') - 2);
  });

  it.each(nights)('sends Easter Sunday on by the shares of Salisbury (seed $seed)', ({ plan }) => {
    const places = toldBy(plan, 'cases')
      .filter((told) => localDate(told.actions[0]?.at ?? BOARD) === SUNDAY)
      .map(({ actions }) => actions.find((action) => action.command === 'finish-assessment')?.body.place);
    const share = (place: string) => places.filter((one) => one === place).length / places.length;
    expect(share('base')).toBeCloseTo(PLACE_SHARES.base, 1);
    expect(share('visit')).toBeCloseTo(PLACE_SHARES.visit, 1);
    expect(Math.abs(share('advice') - PLACE_SHARES.advice - PLACE_SHARES.ambulance)).toBeLessThan(0.03);
  });

  it.each(nights)('follows the hourly shape (seed $seed)', ({ plan }) => {
    const offered = plan
      .filter((action) => action.command === 'offer-call' && action.at >= WEEKEND_FROM)
      .map(({ at }) => at);
    const hours = hoursOfTheWeekend();
    const chi = hours.reduce((sum, { from, to, cases }) => {
      const expected = cases * 1.15;
      const seen = offered.filter((at) => at >= from && at < to).length;
      return sum + (seen - expected) ** 2 / expected;
    }, 0);
    // 61 hours with a fixed sum a day: 99.9 % of chance alone lies under 97; the scripted evening adds some.
    expect(hours).toHaveLength(61);
    expect(chi).toBeLessThan(97);
  });

  it.each(nights)('knows no hour from 01:00 to 02:00 on Easter Sunday (seed $seed)', ({ plan }) => {
    const early = plan.map(({ at }) => localParts(at)).filter(({ date, hour }) => date === SUNDAY && hour === 1);
    expect(early).toEqual([]);
    expect(plan.some(({ at }) => localDate(at) === SUNDAY && localParts(at).hour === 2)).toBe(true);
  });

  it.each(nights)('lets nothing come before its cause (seed $seed)', ({ plan }) => {
    const order = ['offer-call', 'queue-call', 'answer-call', 'end-call', 'no-case'];
    for (const { actions } of toldBy(plan, 'calls')) {
      expect(actions[0]?.command).toBe('offer-call');
      const steps = actions.map(({ command }) => order.indexOf(command)).filter((step) => step >= 0);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
    const answered = new Map(
      plan.filter(({ command }) => command === 'answer-call').map(({ stream, at }) => [stream, at]),
    );
    const steps = [
      'receive-referral',
      'open-case',
      'start-assessment',
      'finish-assessment',
      'start-consultation',
      'finish-consultation',
      'close-case',
    ];
    for (const told of toldBy(plan, 'cases')) {
      const call = told.actions.find(({ command }) => command === 'open-case')?.body.call;
      if (typeof call === 'string') expect(answered.get(call)).toBeLessThan(when(told, 'open-case') ?? 0);
      const done = told.actions.map(({ command }) => steps.indexOf(command)).filter((step) => step >= 0);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(births.has(told.actions[0]?.command ?? '')).toBe(true);
    }
  });

  it.each(nights)(
    'leaves no answered call without its case, the case that it was about, or why there is none (seed $seed)',
    ({ plan }) => {
      const from = (command: string) => plan.flatMap((one) => (one.command === command ? [one.body.call] : []));
      const none = plan.filter(({ command }) => command === 'no-case').map(({ stream }) => stream);
      const told = new Set<unknown>([...from('open-case'), ...from('note-repeat'), ...none]);
      const answered = plan.filter(({ command, at }) => command === 'answer-call' && at < PLAY_TO - 3_600_000);
      expect(answered.filter(({ stream }) => !told.has(stream))).toEqual([]);
      expect(none.length).toBeGreaterThan(3);
    },
  );

  it.each(nights)('is carried out by people who are on duty (seed $seed)', ({ plan }) => {
    const turns = turnsOfTheWeekend();
    const unscheduled = staff
      .filter(({ signIn }) => !turns.some((turn) => turn.person === signIn))
      .map(({ signIn }) => signIn);
    for (const { at, actor, command } of plan) {
      if (at < WEEKEND_FROM - 1_800_000 || unscheduled.includes(actor)) continue;
      // People come some minutes early and stay to finish what they began.
      const there = turns.some(
        (turn) => turn.person === actor && at >= turn.from - 1_800_000 && at < turn.to + 2_700_000,
      );
      expect(there, `${actor} ${command} ${new Date(at).toISOString()}`).toBe(true);
    }
  });

  it.each(nights)('gives a booked time to one patient (seed $seed)', ({ plan }) => {
    const slots = plan.filter(({ command }) => command === 'book-base').map(({ body }) => `${body.place} ${body.at}`);
    expect(new Set(slots).size).toBe(slots.length);
  });

  it.each(nights)('keeps one person at one piece of work at a time (seed $seed)', ({ plan }) => {
    const pairs = [
      ['start-assessment', 'finish-assessment'],
      ['start-consultation', 'finish-consultation'],
    ] as const;
    const spells = new Map<string, { from: number; to: number }[]>();
    for (const told of toldBy(plan, 'cases')) {
      for (const [begins, ends] of pairs) {
        const start = told.actions.find(({ command }) => command === begins);
        const end = told.actions.find(({ command }) => command === ends);
        if (start && end) spells.set(start.actor, [...(spells.get(start.actor) ?? []), { from: start.at, to: end.at }]);
      }
    }
    for (const [person, all] of spells) {
      const sorted = all.sort((a, b) => a.from - b.from);
      for (const [index, spell] of sorted.entries())
        expect(spell.from, person).toBeGreaterThanOrEqual(sorted[index - 1]?.to ?? 0);
    }
  });

  it.each(nights)('gives each case up to the board its own number, without a gap (seed $seed)', ({ plan }) => {
    // A referral has the number that the service counts: one more than the highest so far.
    let highest = 0;
    const numbers = plan.flatMap(({ command, body, at, givesId }) => {
      const isSunday = localDate(at) === SUNDAY;
      if (givesId) highest += 1;
      else if (command !== 'open-case' || !body.number) return [];
      else if (isSunday) highest = Math.max(highest, Number(String(body.number).slice(5)));
      return [givesId ? `2803-${String(highest).padStart(3, '0')}` : String(body.number)];
    });
    expect(new Set(numbers).size).toBe(numbers.length);
    const sunday = numbers.filter((number) => number.startsWith('2803-')).sort();
    expect(sunday.at(-1)).toBe(`2803-${String(sunday.length).padStart(3, '0')}`);
  });

  it.each(nights)(
    'is sent patients by NHS 111 over its line, one with a code that we do not know (seed $seed)',
    ({ plan }) => {
      const sent = plan.filter(({ command }) => command === 'receive-referral');
      expect(sent.every(({ actor, path, givesId }) => actor === 'nhs-111' && path === '/referrals' && givesId)).toBe(
        true,
      );
      expect(new Set(sent.map(({ body }) => body.dxCode)).size).toBe(sent.length);
      const rung = toldBy(plan, 'cases').filter(({ actions }) => actions[0]?.command === 'receive-referral');
      expect(rung.map(({ last }) => last)).toEqual(sent.map(() => 'close-case'));
    },
  );
});

describe('a made-up patient', () => {
  it('has an NHS number of the 999 range with its check digit, and a number kept for drama', () => {
    const random = seeded('patients');
    for (let n = 0; n < 300; n += 1) {
      const { nhsNumber, ringBack, whereNow } = aPatient(random);
      expect(parseNhsNumber(nhsNumber)).toEqual({
        ok: true,
        value: { number: nhsNumber, verified: true, madeUp: true },
      });
      expect(ringBack).toMatch(/^(01632 960|07700 900)\d{3}$/);
      expect(whereNow).toMatch(/, ZZ\d \d[A-Z]{2}$/);
    }
  });
});
