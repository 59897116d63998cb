import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { type Field, FormField } from './formField.tsx';

const render = (field: Field, values = {}, problems: { field: string; code: string; message: string }[] = []) =>
  renderToString(<FormField field={field} values={values} problems={problems} />);

test('a refused box keeps what was typed, and its error is read with it', () => {
  const html = render({ kind: 'text', name: 'name', label: 'Name' }, { name: '<Ivy>' }, [
    { field: 'name', code: 'long', message: 'Shorten the name.' },
  ]);
  expect(html).toContain('value="&lt;Ivy>"');
  expect(html).toContain('aria-describedby="name-error"');
  expect(html).toContain('Shorten the name.');
});

test('a date is three boxes that the error summary can find, filled from what was typed or from the record', () => {
  const field: Field = { kind: 'date', name: 'dob', label: 'Date of birth' };
  const typed = render(field, { 'dob-day': '31', 'dob-month': 'Feb', 'dob-year': '1950' });
  expect(typed).toContain('id="dob-day" name="dob-day"');
  expect(typed).toContain('value="Feb"');
  expect(render(field, { dob: '1950-02-01' })).toMatch(/name="dob-month"[^>]* value="2"/);
});

test('a choice keeps the one chosen; its first radio has the name for an id', () => {
  const choices = [
    { value: 'urgent', words: 'Urgent' },
    { value: 'other', words: 'Other' },
  ];
  const html = render({ kind: 'choice', name: 'priority', label: 'Priority', choices }, { priority: 'other' });
  expect(html).toContain('id="priority" name="priority" type="radio" value="urgent"');
  expect(html).toMatch(/value="other" checked/);
});
