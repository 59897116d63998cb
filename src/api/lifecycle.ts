import type { z } from 'zod';
import type { Role } from '#people';
import { ok, type Problem, type Result, refused } from '#shared';
import { parseBody } from './body.ts';
import type { Command, Decision, Kind, StreamKind } from './command.ts';

/** One row of a transition table: from which states, to which, by whom, and in which words. */
export type Step<State extends string = string> = {
  /** Where it may be done, and where it leads; several where the request itself says which. */
  from: { readonly [From in State]?: State | readonly State[] };
  event: string;
  /** Further events that may be decided with it: one decision, all of it or none. */
  also?: readonly string[];
  roles: readonly Role[];
  /** The label of its button, and the name that refusals call it by. */
  button: string;
  /** What the page says when it is done. */
  done: string;
  /** The closed list from which a reason must be chosen. */
  reasons?: { readonly [code: string]: string };
  /** Can be done while another person holds the record. */
  whoeverHolds?: true;
  /** No button and no person: done by a job, or as part of an import. */
  unattended?: true;
};

/** The whole of a lifecycle in one place; permission, buttons, refusals and the diagram all read it. */
export type Lifecycle<State extends string = string, Name extends string = string> = {
  stream: StreamKind;
  title: string;
  /** The state of a stream without events. */
  start: State;
  /** Each state in words that finish "It ..." */
  states: { readonly [S in State]: string };
  steps: { readonly [N in Name]: Step<State> };
};

/** The same state afterwards, for steps that do not move a record along. */
export function stay<State extends string>(...states: State[]): { [S in State]?: S } {
  return Object.fromEntries(states.map((state) => [state, state])) as { [S in State]?: S };
}

/** Where a step may lead from a state; empty where it may not be done. */
export function leadsTo(lifecycle: Lifecycle, name: string, state: string): readonly string[] {
  const to = lifecycle.steps[name]?.from[state];
  return to === undefined ? [] : typeof to === 'string' ? [to] : to;
}

export type Button = { name: string; button: string; needsReason: boolean };

/** What a person of these roles may do next: the buttons of a page, in the order of the table. */
export function buttonsAt(lifecycle: Lifecycle, state: string, roles: readonly Role[]): Button[] {
  return Object.entries(lifecycle.steps)
    .filter(([name, step]) => leadsTo(lifecycle, name, state).length > 0 && !step.unattended && permits(step, roles))
    .map(([name, step]) => ({ name, button: step.button, needsReason: step.reasons !== undefined }));
}

/** A builder of the commands of one lifecycle: permission, states and the common refusals come from its table. */
export function commandsOf<K extends Kind & { state: { state: string } }, Name extends string>(about: {
  module: string;
  folder: string;
  lifecycle: Lifecycle<string, Name>;
  /** A further rule for every command, such as who holds the record. */
  guard?: (state: K['state'], step: Step, facts: K['facts']) => Problem | undefined;
}) {
  const { lifecycle } = about;
  return <Body extends z.ZodObject>(name: Name, own: Own<K, Body>): Command<K, Body> => {
    const step: Step = lifecycle.steps[name];
    const birth = lifecycle.start in step.from;
    const { last = name, decide, ...described } = own;
    return {
      name,
      module: about.module,
      stream: lifecycle.stream,
      ...(birth ? { birth: true as const } : {}),
      path: birth ? `/${about.folder}` : `/${about.folder}/:stream/${last}`,
      roles: step.roles,
      allowedAt: Object.keys(step.from),
      ...described,
      decide(state, body, facts) {
        // Who has it comes before where it stands: whoever was a moment late must hear the name, and not a rule.
        const problem =
          permission(step, facts.actor.roles) ??
          about.guard?.(state, step, facts) ??
          standing(lifecycle, step, state.state);
        return problem ? refused(problem) : decide(state, body, facts);
      },
    };
  };
}

type Own<K extends Kind, Body extends z.ZodObject> = {
  summary: string;
  body: Body;
  needs?: readonly string[];
  /** The end of the path, where it is not the name. */
  last?: string;
  decide(state: K['state'], body: z.output<Body>, facts: K['facts']): Result<Decision<K>>;
};

function permits(step: Step, roles: readonly Role[]): boolean {
  return step.roles.some((role) => roles.includes(role));
}

function permission(step: Step, roles: readonly Role[]): Problem | undefined {
  if (permits(step, roles)) return undefined;
  return {
    code: 'not-your-role',
    message: `“${step.button}” is for: ${step.roles.join(', ')}. Ask one of them to do it.`,
  };
}

function standing(lifecycle: Lifecycle, step: Step, state: string): Problem | undefined {
  if (state in step.from) return undefined;
  if (state === lifecycle.start) {
    return { code: 'not-begun', message: `There is no such ${lifecycle.stream}. Open it again from its list.` };
  }
  if (lifecycle.start in step.from) {
    return { code: 'already-begun', message: `This ${lifecycle.stream} is already there. Open it from its list.` };
  }
  const when = Object.keys(step.from).map((name) => lifecycle.states[name] ?? name);
  const message = `This ${lifecycle.stream} ${lifecycle.states[state] ?? state}. “${step.button}” is for one that ${orList(when)}. Look at it again before you go on.`;
  return { code: 'wrong-state', message };
}

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** A decision without free text or identity. */
export function decided<K extends Kind>(...events: K['event'][]): Result<Decision<K>> {
  return ok({ events });
}

/** Parses, then decides: the whole of a command that is pure. */
export function attempt<K extends Kind>(
  command: Command<K>,
  past: { state: K['state']; facts: K['facts'] },
  input: unknown,
): Result<Decision<K>> {
  const body = parseBody(command.body, input);
  return body.ok ? command.decide(past.state, body.value, past.facts) : body;
}
