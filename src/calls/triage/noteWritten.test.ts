import { describe, expect, it } from 'vitest';
import { type CaseState, evolveCase } from '../case.ts';
import { aStory } from '../examples.ts';
import { aNote } from './examples.ts';
import type { Note } from './note.ts';
import { cannotClose, noteWritten } from './noteWritten.ts';

type Begun = Exclude<CaseState, { state: 'none' }>;
const begun = (story: { state: CaseState }) => story.state as Begun;
const at = aStory().now;

function written(state: Begun, note: Note = aNote(), why?: string) {
  const result = noteWritten(state, { note, why }, at);
  if (!result.ok) throw new Error(result.problems.map(({ code }) => code).join());
  return result.value;
}
/** The case once the note stands in its stream. */
function onward(state: Begun, note?: Note): Begun {
  const { event } = written(state, note);
  const recorded = { ...event, version: state.version + 1, recordedAt: at, recordedBy: 'x' };
  return evolveCase(state, state.id, recorded) as Begun;
}

describe('a note of a consultation', () => {
  it('has versions while the consultation lasts, and is another note in the next one', () => {
    const assessed = begun(aStory({ assessedAfter: 10 }));
    const first = written(assessed);
    const second = written(onward(assessed));
    expect([first.event.data.version, second.event.data.version]).toEqual([1, 2]);
    expect(second.write.note).toBe(first.write.note);
    const seen = begun(aStory({ seenAfter: 40 }));
    const ofTheBase = written({ ...seen, beside: { ...seen.beside, note: onward(assessed).beside.note } });
    expect(ofTheBase.event.data.version).toBe(1);
    expect(ofTheBase.write.note).not.toBe(first.write.note);
  });

  it('is decided the same when it is decided again, and the event holds none of its words', () => {
    const state = begun(aStory({ assessedAfter: 10 }));
    expect(written(state)).toEqual(written(state));
    const { data } = written(state).event;
    expect(Object.keys(data).sort()).toEqual(['complete', 'forPractice', 'note', 'version']);
    expect(data.forPractice).toBe('action');
  });

  it('is complete or not by where the case is: by telephone without an examination, face to face not', () => {
    const spoken = aNote({ examination: undefined });
    expect(written(begun(aStory({ assessedAfter: 10 })), spoken).event.data.complete).toBe(true);
    expect(written(begun(aStory({ seenAfter: 40 })), spoken).event.data.complete).toBe(false);
    expect(written(begun(aStory({ assessedAfter: 10 })), { plan: 'Ring later' }).event.data.complete).toBe(false);
  });

  it('written with the closing is whole by what that outcome asks, and one kept before is whole once the case is closed', () => {
    const sent = {
      complaint: 'Crushing chest pain',
      impression: 'ACS',
      allergies: { asked: 'none-known' as const },
      plan: 'To the hospital',
    };
    const note: Note = { ...sent, forPractice: { kind: 'information' } };
    const story = aStory({ assessedAfter: 10 });
    expect(written(begun(story), note).event.data.complete).toBe(false);
    const atOnce = story.tries('finish-and-close', { outcome: 'emergency-department', note });
    expect(atOnce.ok && atOnce.value.events[0]).toMatchObject({ type: 'NoteWritten', data: { complete: true } });
    story.does('write-note', { note }).does('finish-and-close', { outcome: 'emergency-department' });
    expect(story.state).toMatchObject({ state: 'closed', beside: { note: { complete: true } } });
  });

  it('that does not say what the practice is to do asks it to act, as its message does', () => {
    const state = begun(aStory({ assessedAfter: 10 }));
    expect(written(state, { plan: 'Ring later' }).event.data.forPractice).toBe('action');
    const told = aNote({ forPractice: { kind: 'information' } });
    expect(written(state, told).event.data.forPractice).toBe('information');
  });

  it('is never empty', () => {
    const result = noteWritten(begun(aStory()), { note: {} }, at);
    expect(result.ok || result.problems[0]?.code).toBe('note-empty');
  });

  it('of the telephone does not close a case that was seen', () => {
    const seen = begun(aStory({ seenAfter: 40 }));
    const telephone = written(begun(aStory({ assessedAfter: 10 }))).write;
    const lacking = cannotClose(seen, { outcome: 'seen-at-base', stored: telephone });
    expect(lacking.map(({ field }) => field)).toContain('note.examination');
    expect(cannotClose(seen, { outcome: 'seen-at-base', stored: written(seen).write })).toEqual([]);
    expect(cannotClose(seen, { outcome: 'seen-at-base', inHand: aNote(), stored: telephone })).toEqual([]);
  });
});
