import { describe, expect, it } from 'vitest';
import { instant, minutes, plus } from '#shared';
import { type Beside, nothingBeside } from '../caseBeside.ts';
import type { ContactResult } from '../codes.ts';
import { anAccount, aStory } from '../examples.ts';
import { aNote } from '../triage/examples.ts';
import { contactPolicy, gradeOf, missingWords, reachedBy } from './policy.ts';

const start = instant('2027-03-28T21:00:00Z');
const tried = (...tries: [number, ContactResult][]): Beside => ({
  ...nothingBeside,
  tries: tries.map(([after, result]) => ({ at: plus(start, minutes(after)), result })),
});

describe('whether all was tried', () => {
  it('counts tries that are far enough apart, and says when the next would count', () => {
    const reached = reachedBy({ beside: tried([0, 'no-reply'], [3, 'engaged'], [15, 'message-left']), grade: 'other' });
    expect(reached).toMatchObject({ counted: 2, nextTryAt: plus(start, minutes(30)) });
    expect(missingWords(reached, plus(start, minutes(16)))).toBe(
      'Nobody may say yet that this patient cannot be reached. Missing: 2 of 3 tries count: 1 more, 15 minutes apart. The next try counts from 22:30.',
    );
  });
  it('asks for the whole span, not for three tries in a row', () => {
    const reached = reachedBy({ beside: tried([0, 'no-reply'], [15, 'no-reply'], [30, 'no-reply']), grade: 'other' });
    expect(reached.missing).toEqual(['the tries must lie 45 minutes apart from first to last']);
    expect(reached.nextTryAt).toBe(plus(start, minutes(45)));
    const more = tried([0, 'no-reply'], [15, 'no-reply'], [30, 'no-reply'], [45, 'no-reply']);
    expect(reachedBy({ beside: more, grade: 'other' }).missing).toEqual([]);
  });
  it('counts no wrong number, and begins anew once somebody spoke to them', () => {
    expect(reachedBy({ beside: tried([0, 'wrong-number'], [60, 'no-reply']), grade: 'other' }).counted).toBe(1);
    const spoken = tried([0, 'no-reply'], [20, 'no-reply'], [50, 'spoke']);
    expect(reachedBy({ beside: spoken, grade: 'other' }).counted).toBe(0);
  });
  it('asks for somebody who went to look where it is urgent, and does not take “needs help” for an answer', () => {
    const three = tried([0, 'no-reply'], [10, 'no-reply'], [20, 'no-reply']);
    const welfare = (result: 'safe' | 'not-found' | 'needs-help') => ({
      ...three,
      welfare: [{ by: 'police' as const, result, at: plus(start, minutes(30)) }],
    });
    const missing = (beside: Beside) => reachedBy({ beside, grade: 'urgent' }).missing;
    expect(missing(three)).toEqual(['a welfare check by somebody who went to look']);
    expect(missing(welfare('needs-help'))).toHaveLength(1);
    expect(missing(welfare('not-found'))).toEqual([]);
  });
  it('stands under the graver of priority, urgency and having got worse', () => {
    expect(gradeOf({ priority: 'other' })).toBe('other');
    expect(gradeOf({ priority: 'other', urgency: 'less-urgent' })).toBe('other');
    expect(gradeOf({ priority: 'other', urgency: 'urgent' })).toBe('urgent');
    expect(gradeOf({ priority: 'other', worse: true })).toBe('urgent');
  });
  it('is data: every line says where it comes from', () => {
    for (const { source } of Object.values(contactPolicy)) expect(source.tag.length).toBeGreaterThan(0);
    const lax = { ...contactPolicy, other: { ...contactPolicy.other, tries: 1, overMs: 0 } };
    expect(reachedBy({ beside: tried([0, 'no-reply']), grade: 'other', policy: lax }).missing).toEqual([]);
  });
});

