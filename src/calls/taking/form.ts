import { type Instant, ok, type Problem, type Result, refused } from '#shared';
import { phoneDigits } from '../caseIdentity.ts';
import { repeatReasons } from '../codes.ts';
import { formBody } from '../formBody.ts';
import { type Asked, contactsWith, type Found } from './contact.ts';
import { everyProblem } from './everyProblem.ts';
import { USUAL } from './languages.ts';
import { repeatSettings } from './settings.ts';

/** What was typed, by the names of the boxes. */
export type Typed = Readonly<Record<string, string>>;

/** What a call’s form is kept under while it is typed. */
export const draftName = (call: string) => `call ${call}`;

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

/** What is to be done with what was typed: one command, with the reason for not passing on a third contact where one was given. */
export type Plan =
  /** A case of its own, beside the one of this patient that is open. */
  | { kind: 'open'; body: Record<string, unknown>; isDeclined: boolean; isLinked: boolean; life: boolean }
  /** The same matter as a case that is open: recorded there, and no second case. */
  | { kind: 'rang-back'; to: string; body: Record<string, unknown>; isDeclined: boolean; life: boolean };

export type Around = {
  now: Instant;
  service: string;
  /** The call that it came by, where it came by one. */
  call?: string;
  contacts: readonly Found[];
  practiceName: (id: number) => string | undefined;
  /** The case that this call came to already, by another form of it. */
  taken?: { case: string; number: string };
};

/**
 * The form as a command. Whether there is anything to decline is asked of what the server itself has found, never of what the page said it
 * found: somebody may have rung again while this call went on. The command counts once more.
 */
export function planOf(typed: Typed, around: Around): Result<Plan> {
  const { service, call, contacts } = around;
  const decline = declineOf(typed, contactsWith(contacts));
  const about = takenOf(typed, around) ?? aboutOf(typed, contacts);
  const priority = typed.priority ?? '';
  const problems = [decline, about].flatMap((part) => (part.ok ? [] : part.problems));
  if (!Object.hasOwn(firstPriorities, priority)) problems.push(noPriority);
  // Whatever else cannot be read is said in the same breath: nobody is refused twice for one form.
  problems.unshift(...boxesWrong(typed, around));
  if (!decline.ok || !about.ok || problems.length > 0) return refused(...problems);
  const life = priority === 'life';
  const isDeclined = 'declineReason' in decline.value;
  const byCall = call === undefined ? {} : { call };
  if (about.value.rangBack !== undefined) {
    const said = typed.complaint?.trim();
    if (!said) return refused(noComplaint);
    const worse = typed.worse === 'yes' || life;
    const body = { ...byCall, worse, said, ...detailsOf(typed, around), ...decline.value };
    return ok({ kind: 'rang-back', to: about.value.rangBack, body, isDeclined, life });
  }
  const { link } = about.value;
  const body = {
    id: typed.id,
    service,
    ...byCall,
    ...(call === undefined ? plainOpening(typed, around) : openingOf(typed, around)),
    priority: life ? repeatSettings.priority.value : priority,
    ...(link === undefined ? {} : { link }),
    ...decline.value,
  };
  return ok({ kind: 'open', body, isDeclined, isLinked: link !== undefined, life });
}

/** Of a form that opens a case: one that goes onto an open case is asked for less. */
function boxesWrong(typed: Typed, around: Around): Problem[] {
  if (around.taken || typed.about?.startsWith('rang-back')) return [];
  const boxes = around.call === undefined ? plainOpening(typed, around) : openingOf(typed, around);
  const body = { ...boxes, id: NOBODY, priority: repeatSettings.priority.value };
  return [...everyProblem(body, around.now), ...languageWrong(typed), ...baseWrong(typed)];
}

/** An interpreter is of a language, and whoever speaks another is asked about one: fifteen minutes run from here (NQR 13). */
function languageWrong({ language = USUAL, interpreter = 'no' }: Typed): Problem[] {
  if (interpreter === 'yes' && (language === USUAL || language === '')) return [whichLanguage];
  return interpreter === 'no' && language !== USUAL && language !== '' ? [needOne] : [];
}

/** Whoever walked in stands in the waiting room of a base, and not of none. */
function baseWrong({ way, place }: Typed): Problem[] {
  return way === 'walk-in' && !place ? [whichBase] : [];
}

