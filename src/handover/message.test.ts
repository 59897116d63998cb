import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLocal, hours, minutes, plus } from '#shared';
import { contentOf } from './content.ts';
import { aMessage, anEpisode } from './examples.ts';
import { isBalanced, lastNight, ledgerOf, nightAt } from './ledger.ts';
import { nightsToReckon } from './ledgerFollower.ts';
import { type Message, nextAttempt, nextChase, sendTime } from './message.ts';
import { lastClosed, tallyOf } from './messageWords.ts';
import { htmlOf, textOf } from './render.ts';

const at = (time: string) => atLocal('2027-03-28', time);
const queued = (time: string, version = 1) =>
  [
    time,
    'MessageQueued',
    { version, channel: 'folder', sendAt: '2027-03-28T22:00:00.000Z', forPractice: 'action' },
  ] as const;
const failed = (time: string, attempt: number, again?: string) =>
  [time, 'SendFailed', { attempt, code: 'no-answer', ...(again ? { again } : {}) }] as const;
const later = '2027-03-29T02:00:00.000Z';

describe('a message', () => {
  it('is an exception from its fourth failed attempt on, and is still tried', () => {
    const three = [
      queued('20:01'),
      failed('23:00', 1, later),
      failed('23:01', 2, later),
      failed('23:03', 3, later),
    ] as const;
    expect(aMessage(...three)).toMatchObject({ state: 'queued', attempts: 3 });
    expect(aMessage(...three, failed('23:08', 4, later))).toMatchObject({
      state: 'failed',
      attempts: 4,
      sendAt: Date.parse(later),
    });
  });

  it('is an exception at once where trying again would be no use', () => {
    expect(aMessage(queued('20:01'), failed('23:00', 1))).toMatchObject({ state: 'failed', sendAt: undefined });
  });

  it('starts from nothing with a new version: nobody has read that', () => {
    const read = [
      queued('20:01'),
      ['23:00', 'MessageSent', { attempt: 1 }],
      ['23:10', 'MessageRead', { by: 'x' }],
    ] as const;
    expect(aMessage(...read)).toMatchObject({ state: 'read' });
    expect(aMessage(...read, queued('23:30', 2))).toMatchObject({ state: 'queued', body: 2, attempts: 0 });
  });

  it('that is read on the page before it was sent is still sent', () => {
    const read = aMessage(queued('20:01'), ['21:00', 'MessageRead', { by: 'x' }]) as Message;
    expect(read).toMatchObject({ state: 'read' });
    expect(read.sendAt).toBeDefined();
  });

  it('about another patient has gone wrong though a later version of it had not gone out yet', () => {
    const again = [
      queued('20:01'),
      ['23:00', 'MessageSent', { attempt: 1 }],
      queued('23:10', 2),
      ['23:20', 'MessageRejected', { reason: 'wrong-patient', consultedAt: '2027-03-28T19:00:00.000Z' }],
    ] as const;
    expect(aMessage(...again)).toMatchObject({ state: 'given-back', wentWrong: true });
    const never = [queued('20:01'), again[3]] as const;
    expect(aMessage(...never)).not.toHaveProperty('wentWrong');
  });

  it('leaves once its note has settled, never later than an hour before it is due, never before now', () => {
    const sunday = { consultedAt: at('20:00'), editedAt: at('20:10') };
    expect(sendTime({ ...sunday, now: at('20:10') })).toBe(at('21:10'));
    expect(sendTime({ ...sunday, now: at('23:50') })).toBe(at('23:50'));
    const tuesday = atLocal('2027-03-16', '06:30');
    expect(sendTime({ consultedAt: tuesday, editedAt: tuesday, now: tuesday })).toBe(atLocal('2027-03-16', '07:00'));
  });

  it('is tried for ever, in the end once an hour', () => {
    expect([1, 2, 3, 7, 99].map((attempt) => nextAttempt(attempt, at('20:00')) - at('20:00'))).toEqual(
      [1, 2, 5, 60, 60].map(minutes),
    );
  });

  it('is chased from when practices open, by what it asks, until somebody reads it', () => {
    const sent = [queued('20:01'), ['23:00', 'MessageSent', { attempt: 1 }]] as const;
    expect(nextChase(aMessage(...sent) as Message)).toMatchObject({
      does: 'remind',
      at: atLocal('2027-03-30', '12:00'),
      step: 1,
    });
    const reminded = [...sent, ['2027-03-30 12:00', 'MessageChased', { step: 1, does: 'remind' }]] as const;
    expect(nextChase(aMessage(...reminded) as Message)).toMatchObject({
      does: 'ask-somebody',
      at: atLocal('2027-03-31', '08:00'),
    });
    const read = [...sent, ['2027-03-30 09:00', 'MessageRead', { by: 'x' }]] as const;
    expect(nextChase(aMessage(...read, ['2027-03-30 09:10', 'MessageActed', { by: 'x' }]) as Message)).toBeUndefined();
    expect(nextChase(aMessage(queued('20:01')) as Message)).toBeUndefined();
  });

  it('that asks for action and was only read is chased on, each working day, until it is done', () => {
    const read = [
      queued('20:01'),
      ['23:00', 'MessageSent', { attempt: 1 }],
      ['2027-03-30 09:00', 'MessageRead', { by: 'x' }],
    ] as const;
    const chasedTimes = (times: number) =>
      Array.from(
        { length: times },
        (_, n) => ['2027-03-30 09:30', 'MessageChased', { step: n + 1, does: 'remind' }] as const,
      );
    const stepAfter = (times: number) => nextChase(aMessage(...read, ...chasedTimes(times)) as Message);
    expect(stepAfter(0)).toMatchObject({ does: 'remind', at: atLocal('2027-03-30', '13:00') });
    expect(stepAfter(1)).toMatchObject({ does: 'ask-somebody' });
    const [fourth, tenth] = [stepAfter(3), stepAfter(9)];
    expect([fourth?.does, tenth?.does]).toEqual(['remind', 'remind']);
    expect((tenth?.at ?? 0) - (fourth?.at ?? 0)).toBeGreaterThanOrEqual(hours(6 * 24));
    const information = { ...(aMessage(...read) as Message), forPractice: 'information' as const };
    expect(nextChase(information)).toBeUndefined();
  });

  it('that a person had settled is opened again by a later note, without a practice that had given it back', () => {
    const reopened = ['23:50', 'MessageReopened', { sends: false }] as const;
    const declined = [queued('20:01'), ['23:00', 'MessageSettled', { how: 'declined' }]] as const;
    expect(aMessage(...declined, reopened)).toMatchObject({ state: 'due', settled: 'declined', practice: 1 });
    const notTheirs = [
      queued('20:01'),
      ['22:00', 'MessageRejected', { reason: 'not-ours', consultedAt: '2027-03-28T19:00:00.000Z' }],
      ['23:00', 'MessageSettled', { how: 'by-hand' }],
      reopened,
    ] as const;
    expect(aMessage(...notTheirs)).not.toHaveProperty('practice');
    expect(aMessage(...declined, reopened, queued('23:55', 2))).not.toHaveProperty('settled');
  });

  it('told by hand of another patient has gone wrong, until whoever had it is told', () => {
    const byHand = [
      queued('20:01'),
      ['21:00', 'MessageSettled', { how: 'by-hand' }],
      ['23:20', 'MessageRejected', { reason: 'wrong-patient', consultedAt: '2027-03-28T19:00:00.000Z' }],
    ] as const;
    expect(aMessage(...byHand)).toMatchObject({ state: 'given-back', wentWrong: true });
    expect((aMessage(...byHand, ['23:30', 'WrongRecipientTold']) as Message).wentWrong).toBeUndefined();
  });
});

