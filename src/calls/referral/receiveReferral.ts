import { type Command, commandsOf } from '#api';
import { ok, refused, toIso, uuidv7FromKey } from '#shared';
import type { CaseState } from '../case.ts';
import type { CaseFacts } from '../caseCommand.ts';
import { identityOf, keptBack } from '../caseIdentity.ts';
import { type CaseStepName, caseLifecycle } from '../caseSteps.ts';
import { atLeast, whichContact } from '../caseThird.ts';
import type { Priority } from '../codes.ts';
import type { CaseEvent } from '../events.ts';
import type { CaseWrite } from '../writes.ts';
import { readDisposition } from './dispositions/index.ts';
import { asksOf } from './frame.ts';
import { caseOf, digestOf, nhsNumberSent, plainCode, type Referral, referralBody, triageEnded } from './referral.ts';

/** The referral as it came, beside the case that it opened. */
export type ReferralWrite = {
  table: 'referral';
  case: string;
  source: string;
  /** The sender's own; sent again with other words it is numbered on. */
  reference: string;
  digest: Buffer;
  dxCode: string;
  initialDx?: string;
  edition: string;
  pathwaysVersion?: string;
  triagedAt: string;
  dueAt?: string;
  duplicateOf?: string;
  practice?: string;
  summary: string;
  specialNeeds?: string;
  dxText?: string;
};

export type ReferralFacts = CaseFacts & {
  /** The practice of that code in our directory. */
  practice?: number;
  /** An open case of the same patient. */
  same?: { id: string; priority: Priority };
  /** How often this reference was received before, with other words. */
  sentBefore?: number;
};
export type ReferralKind = {
  state: CaseState;
  event: CaseEvent;
  facts: ReferralFacts;
  write: CaseWrite | ReferralWrite;
};

const command = commandsOf<ReferralKind, CaseStepName>({ module: 'calls', folder: 'cases', lifecycle: caseLifecycle });

const built = command('receive-referral', {
  summary:
    'A patient whom NHS 111 has triaged. The disposition gives priority and time by the edition of its day; an unknown code is treated as urgent. Sent again it is the same case; with other words, or of a patient with an open case, it is a case of its own, linked, at the higher priority. A third contact in 96 hours, as we count them, is urgent at least.',
  needs: ['number', 'referral'],
  body: referralBody,
  decide(_, asked, facts) {
    const triaged = triageEnded(asked.triagedAt, facts.now);
    const nhs = nhsNumberSent(asked.nhsNumber);
    const person = identityOf({ ...asked, nhsNumber: undefined, addressRestricted: undefined }, facts.now);
    const problems = [triaged, person].flatMap((part) => (part.ok ? [] : part.problems));
    if (!triaged.ok || !person.ok) return refused(...problems);
    if (facts.service === undefined || facts.number === undefined) return refused(noService);
    const read = readDisposition(plainCode(asked.dxCode), triaged.value);
    const asks = asksOf(read, triaged.value);
    const id = caseOf(asked);
    // Nobody on a line declines a third contact: it is urgent at least, and who may can decline it on the case.
    const times = whichContact(facts);
    const given = facts.same?.priority === 'urgent' ? 'urgent' : asks.priority;
    const priority = atLeast(given, times, undefined);
    const opened: CaseEvent = {
      type: 'CaseOpened',
      occurredAt: facts.now,
      data: {
        service: facts.service,
        answeredAt: toIso(facts.now),
        entryRoute: 'nhs-111',
        referredBy: 'nhs-111',
        priority,
        number: facts.number,
        dx: read.code,
        ...(asks.dueBy === undefined ? {} : { dueBy: toIso(asks.dueBy) }),
        ...(facts.practice === undefined ? {} : { practice: facts.practice }),
        ...(asked.interpreter === undefined ? {} : { interpreter: asked.interpreter }),
        ...(times > 1 ? { repeat: times } : {}),
        ...(priority === given ? {} : { chosen: given }),
      },
    };
    const { same } = facts;
    const linked: CaseEvent[] = same
      ? [{ type: 'CaseLinked', occurredAt: facts.now, data: { to: same.id, as: 'duplicate' } }]
      : [];
    const complaint = uuidv7FromKey(facts.now, `${id}:0:complaint`);
    return ok({
      events: [opened, ...linked],
      writes: [
        { ...keptBack(person.value, facts), nhsNumber: nhs.nhsNumber, nhsNumberVerified: nhs.verified },
        { table: 'text', id: complaint, subject: id, kind: 'complaint', body: wordsOf(asked, nhs.said) },
        ...(same ? [{ table: 'link', to: same.id, as: 'duplicate' } as const] : []),
        referralRow(asked, { id, edition: read.edition, code: read.code, dueAt: asks.dueBy, facts }),
      ],
    });
  },
});

export const receiveReferral: Command<ReferralKind> = {
  ...built,
  path: '/referrals',
  idFrom: (body) => caseOf(body as Referral),
} as Command<ReferralKind>;

type Row = { id: string; edition: string; code: string; dueAt?: number; facts: ReferralFacts };

function referralRow(asked: Referral, { id, edition, code, dueAt, facts }: Row): ReferralWrite {
  const times = facts.sentBefore ?? 0;
  return {
    table: 'referral',
    case: id,
    source: asked.source,
    reference: times === 0 ? asked.reference : `${asked.reference}#${times + 1}`,
    digest: digestOf(asked),
    dxCode: code,
    initialDx: asked.initialDx === undefined ? undefined : plainCode(asked.initialDx),
    edition,
    pathwaysVersion: asked.pathwaysVersion,
    triagedAt: toIso(asked.triagedAt),
    dueAt: dueAt === undefined ? undefined : toIso(dueAt as never),
    duplicateOf: facts.same?.id,
    practice: asked.practice?.toUpperCase(),
    summary: asked.caseSummary,
    specialNeeds: asked.specialNeeds,
    dxText: asked.dxText,
  };
}

/** What a clinician reads first: the summary, and whatever of the referral has no place of its own. */
function wordsOf(asked: Referral, number: string | undefined): string {
  const needs = asked.specialNeeds === undefined ? undefined : `Special needs: ${asked.specialNeeds}`;
  return [asked.caseSummary, needs, number].filter(Boolean).join('\n');
}

const noService = { field: 'service', code: 'service-missing', message: 'Give the short name of the service.' };
