import type { Instant } from '#shared';
import { afterFailure, type Breaker, mayTry, working } from './breaker.ts';
import type { Asked } from './contact.ts';
import { type IndexAnswer, noIndex, type PatientIndex, queryOf, readAnswer } from './patientIndex.ts';

/** Somebody is on the telephone: what has not come by then is not waited for. */
const TIMEOUT_MS = 1_500;
const MOST_BYTES = 256 * 1024;

/** An index at an address, behind a time limit and a breaker; none where there is no address. */
export function openPatientIndex(url: string | undefined, timeoutMs = TIMEOUT_MS): PatientIndex {
  if (!url) return noIndex;
  let breaker: Breaker = working;
  const failed = (now: Instant): IndexAnswer => {
    breaker = afterFailure(breaker, now);
    return { kind: 'unreachable', since: breaker.downSince ?? now };
  };
  return {
    async look(asked, now) {
      const query = queryOf(asked);
      if (query === undefined) {
        const { downSince } = breaker;
        return downSince === undefined ? { kind: 'too-little-known' } : { kind: 'unreachable', since: downSince };
      }
      if (!mayTry(breaker, now)) return { kind: 'unreachable', since: breaker.downSince ?? now };
      const answer = await ask(`${url.replace(/\/$/, '')}/Patient?${query}`, { asked, timeoutMs });
      if (!answer) return failed(now);
      breaker = working;
      return answer;
    },
  };
}

/** Undefined for whatever is no answer: silence, an error, a redirect, too much, or not what an index says. */
async function ask(
  address: string,
  { asked, timeoutMs }: { asked: Asked; timeoutMs: number },
): Promise<IndexAnswer | undefined> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  try {
    const answer = await fetch(address, {
      headers: { accept: 'application/fhir+json' },
      // An index that sends us on could send a patient's name anywhere.
      redirect: 'error',
      signal: stop.signal,
    });
    if (!answer.ok) return undefined;
    return readAnswer(JSON.parse(await bodyOf(answer)), asked);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

async function bodyOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (const reader = answer.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > MOST_BYTES) throw new RangeError('more than an answer holds');
    parts.push(value);
  }
  return Buffer.concat(parts).toString('utf8');
}