const about = { message: 'm', version: 1, service: 'Tidewell', practice: { code: 'Z99001', name: 'Hollin Row' } };

describe('what a message says', () => {
  it('is short first: what is asked, whom it is about, what happened', () => {
    const text = textOf(contentOf(anEpisode(), about));
    expect(text.split('\n').slice(0, 8)).toEqual([
      'ACTION FOR YOU',
      'Review the rescue pack on Tuesday.',
      '',
      'Ivy Pellworth, born 1 June 1945, 81',
      'NHS number 999 000 1315',
      '',
      'WHAT HAPPENED',
      'Home visit 23:52. Worsening COPD, stayed at home.',
    ]);
  });

  it('says first that the patient has died', () => {
    expect(textOf(contentOf(anEpisode({ outcome: 'death-verified' }), about))).toMatch(
      /^THE PATIENT HAS DIED\. ACTION FOR YOU/,
    );
  });

  it('holds exactly the note, every word of it, as text, as a page and as data', () => {
    const words = fc
      .string({ minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/[^\p{L}\p{N} .,<>&'"-]/gu, 'x'));
    const part = fc.record({ heading: fc.constantFrom('Plan', 'Examination', 'Allergies'), words });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const content = contentOf(anEpisode({ notes: [{ by: 'Dr V. Patel', at: at('23:00'), parts }] }), about);
        expect(content.notes[0]?.parts).toEqual(parts);
        const [text, html] = [textOf(content), htmlOf(content)];
        for (const { words } of parts) {
          expect(text).toContain(words);
          expect(html).toContain(
            words
              .replace(/&/g, '&amp;')
              .replace(/</g, '&lt;')
              .replace(/>/g, '&gt;')
              .replace(/"/g, '&quot;')
              .replace(/'/g, '&#39;'),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the ledger', () => {
  const states: Message['state'][] = [
    'due',
    'queued',
    'failed',
    'sent',
    'received',
    'read',
    'acted',
    'given-back',
    'settled',
  ];

  it('comes out exactly when every closed case has its message, and lists every other by id', () => {
    const night = fc.uniqueArray(
      fc.record({ id: fc.uuid(), has: fc.constantFrom('both', 'case', 'message'), state: fc.constantFrom(...states) }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(night, (cases) => {
        const closed = cases.filter(({ has }) => has !== 'message').map(({ id }) => ({ id, number: id }));
        const messages = cases
          .filter(({ has }) => has !== 'case')
          .map(({ id, state }) => ({ id: `m${id}`, case: id, state, forPractice: 'action' as const }));
        const ledger = ledgerOf(closed, messages);
        const missing = cases.filter(({ has }) => has !== 'both').map(({ id }) => id);
        expect(ledger.differences.map((difference) => difference.case).sort()).toEqual(missing.sort());
        expect(isBalanced(ledger)).toBe(missing.length === 0);
        expect(
          ledger.acknowledged +
            ledger.open.length +
            ledger.differences.filter(({ what }) => what === 'no-message').length,
        ).toBe(closed.length);
      }),
    );
  });

  it('counts a machine’s receipt apart, and not at all for what asks for action once it has been chased', () => {
    const one = (state: Message['state'], forPractice: 'action' | 'information', isPastFirstChase: boolean) => ({
      ...{ id: 'm', case: 'c', state, forPractice, isPastFirstChase },
    });
    const of = (...about: Parameters<typeof one>) => ledgerOf([{ id: 'c', number: '1' }], [one(...about)]);
    expect(of('received', 'action', false)).toMatchObject({ acknowledged: 1, told: { received: 1 }, open: [] });
    expect(of('received', 'action', true)).toMatchObject({ acknowledged: 0, open: [{ state: 'received' }] });
    expect(of('received', 'information', true)).toMatchObject({ acknowledged: 1, told: { received: 1 } });
    expect(of('read', 'action', true)).toMatchObject({ acknowledged: 1, told: { received: 0, read: 1, acted: 0 } });
    expect(of('acted', 'action', true)).toMatchObject({ acknowledged: 1, told: { acted: 1 } });
  });

  it('names a night after its evening, and reckons it five minutes after it has ended', () => {
    expect([nightAt(at('07:59')), nightAt(at('08:00'))]).toEqual(['2027-03-27', '2027-03-28']);
    expect([lastNight(at('08:04')), lastNight(at('08:05'))]).toEqual(['2027-03-26', '2027-03-27']);
  });

  it('reckons again each morning what still has something open, and what was missed', () => {
    const morning = at('08:05');
    const run = (open: number, runAt: number) => ({
      open: Array(open).fill({}),
      differences: [],
      runAt: plus(morning, runAt),
    });
    const runs = new Map([
      ['2027-03-27', run(0, -hours(24))],
      ['2027-03-26', run(2, -hours(24))],
      ['2027-03-25', run(2, 1000)],
    ]);
    const nights = nightsToReckon('2027-03-27', runs, morning);
    expect(nights).toContain('2027-03-26');
    expect(nights).toContain('2027-03-24');
    expect(nights).not.toContain('2027-03-27');
    expect(nights).not.toContain('2027-03-25');
  });

  it('is reckoned anew as long as it does not come out, also on the same morning', () => {
    const morning = atLocal('2027-03-28', '08:05');
    const missing = [{ what: 'no-message', case: '1', number: '2703-001' }] as const;
    const runs = new Map([
      ['2027-03-26', { open: [], differences: [...missing], runAt: plus(morning, 1000) }],
      ['2027-03-25', { open: [], differences: [], runAt: plus(morning, 1000) }],
    ]);
    const nights = nightsToReckon('2027-03-27', runs, morning);
    expect(nights).toContain('2027-03-26');
    expect(nights).not.toContain('2027-03-25');
  });
});

it('a practice is asked for what is not done yet, and for nothing that is', () => {
  const line = (state: Message['state'], forPractice: 'action' | 'information' = 'action') =>
    ({ state, forPractice, attempts: 0, sentAt: at('21:00') }) as never;
  const lines = [
    line('sent'),
    line('read'),
    line('acted'),
    line('settled'),
    line('given-back'),
    line('read', 'information'),
  ];
  expect(tallyOf(lines, at('22:00'))).toMatchObject({ contacts: 6, actions: 2 });
});

it('a practice last closed at the end of the last working day', () => {
  expect(lastClosed(at('22:47'))).toBe(atLocal('2027-03-25', '18:30'));
  expect(lastClosed(atLocal('2027-03-30', '08:12'))).toBe(atLocal('2027-03-25', '18:30'));
  expect(lastClosed(atLocal('2027-03-30', '18:30'))).toBe(atLocal('2027-03-30', '18:30'));
});
