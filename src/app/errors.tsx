import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, frameFor, PROBLEM_JSON, problemDocument, SignInFirst, serviceFor } from '#api';
import { translated } from '#database';
import { Conflict, Forbidden, NotFound, Unavailable } from '#shared';
import { PublicPage, renderPage, StaffPage } from '#web';
import { pageOf, signedOutPage } from './signedOut.tsx';

type Told = { status: number; title: string; words: string };

/** The one place where what was thrown becomes an answer: a page for a person, problem+json for a program. */
export function answerErrors(app: FastifyInstance, context: Context): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (error instanceof SignInFirst && wantsPage(request)) {
      const door = context.mode === 'demo' ? '/sign-in-as' : '/sign-in';
      const kept = await signedOutPage(context, request, reply, door);
      if (kept !== undefined) return kept;
      const next = request.method === 'GET' ? request.url : pageOf(request);
      return reply.redirect(`${door}?next=${encodeURIComponent(next)}`, 303);
    }
    const told = tell(error);
    if (told.status >= 500) request.log.error({ err: error, url: request.url.split('?')[0] }, 'failed');
    if (told.status === 503) reply.header('retry-after', '2');
    return answer(context, request, reply, told);
  });
  app.setNotFoundHandler({ preHandler: [] }, async (request, reply) =>
    answer(context, request, reply, {
      status: 404,
      title: 'Page not found',
      words: 'There is nothing at this address.',
    }),
  );
}

function tell(thrown: FastifyError): Told {
  const error = translated(thrown) as FastifyError;
  if (error instanceof SignInFirst) return { status: 401, title: 'Sign in first', words: 'Sign in, then try again.' };
  if (error instanceof NotFound)
    return { status: 404, title: 'Not found', words: 'There is no such record among those that you may see.' };
  if (error instanceof Forbidden)
    return { status: 403, title: 'Not for this account', words: 'Your roles do not allow this.' };
  if (error instanceof Conflict)
    return {
      status: 409,
      title: 'Somebody else was first',
      words: 'Somebody else has just changed this. Look again, then try again.',
    };
  if (error instanceof Unavailable)
    return {
      status: 503,
      title: 'Not now',
      words: 'The record cannot be reached. Nothing was changed that you were not told of. Try again in a moment.',
    };
  if (error.name === 'ZodError')
    return { status: 400, title: 'Not understood', words: 'The request is not one that this address takes.' };
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return { status, title: 'Not understood', words: error.message };
  return { status: 500, title: 'Something went wrong', words: 'This was not your doing. It has been written down.' };
}

function wantsPage(request: FastifyRequest): boolean {
  return !request.url.startsWith('/api/') && request.headers.accept !== 'application/json';
}

async function answer(context: Context, request: FastifyRequest, reply: FastifyReply, told: Told) {
  reply.code(told.status);
  if (!wantsPage(request)) {
    reply.type(PROBLEM_JSON);
    return problemDocument(told.status, told.title, [{ code: `http-${told.status}`, message: told.words }]);
  }
  reply.type('text/html; charset=utf-8');
  const text = (
    <>
      <h1>{told.title}</h1>
      <p>{told.words}</p>
      <p>
        <a href={request.url.startsWith('/public') ? '/public' : '/'}>Go to the front page</a>
      </p>
    </>
  );
  if (request.url.startsWith('/public')) {
    return renderPage(
      <PublicPage service="Vigil" title={told.title} isMadeUp={context.mode === 'demo'}>
        {text}
      </PublicPage>,
    );
  }
  return renderPage(
    <StaffPage frame={frameFor(context, request, serviceFor(context, request))} title={told.title} width="text">
      {text}
    </StaffPage>,
  );
}
