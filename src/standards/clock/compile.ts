import type { ClockRule, ClockRules, CoverRule, ReasonedTrigger, SpanRule, TimedTrigger, Trigger } from './rule.ts';

/** What one type of event can do to a span clock. */
export type Actions = {
  attributes: { name: string; field: string }[];
  countsAt: TimedTrigger[];
  start: TimedTrigger[];
  stop: Trigger[];
  fail: ReasonedTrigger[];
  exclude: ReasonedTrigger[];
  unmeasurable: ReasonedTrigger[];
};

export type CompiledSpan = { kind: 'span'; rule: SpanRule; actions: ReadonlyMap<string, Actions> };
export type CompiledCover = { kind: 'cover'; rule: CoverRule };
export type Compiled = CompiledSpan | CompiledCover;

const none: readonly Compiled[] = [];
const known = new WeakMap<readonly ClockRule[], Map<string, Compiled[]>>();

/** The rules that read streams which begin with this event; indexed once for each list of rules. */
export function compiledFor(rules: ClockRules, birth: string): readonly Compiled[] {
  let byBirth = known.get(rules.clocks);
  if (!byBirth) {
    byBirth = new Map();
    for (const rule of rules.clocks) byBirth.set(rule.birth, [...(byBirth.get(rule.birth) ?? []), compile(rule)]);
    known.set(rules.clocks, byBirth);
  }
  return byBirth.get(birth) ?? none;
}

function compile(rule: ClockRule): Compiled {
  return rule.kind === 'cover' ? { kind: 'cover', rule } : { kind: 'span', rule, actions: actionsOf(rule) };
}

function actionsOf(rule: SpanRule): Map<string, Actions> {
  const actions = new Map<string, Actions>();
  const of = (type: string) => {
    const found = actions.get(type) ?? { ...noActions(), attributes: [], countsAt: [] };
    actions.set(type, found);
    return found;
  };
  for (const [name, sources] of Object.entries(rule.attributes))
    for (const { on, field } of sources) of(on).attributes.push({ name, field });
  if (rule.countsAt) of(rule.countsAt.on).countsAt.push(rule.countsAt);
  for (const trigger of rule.start) of(trigger.on).start.push(trigger);
  for (const trigger of rule.stop) of(trigger.on).stop.push(trigger);
  for (const trigger of rule.fail ?? []) of(trigger.on).fail.push(trigger);
  for (const trigger of rule.exclude ?? []) of(trigger.on).exclude.push(trigger);
  for (const trigger of rule.unmeasurable ?? []) of(trigger.on).unmeasurable.push(trigger);
  return actions;
}

function noActions(): Omit<Actions, 'attributes' | 'countsAt'> {
  return { start: [], stop: [], fail: [], exclude: [], unmeasurable: [] };
}

/** Every name of an event that the rules speak of, for the test that holds them to the modules' catalogues. */
export function eventNames(clocks: readonly ClockRule[]): string[] {
  const names = clocks.flatMap((rule) =>
    rule.kind === 'cover' ? [rule.birth, rule.arrived, rule.left, rule.ended] : [rule.birth, ...actionsOf(rule).keys()],
  );
  return [...new Set(names)].sort();
}
