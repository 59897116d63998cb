import type { StoredEvent } from '#database';
import { type Instant, showTime } from '#shared';
import { amended, type Clock, type Outcome, settled } from '../clock/clock.ts';
import { foldClocks } from '../clock/fold.ts';
import type { CoverLine, Line } from '../clock/rule.ts';
import type { StoredClock } from '../clockRow.ts';
import { address, inAddress, monthOf } from '../figureQuery.ts';
import type { FigureRule, Rule } from '../packs/pack.ts';
import type { NameOfPlace, StreamTeller } from '../teller.ts';
import type { Card, ClockPageProps } from './clockPage.tsx';
import { recordedWords } from './clockPage.tsx';
import type { Drawn } from './clockPicture.tsx';
import { verdictOf } from './verdict.ts';
import { dayWords, exactLength, limitWords, momentWords, periodWords } from './words.ts';

export type ClockViewAsk = {
  clock: StoredClock;
  events: readonly StoredEvent[];
  rule: Rule;
  teller: StreamTeller;
  place: NameOfPlace;
  asOf: Instant;
  /** The slug of its service. */
  service: string;
};

export type ClockView = Pick<
  ClockPageProps,
  'promise' | 'subject' | 'subjectHref' | 'figures' | 'list' | 'ruleWords' | 'first' | 'now' | 'picture' | 'turned'
>;

/** The measures between which one clock moves when what decides its line changes. */
export function familyOf({ clocks }: Pick<Rule, 'clocks'>, measure: string): ReadonlySet<string> {
  const rule = clocks.find(({ lines }) => lines.some((line) => line.measure === measure));
  return new Set(rule?.lines.map((line) => line.measure) ?? [measure]);
}

/** Everything of the page that follows from the clock, its events and its rule. */
export function clockView(ask: ClockViewAsk): ClockView {
  const { clock, events, rule, teller, place, asOf } = ask;
  const birth = events[0];
  const first = firstOf(ask);
  const isCover = isCoverMeasure(rule, clock.measure);
  const now: Card = {
    when: nowWords(ask),
    said: verdictOf(clock, { asOf, isCover }),
    working: isCover ? boxWorking(clock) : working(clock, ask),
    isAmended: amended(clock),
  };
  return {
    promise: isCover ? `Required hour${boxWords(clock)}` : (lineOf(rule, clock)?.words ?? clock.measure),
    subject: birth ? teller.title(birth, place) : '',
    subjectHref: teller.href?.(clock.subject),
    ...links(ask),
    ruleWords: ruleWords(ask, isCover),
    first: firstCard(ask, first, isCover),
    now,
    picture: isCover ? undefined : picture(ask, first),
    turned: turned(ask, isCover),
  };
}

/** The clock as it stood when it was first settled, with its times. */
function firstOf({ clock, events, rule }: ClockViewAsk): Clock | undefined {
  if (clock.firstThrough === null || clock.firstOutcome === null) return undefined;
  if (!amended(clock) && settled(clock.outcome)) return clock;
  const family = familyOf(rule, clock.measure);
  const then = foldClocks(rule, events.slice(0, clock.firstThrough));
  const found = then.find(({ measure, lap }) => family.has(measure) && lap === clock.lap);
  const { firstOutcome: outcome, firstReason: reason, firstCountedMs: countedMs } = clock;
  return found && { ...found, outcome, reason, countedMs };
}

function firstCard({ clock, events, asOf }: ClockViewAsk, first: Clock | undefined, isCover: boolean): Card {
  const recorded = clock.firstThrough === null ? undefined : events[clock.firstThrough - 1];
  if (!first || !recorded) {
    const said = { words: 'Not settled yet', tone: 'plain', tag: { state: 'waiting', words: 'Open' } } as const;
    return { when: 'As first recorded', said, working: 'Only an event settles a clock.' };
  }
  return {
    when: recordedWords('As first recorded', recorded.recordedAt, asOf),
    said: verdictOf(first, { asOf, isCover }),
    working: isCover ? boxWorking(first) : working(first, { asOf }),
  };
}

function nowWords({ clock, events, asOf }: ClockViewAsk): string {
  if (!amended(clock)) return clock.firstThrough === null ? `As at ${showTime(asOf)}` : 'As it stands now: not amended';
  const change = events[clock.through - 1];
  return change ? recordedWords('As amended', change.recordedAt, asOf) : 'As amended';
}

/** `19:02:05 to 21:24:10 is 2 h 22 min 05 s` */
function working({ startedAt, stoppedAt, countedMs }: Clock, { asOf }: Pick<ClockViewAsk, 'asOf'>): string {
  if (startedAt === null) return 'No start is recorded.';
  const from = momentWords(startedAt, asOf);
  if (stoppedAt === null)
    return asOf < startedAt ? `Starts ${from}.` : `${from} until now is ${exactLength(asOf - startedAt)}`;
  if (countedMs === null) return `${from} to ${momentWords(stoppedAt, startedAt)}`;
  return `${from} to ${momentWords(stoppedAt, startedAt)} is ${exactLength(countedMs)}`;
}

