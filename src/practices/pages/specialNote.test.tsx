import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLocal } from '#shared';
import { renderPage } from '#web';
import { aShownNote } from '../examples.ts';
import type { SpecialNotes } from '../lookUpStore.ts';
import { SpecialNote, SpecialNoteBrief, SpecialNoteList } from './specialNote.tsx';

const now = atLocal('2027-03-28', '22:58');
const drawn = (found: SpecialNotes) => renderPage(<SpecialNoteList found={found} now={now} />);
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'");

describe('a special note on the page of a case', () => {
  it('not loaded is never drawn as none', () => {
    for (const why of ['failed', 'too-little-known'] as const) {
      for (const html of [
        drawn({ state: 'not-loaded', why }),
        renderPage(<SpecialNoteBrief found={{ state: 'not-loaded', why }} />),
      ]) {
        expect(html).toContain('There may be one.');
        expect(html).not.toContain('No special note');
      }
    }
    expect(drawn({ state: 'none' })).toContain('No special note');
    expect(drawn({ state: 'none' })).not.toContain('There may be one.');
  });

  it('shows every word, however many there are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 4_000 }), (body) => {
        const html = drawn({ state: 'some', notes: [aShownNote({ body })] });
        const inside = /<p class="special__body written__body">([\s\S]*?)<\/p>/.exec(html)?.[1] ?? '';
        expect(words(inside)).toBe(body);
      }),
    );
  });

  it('a stale note is shown whole, and says so in words', () => {
    const html = drawn({ state: 'some', notes: [aShownNote({ stale: true, reviewBy: '2026-12-31' })] });
    expect(html).toContain('Stale: past its review of 31 Dec 2026');
    expect(html).toContain('Ask the patient or the practice before you rely on it.');
    expect(html).toContain('aim for oxygen 88 to 92 %');
    const closed = aShownNote({ stale: true, practice: { name: 'Old Dock', telephone: '', isClosed: true } });
    expect(drawn({ state: 'some', notes: [closed] })).toContain('Stale: its practice has closed for good');
  });

  it('says whom it is about where that does not agree', () => {
    const match = { by: 'nhs-number', differs: ['name', 'date-of-birth'] } as const;
    const html = drawn({ state: 'some', notes: [aShownNote({ match })] });
    expect(html).toContain('The name and date of birth differ');
    expect(words(html)).toContain('The note is about Ivy Pellworth, born 14 June 1945, NHS number 999 061 4024');
    expect(drawn({ state: 'some', notes: [aShownNote()] })).not.toContain('Check that this is the patient');
  });

  it('asks to be read, then whether it is true, then says what was answered', () => {
    const about = { case: 'c', key: 'k', next: '/call-backs?case=c', mayAct: true };
    const shown = (used?: object, mayAct = true) =>
      renderPage(
        <SpecialNote
          note={aShownNote()}
          now={now}
          for={{ ...about, mayAct, ...(used ? { used: used as never } : {}) }}
        />,
      );
    expect(shown()).toContain('Not yet read for this case.');
    expect(shown()).toContain('action="/cases/c/read-special-note"');
    const read = { readAt: atLocal('2027-03-28', '22:53'), readBy: 'you' };
    expect(shown(read)).toContain('Read by you 22:53:00.');
    expect(shown(read)).toContain('No, tell the practice');
    expect(shown({ ...read, stillTrue: false })).toContain('No longer true: the practice is told');
    expect(shown({ ...read, stillTrue: true })).toContain('Answer it anew');
    expect(shown({ ...read, stillTrue: true }, false)).not.toContain('<form');
    expect(shown(undefined, false)).not.toContain('<form');
  });

  it('keeps a way in back in words, and never in the page', () => {
    const html = drawn({ state: 'some', notes: [aShownNote({ entry: 'held-back' })] });
    expect(html).toContain('kept for those who go there or send somebody');
    expect(drawn({ state: 'some', notes: [aShownNote({ entry: { words: 'Code 1945' } })] })).toContain('Code 1945');
  });
});
