import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDraft } from './draft.ts';

test('a draft is the boxes of a named form, without what is the form’s own', () => {
  const posted = { _draft: 'call 0199', _key: 'k', patientName: 'Ivy Pellworth', complaint: '' };
  expect(parseDraft(posted)).toEqual({
    ok: true,
    value: { name: 'call 0199', fields: { patientName: 'Ivy Pellworth', complaint: '' } },
  });
});

test.each(['', 'Call', ' call', 'call/../x', `a${'b'.repeat(120)}`])('a form named “%s” is refused', (name) => {
  expect(parseDraft({ _draft: name, a: 'b' })).toMatchObject({ ok: false, problems: [{ code: 'draft-name' }] });
});

test('more than a form holds is refused', () => {
  expect(parseDraft({ _draft: 'note', a: 'x'.repeat(100_000) })).toMatchObject({
    problems: [{ code: 'draft-too-long' }],
  });
  const many = Object.fromEntries(Array.from({ length: 121 }, (_, index) => [`box${index}`, '']));
  expect(parseDraft({ _draft: 'note', ...many })).toMatchObject({ problems: [{ code: 'draft-too-long' }] });
});

test('whatever is posted is kept whole or refused, never cut', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (posted) => {
      const parsed = parseDraft({ ...posted, _draft: 'note' });
      if (!parsed.ok) return;
      for (const [name, text] of Object.entries(posted)) {
        if (!name.startsWith('_'))
          expect(Object.hasOwn(parsed.value.fields, name) && parsed.value.fields[name]).toBe(text);
      }
    }),
  );
});