function boxWorking({ startedAt, countedMs }: Clock): string {
  if (startedAt === null || countedMs === null) return '';
  return `${showTime(startedAt)} to ${showTime((startedAt + countedMs) as Instant)} is ${limitWords(countedMs)}`;
}

function lineOf(rule: Rule, { measure, startedAt, dueAt }: Clock): Line | CoverLine | undefined {
  const lines = rule.clocks
    .flatMap((one): readonly (Line | CoverLine)[] => one.lines)
    .filter((line) => line.measure === measure);
  const limit = startedAt === null || dueAt === null ? undefined : dueAt - startedAt;
  return lines.find((line) => 'withinMs' in line && line.withinMs === limit) ?? lines[0];
}

export function isCoverMeasure({ clocks }: Pick<Rule, 'clocks'>, measure: string): boolean {
  return clocks.some(({ kind, lines }) => kind === 'cover' && lines.some((line) => line.measure === measure));
}

function boxWords({ startedAt, countedMs }: Clock): string {
  if (startedAt === null) return '';
  const end = (startedAt + (countedMs ?? 0)) as Instant;
  return `: ${dayWords(startedAt, startedAt)} ${showTime(startedAt)} to ${showTime(end)}`;
}

function ruleWords({ clock, rule }: ClockViewAsk, isCover: boolean): string {
  const line = lineOf(rule, clock);
  const says = rule.clocks.find(({ lines }) => lines.some(({ measure }) => measure === clock.measure))?.says ?? '';
  const limit =
    line && 'withinMs' in line ? ` Limit ${limitWords(line.withinMs)}, to the second, the last second included.` : '';
  return `${line?.clause ?? ''}. ${says}${isCover ? '' : limit}`;
}

function links({ clock, rule, service }: ClockViewAsk): Pick<ClockView, 'figures' | 'list'> {
  const at = clock.countsAt ?? clock.startedAt;
  const month = at === null ? undefined : monthOf(at);
  const query = { service, ...(month ? { from: inAddress(month.from), to: inAddress(month.to) } : {}) };
  const words = month ? `Figures, ${periodWords(month, month.to).replace(/^1 to \d+ /, '')}` : 'Figures';
  const figures = { href: address('/figures', query), words };
  const line = rule.figures.find((one) => counts(one, clock.measure));
  if (!line) return { figures };
  return { figures, list: { href: address(`/figures/${line.measure}`, query), words: `${line.group}: ${line.words}` } };
}

function counts(rule: FigureRule, measure: string): boolean {
  return rule.kind === 'within' ? rule.measure === measure : rule.kind !== 'not-reported' && rule.clock === measure;
}

function picture({ clock, asOf }: ClockViewAsk, first: Clock | undefined): ClockPageProps['picture'] {
  const { startedAt, dueAt } = clock;
  if (startedAt === null || clock.outcome === 'excluded') return undefined;
  const bars: Drawn[] = [];
  if (first?.startedAt != null && first.stoppedAt !== null)
    bars.push(drawn('First recorded', { from: first.startedAt, to: first.stoppedAt }, false));
  if (amended(clock) || bars.length === 0)
    bars.push(drawn(amended(clock) ? 'Amended' : 'So far', { from: startedAt, to: clock.stoppedAt }, amended(clock)));
  return { bars, dueAt, asOf };
}

function drawn(name: string, { from, to }: { from: Instant; to: Instant | null }, isAmended: boolean): Drawn {
  return {
    label: `${name}: ${momentWords(from, from)} to ${to === null ? 'now' : momentWords(to, from)}`,
    from,
    to,
    isAmended,
  };
}

const sides: Partial<Record<Outcome, string>> = { met: 'in time', missed: 'late' };
const coverSides: Partial<Record<Outcome, string>> = { met: 'a covered hour', missed: 'an hour not covered' };

/** A change between late and in time is said out loud. */
function turned({ clock, events }: ClockViewAsk, isCover: boolean): ClockView['turned'] {
  const names = isCover ? coverSides : sides;
  const [was, is] = [clock.firstOutcome === null ? undefined : names[clock.firstOutcome], names[clock.outcome]];
  if (!was || !is || was === is) return undefined;
  const count = events.filter(({ corrects }) => corrects !== undefined).length;
  const heading = isCover
    ? `This change turned ${was} into ${is}.`
    : `This change turned a clock that was ${was} into one that is ${is}.`;
  const times = count === 1 ? 'One time was corrected' : `${count} times were corrected`;
  return {
    heading,
    words: `${times}: the row in blue below says which, by whom and why. It is listed for the medical director and the contract manager. Both times stay.`,
  };
}