/** Any id at all: it is the boxes that are read. */
const NOBODY = '01a00000-0000-7000-8000-000000000000';

const DETAILS = ['ringBack', 'whereNow', 'withWhom', 'callerName', 'callerRelation', 'addressRestricted'];

/** What is another now than it was: what was not asked again stays as it stands. */
function detailsOf(typed: Typed, { practiceName }: Around): Record<string, unknown> {
  const said = DETAILS.flatMap((name) => (typed[name]?.trim() ? [[name, typed[name]]] : []));
  const home = typed.homeAddress?.trim();
  return { ...Object.fromEntries(said), ...(home ? { homeAddress: home } : {}), ...practiceOf(typed, practiceName) };
}

/** What is chosen beside the boxes: of this form, and of no command by that name. */
const CHOICES = new Set(['about', 'worse', 'pass', 'declineReason', 'declineWords', 'way', 'taken']);
for (const name of ['language', 'interpreter', 'homeSame', 'practice', 'practiceId']) CHOICES.add(name);

/** The boxes of a way in that is no call of the patient: each by the name that the command gives it. */
function plainOpening(typed: Typed, { now, practiceName }: Around): Record<string, unknown> {
  const plain = formBody(Object.fromEntries(Object.entries(typed).filter(([name]) => !CHOICES.has(name))), now);
  return { ...plain, ...spokenOf(typed), ...practiceOf(typed, practiceName) };
}

function openingOf(typed: Typed, { now, practiceName }: Around): Record<string, unknown> {
  const plain = formBody({ ...onlyOpening(typed), ...dates(typed) }, now);
  return { ...plain, ...spokenOf(typed), ...homeOf(typed), ...practiceOf(typed, practiceName) };
}

function spokenOf({ language, interpreter }: Typed): Record<string, string> {
  return {
    ...(language && language !== USUAL ? { language } : {}),
    ...(interpreter === 'yes' ? { interpreter: language || USUAL } : {}),
  };
}

const OPENING = ['callerName', 'callerRelation', 'ringBack', 'readBack', 'secondNumber', 'patientName', 'nhsNumber'];
OPENING.push('sex', 'keepUnverified', 'whereNow', 'withWhom', 'addressRestricted', 'complaint');

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

type Declined = { declineReason?: string; declineExplanation?: string };

function declineOf(typed: Typed, times: number): Result<Declined> {
  if (times < repeatSettings.third.value || typed.pass !== 'no') return ok({});
  const declineReason = typed.declineReason ?? '';
  const declineExplanation = typed.declineWords?.trim();
  if (!Object.hasOwn(repeatReasons, declineReason)) return refused(noReason);
  return ok({ declineReason, ...(declineExplanation ? { declineExplanation } : {}) });
}

/** Somebody else, or another window, has saved this call: what is here goes on that case, and only when whoever typed it says so (H19). */
function takenOf(typed: Typed, { taken }: Around): ReturnType<typeof aboutOf> | undefined {
  if (!taken) return undefined;
  if (typed.taken === taken.case) return ok({ rangBack: taken.case });
  const message = `What you typed is not saved: this call is case ${taken.number} already. Press F8 again to record it there.`;
  return refused({ field: 'complaint', code: 'call-has-case', message });
}

/** Which open case of this patient it is about: asked wherever there is one, so that nobody opens a second in silence (H06, H30). */
function aboutOf(typed: Typed, contacts: readonly Found[]): Result<{ rangBack?: string; link?: string }> {
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

const whichLanguage: Problem = {
  field: 'language',
  code: 'language-missing',
  message: 'Choose the language that the interpreter is for; “Not known yet” where nobody can say.',
};
const needOne: Problem = {
  field: 'interpreter',
  code: 'interpreter-not-asked',
  message: 'Ask whether they need an interpreter: choose “Yes”, or “Asked, no” where they speak enough English.',
};
const whichBase: Problem = {
  field: 'place',
  code: 'missing',
  message: 'Choose the base that the patient walked into.',
};
const noPriority: Problem = { field: 'priority', code: 'missing', message: 'Choose a first priority.' };
const noComplaint: Problem = { field: 'complaint', code: 'missing', message: 'Give what is wrong.' };
const noReason: Problem = {
  field: 'declineReason',
  code: 'reason-missing',
  message: 'Say why this third call is not passed to a clinician.',
};
