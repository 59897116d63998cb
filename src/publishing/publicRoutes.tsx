import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '#api';
import { asPublic } from '#database';
import { type Instant, localDate, NotFound, parseDate } from '#shared';
import { renderPage } from '#web';
import { figuresCsv, hoursCsv, releasedHoursCsv } from './csv.ts';
import { isDayPart, periodOfDay } from './day.ts';
import { viewDay } from './dayView.ts';
import { AskAgainPage, BasePage } from './pages/base.tsx';
import { FrontPage } from './pages/front.tsx';
import { HowPage } from './pages/how.tsx';
import { ReleasePage, ReleasesPage } from './pages/releases.tsx';
import { ServicePage } from './pages/service.tsx';
import {
  knownHours,
  lastPeriods,
  lastReleases,
  type PublicService,
  publicServices,
  releaseById,
  shiftsReleasedIn,
} from './publicStore.ts';
import { releaseSettings } from './settings.ts';

/**
 * Pages for anyone. They read releases and notices as vigil_public and need nothing else: not the application's own connections,
 * not another module.
 */
export function publicRoutes(app: FastifyInstance, context: Pick<Context, 'db' | 'clocks' | 'mode'>): void {
  const open = { config: { who: 'public' as const } };
  const { db, clocks } = context;
  const services = () => asPublic(db, publicServices);
  const serviceIn = async (request: FastifyRequest) => {
    const { service: slug } = request.params as { service: string };
    const found = (await services()).find((service) => service.slug === slug);
    if (!found) throw new NotFound('there is no such service');
    return { service: found, now: clocks.now(found.tenant) };
  };

  app.get('/public', open, async (_, reply) => {
    const all = (await services()).map((service) => ({ service, now: clocks.now(service.tenant) }));
    return html(reply, <FrontPage services={all} isMadeUp={context.mode === 'demo'} />);
  });

  app.get('/public/how', open, async (_, reply) =>
    html(reply, <HowPage settings={releaseSettings} isMadeUp={context.mode === 'demo'} />),
  );

  app.get('/public/:service', open, async (request, reply) => {
    const { service, now } = await serviceIn(request);
    const { base, day, month, year, part } = request.query as { [box: string]: string | undefined };
    if (base !== undefined) {
      const asked = new URLSearchParams({
        date: [day, month, year].map((box) => box?.trim()).join('/'),
        ...(part ? { part } : {}),
      });
      return reply.redirect(`/public/${service.slug}/${encodeURIComponent(base)}?${asked}`, 303);
    }
    const periods = await asPublic(db, (tx) => lastPeriods(tx, service.slug, 4));
    return html(reply, <ServicePage service={service} now={now} periods={periods} />);
  });

  app.get('/public/:service/figures.csv', open, async (request, reply) => {
    const { service } = await serviceIn(request);
    const periods = await asPublic(db, (tx) => lastPeriods(tx, service.slug, 1_000));
    return csv(reply, `${service.slug}-figures`, figuresCsv(service.slug, periods));
  });

  app.get('/public/:service/releases', open, async (request, reply) => {
    const { service } = await serviceIn(request);
    const releases = await asPublic(db, (tx) => lastReleases(tx, service.slug, 100));
    return html(reply, <ReleasesPage service={service} releases={releases} />);
  });

  app.get('/public/:service/releases/:id', open, async (request, reply) => {
    const { service } = await serviceIn(request);
    const [, digits, asJson] = /^(\d{1,9})(\.json)?$/.exec((request.params as { id: string }).id) ?? [];
    const release = digits ? await asPublic(db, (tx) => releaseById(tx, Number(digits))) : undefined;
    if (!release || release.body.service.slug !== service.slug) throw new NotFound('there is no such release');
    if (!asJson) return html(reply, <ReleasePage service={service} release={release} />);
    reply.header('content-disposition', `attachment; filename="release-${release.id}.json"`);
    reply.type('application/json; charset=utf-8');
    return reply.send(Buffer.from(release.text));
  });

  app.get('/public/:service/:base', open, async (request, reply) => {
    const { service, now } = await serviceIn(request);
    return basePage(context, { service, now }, request, reply);
  });
}

type About = { service: PublicService; now: Instant };

async function basePage(
  { db }: Pick<Context, 'db'>,
  { service, now }: About,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const [, slug = '', asCsv] = /^(.*?)(\.csv)?$/.exec((request.params as { base: string }).base) ?? [];
  const asked = request.query as { date?: string; part?: string };
  const base = service.bases.find((known) => known.slug === slug);
  const today = localDate(now);
  const typed = asked.date && /^[\d/]{1,12}$/.test(asked.date) ? asked.date : today;
  const again = (about: { status: number; title: string; words: string; message?: string }) => {
    reply.code(about.status);
    const problems = about.message ? [{ field: 'date-day', code: 'date-invalid', message: about.message }] : [];
    return html(
      reply,
      <AskAgainPage
        service={service}
        date={about.message ? typed : today}
        base={base?.slug}
        {...about}
        problems={problems}
      />,
    );
  };
  if (!base) {
    const words = `${service.name} has these bases: ${service.bases.map(({ name }) => name).join(', ') || 'none yet'}.`;
    return again({ status: 404, title: 'There is no base of that name', words });
  }
  const date = asked.date === undefined ? undefined : parseDate(asked.date);
  if (date && !date.ok) {
    const message = date.problems[0]?.message ?? 'Give a date.';
    return again({ status: 400, title: 'That is not a date', words: 'Give the day, the month and the year.', message });
  }
  if (date && (date.value < '2000-01-01' || date.value > '2099-12-31')) {
    const message = 'Give a year from 2000 to 2099.';
    return again({ status: 400, title: 'That is not a date of ours', words: message, message });
  }
  const about = { service: service.slug, base: base.slug };
  if (asCsv && !date) {
    const known = await asPublic(db, (tx) => knownHours(tx, service.slug, base.slug));
    const shifts = known
      ? await asPublic(db, (tx) => shiftsReleasedIn(tx, { service: service.slug, period: known }))
      : [];
    const own = shifts.filter(({ body }) => body.base.slug === base.slug);
    return csv(reply, `${base.slug}-hours`, releasedHoursCsv(about, own));
  }
  const part = asked.part !== undefined && isDayPart(asked.part) ? asked.part : undefined;
  const day = await viewDay(db, { service, base, date: date?.value, part, now });
  const sheet = hoursCsv(about, day.hours);
  if (asCsv) return csv(reply, `${base.slug}-${day.date}`, sheet);
  const query = new URLSearchParams({ date: day.date, part: day.part });
  const links = {
    hoursCsv: `/public/${service.slug}/${base.slug}.csv?${query}`,
    allCsv: `/public/${service.slug}/${base.slug}.csv`,
    size: sizeOf(sheet),
  };
  return html(reply, <BasePage {...day} service={service} base={base} period={periodOfDay(day.date)} links={links} />);
}

function sizeOf(text: string): string {
  return `${Math.max(1, Math.round(Buffer.byteLength(text) / 1_000))} kB`;
}

function html(reply: FastifyReply, page: Parameters<typeof renderPage>[0]) {
  reply.type('text/html; charset=utf-8');
  return renderPage(page);
}

function csv(reply: FastifyReply, name: string, text: string) {
  reply.header('content-disposition', `attachment; filename="${name}.csv"`);
  reply.type('text/csv; charset=utf-8');
  return reply.send(text);
}
