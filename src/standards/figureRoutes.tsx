import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, PROBLEM_JSON, problemDocument, type Role, serviceFor } from '#api';
import { inScope, type Tx } from '#database';
import { NotFound, type Period, type Problem, split, toIso } from '#shared';
import { renderPage } from '#web';
import { type Asking, askForm, asking, figureAsk, here } from './figureAsk.ts';
import { inAddress, periodsOf, type Query, readPeriod, textIn } from './figureQuery.ts';
import { computeFigures, figuresAndChanges, peopleLate } from './figures/figureStore.ts';
import { figuresCsv } from './figuresCsv.ts';
import type { FigureRule } from './packs/pack.ts';
import { type FigureLine, figureLines } from './pages/figureLine.ts';
import { FiguresPage } from './pages/figuresPage.tsx';
import { HowPage } from './pages/howPage.tsx';
import { hasManyDays, PeriodsPage } from './pages/periodsPage.tsx';
import { ruleFor } from './ruleStore.ts';

/** The pages, the CSV and the JSON of a service's figures. They hold no identities. */
export function figureRoutes(app: FastifyInstance, context: Context, who: readonly Role[]): void {
  const config = { who };
  app.get('/figures', { config }, (request, reply) =>
    asking(context, request, async (asked, tx) => {
      if (asked.problems.length > 0) reply.code(400);
      return html(reply, asked.by === 'month' ? await monthPage(asked, tx) : await periodsPage(asked, tx));
    }),
  );
  app.get('/figures.csv', { config }, (request, reply) =>
    asking(context, request, async (asked, tx) => {
      if (asked.problems.length > 0) reply.code(400);
      const { service, pack, asOf, period } = asked;
      const file = `figures-${service.slug}-${inAddress(period.from)}-to-${inAddress(period.to)}.csv`;
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${file.replace(/[^\w.-]/g, '-')}"`);
      const rule = `${pack.slug}@${pack.edition}#${pack.digest.slice(0, 8)}`;
      return figuresCsv(await linesOf(asked, tx), { service: service.slug, rule, asOf: toIso(asOf) });
    }),
  );
  app.get('/figures/how', { config }, (request, reply) =>
    asking(context, request, async (asked) => {
      const { frame, pack, rules } = asked;
      return html(reply, <HowPage frame={frame} pack={pack} rules={rules} figuresHref={here(asked, '/figures')} />);
    }),
  );
  app.get('/api/figures', { config }, (request, reply) => figuresJson(context, request, reply));
}

/** The lines that are shown: all of a month, or of one group by day or hour. */
async function linesOf(asked: Asking, tx: Tx): Promise<FigureLine[]> {
  return (await counted(asked, tx, shownRules(asked))).lines;
}

async function counted(asked: Asking, tx: Tx, rules: readonly FigureRule[]) {
  const { asOf, by, period } = asked;
  const all = periodsOf(period, by);
  // What has not begun has no figure; a period that has not begun at all is shown as it is.
  const begun = all.filter(({ from }) => from <= asOf);
  const periods = begun.length > 0 ? begun : all;
  const ask = figureAsk(asked, periods, rules);
  const { figures, changes } = await figuresAndChanges(tx, ask);
  // Figures come in the order of the rules, then of the periods.
  const placed = figures.map((figure, index) => ({ ...figure, within: periods[index % periods.length] as Period }));
  return { ask, periods, lines: figureLines(placed, { rules, asOf, changes, span: asked.span }) };
}

async function monthPage(asked: Asking, tx: Tx) {
  const { ask, lines } = await counted(asked, tx, asked.rules);
  const isShort = !hasManyDays(asked.period);
  return (
    <FiguresPage
      {...asked}
      lines={lines}
      peopleLate={await peopleLate(tx, ask)}
      ask={askForm(asked, '/figures')}
      links={{
        ...periodLinks(asked),
        ...(asked.service.kind === 'telephone-only' || isShort
          ? { hour: here(asked, '/figures', { period: 'hour' }) }
          : {}),
        changes: here(asked, '/figures/changes'),
        how: here(asked, '/figures/how'),
        list: (measure, show) => here(asked, `/figures/${measure}`, { show }),
      }}
    />
  );
}

