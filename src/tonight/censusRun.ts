import { type CaseSaid, casesSaid, codes, foldCase, isOpen, queueOf } from '#calls';
import { asSealer, type Cursor, type Database, factsAfter, inScope, readStream, START, type Tx } from '#database';
import { everyTenant, type OrganisationClocks, servicesOf } from '#people';
import { type Instant, showTime } from '#shared';
import { clocksOf, createRuleBook, earliest, foldClocks, type RuleBook } from '#standards';
import { clearAlerts, raiseAlert, writeCensusRun } from './alertStore.ts';
import { type Fault, faultsIn } from './censusFaults.ts';

/** One case that is not as its events say. */
export type Found = { case: string; number: string; faults: Fault[]; says?: string };
export type Result = { tenant: number; openCases: number; found: Found[] };

export type Census = {
  /** Counts every open case of every out-of-hours organisation, writes the run and raises or clears alerts. */
  run(about: { machineNow: Instant; clocks: Pick<OrganisationClocks, 'now'> }): Promise<Result[]>;
};

const BATCH = 5_000;

/** Remembers which streams are cases that have not been closed, as the log itself tells: no table is asked for that. */
export function openCensus(db: Database): Census {
  const open = new Map<number, Set<string>>();
  const book = createRuleBook();
  let cursor: Cursor = START;

  /** From where it stopped; the first time, from the beginning of the log. */
  async function readOn(tx: Tx): Promise<void> {
    for (;;) {
      const { facts, cursor: next } = await factsAfter(tx, cursor, BATCH);
      for (const { tenant, stream, type } of facts) {
        const cases = open.get(tenant) ?? new Set<string>();
        open.set(tenant, cases);
        if (type === 'CaseOpened') cases.add(stream);
        if (type === 'CaseClosed') cases.delete(stream);
      }
      cursor = next;
      if (facts.length < BATCH) return;
    }
  }

  return {
    async run({ machineNow, clocks }) {
      const tenants = await outOfHours(db);
      const results = await asSealer(db, async (tx) => {
        await readOn(tx);
        const counted: Result[] = [];
        for (const tenant of tenants)
          counted.push(await countOne(tx, { tenant, open: open.get(tenant) ?? new Set(), book }));
        return counted;
      });
      for (const result of results) await keep(db, result, { machineAt: machineNow, at: clocks.now(result.tenant) });
      return results;
    },
  };
}

async function outOfHours(db: Database): Promise<number[]> {
  const services = await servicesOf(db, await everyTenant(db));
  return [...new Set(services.filter(({ kind }) => kind === 'out-of-hours').map(({ tenant }) => tenant))];
}

type Count = { tenant: number; open: ReadonlySet<string>; book: RuleBook };

async function countOne(tx: Tx, { tenant, open, book }: Count): Promise<Result> {
  const rows = new Map((await casesSaid(tx, tenant, [...open])).map((row) => [row.id, row]));
  const ids = new Set([...open, ...[...rows.values()].filter((row) => row.isOpen).map(({ id }) => id)]);
  const found: Found[] = [];
  for (const id of [...ids].sort()) {
    const row = rows.get(id);
    // One case that cannot be folded must not keep the others from being counted.
    const one = await compareOne(tx, { tenant, id, row, book }).catch((error): Found => {
      if ((error as { code?: string }).code) throw error;
      return { case: id, number: row?.number ?? '', faults: ['unreadable'] };
    });
    if (one) found.push(one);
  }
  return { tenant, openCases: ids.size, found };
}

type One = { tenant: number; id: string; row: CaseSaid | undefined; book: RuleBook };

/** Everything of one case from its events alone, beside what is stored. */
async function compareOne(tx: Tx, { tenant, id, row, book }: One): Promise<Found | undefined> {
  const events = await readStream(tx, tenant, id);
  const birth = events[0];
  const service = Number(birth?.data.service ?? row?.service);
  const state = foldCase(events);
  const folded = birth ? foldClocks(await book.ruleFor(tx, service, birth.occurredAt), events) : [];
  const clocks = await clocksOf(tx, tenant, id);
  const faults = faultsIn({ state, folded, ...(row ? { row } : {}), clocks });
  if (faults.length === 0) return undefined;
  const number = state.state === 'none' ? (row?.number ?? '') : state.number;
  const due = earliest(folded);
  const says = isOpen(state)
    ? `${codes.queues[queueOf(state)].toLowerCase()}${due ? `, due ${showTime(due.dueAt)}` : ''}`
    : undefined;
  return { case: id, number, faults, ...(says ? { says } : {}) };
}

const KIND = 'census';

async function keep(db: Database, { tenant, openCases, found }: Result, run: { machineAt: Instant; at: Instant }) {
  await inScope(db, { tenants: [tenant] }, async (tx) => {
    for (const { case: subject, number, faults, says } of found) {
      const detail = { number, faults, ...(says ? { says } : {}) };
      await raiseAlert(tx, { tenant, kind: KIND, subject, detail, at: run.at });
    }
    await clearAlerts(tx, { tenant, kind: KIND, still: found.map((one) => one.case), at: run.at });
    await writeCensusRun(tx, tenant, { ...run, openCases, faults: found.length });
  });
}
