import { commandsOf, type Facts, text, time, whenItHappened } from '#api';
import type { Place, Whereabouts } from '#people';
import { type Instant, ok, type Problem, type Result, refused, showTime, uuidv7FromKey } from '#shared';
import { type CaseState, type ClosedCase, isOpen, type OpenCase } from './case.ts';
import { type CaseStepName, caseLifecycle } from './caseSteps.ts';
import { caseStepWords } from './caseStepWords.ts';
import type { Person } from './caseStore.ts';
import type { PolicyEditions } from './contact/policy.ts';
import type { CaseEvent } from './events.ts';
import type { Found } from './taking/contact.ts';
import type { Note } from './triage/note.ts';
import type { CaseWrite, TextWrite } from './writes.ts';

export type PlaceFact = Pick<Place, 'id' | 'slug' | 'name' | 'kind' | 'easting' | 'northing'>;

/** Facts that a command of a case may need, each loaded when its name is among `needs`. */
export type CaseFacts = Facts & {
  /** The next number of the service's day, such as 2803-131. */
  number?: string;
  /** Another case has the number that the body gives. */
  numberTaken?: boolean;
  /** The call that the body names: when it was answered, and the case that was opened from it already. */
  call?: { answeredAt?: Instant; case?: string };
  /** The bases, cars and bases elsewhere of the service. */
  places?: readonly PlaceFact[];
  /** Where the patient is, as far as their postcode says it; never of a restricted address. */
  whereabouts?: Whereabouts;
  /** Bases that are shut now. */
  shutPlaces?: ReadonlySet<number>;
  /** Who answers for the car that has the visit; absent, nobody is asked. */
  crew?: ReadonlySet<string>;
  /** Another open case has this place and time. */
  slotTaken?: boolean;
  /** The last case of the patient whom the body names keeps their address back. */
  restrictedAlready?: boolean;
  /** The practice that the body names is in the directory. */
  practiceKnown?: boolean;
  /** The last version of the note that was written last. */
  note?: { note: string; body: Note };
  /** A pass to 999 of this patient is open. */
  passOpen?: boolean;
  /** 999 has taken this patient, or has them already. */
  passTaken?: boolean;
  /** What the service asks for before a patient counts as not reached, in its editions; absent, ours. */
  contactEditions?: PolicyEditions;
  /** Earlier contacts of the patient within 96 hours, from our own records: nobody is asked how many there were. */
  contacts?: readonly Found[];
  /** The patient's identity as it stands. */
  person?: Person;
  /** The case that the body names is one of this organisation. */
  linkedIsCase?: boolean;
};

export type CaseKind = { state: CaseState; event: CaseEvent; facts: CaseFacts; write: CaseWrite };

/** The builder of every command of a case: its table, and the rule of one holder. */
export const caseCommand = commandsOf<CaseKind, CaseStepName>({
  module: 'calls',
  folder: 'cases',
  lifecycle: caseLifecycle,
  guard: (state, step, facts) => (step.whoeverHolds ? undefined : heldByOther(state, facts)),
});

export const occurredAt = time('when it happened').optional();

/** Names the account that holds it; the page turns the id into a name. */
export function heldByOther(state: CaseState, facts: Facts): Problem | undefined {
  if (!isOpen(state) || !state.holder || state.holder.account === facts.actor.account) return undefined;
  const { account, since } = state.holder;
  const ring =
    state.state === 'to-assess' || state.state === 'in-assessment' ? ' Do not ring the patient as well.' : '';
  return {
    code: 'held-by-other',
    message: `${account} has had this case since ${showTime(since)}.${ring} Ask them to give it back, or ask the shift lead to take it from them.`,
  };
}

/** Now unless said; not later than the clock, nor before the last step that a clock reads. */
export function when(state: CaseState, said: Instant | undefined, facts: Facts): Result<Instant> {
  const last = state.state === 'none' ? undefined : state.steps.at(-1);
  return whenItHappened(said, { now: facts.now, notBefore: last?.at, after: caseStepWords(last?.type ?? '') });
}

/** Now unless said, for what moves nothing along: not before the case was opened. */
export function noted(state: OpenCase | ClosedCase, said: Instant | undefined, facts: Facts): Result<Instant> {
  return whenItHappened(said, { now: facts.now, notBefore: state.steps[0]?.at, after: 'the case was opened' });
}

/** A text of this case. Its id follows from case and version, so that deciding again decides the same. */
export function textOf(
  state: CaseState & { id: string; version: number },
  kind: TextWrite['kind'],
  written: { at: Instant; body: string },
): TextWrite {
  const id = uuidv7FromKey(written.at, `${state.id}:${state.version}:${kind}`);
  return { table: 'text', id, subject: state.id, kind, body: written.body };
}

export const placeSlug = (what: string) => text(what, 60);

/** The place of that short name, of one of the kinds. */
export function placeNamed(
  asked: { field: string; slug: string; kinds: readonly PlaceFact['kind'][] },
  facts: CaseFacts,
): Result<PlaceFact> {
  const allowed = (facts.places ?? []).filter((place) => asked.kinds.includes(place.kind));
  const place = allowed.find(({ slug }) => slug === asked.slug);
  if (place) return ok(place);
  const message = `There is no “${asked.slug}” to choose here. Choose one of: ${allowed.map(({ slug }) => slug).join(', ')}.`;
  return refused({ field: asked.field, code: 'place-unknown', message });
}
