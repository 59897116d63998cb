import { setTimeout as wait } from 'node:timers/promises';
import { toIso } from '#shared';
import type { Action } from './notebook.ts';

export type Answer = { kind: 'done'; subject?: string } | { kind: 'refused'; code: string; message: string };

/** The public API as one person after another uses it: signs in, sends, waits while the server is away, and sends again. */
export type Client = {
  send(action: Action): Promise<Answer>;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
};

export type Reached = { baseUrl: string; signal?: AbortSignal; patienceMs?: number };

type SignedIn = { token: string; account: string };

/** A request that hangs is sent again: its key makes that safe. */
const REQUEST_MS = 30_000;
const OWN_TIME_MS = 15_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Throws when the server stays away for longer than `patienceMs` (two minutes unless said), when a request is not
 * understood at all (a status of 5xx other than 503), or with the signal's reason when it is aborted.
 */
export function openClient({ baseUrl, signal, patienceMs = 120_000 }: Reached): Client {
  const people = new Map<string, Promise<SignedIn>>();
  /** Ids that the service gave, by those of the plan. */
  const given = new Map<string, string>();

  async function ask(
    method: string,
    path: string,
    sent: { headers?: Record<string, string>; body?: object } = {},
  ): Promise<Response> {
    const giveUpAt = Date.now() + patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      signal?.throwIfAborted();
      const answer = await once(method, path, sent).catch((error: unknown) => {
        signal?.throwIfAborted();
        return error instanceof Error ? error : new Error(String(error));
      });
      if (!(answer instanceof Error) && answer.status !== 503) return answer;
      if (Date.now() + pause > giveUpAt) {
        throw new Error(`${baseUrl}${path} did not answer for ${patienceMs} ms`, { cause: answer });
      }
      if (!(answer instanceof Error)) await answer.arrayBuffer();
      await wait(pause, undefined, signal ? { signal } : {});
    }
  }

  function once(
    method: string,
    path: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: object },
  ) {
    const request: RequestInit = {
      method,
      headers: { accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(REQUEST_MS),
    };
    if (body === undefined) return fetch(`${baseUrl}${path}`, request);
    const json = { ...request.headers, 'content-type': 'application/json' };
    return fetch(`${baseUrl}${path}`, { ...request, headers: json, body: JSON.stringify(body) });
  }

  async function parsed<T>(answer: Response): Promise<T> {
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    return (await answer.json()) as T;
  }

  const post = async <T>(path: string, body: object) => parsed<T>(await ask('POST', path, { body }));

  function signedIn(signIn: string): Promise<SignedIn> {
    const known = people.get(signIn);
    if (known) return known;
    const asked = post<SignedIn>('/api/demo/sign-in', { signIn });
    people.set(signIn, asked);
    asked.catch(() => people.delete(signIn));
    return asked;
  }

  /** Plans name people by their sign-in name; the API knows them by account. */
  async function bodyOf({ body }: Action): Promise<object> {
    return typeof body.person === 'string' ? { ...body, person: (await signedIn(body.person)).account } : body;
  }

  /** What the service begins by itself is there a moment later. */
  async function send(action: Action): Promise<Answer> {
    const giveUpAt = Date.now() + OWN_TIME_MS;
    for (;;) {
      const answer = await sendOnce(action);
      if (action.givesId && answer.kind === 'done' && answer.subject) given.set(action.stream, answer.subject);
      const early = action.awaits && answer.kind === 'refused' && /^(not-begun|http-404|status-404)$/.test(answer.code);
      if (!early || Date.now() > giveUpAt) return answer;
      await wait(FIRST_PAUSE_MS, undefined, signal ? { signal } : {});
    }
  }

  async function sendOnce(action: Action): Promise<Answer> {
    const body = await bodyOf(action);
    for (let signIns = 0; ; signIns += 1) {
      const { token } = await signedIn(action.actor);
      const path = await pathOf(action, token);
      if (path === undefined) return { kind: 'refused', code: 'not-begun', message: 'It is not there yet.' };
      const headers = {
        authorization: `Bearer ${token}`,
        'idempotency-key': action.key,
        'vigil-demo-now': toIso(action.at),
      };
      const answer = await ask('POST', `/api${path}`, { headers, body });
      if (answer.status === 401 && signIns === 0) {
        // The token was withdrawn, as when the server's people were set up anew.
        people.delete(action.actor);
        continue;
      }
      return judged(action, answer);
    }
  }

  async function pathOf({ path, stream, find }: Action, token: string): Promise<string | undefined> {
    const known = given.get(stream);
    if (known !== undefined) return path.replace(stream, known);
    if (!find) return path;
    const answer = await ask('GET', `/api${find.path}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 401) people.clear();
    if (!answer.ok) return undefined;
    const all = ((await answer.json()) as { [list: string]: { [field: string]: unknown }[] })[find.list] ?? [];
    const found = all.find((one) => Object.entries(find.where).every(([field, value]) => one[field] === value));
    return found && path.replace(':found', String(found.id));
  }

  return { send, post, get: async <T>(path: string) => parsed<T>(await ask('GET', path)) };
}

async function judged(action: Action, answer: Response): Promise<Answer> {
  if (answer.ok) {
    const { subject } = (await answer.json().catch(() => ({}))) as { subject?: unknown };
    return { kind: 'done', ...(typeof subject === 'string' ? { subject } : {}) };
  }
  const text = await answer.text();
  if (answer.status >= 500)
    throw new Error(`${action.command} of ${action.path} failed with ${answer.status}: ${text.slice(0, 500)}`);
  const problem = firstProblem(text);
  return {
    kind: 'refused',
    code: problem.code ?? `status-${answer.status}`,
    message: problem.message ?? text.slice(0, 200),
  };
}

function firstProblem(text: string): { code?: string; message?: string } {
  try {
    const document = JSON.parse(text) as { problems?: { code?: string; message?: string }[] };
    return document.problems?.[0] ?? {};
  } catch {
    return {};
  }
}
