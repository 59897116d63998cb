import { atLocal, type Instant } from '#shared';
import type { Clock, KernelEvent } from './clock/clock.ts';
import { foldClocks } from './clock/fold.ts';
import { bodyDigest } from './packs/index.ts';
import { nqr2006 } from './packs/nqr2006.ts';
import type { Rule } from './packs/pack.ts';

/** Builders for tests: streams written as a person would tell them, on Easter Sunday 2027 unless a date is given. */
export type Told = [type: string, time: string, data?: Record<string, unknown>];

export const nqr: Rule = { ...nqr2006, id: 1, digest: bodyDigest(nqr2006).toString('hex') };

/** `20:34`, `20:34:05` or `2027-03-28 20:34`, Europe/London. */
export function at(time: string): Instant {
  const [date, clock] = time.includes(' ') ? time.split(' ') : ['2027-03-28', time];
  return atLocal(date ?? '', clock ?? '');
}

export function told(...facts: Told[]): KernelEvent[] {
  return facts.map(([type, time, data = {}], index) => ({
    version: index + 1,
    type,
    occurredAt: at(time),
    recordedAt: at(time),
    recordedBy: 'somebody',
    data,
  }));
}

/** The stream with one more event: the time of `version` was really `time`. */
export function correctedTo(events: readonly KernelEvent[], version: number, time: string): KernelEvent[] {
  const correction = { type: 'TimeCorrected', corrects: version, reason: 'paper-record', data: {} };
  const recorded = { occurredAt: at(time), recordedAt: at('2027-03-29 09:12'), recordedBy: 'a lead' };
  return [...events, { version: events.length + 1, ...correction, ...recorded }];
}

export function offered(time: string, data: Record<string, unknown> = {}): Told {
  return ['CallOffered', time, { service: 1, message: false, ...data }];
}

export function opened(time: string, data: Record<string, unknown> = {}): Told {
  const answeredAt = new Date(at(time)).toISOString();
  return ['CaseOpened', time, { service: 1, answeredAt, entryRoute: 'telephone', priority: 'urgent', ...data }];
}

export function required(from: string, to: string, data: Record<string, unknown> = {}): Told {
  const [start, end] = [new Date(at(from)).toISOString(), new Date(at(to)).toISOString()];
  return [
    'ShiftRequired',
    '2027-03-20 09:00',
    { service: 1, place: 7, kind: 'base', role: 'doctor', from: start, to: end, ...data },
  ];
}

export function needed(time: string, data: Record<string, unknown> = {}): Told {
  return ['PassNeeded', time, { service: 1, at: 'telephone', ...data }];
}

export function raised(time: string, due: string, data: Record<string, unknown> = {}): Told {
  return ['WorkRaised', time, { service: 1, kind: 'comfort-call', dueAt: new Date(at(due)).toISOString(), ...data }];
}

export function messageDue(consulted: string, data: Record<string, unknown> = {}): Told {
  return ['MessageDue', consulted, { service: 1, consultedAt: new Date(at(consulted)).toISOString(), ...data }];
}

export function arrived(time: string, person = 'a'): Told {
  return ['CoverArrived', time, { person }];
}

export function left(time: string, person = 'a'): Told {
  return ['CoverLeft', time, { person }];
}

/** The clocks of a stream, unfinished steps left out. */
export function clocksOf(events: readonly KernelEvent[], rules = nqr): Clock[] {
  return foldClocks(rules, events).filter(({ measure }) => measure !== 'unfinished-step');
}
