import { parseBody, runCommand, type Stage } from '#api';
import type { Database } from '#database';
import type { Actor } from '#people';
import type { Instant, Problem } from '#shared';
import type { CaseKind } from '../caseCommand.ts';
import { referralStage } from './commands.ts';
import { receiveReferral } from './receiveReferral.ts';
import { caseOf, digestOf, referralBody } from './referral.ts';

/** One line of the file that was refused, by its number (the first is 1), and why. */
export type RowProblem = Problem & { row: number };
export type ReferralsImported = { rows: number; received: number; duplicates: number; refused: RowProblem[] };

type About = {
  cases: Stage<CaseKind>;
  tenant: number;
  service: number;
  /** Whose account brings them in. */
  account: string;
  now(): Instant;
};

/**
 * The referrals of a file: a JSON array, one object, or an object a line. Each stands for itself: one that is refused is said with its
 * row and its fields, and the others are taken. Fed again, those that are there already are counted and not taken twice.
 */
export async function importReferrals(db: Database, text: string, about: About): Promise<ReferralsImported> {
  const done: ReferralsImported = { rows: 0, received: 0, duplicates: 0, refused: [] };
  for (const { row, value, problem } of rowsOf(text)) {
    done.rows += 1;
    const taken = problem ? [problem] : await take(db, value, about);
    if (taken === 'received') done.received += 1;
    else if (taken === 'duplicate') done.duplicates += 1;
    else done.refused.push(...taken.map((one) => ({ row, ...one })));
  }
  return done;
}

async function take(
  db: Database,
  value: unknown,
  about: About,
): Promise<'received' | 'duplicate' | readonly Problem[]> {
  const body = parseBody(referralBody, value);
  if (!body.ok) return body.problems;
  const stream = caseOf(body.value);
  const { tenant, service, account, now } = about;
  const actor: Actor = { account, name: 'Import', grants: [{ tenant, role: 'telephony' }], by: 'token' };
  const registered = { command: receiveReferral, stage: referralStage(about.cases) };
  const key = keyOf(digestOf(body.value));
  const asked = { stream, body: body.value, actor, key, source: 'api' as const, now, born: { tenant, service } };
  const answer = await runCommand(db, registered as never, asked);
  if (answer.kind === 'refused') return answer.problems;
  return answer.replayed ? 'duplicate' : 'received';
}

/** A request key that follows from what was sent. */
function keyOf(digest: Buffer): string {
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `7${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

type Row = { row: number; value?: unknown; problem?: Problem };

/** The objects of a file by the line or place where they stand. A line that is no JSON is a row that is refused. */
export function rowsOf(text: string): Row[] {
  const whole = parsed(text.replace(/^\uFEFF/, ''));
  if (whole.ok) {
    const values = Array.isArray(whole.value) ? whole.value : [whole.value];
    return values.map((value, index) => ({ row: index + 1, value }));
  }
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      const one = parsed(line);
      return [one.ok ? { row: index + 1, value: one.value } : { row: index + 1, problem: notJson }];
    });
}

function parsed(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const notJson: Problem = {
  code: 'not-json',
  message: 'This line is no JSON object. Write one referral a line, or one array.',
};
