import { atLocal, type Instant, ok, type Problem, parseDate, plus, type Result, refused, toIso } from '#shared';
import type { CallEvent } from '../events.ts';

/** The columns of the telephone bank's file, in order. */
export const bankColumns = [
  'vru+line',
  'call_id',
  'customer_id',
  'priority',
  'type',
  'date',
  'vru_entry',
  'vru_exit',
  'vru_time',
  'q_start',
  'q_exit',
  'q_time',
  'outcome',
  'ser_start',
  'ser_exit',
  'ser_time',
  'server',
] as const;

export type BankCall = {
  /** What identifies the call wherever and whenever it is fed: exchange and line, and the call's number there. */
  key: string;
  presentedAt: Instant;
  events: [CallEvent, CallEvent];
};

const day = 86_400_000;
const outcomes = ['AGENT', 'HANG', 'PHANTOM'] as const;
type Outcome = (typeof outcomes)[number];

/**
 * One row as the two events of a call. Every time is a wall clock's, Europe/London; the row's date is that of `vru_entry`, and
 * each other time is taken on the day that brings it nearest. Refused for what cannot be read, never for a time that is odd.
 */
export function readBankRow(fields: readonly string[], service: number): Result<BankCall> {
  if (fields.length !== bankColumns.length) {
    const message = `${fields.length} columns, where ${bankColumns.length} are expected`;
    return refused({ code: 'columns-wrong', message });
  }
  const problems: Problem[] = [];
  const read = <T>(column: Column, as: (text: string) => Result<T>): T | undefined => {
    const value = as((fields[at[column]] ?? '').trim());
    if (value.ok) return value.value;
    problems.push(
      ...value.problems.map(({ code, message }) => ({ field: column, code, message: `${column} ${message}` })),
    );
    return undefined;
  };
  const [line, callId, date] = [read('vru+line', readKey), read('call_id', readKey), read('date', readDate)];
  const [entry, exit] = [read('vru_entry', readTime), read('vru_exit', readTime)];
  const [start, end] = [read('q_start', readTime), read('q_exit', readTime)];
  const outcome = read('outcome', readOutcome);
  // Of no use to a clock, and empty where the time of service is missing: the outcome alone decides.
  for (const column of ['ser_start', 'ser_exit'] as const)
    read(column, (text) => (text === '' ? ok(0) : readTime(text)));
  if (
    problems.length > 0 ||
    date === undefined ||
    entry === undefined ||
    exit === undefined ||
    start === undefined ||
    end === undefined ||
    outcome === undefined
  )
    return refused(...problems);
  return ok({ key: `${line}\n${callId}`, ...happened({ date, entry, exit, start, end, outcome }, service) });
}

type Column = (typeof bankColumns)[number];
type Read = { date: string; entry: number; exit: number; start: number; end: number; outcome: Outcome };

const at = Object.fromEntries(bankColumns.map((column, index) => [column, index])) as Record<Column, number>;

function happened({ date, entry, exit, start, end, outcome }: Read, service: number): Omit<BankCall, 'key'> {
  // A time that London's clocks jumped over is read as the hour after it.
  const presentedAt = atLocal(date, new Date(entry).toISOString().slice(11, 19));
  const queued = start !== 0 || end !== 0;
  const joinedAt = plus(presentedAt, nearest(start - entry));
  const leftMessageAt = plus(presentedAt, nearest(exit - entry));
  const endedAt = queued ? plus(joinedAt, (end - start + day) % day) : leftMessageAt;
  const data = queued ? { service, message: true, messageEndedAt: toIso(joinedAt) } : { service, message: true };
  const offered: CallEvent = { type: 'CallOffered', occurredAt: presentedAt, data };
  return { presentedAt, events: [offered, ending(outcome, queued, endedAt)] };
}

function ending(outcome: Outcome, queued: boolean, occurredAt: Instant): CallEvent {
  if (outcome === 'AGENT') return { type: 'CallAnswered', occurredAt, data: {} };
  if (outcome === 'HANG') return { type: 'CallAbandoned', occurredAt, data: { in: queued ? 'queue' : 'message' } };
  return { type: 'CallVoided', occurredAt, data: { reason: 'phantom' } };
}

/** The distance between two times of day, at most half a day either way. */
function nearest(ms: number): number {
  if (ms > day / 2) return ms - day;
  return ms < -day / 2 ? ms + day : ms;
}

function readKey(text: string): Result<string> {
  if (text === '')
    return refused({ code: 'key-missing', message: 'is empty, and without it the call cannot be told from others' });
  if (/^[ -~\u00a0-\u00ff]{1,40}$/.test(text)) return ok(text);
  return refused({ code: 'key-wrong', message: `${shown(text)} is no short name or number` });
}

function readOutcome(text: string): Result<Outcome> {
  const outcome = outcomes.find((known) => known === text);
  if (outcome) return ok(outcome);
  return refused({ code: 'outcome-unknown', message: `${shown(text)} is none of ${outcomes.join(', ')}` });
}

/** `990201` as 1999-02-01: two digits of a year are 1971 to 2070. */
function readDate(text: string): Result<string> {
  const match = /^(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match) {
    const date = parseDate(`${Number(match[1]) > 70 ? '19' : '20'}${match[1]}-${match[2]}-${match[3]}`);
    if (date.ok) return date;
  }
  return refused({ code: 'date-wrong', message: `${shown(text)} is no date such as 990201 (year, month, day)` });
}

/** Milliseconds after midnight of `7:02:47` or `07:02:47`. */
function readTime(text: string): Result<number> {
  const match = /^(\d{1,2}):(\d\d):(\d\d)$/.exec(text);
  const [hour, minute, second] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  if (hour < 24 && minute < 60 && second < 60) return ok(((hour * 60 + minute) * 60 + second) * 1000);
  return refused({ code: 'time-wrong', message: `${shown(text)} is no time of day such as 7:02:47` });
}

function shown(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}...` : text}"`;
}
