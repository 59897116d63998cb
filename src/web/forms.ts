import type { Problem, Result } from '#shared';
import { ok, refused } from '#shared';

/** Fields of a form by name: a string, or a list where a name was sent more than once. */
export type Form = Record<string, string | string[]>;

const most = 1000;

/**
 * A body of `application/x-www-form-urlencoded` as a plain object without a prototype. Names that reach into one
 * are left out; broken escapes stay as they were typed. More than 1,000 fields is nobody's form.
 */
export function parseForm(body: string): Form {
  const form: Form = Object.create(null);
  const pairs = [...new URLSearchParams(body)];
  for (const [name, value] of pairs.slice(0, most)) {
    if (name === '__proto__' || name === 'constructor' || name === 'prototype') continue;
    const before = form[name];
    form[name] = before === undefined ? value : [before, value].flat();
  }
  return form;
}

/**
 * Three boxes (`dob-day`, `dob-month`, `dob-year`) as one field, `1980-03-31`. All three empty: the field is absent.
 * Anything else that is not a day of the calendar is refused, with what would be taken.
 */
export function joinDates(form: Form, names: readonly string[]): Result<Form> {
  const joined: Form = Object.assign(Object.create(null), form);
  const problems: Problem[] = [];
  for (const name of names) {
    const parts = units.map((unit) => single(form[`${name}-${unit}`]));
    for (const unit of units) delete joined[`${name}-${unit}`];
    if (parts.every((part) => part === '')) continue;
    const date = isoDate(parts);
    if (date) joined[name] = date;
    else problems.push({ field: name, code: 'date', message: dateMessage(parts) });
  }
  return problems.length > 0 ? refused(...problems) : ok(joined);
}

const units = ['day', 'month', 'year'] as const;

const single = (value: string | string[] | undefined) =>
  (Array.isArray(value) ? value.join(' ') : (value ?? '')).trim();

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function isoDate([day = '', month = '', year = '']: string[]): string | undefined {
  const named = months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const number = /^\d{1,2}$/.test(month) ? Number(month) : named;
  if (!/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year) || number === 0) return undefined;
  const date = new Date(Date.UTC(Number(year), number - 1, Number(day)));
  date.setUTCFullYear(Number(year));
  const iso = date.toISOString().slice(0, 10);
  return iso === `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}` ? iso : undefined;
}

function dateMessage(parts: string[]): string {
  const missing = units.filter((_, index) => parts[index] === '');
  if (missing.length > 0) return `Add the ${missing.join(' and the ')}. For example, 31 3 1980.`;
  return 'Enter a day of the calendar as day, month and year in four figures. For example, 31 3 1980.';
}

/**
 * A time of day as people type it (`7:30`, `0730`, `07.30`, `7:30pm`, `19:30:05`), as `07:30` or `19:30:05`.
 * Undefined when it is none of these: the field's own message then says which forms are taken.
 */
export function readTime(text: string): string | undefined {
  const match = /^(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?\s*(am|pm)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, hours = '', minutes = '', seconds, half] = match;
  const hour = hourOf(Number(hours), half?.toLowerCase());
  if (hour === undefined || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return undefined;
  return [String(hour).padStart(2, '0'), minutes, ...(seconds ? [seconds] : [])].join(':');
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'pm' ? 12 : 0);
}

export const timeMessage = 'Enter a time of day on the 24-hour clock. For example, 20:34.';