function periodLinks(asked: Asking) {
  const group = textIn(asked.query, 'group');
  return {
    month: here(asked, '/figures', { period: undefined }),
    day: here(asked, '/figures', { period: 'day' }),
    csv: here(asked, '/figures.csv', asked.by === 'month' ? {} : { group, measure: textIn(asked.query, 'measure') }),
  };
}

async function periodsPage(asked: Asking, tx: Tx) {
  const { query, by, service, period } = asked;
  const rules = shownRules(asked);
  const { lines, periods } = await counted(asked, tx, rules);
  const measure = textIn(query, 'measure') ?? '';
  const group = rules[0]?.group ?? '';
  const isShort = !hasManyDays(period);
  const under = (changed: Readonly<Record<string, string | undefined>>) =>
    here(asked, '/figures', { group, ...changed });
  return (
    <PeriodsPage
      {...asked}
      by={by === 'hour' ? 'hour' : 'day'}
      periods={periods}
      lines={lines}
      group={group}
      groups={groupsOf(asked)}
      measure={measure}
      choices={groupRules(asked).filter(({ kind }) => kind !== 'not-reported')}
      ask={askForm(asked, '/figures')}
      links={{
        ...periodLinks(asked),
        ...(service.kind === 'telephone-only' || isShort ? { hour: under({ period: 'hour' }) } : {}),
        group: (name) => under({ group: name }),
        measure: (slug) => under({ measure: slug }),
        within: ({ from, to }) => under({ period: 'hour', from: inAddress(from), to: inAddress(to) }),
      }}
    />
  );
}

function groupsOf({ rules }: Asking): string[] {
  return [...new Set(rules.map(({ group }) => group))];
}

/** All of a month; by day or hour those of one group; by hour over many days the one that the table of hours shows. */
function shownRules(asked: Asking): readonly FigureRule[] {
  const rules = groupRules(asked);
  if (asked.by !== 'hour' || !hasManyDays(asked.period)) return rules;
  const reported = rules.filter(({ kind }) => kind !== 'not-reported');
  const chosen = reported.find(({ measure }) => measure === textIn(asked.query, 'measure')) ?? reported[0];
  return rules.filter((rule) => rule === chosen || rule.kind === 'not-reported');
}

function groupRules(asked: Asking): readonly FigureRule[] {
  if (asked.by === 'month') return asked.rules;
  const groups = groupsOf(asked);
  const group = groups.find((name) => name === textIn(asked.query, 'group')) ?? groups[0];
  return asked.rules.filter((rule) => rule.group === group);
}

/** The same rows as `vigil figures --json`, under the same words; every problem of the query is told. */
async function figuresJson(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const query = (request.query ?? {}) as Query;
  const refuse = (problems: readonly Problem[]) => {
    reply.code(400).type(PROBLEM_JSON);
    return problemDocument(400, 'Refused', problems);
  };
  const by = textIn(query, 'by');
  const read = readPeriod({ ...query, period: by ?? 'month' });
  if (!read.ok) return refuse(read.problems.map((one) => (one.field === 'period' ? { ...one, field: 'by' } : one)));
  const { from, to } = read.value;
  if (from === undefined || to === undefined)
    return refuse([
      { field: 'from', code: 'from-missing', message: 'Give from and to, half open, such as 2027-03-01.' },
    ]);
  const service = serviceFor(context, request, textIn(query, 'service'));
  if (!service) throw new NotFound('there is no such service among those that you may see');
  const asOf = context.clocks.now(service.tenant);
  return inScope(context.db, { tenants: [service.tenant] }, async (tx) => {
    const pack = await ruleFor(tx, service.id, from);
    const named = textIn(query, 'pack');
    if (named !== undefined && named !== pack.slug)
      return refuse([{ field: 'pack', code: 'pack-unknown', message: `This service is measured by ${pack.slug}.` }]);
    const periods = by === undefined ? [{ from, to }] : split({ from, to }, read.value.by);
    return { figures: await computeFigures(tx, { tenant: service.tenant, service, pack, periods, asOf }) };
  });
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]): string {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
