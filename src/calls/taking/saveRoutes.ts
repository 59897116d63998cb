import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, actorOf, type Context, parseBody, type Registered, runCommand } from '#api';
import { inScope } from '#database';
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
import { caseLine } from '../caseListStore.ts';
import { runningFor } from '../pass/passStore.ts';
import { askedOf, type Decline, type Plan, planOf } from './form.ts';
import { callOf, type Form, formPage, look, lookUp, serviceOf, takers, typedOf } from './formRoutes.tsx';
import type { PatientIndex } from './patientIndex.ts';
import { rangBackBy } from './takenStore.ts';

/** The commands that one press of F8 may come to. */
export type SavingCommands = {
  [Name in
    | 'open-case'
    | 'note-repeat'
    | 'decline-repeat'
    | 'link-case'
    | 'end-call'
    | 'need-pass'
    | 'name-pass']: Registered;
};
type About = { context: Context; index: PatientIndex; commands: SavingCommands };

/** F8: the case first, so that the patient is safe whatever fails after it; each step under a key of its own, so that it may be sent again. */
export function saveRoutes(app: FastifyInstance, about: About): void {
  app.post('/calls/:stream/save', { config: { who: takers } }, (request, reply) => save(about, request, reply));
}

async function save(about: About, request: FastifyRequest, reply: FastifyReply) {
  const { context, commands } = about;
  const service = serviceOf(context, request);
  const { tenant } = service;
  const call = await callOf(context, service, request);
  const typed = typedOf(request.body);
  const id = parseUuid(typed.id ?? '');
  const form: Form = { service, call, typed: id.ok ? { ...typed, id: id.value } : { ...typed, id: newId() } };
  const before = await takenAlready(context, tenant, call.id, call.case);
  if (before !== undefined && before !== form.typed.id) return reply.redirect(`/calls?saved=${before}`, 303);
  const now = context.clocks.now(tenant);
  const found = await look(context, request, { service, call, asked: askedOf(form.typed, now), now });
  const practices = await inScope(context.db, { tenants: [tenant] }, (tx) => practicesOf(tx, tenant));
  const plan = planOf(form.typed, {
    now,
    service: service.slug,
    call: call.id,
    contacts: found.contacts.filter((contact) => contact.case !== form.typed.id),
    practiceName: (practice) => practices.find((one) => one.id === practice)?.name,
  });
  const done = plan.ok ? await carryOut(plan.value, { context, commands, request, form }) : plan;
  if (!done.ok) {
    const panels = await lookUp(about, request, form);
    return formPage(context, request, reply, { ...form, problems: done.problems, panels });
  }
  context.waker.touch();
  return reply.redirect(done.value, 303);
}

/** The case that was opened from this call, or the open one that it was about. */
async function takenAlready(context: Context, tenant: number, call: string, opened: string | undefined) {
  if (opened !== undefined) return opened;
  return inScope(context.db, { tenants: [tenant] }, async (tx) => (await rangBackBy(tx, tenant, [call])).get(call));
}

type Saving = { context: Context; commands: SavingCommands; request: FastifyRequest; form: Form };

/** Where the person goes once it is saved. */
async function carryOut(plan: Plan, saving: Saving): Promise<Result<string>> {
  const main =
    plan.kind === 'open'
      ? await run(saving, 'open-case', { body: plan.body })
      : await run(saving, 'note-repeat', { stream: plan.to, body: plan.body });
  if (main.kind === 'refused') return refused(...main.problems.map(named));
  const how = [
    ...(plan.kind === 'rang-back' ? ['rang-back', ...(plan.body.worse ? ['worse'] : [])] : []),
    ...(plan.kind === 'open' && plan.raised ? ['raised'] : []),
  ];
  const of = main.subject;
  if (plan.kind === 'open' && plan.link !== undefined) {
    const linked = await run(saving, 'link-case', { stream: of, body: { to: plan.link, as: 'same-patient' } });
    if (linked.kind === 'done') how.push('linked');
  }
  if (plan.decline && (await declined(saving, of, plan.decline))) how.push('declined');
  const { call } = saving.form;
  if (call.state.state === 'answered') await run(saving, 'end-call', { stream: call.id, body: {} });
  const pass = await passed(saving, of, plan.life);
  if (pass) return ok(`/passes/${pass}`);
  return ok(`/calls?saved=${of}${how.length > 0 ? `&as=${how.join('+')}` : ''}`);
}

async function declined(saving: Saving, stream: string, { reason, explanation }: Decline): Promise<boolean> {
  const body = { reason, ...(explanation === undefined ? {} : { explanation }) };
  return (await run(saving, 'decline-repeat', { stream, body })).kind === 'done';
}

/** A pass that was begun from this call is given its case; a life-threatening priority begins one where none runs. */
async function passed(saving: Saving, of: string, life: boolean): Promise<string | undefined> {
  const { context, form } = saving;
  const { tenant, slug } = form.service;
  const { running, line } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    running: (await runningFor(tx, tenant, of)) ?? (await runningFor(tx, tenant, form.call.id)),
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
