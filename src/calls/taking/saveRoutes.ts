import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, actorOf, type Context, parseBody, type Registered, runCommand } from '#api';
import { findRequest, inScope } from '#database';
import { practicesOf } from '#practices';
import {
  type Instant,
  newId,
  ok,
  type Problem,
  parseUuid,
  type Result,
  refused,
  uuidTime,
  uuidv7FromKey,
} from '#shared';
import { type CaseLine, caseLine } from '../caseListStore.ts';
import { isThird } from '../caseThird.ts';
import { loadPass, runningFor } from '../pass/passStore.ts';
import { askedOf, type Plan, planOf, type Typed } from './form.ts';
import {
  callOf,
  type EntryPage,
  type Filled,
  formPage,
  look,
  lookUp,
  serviceOf,
  takers,
  typedOf,
} from './formRoutes.tsx';
import type { PatientIndex } from './patientIndex.ts';
import { type TakenDown, takenDownFrom } from './takenDownStore.ts';

/** The commands that one press of F8 may come to. */
export type SavingCommands = {
  [Name in 'open-case' | 'note-repeat' | 'end-call' | 'need-pass' | 'name-pass']: Registered;
};
export type SavingAbout = { context: Context; index: PatientIndex; commands: SavingCommands; entryPage: EntryPage };
type About = SavingAbout;

/**
 * F8: the case first, with whatever is decided of it in the same decision, so that the patient is safe whatever fails after it; each step
 * under a key of its own, so that it may be sent again.
 */
export function saveRoutes(app: FastifyInstance, about: About): void {
  app.post('/calls/:stream/save', { config: { who: takers } }, (request, reply) => saveCall(about, request, reply));
  app.post('/cases/new', { config: { who: takers } }, (request, reply) => saveEntry(about, request, reply));
}

/** A way in that is no call: the same rules of who was in touch before, and the page of its case afterwards. */
async function saveEntry(about: About, request: FastifyRequest, reply: FastifyReply) {
  const service = serviceOf(about.context, request);
  const form = { service, typed: withId(typedOf(request.body)) };
  const done = await carriedOut(about, request, form);
  if (!done.ok) {
    if (form.typed.priority === 'life') await passedFirst({ ...about, request, form }, undefined);
    const panels = await lookUp(about, request, form);
    reply.code(422);
    return about.entryPage(request, reply, { id: form.typed.id, values: form.typed, problems: done.problems, panels });
  }
  about.context.waker.touch();
  const pass = done.value.life ? await passed({ ...about, request, form }, done.value.of, true) : undefined;
  return reply.redirect(pass ? `/passes/${pass}` : `/cases/${done.value.of}`, 303);
}

function withId(typed: Typed): Typed {
  const id = parseUuid(typed.id ?? '');
  return { ...typed, id: id.ok ? id.value : newId() };
}

async function saveCall(about: About, request: FastifyRequest, reply: FastifyReply) {
  const { context } = about;
  const service = serviceOf(context, request);
  const { tenant } = service;
  const call = await callOf(context, service, request);
  const typed = typedOf(request.body);
  const form = { service, call, typed: withId(typed) };
  const saving = { ...about, request, form };
  const before = await inScope(context.db, { tenants: [tenant] }, (tx) => takenDownFrom(tx, tenant, call.id));
  const taken = before && before.case !== form.typed.id ? before : undefined;
  if (taken && (await wasCarriedOut(saving))) {
    // The same form sent again, and its answer lost on the way.
    const pass = await passed(saving, taken.case, typed.priority === 'life');
    return reply.redirect(pass ? `/passes/${pass}` : `/calls?saved=${taken.case}`, 303);
  }
  const done = await carriedOut(about, request, { ...form, taken });
  if (!done.ok) {
    const runs = typed.priority === 'life' && (await passedFirst(saving, taken?.case));
    const panels = await lookUp(about, request, form);
    return formPage(context, request, reply, { ...form, problems: done.problems, panels, runs: runs || undefined });
  }
  context.waker.touch();
  const { of, how, life } = done.value;
  if (call.state.state === 'answered') await run(saving, 'end-call', { stream: call.id, body: {} });
  const pass = await passed(saving, of, life);
  if (pass) return reply.redirect(`/passes/${pass}`, 303);
  return reply.redirect(`/calls?saved=${of}${how.length > 0 ? `&as=${how.join('+')}` : ''}`, 303);
}

