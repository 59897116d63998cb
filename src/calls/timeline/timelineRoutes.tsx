import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorOf, type Context, frameFor, roleWords } from '#api';
import { inScope, recordAccess, type Tx } from '#database';
import { knowsStaff, namesOf, type Role, roles, rolesIn, rolesOf, tenantsWith } from '#people';
import { NotFound, parseUuid, toIso } from '#shared';
import { renderPage } from '#web';
import { seesPatients } from '../caseView.ts';
import { WORKER } from '../work/workStore.ts';
import { readStory } from './readStory.ts';
import { accountsOf, MACHINE, peopleOf, whatOf } from './story.ts';
import type { CaseStream } from './streams.ts';
import { TimelinePage } from './timelinePage.tsx';

const staff: readonly Role[] = roles.filter((role) => !['telephony', 'practice-manager'].includes(role));
/** Who opened a record is for those who answer for the record. */
const seesViews: readonly Role[] = ['shift-lead', 'medical-director', 'privacy-officer', 'administrator'];

export function timelineRoutes(app: FastifyInstance, context: Context, others: readonly CaseStream[]): void {
  const forStaff = { config: { who: staff } };
  app.get('/cases/:stream/timeline', forStaff, async (request, reply) => {
    const read = await readFor(context, request, others);
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    return renderPage(
      <TimelinePage {...read} frame={frameFor(context, request, context.directory.serviceById(read.service))} />,
    );
  });
  app.get('/api/cases/:stream/timeline', forStaff, async (request) => {
    const { id, number, person, happenings, nameOf } = await readFor(context, request, others);
    return {
      case: id,
      number,
      ...(person
        ? { patient: { name: person.patientName, dateOfBirth: person.dateOfBirth, nhsNumber: person.nhsNumber } }
        : {}),
      happenings: happenings.map((one) => ({
        at: toIso(one.at),
        ...(one.firstAt === undefined ? {} : { firstAt: toIso(one.firstAt) }),
        recordedAt: toIso(one.recordedAt),
        by: nameOf(one.by, one.source),
        source: one.isView ? 'access' : one.source,
        what: whatOf(one, nameOf),
        ...(one.texts ? { texts: one.texts } : {}),
      })),
    };
  });
}

/** What each does here, in words: the first of the posts that touch a patient, else of the others. */
async function postsOf(tx: Tx, tenant: number, accounts: readonly string[]): Promise<Map<string, string>> {
  const posts = new Map<string, string>();
  for (const account of accounts) {
    const held = await rolesOf(tx, tenant, account);
    const role = roles.find((one) => one !== 'visitor' && held.includes(one));
    if (role) posts.set(account, role === 'telephony' ? MACHINE : capital(roleWords(role)));
  }
  return posts;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** What somebody may read of a case's story, and the record that they did. */
async function readFor(context: Context, request: FastifyRequest, others: readonly CaseStream[]) {
  const id = parseUuid((request.params as { stream: string }).stream);
  if (!id.ok) throw new NotFound('there is no such case');
  const actor = actorOf(request);
  const { names, views } = request.query as { names?: string; views?: string };
  for (const tenant of tenantsWith(actor, staff)) {
    const mine = rolesIn(actor, tenant);
    const identified = mine.some((role) => seesPatients.includes(role));
    const maySeeViews = mine.some((role) => seesViews.includes(role));
    const now = context.clocks.now(tenant);
    const withViews = maySeeViews && views !== 'without';
    const story = await inScope(context.db, { tenants: [tenant] }, async (tx) => {
      const found = await readStory(tx, { tenant, case: id.value, identified, withViews, others });
      if (!found) return undefined;
      await recordAccess(tx, {
        tenant,
        at: now,
        actor: actor.account,
        session: actor.session,
        action: identified ? 'view-timeline' : 'view-timeline-without-identity',
        subject: id.value,
      });
      return found;
    });
    if (!story) continue;
    const withNames = names !== 'without' && knowsStaff(mine);
    const accounts = accountsOf(story.happenings);
    const known = await namesOf(context.db, accounts);
    const posts = await inScope(context.db, { tenants: [tenant] }, (tx) => postsOf(tx, tenant, accounts));
    return {
      ...story,
      id: id.value,
      nameOf: peopleOf(story.happenings, { names: known, posts, withNames, itself: WORKER }),
      withNames,
      views: (maySeeViews ? (withViews ? 'shown' : 'left-out') : 'may-not') as 'shown' | 'left-out' | 'may-not',
      now,
      // Whoever leaves the names out leaves out their own: that they read it is on record all the same.
      printedBy: withNames ? actor.name : 'a member of staff',
    };
  }
  throw new NotFound('there is no such case');
}
