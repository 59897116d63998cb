import { type Instant, timeOfDay, withOffset } from '#shared';
import { joinDates, readTime } from '#web';
import { noteFromForm } from './triage/noteForm.ts';

const TIMES = ['occurredAt', 'answeredAt', 'arrivedAt'];
const DATES = ['dateOfBirth'];

/**
 * A form's boxes as the body that a command takes: three boxes are a date, a time of day is today's or last night's,
 * a free time carries its base, the boxes of a note are one note, an empty box was not filled in. What cannot be read is passed on for the schema to refuse.
 */
export function formBody(form: Record<string, string>, now: Instant): Record<string, unknown> {
  const { note, rest } = noteFromForm(form);
  const joined = joinDates(rest, DATES);
  const fields: Record<string, unknown> = joined.ok ? { ...joined.value } : { ...rest, ...unreadable(rest) };
  if (!joined.ok)
    for (const name of DATES) for (const unit of ['day', 'month', 'year']) delete fields[`${name}-${unit}`];
  for (const name of TIMES) {
    const typed = fields[name];
    const time = typeof typed === 'string' ? readTime(typed) : undefined;
    if (time) fields[name] = withOffset(timeOfDay(time, now));
  }
  if (typeof fields.slot === 'string') Object.assign(fields, slotOf(fields.slot));
  delete fields.slot;
  if (note !== undefined) fields.note = note;
  return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== '' && !name.startsWith('_')));
}

function unreadable(form: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    DATES.map((name) => [
      name,
      ['day', 'month', 'year']
        .map((unit) => form[`${name}-${unit}`] ?? '')
        .join(' ')
        .trim(),
    ]),
  );
}

function slotOf(slot: string): { place?: string; at?: string } {
  const [place, at] = slot.split('|');
  return place && at ? { place, at } : {};
}