/** Whether this very form was taken already, by whoever sends it again. */
async function wasCarriedOut(saving: Saving): Promise<boolean> {
  const { tenant } = saving.form.service;
  const actor = actorOf(saving.request).account;
  return inScope(saving.context.db, { tenants: [tenant] }, async (tx) => {
    for (const step of ['open-case', 'note-repeat'])
      if (await findRequest(tx, { tenant, actor, key: keyOf(saving, step) })) return true;
    return false;
  });
}

type Saving = { context: Context; commands: SavingCommands; request: FastifyRequest; form: Filled };
type Done = { of: string; how: readonly string[]; life: boolean };

/** The one command that the form comes to, by what is known at this moment. */
async function carriedOut(
  about: About,
  request: FastifyRequest,
  form: Filled & { taken?: TakenDown },
): Promise<Result<Done>> {
  const { context, commands } = about;
  const { service, call, typed, taken } = form;
  const { tenant, slug } = service;
  const now = context.clocks.now(tenant);
  const found = await look(context, request, { service, call, asked: askedOf(typed, now), now });
  const practices = await inScope(context.db, { tenants: [tenant] }, (tx) => practicesOf(tx, tenant));
  const plan = planOf(typed, {
    now,
    service: slug,
    call: call?.id,
    // Sent again: the case that it opened is no earlier contact.
    contacts: found.contacts.filter((contact) => contact.case !== typed.id),
    practiceName: (practice) => practices.find((one) => one.id === practice)?.name,
    taken,
  });
  return plan.ok ? carryOut(plan.value, { context, commands, request, form }) : plan;
}

async function carryOut(plan: Plan, saving: Saving): Promise<Result<Done>> {
  const before = plan.kind === 'rang-back' && plan.body.worse ? await lineOf(saving, plan.to) : undefined;
  const main =
    plan.kind === 'open'
      ? await run(saving, 'open-case', { body: plan.body })
      : await run(saving, 'note-repeat', { stream: plan.to, body: plan.body });
  if (main.kind === 'refused') return refused(...main.problems.map(named));
  const { subject: of, tenant } = main;
  const { context, form } = saving;
  const line = await inScope(context.db, { tenants: [tenant] }, (tx) => caseLine(tx, tenant, of));
  const isRaised =
    line !== undefined && isThird(line.repeatTimes) && form.typed.priority === 'other' && line.priority === 'urgent';
  const how = [
    ...(plan.kind === 'rang-back' ? ['rang-back', ...(plan.body.worse ? [becameOf(before, line)] : [])] : []),
    ...(isRaised && !plan.isDeclined && !plan.body.worse ? ['raised'] : []),
    ...(plan.kind === 'open' && plan.isLinked ? ['linked'] : []),
    ...(plan.isDeclined ? ['declined'] : []),
  ];
  return ok({ of, how, life: plan.life });
}

const lineOf = ({ context, form }: Saving, id: string) => {
  const { tenant } = form.service;
  return inScope(context.db, { tenants: [tenant] }, (tx) => caseLine(tx, tenant, id));
};

/** What really came of their being worse, and never what was hoped: moved up, told to whoever is at work, first of those left, or urgent before. */
function becameOf(before: CaseLine | undefined, after: CaseLine | undefined): string {
  const grade = (line: CaseLine | undefined) => [line?.priority, line?.urgency, line?.state].join();
  if (grade(before) !== grade(after)) return 'worse';
  if (after?.state !== 'in-assessment') return 'worse-already';
  return after.heldBy === undefined ? 'worse-left' : 'worse-told';
}