describe('closing as “no reply”', () => {
  const close = { outcome: 'no-reply', note: aNote() };
  const first = (result: ReturnType<ReturnType<typeof aStory>['tries']>) =>
    result.ok ? undefined : result.problems[0];

  it('is refused until the policy is met, and the refusal says what is missing and when the next try counts', () => {
    const story = aStory({ priority: 'other' });
    expect(first(story.tries('close-case', close))?.message).toContain('0 of 3 tries count: 3 more');
    story.does('try-contact', { result: 'no-reply' }).later(5);
    expect(first(story.tries('close-case', close))).toMatchObject({
      field: 'outcome',
      code: 'contact-not-tried',
      message: expect.stringContaining('The next try counts from 21:15.'),
    });
    for (const _ of [1, 2, 3]) story.later(15).does('try-contact', { result: 'no-reply' });
    expect(story.does('close-case', close).state).toMatchObject({ state: 'closed', outcome: 'no-reply' });
  });
  it('of an urgent case needs the welfare check, and a doctor', () => {
    const story = aStory({ priority: 'urgent' });
    for (const _ of [1, 2, 3]) story.later(10).does('try-contact', { result: 'no-reply' });
    expect(first(story.tries('close-case', close))?.message).toContain('welfare check');
    story.does('welfare-check', { by: 'police', result: 'not-found' });
    expect(first(story.as('triage-nurse').tries('close-case', close))?.code).toBe('not-yours-to-close');
    expect(story.as('doctor').does('close-case', close).state.state).toBe('closed');
  });
  it('raises whoever is found to need help, in the same decision, and counts that check for nothing', () => {
    const story = aStory({ priority: 'other' }).does('welfare-check', { by: 'neighbour', result: 'needs-help' });
    expect(story.events.slice(-2).map(({ type }) => type)).toEqual(['WelfareChecked', 'PriorityChanged']);
    expect(story.state).toMatchObject({ priority: 'urgent', beside: { worseAt: story.now } });
    const booked = aStory({ triaged: 'less-urgent' }).does('welfare-check', { by: 'police', result: 'needs-help' });
    expect(booked.state).toMatchObject({ urgency: 'urgent' });
    expect(aStory({}).does('welfare-check', { by: 'police', result: 'safe' }).state).toMatchObject({
      priority: 'other',
    });
  });
  it('cannot be got round by another outcome that only the patient can have told', () => {
    for (const outcome of ['own-gp', 'pharmacy', 'community-service', 'cancelled']) {
      const story = aStory({ priority: 'urgent' }).does('try-contact', { result: 'no-reply' }).later(1);
      const refused = first(story.tries('close-case', { outcome, note: aNote() }));
      expect([outcome, refused?.code]).toEqual([outcome, 'contact-not-tried']);
      expect(refused?.message).toContain('1 of 3 tries count');
      expect(refused?.message).toContain('If somebody has spoken to them since the last try, write that down first.');
      story.does('try-contact', { result: 'spoke' }).does('close-case', { outcome, note: aNote() });
      expect(story.state).toMatchObject({ state: 'closed', outcome });
    }
  });
  it('cannot be got round by ending the assessment in which nobody answered', () => {
    const own = { outcome: 'own-gp', note: aNote() };
    const unanswered = aStory({ assessedAfter: 10 }).later(1).does('try-contact', { result: 'no-reply' }).later(1);
    expect(first(unanswered.tries('finish-and-close', own))?.code).toBe('contact-not-tried');
    expect(first(unanswered.tries('finish-and-close', { ...own, outcome: 'advice' }))?.code).toBe('contact-not-tried');
    const answered = aStory().does('try-contact', { result: 'no-reply' }).later(5).does('start-assessment').later(5);
    expect(answered.does('finish-and-close', own).state.state).toBe('closed');
  });
  it('is not asked of what others tell, whom the note names', () => {
    const story = aStory({ priority: 'urgent' }).does('try-contact', { result: 'no-reply' }).later(1);
    expect(story.does('close-case', { outcome: 'admitted', note: aNote() }).state.state).toBe('closed');
  });
  it('cannot be got by dating tries back: a try is written down when it is made', () => {
    const back = { result: 'no-reply', occurredAt: '2027-03-28T20:00:00Z' };
    expect(first(aStory().later(60).tries('try-contact', back))?.field).toBe('occurredAt');
  });
  it('gives the case back to its queue after each try, unless it is kept', () => {
    const story = aStory({ heldBy: 'nurse' });
    story.does('try-contact', { result: 'engaged', keep: true });
    expect(story.state).toMatchObject({ holder: { account: anAccount('nurse') } });
    expect(story.does('try-contact', { result: 'no-reply' }).state).toMatchObject({ holder: undefined });
    expect(story.state).toMatchObject({ state: 'to-assess' });
  });
});

describe('a patient who left or never came', () => {
  const missed = () =>
    aStory({ triaged: 'less-urgent', bookedAt: '2027-03-28T20:30:00Z' }).later(60).does('did-not-attend', {});
  it('is not closed before somebody spoke to them, or all was tried since', () => {
    const story = missed();
    const close = { outcome: 'did-not-attend', note: aNote() };
    const refused = story.tries('close-case', close);
    expect(refused.ok || refused.problems[0]?.code).toBe('contact-not-tried');
    expect(story.later(1).does('try-contact', { result: 'spoke' }).does('close-case', close).state.state).toBe(
      'closed',
    );
  });
});
