import { z } from 'zod';
import { idOf, streamId, type TableCommand, text } from '#api';
import type { Tx } from '#database';
import { NotFound, newId, ok, type Result } from '#shared';
import type { Cases } from './cases.ts';
import { type Concern, dueOn, stepFrom } from './concern.ts';
import { type ConcernStep, concernLifecycle } from './concernSteps.ts';
import { changeConcern, concernById, writeConcern } from './concernStore.ts';
import { practiceNamed } from './practiceStore.ts';
import { idsOf, type Speaker, spokenFor, spokenForThing } from './spokenStore.ts';

type Described<Body extends z.ZodObject> = Omit<TableCommand<Body>, 'face'>;

const common = {
  id: streamId('a new id'),
  service: text('the short name of the service', 60).optional(),
};
const concern = idOf('the concern');

export const raiseBody = z.strictObject({
  ...common,
  practice: text('the practice’s code', 20).optional(),
  about: text('whom or what it is about', 200),
  case: idOf('the case').optional(),
  text: text('what happened', 4_000),
});

export function raiseConcern({ caseOf }: Pick<Cases, 'caseOf'>): Described<typeof raiseBody> {
  return {
    ...described('raise-concern', '/practice/concerns'),
    summary: 'A practice asks the service about what happened. It has a number at once, and an answer is due by a day.',
    body: raiseBody,
    async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
      const speaker = { tenant, account: actor.account, at: now };
      const spoken = await spokenFor(tx, speaker, body.practice);
      if (body.case) await ownCase(tx, { tenant, case: body.case, ids: idsOf(spoken), caseOf });
      const due = dueOn(now);
      const { id, about } = body;
      const raised = {
        tenant,
        id,
        practice: spoken.practice.id,
        about,
        body: body.text,
        raisedAt: now,
        raisedBy: actor.account,
      };
      await writeConcern(
        tx,
        { ...raised, ...(due ? { dueOn: due } : {}), ...(body.case ? { case: body.case } : {}) },
        writtenBy(speaker),
      );
      return ok(undefined);
    },
  };
}

/** The case of a patient of the practice; another's is not there. */
async function ownCase(
  tx: Tx,
  about: { tenant: number; case: string; ids: readonly number[] } & Pick<Cases, 'caseOf'>,
): Promise<void> {
  const { tenant, ids } = about;
  const known = await about.caseOf(tx, { tenant, case: about.case });
  const named = known?.practiceText ? (await practiceNamed(tx, { tenant, text: known.practiceText }))?.id : undefined;
  const practice = known?.practice ?? named;
  if (practice === undefined || !ids.includes(practice)) throw new NotFound('there is no such case for you');
}

export const takeBody = z.strictObject({ ...common, concern });

export const takeConcern: Described<typeof takeBody> = {
  ...described('take-concern', '/concerns/take'),
  summary: 'A named person of the service looks into a concern. Its day does not move.',
  body: takeBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    return step(tx, speaker, await known(tx, tenant, body.concern), { step: 'take-concern', hasBy: actor.account });
  },
};

export const answerBody = z.strictObject({ ...common, concern, text: text('the answer', 8_000) });

export const answerConcern: Described<typeof answerBody> = {
  ...described('answer-concern', '/concerns/answer'),
  summary: 'Answers a concern; the practice reads it at once, and whose answer it is.',
  body: answerBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const found = await known(tx, tenant, body.concern);
    const line = { kind: 'answer' as const, body: body.text };
    const first = found.firstAnsweredAt === undefined ? { firstAnsweredAt: now } : {};
    return step(tx, speaker, found, { step: 'answer-concern', hasBy: actor.account, answeredAt: now, ...first, line });
  },
};

export const askAgainBody = z.strictObject({ ...common, concern, text: text('what is not answered', 4_000) });

export const askAgain: Described<typeof askAgainBody> = {
  ...described('ask-again', '/practice/concerns/ask-again'),
  summary: 'The answer does not answer it: the service owes another, by a day counted from now.',
  body: askAgainBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    const found = await own(tx, speaker, body.concern);
    const line = { kind: 'question' as const, body: body.text };
    return step(tx, speaker, found, { step: 'ask-again', dueOn: dueOn(now), line });
  },
};

export const settleBody = z.strictObject({ ...common, concern });

export const settleConcern: Described<typeof settleBody> = {
  ...described('settle-concern', '/practice/concerns/settle'),
  summary: 'The practice is content with the answer.',
  body: settleBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const speaker = { tenant, account: actor.account, at: now };
    return step(tx, speaker, await own(tx, speaker, body.concern), { step: 'settle-concern' });
  },
};

function described(name: ConcernStep, path: string) {
  return { name, module: 'practices', path, roles: concernLifecycle.steps[name].roles };
}

async function known(tx: Tx, tenant: number, id: string): Promise<Concern> {
  const found = await concernById(tx, { tenant, id });
  if (!found) throw new NotFound('there is no such concern');
  return found;
}

async function own(tx: Tx, speaker: Speaker, id: string): Promise<Concern> {
  const found = await concernById(tx, { tenant: speaker.tenant, id });
  await spokenForThing(tx, speaker, found?.practice);
  return found as Concern;
}

type Doing = { step: ConcernStep } & Partial<Pick<Concern, 'hasBy' | 'answeredAt' | 'firstAnsweredAt' | 'dueOn'>> & {
    line?: { kind: 'answer' | 'question'; body: string };
  };

async function step(tx: Tx, speaker: Speaker, concern: Concern, doing: Doing): Promise<Result<void>> {
  const to = stepFrom(concern.state, doing.step);
  if (!to.ok) return to;
  const { step, line, ...change } = doing;
  const about = {
    tenant: speaker.tenant,
    id: concern.id,
    from: concern.state,
    step,
    change: { state: to.value, ...change },
  };
  await changeConcern(tx, { ...about, ...(line ? { line } : {}) }, writtenBy(speaker));
  return ok(undefined);
}

function writtenBy({ account, at }: Speaker) {
  return { id: newId(), at, by: account };
}
