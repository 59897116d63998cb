import { showTime } from '#shared';
import type { actionKinds, RankedAction } from './actions.ts';
import { type Namer, ringAnswers } from './log.ts';

export const shortNumber = (number = ''): string => number.slice(number.indexOf('-') + 1);

/** "Move visit 121 from Car 2 to Car 1" */
export function headingOf(action: RankedAction, name: Namer): string {
  const { kind, number, role } = action;
  const who = action.person === undefined ? undefined : name.person(action.person);
  const place = action.place === undefined ? '' : (name.place(action.place) ?? 'a place that is gone');
  switch (kind) {
    case 'ask-clinician':
      return `Ask ${who ?? 'a free clinician'} to ring case ${shortNumber(number)}`;
    case 'move-visit': {
      const from = action.from === undefined ? undefined : name.place(action.from);
      return from
        ? `Move visit ${shortNumber(number)} from ${from} to ${place}`
        : `Give visit ${shortNumber(number)} to ${place}`;
    }
    case 'shut-base':
      return `Shut ${place}`;
    case 'send-elsewhere':
      return `Send case ${shortNumber(number)} elsewhere`;
    case 'ring-unconfirmed':
      return `Ring the ${role} for ${place} at ${showTime(action.by)}`;
    case 'call-in':
      return `Call ${who ?? 'another doctor'} in for ${place}`;
    default:
      return kind satisfies never;
  }
}

export const buttonWords: { readonly [K in keyof typeof actionKinds]: string } = {
  'ask-clinician': 'Ask',
  'move-visit': 'Move',
  'shut-base': 'Shut',
  'send-elsewhere': 'Send',
  'ring-unconfirmed': 'Ring',
  'call-in': 'Call',
};

const people = (n: number, what = '') => `${n} ${n === 1 ? 'person' : 'people'}${what}`;

/** What it changes, for how many people and by how much: "Keeps 1 person in time (due 22:52). Free since 22:45." */
export function effectOf(action: RankedAction, name: Namer): string {
  const { kind, keeps, due, at, since, last, role } = action;
  const place = action.place === undefined ? '' : (name.place(action.place) ?? '');
  const dueWords = due === undefined ? '' : ` (due ${showTime(due)})`;
  const rung = last
    ? ` Last rung ${showTime(last.at)}${last.answer ? `: ${ringAnswers[last.answer].toLowerCase()}` : ''}.`
    : '';
  switch (kind) {
    case 'ask-clinician': {
      const free = since === undefined ? '' : ` Free since ${showTime(since)}.`;
      return keeps > 0
        ? `Keeps ${people(keeps)} in time${dueWords}.${free}`
        : `1 person is late already${dueWords}.${free}`;
    }
    case 'move-visit':
      return at
        ? `Seen about ${showTime(at.after)}, not ${showTime(at.before)}${dueWords}. Nobody else becomes late.`
        : `No car has it${dueWords}. Nobody else becomes late.`;
    case 'shut-base': {
      const moves = keeps > 0 ? `${keeps} booked ${keeps === 1 ? 'patient' : 'patients'} to move. ` : '';
      return `No doctor since ${since === undefined ? 'its opening' : showTime(since)}, and the public is not told. ${moves}Nobody else is sent there.`;
    }
    case 'send-elsewhere':
      return `Booked ${due === undefined ? '' : showTime(due)} at ${place}, where nobody will see them. To be told by ${showTime(action.by)}.`;
    case 'ring-unconfirmed':
      return `Not confirmed. ${waits(keeps, role ?? 'doctor')}${rung}`;
    case 'call-in':
      return `Nobody is booked${due === undefined ? '' : `, and it is needed until ${showTime(due)}`}. ${waits(keeps, role ?? 'doctor')}${rung}`;
    default:
      return kind satisfies never;
  }
}

function waits(n: number, role: string): string {
  if (n === 0) return `Nobody waits for it yet.`;
  return `Without a ${role}, ${people(n)} who ${n === 1 ? 'waits' : 'wait'} there ${n === 1 ? 'is' : 'are'} likely late.`;
}
