import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, PROBLEM_JSON, problemDocument } from '#api';
import { PublicPage, renderPage } from '#web';
import { mayEnter, type Pressure, type Purpose, purposeOf } from './admission.ts';

export type Measure = { now(): Omit<Pressure, 'reports'>; stop(): void };

const RETRY_S = 15;
const SAMPLE_MS = 250;
const RESOLUTION_MS = 10;

/** Turns reports away before calls are slow, and boards only after that: 503, when to come again, and a page that says why. */
export function shedUnderPressure(app: FastifyInstance, context: Context, measure: Measure): void {
  let reports = 0;
  const counted = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', async (request, reply) => {
    const purpose = purposeOf(request.method, request.url);
    if (purpose === 'intake') return;
    if (!mayEnter(purpose, { ...measure.now(), reports })) {
      context.shed?.add(purpose);
      return turnedAway(context, purpose, request, reply);
    }
    if (purpose !== 'report') return;
    reports += 1;
    counted.add(request);
  });
  const left = async (request: FastifyRequest) => {
    if (counted.delete(request)) reports -= 1;
  };
  app.addHook('onResponse', left);
  // Whoever goes away before the answer has left, too.
  app.addHook('onRequestAbort', left);
  app.addHook('onClose', async () => measure.stop());
}

/** The lag of the process over the last quarter of a second, and who waits for a connection. */
export function measured({ db }: Pick<Context, 'db'>): Measure {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let lagMs = 0;
  const timer = setInterval(() => {
    const seen = Number.isNaN(delay.mean) ? 0 : delay.mean / 1e6 - RESOLUTION_MS;
    // Falls slowly, so that one quiet moment does not let everybody in at once.
    lagMs = Math.max(0, seen, lagMs / 2);
    delay.reset();
  }, SAMPLE_MS);
  timer.unref();
  return {
    now: () => ({ lagMs, waiting: db.app.waitingCount }),
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

const WHAT: { [P in Exclude<Purpose, 'intake'>]: string } = {
  report: 'This page can wait, and the people who are ringing cannot. Nothing is lost.',
  board: 'So many calls come in that this page cannot be drawn now. Taking calls and opening cases go on.',
};

function turnedAway(
  context: Context,
  purpose: Exclude<Purpose, 'intake'>,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  reply.code(503).header('retry-after', String(RETRY_S)).header('cache-control', 'no-store');
  if (request.url.startsWith('/api/') || request.headers.accept === 'application/json') {
    reply.type(PROBLEM_JSON);
    const problem = { code: 'calls-come-first', message: `${WHAT[purpose]} Ask again in ${RETRY_S} seconds.` };
    return reply.send(problemDocument(503, 'Calls come first', [problem]));
  }
  reply.type('text/html; charset=utf-8');
  return reply.send(pageOf(context, purpose));
}

const drawn = new Map<string, string>();

/** Drawn once: a page that is sent under pressure must cost nothing. */
function pageOf({ mode }: Context, purpose: Exclude<Purpose, 'intake'>): string {
  const known = drawn.get(`${mode} ${purpose}`);
  if (known) return known;
  const page = renderPage(
    <PublicPage service="Vigil" title="Calls come first" isMadeUp={mode === 'demo'}>
      <h1>Calls come first</h1>
      <p>{WHAT[purpose]}</p>
      <p>Load the page again in {RETRY_S} seconds.</p>
    </PublicPage>,
  );
  drawn.set(`${mode} ${purpose}`, page);
  return page;
}
