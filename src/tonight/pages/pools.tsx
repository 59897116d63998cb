import type { ComponentChildren } from 'preact';
import { type Instant, localDate, minutes, showDay, showMinutes, showTime } from '#shared';
import { Pool, type TagProps } from '#web';
import type { TileValues } from '../boardReads.ts';
import type { Waiting } from '../tiles/waiting.ts';
import type { View } from '../view.ts';

export type PoolName = 'calls' | 'urgent' | 'other' | 'bases' | 'visits' | 'to-practices';

export const poolHeadings: Readonly<Record<PoolName, string>> = {
  calls: 'Calls ringing',
  urgent: 'Ring back, urgent',
  other: 'Ring back, other',
  bases: 'Bases',
  visits: 'Home visits',
  'to-practices': 'To practices',
};

type PoolProps = Parameters<typeof Pool>[0];
type Props<Name extends PoolName> = { name: Name; value: TileValues[Name]; now: Instant; view: View; isLive: boolean };

export function PoolBody<Name extends PoolName>({ name, value, now, view, isLive }: Props<Name>) {
  if (name === 'to-practices') return <ToPractices {...(value as TileValues['to-practices'])} now={now} view={view} />;
  const facts = poolOf(name, value as TileValues['calls'], view);
  const tag = facts.tag && (isLive ? facts.tag : pastOf(facts.tag));
  return <Pool unit="waiting" {...facts} {...(tag ? { tag } : {})} />;
}

/** The four facts of a pool. */
function poolOf(
  name: Exclude<PoolName, 'to-practices'>,
  value: TileValues[Exclude<PoolName, 'to-practices'>],
  view: View,
): Omit<PoolProps, 'unit'> & { unit?: string } {
  const base = { count: value.count, ...tagOf(value, view) };
  switch (name) {
    case 'calls': {
      const { answering, toRingBack } = value as TileValues['calls'];
      const back = toRingBack > 0 && <>{strong(toRingBack)} to ring back</>;
      const here = <>{strong(answering)} answering</>;
      const both = view.kind === 'wall' ? back || here : [here, back && ', ', back].filter(Boolean);
      return { ...base, lines: [longest(value, view), both] };
    }
    case 'urgent': {
      const { onThePhone } = value as TileValues['urgent'];
      const on = view.kind === 'wall' ? 'on the phone' : plural(onThePhone, 'clinician', 'on the phone');
      return {
        ...base,
        lines: [
          longest(value, view),
          <>
            {strong(onThePhone)} {on}
          </>,
        ],
      };
    }
    case 'other': {
      const { free } = value as TileValues['other'];
      const who = (
        <>
          {strong(free)} {view.kind === 'wall' ? 'free' : plural(free, 'clinician', 'free')}
        </>
      );
      return { ...base, lines: [longest(value, view), value.late > 0 ? <>{strong(value.late)} late</> : who] };
    }
    case 'bases': {
      const { shut, toMove, sent } = value as TileValues['bases'];
      const isShut = shut > 0 && value.late === 0;
      const moving = toMove > 0 && <>{strong(toMove)} to move</>;
      const away = sent > 0 && <>{strong(sent)} sent elsewhere</>;
      const both = view.kind === 'wall' ? away || moving : [moving, moving && away && ', ', away].filter(Boolean);
      const none = !moving && !away;
      return {
        ...base,
        ...(isShut ? { tag: { state: 'shut' as const, words: `${shut} shut` } } : {}),
        lines: [due(value), none ? 'None to move' : both],
      };
    }
    case 'visits': {
      const { cars, unreceived = 0 } = value as TileValues['visits'];
      if (unreceived > 0) return { ...base, lines: [due(value), <>{strong(unreceived)} not received: ring the car</>] };
      return {
        ...base,
        lines: [
          due(value),
          <>
            {strong(cars)} {cars === 1 ? 'car on' : 'cars on'}
          </>,
        ],
      };
    }
    default:
      return name satisfies never;
  }
}

/** The sixth pool: what the practices have still to be told. Where nobody counts it, that is said, and no nought. */
function ToPractices({ messages, now, view }: TileValues['to-practices'] & { now: Instant; view: View }) {
  if (!messages) return <p class="data-table-empty">Not measured yet.</p>;
  const { unsent, failed, oldest, due } = messages;
  const day = due !== undefined && localDate(due) !== localDate(now) ? `${showDay(due)} ` : '';
  const shortDay = view.kind === 'wall' ? day.replace(/ \d+ \w+ $/, ' ') : day;
  const lines = [
    oldest === undefined ? 'None waits' : <>Oldest {strong(showMinutes(now - oldest))}</>,
    due === undefined ? 'None due' : `Due ${shortDay}${showTime(due)}`,
  ];
  const tag = failed > 0 ? { tag: { state: 'asks-for-action' as const, words: `${failed} failed` } } : {};
  return <Pool count={unsent} unit="unsent" {...tag} lines={lines} />;
}

const strong = (words: ComponentChildren) => <strong>{words}</strong>;
const plural = (n: number, one: string, rest: string) => `${one}${n === 1 ? '' : 's'} ${rest}`;

// "20 min", and on a wall the limit alone where both are minutes: "Longest 23 of 20 min".
function longest({ longest: worst }: Waiting, view: View): ComponentChildren {
  if (!worst) return 'Nobody is waiting';
  const [waited, limit] = [showMinutes(worst.waitedMs), limitWords(worst.limitMs)];
  const isBrief = view.kind === 'wall' && / min$/.test(limit) && /^\d+ min$/.test(waited);
  return (
    <>
      Longest {strong(isBrief ? waited.replace(' min', '') : waited)} of {limit}
    </>
  );
}

function due({ latest, next, count }: Waiting): ComponentChildren {
  if (latest) {
    return (
      <>
        Late {strong(showMinutes(latest.lateMs))}, of {limitWords(latest.limitMs)}
      </>
    );
  }
  if (next) return <>Next due {strong(showTime(next.dueAt))}</>;
  return count === 0 ? 'Nobody is waiting' : 'None due';
}

// A limit of 60 is said as the rule says it: 60 s, 60 min.
function limitWords(ms: number): string {
  if (ms <= minutes(1)) return `${Math.round(ms / 1000)} s`;
  return ms <= minutes(60) ? `${Math.round(ms / minutes(1))} min` : showMinutes(ms);
}

function tagOf({ late, next }: Waiting, view: View): { tag?: TagProps } {
  if (late > 0) return { tag: { state: 'late', words: `${late} late` } };
  if (!next || next.leftMs > minutes(60)) return {};
  const left = showMinutes(next.leftMs);
  return { tag: { state: next.state, words: view.kind === 'wall' ? left : `${left} left` } };
}

function pastOf(tag: TagProps): TagProps {
  if (tag.state !== 'late' && tag.state !== 'due-soon' && tag.state !== 'waiting') return tag;
  return { state: 'stale', words: `was ${tag.words.replace(/ left$/, '')}` };
}
