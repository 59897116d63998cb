import { type Instant, ok, type Problem, type Result, refused } from '#shared';
import { phoneDigits } from '../caseIdentity.ts';
import { repeatReasons } from '../codes.ts';
import { formBody } from '../formBody.ts';
import { type Asked, type Contact, contactsWith } from './contact.ts';
import { USUAL } from './languages.ts';
import { repeatSettings } from './settings.ts';

/** What was typed, by the names of the boxes. */
export type Typed = Readonly<Record<string, string>>;

export const firstPriorities = { life: 'Life-threatening', urgent: 'Urgent', other: 'Other' } as const;
export const practiceAnswers = { none: 'No practice', 'not-known': 'Not known', other: 'Another practice' } as const;

/** Whom to look for, as far as it can be read so far. Nothing is refused here: half a date is no date yet. */
export function askedOf(typed: Typed, now: Instant): Asked {
  const { dateOfBirth } = formBody({ ...dates(typed) }, now);
  const nhs = (typed.nhsNumber ?? '').replace(/[\s-]/g, '');
  const name = typed.patientName?.trim();
  const ringBack = phoneDigits(typed.ringBack ?? '');
  return {
    ...(name ? { name } : {}),
    ...(typeof dateOfBirth === 'string' && /^\d{4}-\d\d-\d\d$/.test(dateOfBirth) ? { dateOfBirth } : {}),
    ...(/^\d{10}$/.test(nhs) ? { nhsNumber: nhs } : {}),
    ...(ringBack ? { ringBack } : {}),
  };
}

const dates = (typed: Typed): Record<string, string> =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => name.startsWith('dateOfBirth-')));

/** What is to be done with what was typed. */
export type Plan =
  /** A case of its own; a third contact passed on waits as urgent at least. */
  | { kind: 'open'; body: Record<string, unknown>; raised: boolean; link?: string; decline?: Decline; life: boolean }
  /** The same matter as a case that is open: recorded there, and no second case. */
  | { kind: 'rang-back'; to: string; body: Record<string, unknown>; decline?: Decline; life: boolean };
export type Decline = { reason: string; explanation?: string };

export type Around = {
  now: Instant;
  service: string;
  call: string;
  contacts: readonly Contact[];
  practiceName: (id: number) => string | undefined;
};

/**
 * The form as commands. The rule of the third contact is applied to what the server itself has found, never to what the page said it
 * found: somebody may have rung again while this call went on.
 */
export function planOf(typed: Typed, { now, service, call, contacts, practiceName }: Around): Result<Plan> {
  const times = contactsWith(contacts);
  const declined = declineOf(typed, times);
  const about = aboutOf(typed, contacts);
  const priority = typed.priority ?? '';
  const problems = [declined, about].flatMap((part) => (part.ok ? [] : part.problems));
  if (!Object.hasOwn(firstPriorities, priority)) problems.push(noPriority);
  if (!declined.ok || !about.ok || problems.length > 0) return refused(...problems);
  const life = priority === 'life';
  const decline = declined.value;
  if (about.value.rangBack !== undefined) {
    const said = typed.complaint?.trim();
    if (!said) return refused(noComplaint);
    const worse = typed.worse === 'yes' || life;
    return ok({ kind: 'rang-back', to: about.value.rangBack, body: { call, worse, said }, decline, life });
  }
  const passedOn = times >= repeatSettings.third.value && decline === undefined;
  const raised = passedOn && priority === 'other';
  const body = {
    id: typed.id,
    service,
    call,
    ...openingOf(typed, now, practiceName),
    priority: life || raised ? repeatSettings.priority.value : priority,
    ...(times > 1 ? { repeat: times } : {}),
  };
  return ok({ kind: 'open', body, raised, link: about.value.link, decline, life });
}

function openingOf(typed: Typed, now: Instant, practiceName: Around['practiceName']): Record<string, unknown> {
  const plain = formBody({ ...onlyOpening(typed), ...dates(typed) }, now);
  const language = typed.language && typed.language !== USUAL ? typed.language : undefined;
  const spoken = language === undefined ? {} : { language };
  return {
    ...plain,
    ...spoken,
    ...(typed.interpreter === 'yes' ? { interpreter: typed.language || USUAL } : {}),
    ...homeOf(typed),
    ...practiceOf(typed, practiceName),
  };
}

const OPENING = ['callerName', 'callerRelation', 'ringBack', 'readBack', 'secondNumber', 'patientName', 'nhsNumber'];
OPENING.push('keepUnverified', 'whereNow', 'withWhom', 'addressRestricted', 'complaint');

const onlyOpening = (typed: Typed): Record<string, string> =>
  Object.fromEntries(OPENING.flatMap((name) => (typed[name] === undefined ? [] : [[name, typed[name]]])));

/** “The same” needs no second address; an unticked box with nothing beside it is a home that nobody gave. */
function homeOf(typed: Typed): { homeAddress?: string } {
  const other = typed.homeAddress?.trim();
  if (typed.homeSame === 'yes' && !other) return {};
  return { homeAddress: other || 'Not given' };
}

function practiceOf(typed: Typed, practiceName: Around['practiceName']): Record<string, unknown> {
  const chosen = typed.practiceId ?? '';
  const written = typed.practice?.trim();
  if (/^\d+$/.test(chosen)) return { practiceId: Number(chosen), practice: practiceName(Number(chosen)) ?? chosen };
  if (written) return { practice: written };
  return chosen === 'none' ? { practice: practiceAnswers.none } : {};
}

function declineOf(typed: Typed, times: number): Result<Decline | undefined> {
  if (times < repeatSettings.third.value || typed.pass !== 'no') return ok(undefined);
  const reason = typed.declineReason ?? '';
  const explanation = typed.declineWords?.trim();
  if (!Object.hasOwn(repeatReasons, reason)) return refused(noReason);
  return ok({ reason, ...(explanation ? { explanation } : {}) });
}

/** Which open case of this patient it is about: asked wherever there is one, so that nobody opens a second in silence (H06, H30). */
function aboutOf(typed: Typed, contacts: readonly Contact[]): Result<{ rangBack?: string; link?: string }> {
  const open = contacts.filter(({ isOpen, sameness }) => isOpen && sameness === 'same');
  if (open.length === 0) return ok({});
  const [kind, id] = (typed.about ?? '').split(' ');
  const chosen = open.find((contact) => contact.case === id);
  if (kind === 'rang-back' && chosen) return ok({ rangBack: chosen.case });
  if (kind === 'new') return ok({ link: (chosen ?? open[0])?.case });
  const number = open[0]?.number;
  const message = `Case ${number} of this patient is open. Say whether this is about it, or another matter.`;
  return refused({ field: 'about', code: 'open-case', message });
}

const noPriority: Problem = { field: 'priority', code: 'missing', message: 'Choose a first priority.' };
const noComplaint: Problem = { field: 'complaint', code: 'missing', message: 'Give what is wrong.' };
const noReason: Problem = {
  field: 'declineReason',
  code: 'reason-missing',
  message: 'Say why this third call is not passed to a clinician.',
};
