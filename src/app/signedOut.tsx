import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Context, frameFor, isOwnOrigin, serviceFor } from '#api';
import { type Instant, showTimeSeconds, toIso } from '#shared';
import { renderPage, type StaffFrame, StaffPage } from '#web';

type Sent = readonly (readonly [name: string, value: string])[];
const MOST_BYTES = 256 * 1024;

/**
 * A form that was sent after its session had ended: nothing of it is lost. The page holds what was sent, says that it is not saved, and
 * sends it once somebody has signed in again. Undefined for what no form of our own sent.
 */
export async function signedOutPage(context: Context, request: FastifyRequest, reply: FastifyReply, door: string) {
  if (request.method !== 'POST' || !isOwnOrigin(request)) return undefined;
  const sent = await fieldsOf(request);
  if (!sent) return undefined;
  const service = serviceFor(context, request);
  const of = context.directory.services().find(({ slug }) => slug === value(sent, 'service')) ?? service;
  const now = context.clocks.now(of?.tenant ?? 0);
  const is999 = request.url.split('?')[0] === '/passes';
  reply.code(401).type('text/html; charset=utf-8');
  const frame = frameFor(context, request, service);
  const about = { frame, action: request.url, signIn: `${door}?next=${encodeURIComponent(pageOf(request))}`, now };
  return renderPage(is999 ? <Press {...about} sent={sent} /> : <Form {...about} sent={sent} />);
}

type Props = { frame: StaffFrame; action: string; signIn: string; now: Instant; sent: Sent };

function Form({ frame, action, signIn, sent }: Props) {
  return (
    <StaffPage frame={frame} title="Not saved: you were signed out" width="text">
      <h1>Not saved: you were signed out</h1>
      <p>What you sent is kept on this page until you close it, and nowhere else.</p>
      <SignIn href={signIn} />
      <form method="post" action={action}>
        <Hidden sent={sent} />
        <button type="submit" class="action-button action-button--large" data-key="f8">
          Send it again <kbd>F8</kbd>
        </button>
      </form>
    </StaffPage>
  );
}

/** The one thing that cannot wait for a password. */
function Press({ frame, action, signIn, now, sent }: Props) {
  const said = sent.some(([name]) => name === 'occurredAt') ? sent : [...sent, ['occurredAt', toIso(now)] as const];
  return (
    <StaffPage frame={frame} title="Ring 999 now" width="text">
      <div class="pass pass--running is-late">
        <h1>Ring 999 now</h1>
        <p>
          <strong>
            You were signed out, so the 3 minutes are NOT running. Pressed at {showTimeSeconds(now)}: write the time
            down.
          </strong>
        </p>
      </div>
      <SignIn href={signIn} />
      <form method="post" action={action} class="pass-again">
        <Hidden sent={said} />
        <button type="submit" class="pass-999" data-key="f9" data-key-words="record that it was pressed">
          Record the press of {showTimeSeconds(now)} <kbd>F9</kbd>
        </button>
      </form>
    </StaffPage>
  );
}

function SignIn({ href }: { href: string }) {
  return (
    <p>
      <a href={href} target="_blank" rel="noopener">
        Sign in again
      </a>{' '}
      in another tab, then come back to this one and send it.
    </p>
  );
}

function Hidden({ sent }: { sent: Sent }) {
  return (
    <>
      {sent.map(([name, text]) => (
        <input key={`${name} ${text}`} type="hidden" name={name} value={text} />
      ))}
    </>
  );
}

const value = (sent: Sent, name: string) => sent.find(([one]) => one === name)?.[1];

/** The page that the form stands on, where the browser says so. */
export function pageOf(request: FastifyRequest): string {
  try {
    const { host, pathname, search } = new URL(request.headers.referer ?? '');
    return host === request.headers.host ? `${pathname}${search}` : '/';
  } catch {
    return '/';
  }
}

/** Nobody was there to read it for: whoever is refused at the door has a body that no parser has seen. */
async function fieldsOf({ raw, headers, body }: FastifyRequest): Promise<Sent | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '') || body !== undefined)
    return undefined;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of raw) {
    size += part.length;
    if (size > MOST_BYTES) return undefined;
    parts.push(part);
  }
  return [...new URLSearchParams(Buffer.concat(parts).toString('utf8'))];
}
