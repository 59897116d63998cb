import type { FastifyRequest } from 'fastify';
import { type Context, frameFor, serviceFor, servicesFor } from '#api';
import { inScope, type Tx } from '#database';
import type { Service } from '#people';
import { type Instant, localDate, NotFound, type Period, type Problem } from '#shared';
import type { StaffFrame } from '#web';
import { address, type By, inAddress, monthOf, type Query, readPeriod, textIn } from './figureQuery.ts';
import type { FigureAsk } from './figures/figure.ts';
import { shareOf } from './figures/share.ts';
import { countedSpan } from './listStore.ts';
import type { FigureRule, Rule } from './packs/pack.ts';
import type { AskFormProps } from './pages/askForm.tsx';
import { ruleFor } from './ruleStore.ts';

/** What a request for figures asks for, once it is known whose and when. */
export type Asking = {
  frame: StaffFrame;
  service: Service;
  services: readonly Service[];
  asOf: Instant;
  period: Period;
  by: By;
  pack: Rule;
  /** The lines that a service of this kind can have. */
  rules: readonly FigureRule[];
  problems: readonly Problem[];
  /** From the first to the last clock that counts; absent where there is none. */
  span?: { first: Instant; last: Instant };
  query: Query;
};

/**
 * Reads the query, chooses what it leaves open (the first service, the month of the newest record) and runs `work` in the
 * scope of that service. A query that cannot be read is answered with its problems and the figures of that month.
 */
export async function asking<T>(
  context: Context,
  request: FastifyRequest,
  work: (asked: Asking, tx: Tx) => Promise<T>,
): Promise<T> {
  const query = (request.query ?? {}) as Query;
  const service = serviceFor(context, request, textIn(query, 'service'));
  if (!service) throw new NotFound('there is no such service among those that you may see');
  const asOf = context.clocks.now(service.tenant);
  const read = readPeriod(query);
  return inScope(context.db, { tenants: [service.tenant] }, async (tx) => {
    const pack = await ruleFor(tx, service.id, read.ok && read.value.from !== undefined ? read.value.from : asOf);
    const rules = rulesOf(pack, service);
    const measures = measuresOf(pack, rules);
    const span = await countedSpan(tx, { tenant: service.tenant, service: service.id, measures }, asOf);
    const month = monthOf(span?.last ?? asOf);
    const asked = read.ok ? read.value : { by: 'month' as const };
    const period = asked.from === undefined || asked.to === undefined ? month : { from: asked.from, to: asked.to };
    return work(
      {
        frame: frameFor(context, request, service),
        service,
        services: servicesFor(context, request),
        asOf,
        period,
        by: asked.by,
        pack,
        rules,
        problems: read.ok ? [] : read.problems,
        ...(span ? { span } : {}),
        query,
      },
      tx,
    );
  });
}

/** A service that only answers the telephone has no line for patients whom it never sees. */
function rulesOf(pack: Rule, service: Service): readonly FigureRule[] {
  if (service.kind === 'out-of-hours') return pack.figures;
  return pack.figures.filter(({ kind }) => kind === 'calls' || kind === 'not-reported');
}

/** The measures of the clocks that these lines count. */
export function measuresOf(pack: Rule, rules: readonly FigureRule[]): string[] {
  return [...new Set(rules.flatMap((rule) => shareOf(rule, pack.settings)?.measure ?? []))];
}

/** The same asking as `vigil figures`: only these rules, for these periods. */
export function figureAsk(
  { service, asOf, pack }: Asking,
  periods: readonly Period[],
  rules: readonly FigureRule[],
): FigureAsk {
  return { tenant: service.tenant, service, pack: { ...pack, figures: rules }, periods, asOf };
}

/** An address under the same service and period, with what is changed. */
export function here(
  { service, period, by }: Asking,
  path: string,
  changed: Readonly<Record<string, string | undefined>> = {},
): string {
  const period0 = { from: inAddress(period.from), to: inAddress(period.to) };
  return address(path, { service: service.slug, period: by === 'month' ? undefined : by, ...period0, ...changed });
}

export function askForm(asked: Asking, action: string): AskFormProps {
  const { period, services, service, by, asOf } = asked;
  const month = monthOf(period.from);
  const isMonth = month.from === period.from && month.to === period.to;
  const other = (at: number) => {
    const { from, to } = monthOf(at as Instant);
    return here(asked, action, { from: inAddress(from), to: inAddress(to) });
  };
  return {
    action,
    services,
    service: service.slug,
    by,
    first: localDate(period.from),
    last: localDate((period.to - 1) as Instant),
    ...(isMonth ? { earlier: other(period.from - 1) } : {}),
    ...(isMonth && period.to <= asOf ? { later: other(period.to) } : {}),
  };
}
