import { type Context, runCommand } from '#api';
import { inScope, type StoredEvent, type Tx } from '#database';
import { followNotice, watchBase } from '#dispatch';
import type { Actor } from '#people';
import {
  hourBoxes,
  loadShift,
  type RecordedShiftEvent,
  shiftCommands,
  shiftEventTypes,
  shiftStage,
  shiftsToEnd,
} from '#rota';
import { type Instant, instant, type Period, uuidv7FromKey } from '#shared';
import { computeFigures, type FigureRule, figureRules, ruleFor } from '#standards';
import type { Following } from './follower.ts';
import type { Note } from './notes.ts';
import type { Doors } from './noticeCommand.ts';
import { noticesNow } from './noticeStore.ts';
import type { FigureLine } from './periodRelease.ts';
import type { Figures } from './release.ts';
import { FOLLOWER } from './releaseStore.ts';
import type { Cover } from './shiftRelease.ts';

/** The only place where this module meets the others: what the release follower is handed, by name. */
export function followingOf(context: Context): Following {
  const { db, clocks, directory, log } = context;
  const complained = new Map<string, number>();
  return {
    db,
    now: clocks.now,
    notesOf,
    endShifts: (tenant, now) => endShifts(context, tenant, now),
    serviceOf(id) {
      const service = directory.serviceById(id);
      return service && { named: { slug: service.slug, name: service.name }, madeUp: service.madeUp };
    },
    placeOf(id) {
      const place = directory.placeById(id);
      return place && { slug: place.slug, name: place.name, area: place.kind === 'elsewhere' ? place.area : null };
    },
    refresh: directory.reload,
    coverOf,
    figuresOf: (tx, about) => figuresOf(tx, { ...about, slug: directory.serviceById(about.service)?.slug ?? '' }),
    failed(error, what) {
      // Tried again each second: said once a minute.
      const minute = Math.floor(context.machineNow() / 60_000);
      if (complained.get(what) === minute) return;
      complained.set(what, minute);
      log.error({ err: error, what }, 'a release could not be made');
    },
  };
}

const ofShifts = new Set<string>(shiftEventTypes);

/** What a fact of the log means for the schedule of releases. A correction is of a shift, a case or a call alike. */
export function notesOf(fact: StoredEvent): Note[] {
  const { tenant, stream, occurredAt: at, data } = fact;
  if (fact.type === 'TimeCorrected') {
    const corrected = { note: 'corrected', tenant, stream, version: fact.corrects ?? 0, at } as const;
    return [corrected, { note: 'about-shift', tenant, shift: stream }];
  }
  if (fact.type === 'ShiftRequired') return required(fact);
  if (ofShifts.has(fact.type)) return [{ note: 'about-shift', tenant, shift: stream }];
  const happened: Note = { note: 'happened', tenant, at };
  if (fact.type === 'CallOffered' || fact.type === 'CaseOpened') {
    return [happened, { note: 'activity', tenant, service: Number(data.service), at }];
  }
  if (fact.type !== 'Redirected') return [happened];
  const [from, to, miles] = [Number(data.from), Number(data.to), Number(data.miles)];
  return [happened, { note: 'redirected', tenant, stream, version: fact.version, from, to, miles, at }];
}

/** A doctor at a base is a post whose hours are published; every required hour belongs to some period. */
function required({ tenant, stream, data }: StoredEvent): Note[] {
  const { service, place, kind, role, from, to } = data as (RecordedShiftEvent & { type: 'ShiftRequired' })['data'];
  const period = { from: instant(from), to: instant(to) };
  const notes: Note[] = [period.from, (period.to - 1) as Instant].map((at) => ({
    note: 'activity',
    tenant,
    service,
    at,
  }));
  if (kind !== 'base' || role !== 'doctor') return notes;
  return [...notes, { note: 'required', tenant, service, shift: stream, place, period }];
}

/** The state of a post, and never whose it was. */
async function coverOf(tx: Tx, tenant: number, id: string): Promise<Cover | undefined> {
  const loaded = await loadShift(tx, tenant, id);
  if (!loaded) return undefined;
  const shift = loaded.state;
  return {
    hours: hourBoxes([shift], shift).map(({ from, to, cover }) => ({ from, to, covered: cover === 'covered' })),
    there: shift.attendance.map(({ from, to = shift.to }) => ({ from, to })),
  };
}

async function endShifts(context: Context, tenant: number, now: Instant): Promise<void> {
  const ended = await inScope(context.db, { tenants: [tenant] }, (tx) => shiftsToEnd(tx, tenant, now));
  const command = shiftCommands.find(({ name }) => name === 'end-shift');
  if (!command || ended.length === 0) return;
  const stage = shiftStage({ placesOf: context.directory.placesOf });
  const actor: Actor = { account: FOLLOWER, name: 'Vigil', grants: [{ tenant, role: 'shift-lead' }], by: 'token' };
  for (const { id, to } of ended) {
    const key = uuidv7FromKey(to, `end-shift ${id}`);
    const asked = { stream: id, body: {}, actor, key, source: 'job' as const, now: () => now };
    // Refused where a person has just ended it: then there is nothing left to do.
    await runCommand(context.db, { command, stage } as never, asked);
  }
  context.waker.touch();
}

type FiguresAsk = { tenant: number; service: number; slug: string; period: Period; asOf: Instant };

async function figuresOf(tx: Tx, { tenant, service, slug, period, asOf }: FiguresAsk): Promise<Figures> {
  const pack = await ruleFor(tx, service, period.from);
  const figures = await computeFigures(tx, { tenant, service: { id: service, slug }, pack, periods: [period], asOf });
  const rules = figureRules(pack);
  const lines = figures.flatMap((figure): FigureLine[] => {
    const rule = rules.find(({ measure }) => measure === figure.measure);
    if (!rule) return [];
    const { measure, clause, numerator, denominator, value, excluded, unmeasurable, late, band, asFirstRecorded } =
      figure;
    const numbers = { numerator, denominator, value, excluded, unmeasurable, late, band, asFirstRecorded };
    return [{ measure, clause, words: rule.words, group: rule.group, ...countedAs(rule), ...numbers }];
  });
  return { rule: figures[0]?.rule ?? `${pack.slug}@${pack.edition}`, lines };
}

/** Whom a figure counts, so that small numbers of people are held, and those of hours and messages never are. */
function countedAs(rule: FigureRule): Pick<FigureLine, 'kind' | 'family'> {
  if (rule.kind === 'within') return { kind: rule.of ?? 'share', family: rule.measure };
  if (rule.kind === 'hours') return { kind: 'hours', family: rule.clock };
  if (rule.kind === 'not-reported') return { kind: 'gap', family: rule.measure };
  if (rule.band !== undefined) return { kind: 'share', family: rule.clock };
  return { kind: rule.show === 'mean-wait' || rule.show === 'p95-wait' ? 'wait' : 'count', family: rule.clock };
}

/** A notice posted by hand shuts or opens the base itself: there is one truth of a door. */
export function doorsOf(context: Context): Doors {
  return {
    watch: async (place) => void (await watchBase(context, place, noticesNow)),
    follow: followNotice,
  };
}
