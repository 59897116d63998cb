import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, localDate, NotFound, sha256 } from '#shared';
import { bodyDigest, bodyOf, defaultPack, packs } from './packs/index.ts';
import type { Pack, Rule } from './packs/pack.ts';

/** Stores every edition that we ship and that is not stored yet. Run at start, before anything folds. */
export async function ensureRules(tx: Tx): Promise<void> {
  for (const pack of packs) await storeRule(tx, pack);
}

/** Stores an edition under a contract's own settings; returns the id of its row, new or not. */
export async function storeRule(tx: Tx, pack: Pack): Promise<number> {
  const digest = bodyDigest(pack);
  const { from, to } = pack.valid;
  await sql`insert into rule (pack, edition, valid, body, digest)
    values (${pack.slug}, ${pack.edition}, daterange(${from}::date, ${to}::date), ${bodyOf(pack)}::json, ${digest})
    on conflict (digest) do nothing`.execute(tx);
  const { rows } = await sql<{ id: number }>`select id from rule where digest = ${digest}`.execute(tx);
  return rows[0]!.id;
}

/** Which rule measures a service on a date. */
export type RuleBook = { ruleFor(tx: Tx, service: number, at: Instant): Promise<Rule> };

type Edition = { from: string | null; to: string | null; rule: Rule };
type Editions = { read: number; editions: Edition[]; otherwise: Rule };

const maxAgeMs = 60_000;

/**
 * A rule book that reads a service's editions once and then again after a minute. The edition is that of the contract
 * on the local date, else the default one. Hand it the instant of a stream's birth: a stream keeps its rule.
 */
export function createRuleBook(): RuleBook {
  const services = new Map<number, Editions>();
  return {
    async ruleFor(tx, service, at) {
      let known = services.get(service);
      if (!known || performance.now() - known.read > maxAgeMs) {
        known = await readEditions(tx, service);
        services.set(service, known);
      }
      return inForce(known, localDate(at));
    },
  };
}

const shared = createRuleBook();

/** As the rule book of this process knows it. NotFound when the service is outside the transaction's scope. */
export function ruleFor(tx: Tx, service: number, at: Instant): Promise<Rule> {
  return shared.ruleFor(tx, service, at);
}

function inForce({ editions, otherwise }: Editions, date: string): Rule {
  return (
    editions.find(({ from, to }) => (from === null || from <= date) && (to === null || date < to))?.rule ?? otherwise
  );
}

type RuleRow = { id: number; body: string; digest: Buffer };
type EditionRow = RuleRow & { from_date: string | null; to_date: string | null };

async function readEditions(tx: Tx, service: number): Promise<Editions> {
  const seen = await sql`select 1 from service where id = ${service}`.execute(tx);
  // Under another scope the editions would look empty, and the wrong rule would be remembered.
  if (seen.rows.length === 0) throw new NotFound(`there is no service ${service} here`);
  const { rows } = await sql<EditionRow>`select rule.id, rule.body::text as body, rule.digest,
    lower(service_rule.valid)::text as from_date, upper(service_rule.valid)::text as to_date
    from service_rule join rule on rule.id = service_rule.rule where service_rule.service = ${service}
    order by lower(service_rule.valid) desc nulls last, rule.id desc`.execute(tx);
  const editions = rows.map((row) => ({ from: row.from_date, to: row.to_date, rule: readRule(row) }));
  const otherwise = await defaultRule(tx);
  if (editions.length === 0) await pin(tx, service, otherwise);
  return { read: performance.now(), editions, otherwise };
}

/**
 * A service without a contract of its own keeps the edition that was the default when it was first measured: a later release of
 * the product must not change what its old clocks were measured by. Whoever only reads (verify, census) pins nothing.
 */
async function pin(tx: Tx, service: number, rule: Rule): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select has_table_privilege('service_rule', 'insert') as may`.execute(tx);
  if (!rows[0]?.may) return;
  await sql`insert into service_rule (tenant, service, rule, valid) select tenant, id, ${rule.id}::int, daterange(null, null) from service
    where id = ${service} on conflict do nothing`.execute(tx);
}

/** The edition for whoever's contract names no other; an Error before `ensureRules` has run. */
export async function defaultRule(tx: Tx): Promise<Rule> {
  const { rows } = await sql<RuleRow>`select id, body::text as body, digest from rule
    where digest = ${bodyDigest(defaultPack)}`.execute(tx);
  if (!rows[0])
    throw new Error(`the edition ${defaultPack.edition} of ${defaultPack.slug} is not stored: ensureRules has not run`);
  return readRule(rows[0]);
}

const read = new Map<string, Rule>();

/** One object for one stored rule, so that what is indexed on it stays indexed. */
function readRule({ id, body, digest }: RuleRow): Rule {
  if (!sha256(body).equals(digest)) throw new Error(`rule ${id} is not what it was when it was stored`);
  const hex = digest.toString('hex');
  const rule = read.get(`${id} ${hex}`) ?? { ...(JSON.parse(body) as Pack), id, digest: hex };
  read.set(`${id} ${hex}`, rule);
  return rule;
}
