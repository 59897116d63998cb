import { buttonsAt, type Context, roleWords } from '#api';
import { inScope, readStream, recordAccess, type Tx } from '#database';
import { namesOf, type Actor as Person, rolesIn, type Service } from '#people';
import { type Instant, NotFound, showTimeSeconds } from '#shared';
import { caseLine } from '../caseListStore.ts';
import { personOf } from '../caseStore.ts';
import { seesPatients } from '../caseView.ts';
import { waitOfCase } from '../wait/waitStore.ts';
import { lineOfCall } from './callLineStore.ts';
import { withdrawalReasons } from './events.ts';
import { settledResults, workKinds } from './kinds.ts';
import type { WorkItemProps } from './pages/workItem.tsx';
import type { WorkListProps, WorkShown } from './pages/workList.tsx';
import { workLifecycle } from './workSteps.ts';
import { openWork, type WorkLine, workLine, workTexts } from './workStore.ts';

/** What is owed in a service: one's own first, then what one's roles owe, then the rest. */
export async function viewWork(
  context: Context,
  actor: Person,
  service: Service,
): Promise<Omit<WorkListProps, 'keyFor'>> {
  const { tenant, id } = service;
  const roles = rolesIn(actor, tenant);
  const lines = await inScope(context.db, { tenants: [tenant] }, (tx) => openWork(tx, { tenant, service: id }));
  const names = await namesOf(
    context.db,
    lines.flatMap(({ takenBy }) => (takenBy ? [takenBy] : [])),
  );
  const shown = lines.map((line) => shownOf(line, context, (account) => names.get(account) ?? 'somebody'));
  const mine = (line: WorkShown) => line.takenBy?.account === actor.account;
  const ours = (line: WorkShown) =>
    !mine(line) && (roles.includes('shift-lead') || line.forRoles.some((role) => roles.includes(role)));
  const now = context.clocks.now(tenant);
  return {
    ...{ now, age: { ms: 0, asAt: now } },
    mine: shown.filter(mine),
    ours: shown.filter(ours),
    others: shown.filter((line) => !mine(line) && !ours(line)),
  };
}

type Looking = { actor: Person; tenants: readonly number[]; id: string };

/** One item, with the number to ring for those who may see it, and the record that somebody looked. */
export async function viewWorkItem(
  context: Context,
  { actor, tenants, id }: Looking,
): Promise<Omit<WorkItemProps, 'frame' | 'newKey'> & { service: number }> {
  return inScope(context.db, { tenants }, async (tx) => {
    const { tenant, line } = await findWork(tx, tenants, id);
    const now = context.clocks.now(tenant);
    const roles = rolesIn(actor, tenant);
    const identified = roles.some((role) => seesPatients.includes(role));
    await recordAccess(tx, {
      tenant,
      at: now,
      actor: actor.account,
      session: actor.session,
      action: identified ? 'view-work' : 'view-work-without-identity',
      subject: id,
      ...(line.case ? { detail: { case: line.case.id } } : line.call ? { detail: { call: line.call } } : {}),
    });
    const texts = identified ? await workTexts(tx, tenant, id) : [];
    const names = await namesOf(context.db, [...texts.map((text) => text.writtenBy), line.takenBy ?? actor.account]);
    const nameOf = (account: string) => names.get(account) ?? 'somebody';
    const buttons = buttonsAt(workLifecycle, line.state, roles).map(({ name }) => name);
    const owed = roles.includes('shift-lead') || line.forRoles.some((role) => roles.includes(role));
    return {
      service: line.service,
      now,
      work: shownOf(line, context, nameOf),
      whom: identified ? await whomOf(tx, tenant, line) : undefined,
      calledAt: line.call ? await presentedAt(tx, tenant, line.call) : undefined,
      texts: texts.map((text) => ({ ...text, writer: nameOf(text.writtenBy) })),
      told: line.kind === 'comfort-call' ? await toldOf(tx, { tenant, line, now }) : [],
      isMine: line.takenBy === actor.account,
      may: owed ? buttons : [],
    };
  });
}

async function findWork(tx: Tx, tenants: readonly number[], id: string) {
  for (const tenant of tenants) {
    const line = await workLine(tx, tenant, id);
    if (line) return { tenant, line };
  }
  throw new NotFound('there is no such work item');
}

async function whomOf(tx: Tx, tenant: number, line: WorkLine): Promise<WorkItemProps['whom']> {
  if (line.case) {
    const person = await personOf(tx, tenant, line.case.id);
    return person && { name: person.patientName, number: person.ringBack };
  }
  return line.call === undefined ? undefined : { number: await lineOfCall(tx, tenant, line.call) };
}

/** What whoever makes a comfort call may say of the wait. */
async function toldOf(tx: Tx, { tenant, line, now }: { tenant: number; line: WorkLine; now: Instant }) {
  const of = line.case && (await caseLine(tx, tenant, line.case.id));
  const told = of && (await waitOfCase(tx, { tenant, service: line.service, line: of, now }));
  return told ? [told] : [];
}

async function presentedAt(tx: Tx, tenant: number, call: string): Promise<string | undefined> {
  const [birth] = await readStream(tx, tenant, call);
  return birth && showTimeSeconds(birth.occurredAt);
}

function shownOf(line: WorkLine, { directory }: Context, nameOf: (account: string) => string): WorkShown {
  const { words, results, onCase, onMessage } = workKinds[line.kind];
  const place = line.place === undefined ? undefined : directory.placeById(line.place)?.name;
  const ended = { ...results, ...withdrawalReasons, ...settledResults }[line.result ?? ''];
  return {
    id: line.id,
    kind: line.kind,
    words: place ? `${words}, ${place}` : words,
    ...(line.case ? { case: line.case } : {}),
    ...(line.call ? { call: line.call } : {}),
    raisedAt: line.raisedAt,
    dueAt: line.dueAt,
    forRoles: line.forRoles,
    whose: line.forRoles.map(roleWords).join(', '),
    ...(line.takenBy
      ? { takenBy: { account: line.takenBy, name: nameOf(line.takenBy), at: line.takenAt ?? line.raisedAt } }
      : {}),
    ...(line.endedAt === undefined
      ? {}
      : { ended: { at: line.endedAt, words: ended ?? line.result ?? '', isDone: line.state === 'done' } }),
    ...(results ? { results } : {}),
    ...(onCase ? { onCase } : {}),
    ...(onMessage && line.message ? { message: line.message } : {}),
  };
}
