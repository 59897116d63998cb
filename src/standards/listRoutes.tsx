import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context, Role } from '#api';
import { readBirths, type Tx } from '#database';
import { instant, NotFound, parseUuid } from '#shared';
import { renderPage } from '#web';
import type { StoredClock } from './clockRow.ts';
import { type Asking, asking, figureAsk, here, measuresOf } from './figureAsk.ts';
import { textIn } from './figureQuery.ts';
import { type BehindAsk, clocksBehindFigure, figuresAndChanges, type Only } from './figures/figureStore.ts';
import { amendedClocks } from './listStore.ts';
import type { FigureRule } from './packs/pack.ts';
import { ClocksPage, type ClocksPageProps, type ListedClock } from './pages/clocksPage.tsx';
import { isCoverMeasure } from './pages/clockView.ts';
import { type FigureLine, figureLines } from './pages/figureLine.ts';
import { shareWords } from './pages/figuresPage.tsx';
import { clockSays } from './pages/howPage.tsx';
import { type StreamTeller, tellerOf } from './teller.ts';

export type ListDoors = { who: readonly Role[]; tellers: readonly StreamTeller[] };

/** The clocks behind a figure: case numbers and times, no identities. */
export function listRoutes(app: FastifyInstance, context: Context, { who, tellers }: ListDoors): void {
  const config = { who };
  app.get('/figures/changes', { config }, (request, reply) =>
    asking(context, request, async (asked, tx) => {
      const props = await changesPage(asked, tx, { context, tellers });
      return html(reply, <ClocksPage {...props} />, asked);
    }),
  );
  app.get('/figures/:measure', { config }, (request, reply) =>
    asking(context, request, async (asked, tx) => {
      const { measure } = request.params as { measure: string };
      const rule = asked.pack.figures.find((one) => one.measure === measure);
      if (!rule) throw new NotFound('there is no such figure');
      const props = await listPage(asked, tx, { context, tellers, rule });
      return html(reply, <ClocksPage {...props} />, asked);
    }),
  );
}

type Around = { context: Context; tellers: readonly StreamTeller[] };

async function listPage(
  asked: Asking,
  tx: Tx,
  { rule, ...around }: Around & { rule: FigureRule },
): Promise<ClocksPageProps> {
  const { query, period } = asked;
  const only = onlyOf(textIn(query, 'show'));
  const ask = figureAsk(asked, [period], [rule]);
  const { figures, changes } = await figuresAndChanges(tx, ask);
  const placed = figures.map((figure) => ({ ...figure, within: period }));
  const [line] = figureLines(placed, { rules: [rule], asOf: asked.asOf, changes });
  const after = placeIn(textIn(query, 'after'));
  const behind = await clocksBehindFigure(tx, { ...ask, measure: rule.measure, period, only, after, limit: pageRows });
  const offset = after ? countIn(textIn(query, 'skip')) : 0;
  const at = (changed: Readonly<Record<string, string | undefined>>) =>
    here(asked, `/figures/${rule.measure}`, { show: only === 'counted' ? undefined : only, ...changed });
  return {
    ...about(asked),
    heading: `${rule.group}: ${rule.words}`,
    clause: rule.clause,
    figure: line && figureWords(line, rule),
    explained: clockSays(rule, asked.pack),
    clocks: await listed(behind.clocks, asked, { tx, ...around }),
    total: behind.total,
    from: offset + 1,
    ...(after ? { first: at({}) } : {}),
    ...(behind.next
      ? { next: at({ after: placeText(behind.next), skip: String(offset + behind.clocks.length) }) }
      : {}),
    shows: shows.map(({ show, words }) => ({
      words: rule.kind === 'hours' ? (ofHours[show] ?? words) : words,
      count: line && countOf(line, show),
      href: at({ show: show === 'counted' ? undefined : show }),
      isCurrent: show === only,
    })),
  };
}

const pageRows = 100;