/** A pass that was begun from this call is given its case; a life-threatening priority begins one where none runs. */
async function passed(saving: Saving, of: string, life: boolean): Promise<string | undefined> {
  const { context, form } = saving;
  const { tenant, slug } = form.service;
  const call = form.call?.id;
  const own = await ownPass(saving);
  if (own?.hasEnded) {
    // Begun before the case was: 999 has it, or it was stood down. It is this patient's, and no second clock begins.
    const ended = await inScope(context.db, { tenants: [tenant] }, (tx) => caseLine(tx, tenant, of));
    if (ended && own.case === undefined)
      await run(saving, 'name-pass', { stream: own.id, body: { number: ended.number } });
    return undefined;
  }
  const { running, line } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    running: (await runningFor(tx, tenant, of)) ?? (call && (await runningFor(tx, tenant, call))) ?? own?.id,
    line: await caseLine(tx, tenant, of),
  }));
  if (running !== undefined) {
    if (line) await run(saving, 'name-pass', { stream: running, body: { number: line.number } });
    return life ? running : undefined;
  }
  if (!life) return undefined;
  const body = { id: keyOf(saving, 'pass'), service: slug, case: of };
  const begun = await run(saving, 'need-pass', { body });
  if (begun.kind === 'refused') throw new Error(`a pass to 999 was refused: ${begun.problems[0]?.code}`);
  return begun.subject;
}

/**
 * A form with a life in danger that cannot be taken yet: 999 first, and the rest of the boxes afterwards. On the call, or the case that it
 * came to; where neither is known, of whoever presses.
 */
async function passedFirst(saving: Saving, taken: string | undefined): Promise<string | undefined> {
  const { context, form } = saving;
  const { tenant, slug } = form.service;
  const [kind, chosen] = (form.typed.about ?? '').split(' ');
  const of = taken ?? (kind === 'rang-back' ? chosen : undefined);
  const known = parseUuid(of ?? '');
  const whom = known.ok ? { case: known.value } : form.call ? { call: form.call.id } : {};
  const begun = await ownPass(saving);
  if (begun) return begun.id;
  const answer = await run(saving, 'need-pass', { body: { id: keyOf(saving, 'pass'), service: slug, ...whom } });
  context.waker.touch();
  if (answer.kind === 'done') return answer.subject;
  const subject = known.ok ? known.value : (form.call?.id ?? actorOf(saving.request).account);
  return inScope(context.db, { tenants: [tenant] }, (tx) => runningFor(tx, tenant, subject));
}

/** The pass that an earlier press of this form has begun. */
async function ownPass(saving: Saving): Promise<{ id: string; hasEnded: boolean; case?: string } | undefined> {
  const { tenant } = saving.form.service;
  const id = keyOf(saving, 'pass');
  const loaded = await inScope(saving.context.db, { tenants: [tenant] }, (tx) => loadPass(tx, tenant, id));
  return loaded && { id, hasEnded: loaded.state.state !== 'running', case: loaded.state.case };
}

/** One key for each step of this form, the same however often it is sent. */
function keyOf({ form }: Saving, step: string): string {
  const id = form.typed.id ?? '';
  return uuidv7FromKey(uuidTime(id) as Instant, `${id}:${step}`);
}

async function run(
  saving: Saving,
  name: keyof SavingCommands,
  { stream, body: raw }: { stream?: string; body: Record<string, unknown> },
): Promise<Answer> {
  const { context, commands, request, form } = saving;
  const entry = commands[name];
  const body = parseBody(entry.command.body, raw);
  if (!body.ok) return { kind: 'refused', problems: body.problems };
  const born = { tenant: form.service.tenant, service: form.service.id };
  return runCommand(context.db, entry, {
    stream: stream ?? String((body.value as { id?: string }).id),
    body: body.value,
    actor: actorOf(request),
    key: keyOf(saving, name),
    source: 'page',
    now: context.clocks.now,
    ...(entry.command.birth ? { born } : {}),
  });
}

/** A problem of a box that the form calls otherwise. */
function named(problem: Problem): Problem {
  if (problem.field === 'practice' || problem.field === 'practiceId') return { ...problem, field: 'practiceId' };
  return problem;
}