const shows: readonly { show: Only; words: string }[] = [
  { show: 'counted', words: 'All that count' },
  { show: 'late', words: 'Late' },
  { show: 'amended', words: 'Amended' },
  { show: 'unmeasurable', words: 'Not measurable' },
  { show: 'excluded', words: 'Excluded' },
];

const ofHours: Partial<Record<Only, string>> = { counted: 'All required', late: 'Not covered' };

function onlyOf(show: string | undefined): Only {
  return shows.find((one) => one.show === show)?.show ?? 'counted';
}

/** How many a list of this kind holds, where the figure says so itself. */
function countOf(line: FigureLine, show: Only): number | undefined {
  const { change } = line;
  if (show === 'excluded') return line.excluded ?? undefined;
  if (show === 'unmeasurable') return line.unmeasurable ?? undefined;
  if (show === 'amended' && line.late !== '') return change ? change.madeMet + change.madeLate + change.otherwise : 0;
  if (show === 'late' && /^[\d,]+$/.test(line.late)) return Number(line.late.replaceAll(',', ''));
  return undefined;
}

function figureWords(line: FigureLine, rule: FigureRule): string {
  if (line.gap) return `No figure. ${line.gap}`;
  if (rule.kind === 'within') return `In time: ${shareWords(line)}`;
  return shareWords(line);
}

async function changesPage(asked: Asking, tx: Tx, around: Around): Promise<ClocksPageProps> {
  const { service, pack, rules, period } = asked;
  const measures = measuresOf(pack, rules);
  const clocks = await amendedClocks(tx, { tenant: service.tenant, service: service.id, measures }, period);
  const promise = (measure: string) => {
    const line = rules.find((rule) => measuresOf(pack, [rule]).includes(measure));
    return line ? `${line.group}: ${line.words}` : measure;
  };
  const all = await listed(clocks, asked, { tx, ...around });
  return {
    ...about(asked),
    heading: 'Amended after it was first recorded',
    clause: 'Every line',
    explained:
      'Each of these was settled once, and a later event changed its result or its length. Both stay: open one to see who and why.',
    clocks: all.map((clock) => ({ ...clock, promise: promise(clock.measure) })),
    total: clocks.length,
    from: 1,
    shows: [],
  };
}

function about(asked: Asking) {
  const { frame, asOf, period, problems } = asked;
  return { frame, asOf, period, problems, figuresHref: here(asked, '/figures') };
}

async function listed(
  clocks: readonly StoredClock[],
  { service, pack }: Asking,
  { tx, context, tellers }: Around & { tx: Tx },
): Promise<ListedClock[]> {
  const births = await readBirths(
    tx,
    service.tenant,
    clocks.map(({ subject }) => subject),
  );
  const place = (id: number) => context.directory.placeById(id)?.name;
  return clocks.map((clock) => {
    const birth = births.get(clock.subject);
    const title = birth && tellerOf(tellers, birth)?.title(birth, place);
    return { ...clock, title: title ?? clock.subject, isCover: isCoverMeasure(pack, clock.measure) };
  });
}

function placeText({ countsAt, subject, lap }: NonNullable<BehindAsk['after']>): string {
  return `${new Date(countsAt).toISOString()}~${subject}~${lap}`;
}

function placeIn(text: string | undefined): BehindAsk['after'] {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)~([0-9a-f-]{36})~(\d{1,4})$/.exec(text ?? '');
  if (!match?.[1] || !match[2] || Number.isNaN(Date.parse(match[1]))) return undefined;
  const subject = parseUuid(match[2]);
  return subject.ok ? { countsAt: instant(match[1]), subject: subject.value, lap: Number(match[3]) } : undefined;
}

function countIn(text: string | undefined): number {
  return /^\d{1,7}$/.test(text ?? '') ? Number(text) : 0;
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0], { problems }: Asking): string {
  if (problems.length > 0) reply.code(400);
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}
