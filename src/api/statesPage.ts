import type { Lifecycle, Step } from './lifecycle.ts';
import { leadsTo } from './lifecycle.ts';

/** docs/states.md, from the tables that the code obeys. */
export function statesPage(lifecycles: readonly Lifecycle[]): string {
  const intro = [
    '# States',
    '',
    'Printed from the transition tables of `src/calls` and `src/rota`. A test fails when this page and the tables differ:',
    'change the table, then run `npx vitest run test/states.test.ts -u`.',
  ];
  return `${[...intro, ...lifecycles.flatMap(section)].join('\n')}\n`;
}

function section(lifecycle: Lifecycle): string[] {
  const steps = Object.entries(lifecycle.steps);
  const arrows = steps.flatMap(([name, step]) =>
    Object.keys(step.from).flatMap((from) => arrow(lifecycle, name, from)),
  );
  const states = Object.entries(lifecycle.states).filter(([name]) => name !== lifecycle.start);
  return [
    '',
    `## ${lifecycle.title}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...states.map(([name]) => `  state "${name}" as ${drawn(name)}`),
    ...arrows,
    '```',
    '',
    '| state | in words: it ... |',
    '|---|---|',
    ...states.map(([name, words]) => `| ${name} | ${words} |`),
    '',
    '| command | event | from | to | who | button | reasons |',
    '|---|---|---|---|---|---|---|',
    ...steps.map(([name, step]) => row(lifecycle, name, step)),
  ];
}

/** Steps that stay where they are would hide the others: they are in the table only. */
function arrow(lifecycle: Lifecycle, name: string, from: string): string[] {
  const to = leadsTo(lifecycle, name, from).filter((state) => state !== from);
  return to.map((state) => `  ${from === lifecycle.start ? '[*]' : drawn(from)} --> ${drawn(state)}: ${name}`);
}

// Mermaid takes no hyphen in the id of a state.
function drawn(state: string): string {
  return state.replaceAll('-', '_');
}

function row(lifecycle: Lifecycle, name: string, step: Step): string {
  const from = Object.keys(step.from).map((state) => (state === lifecycle.start ? 'nothing' : state));
  const all = Object.keys(step.from).flatMap((state) => leadsTo(lifecycle, name, state));
  const stays = Object.keys(step.from).every((state) => leadsTo(lifecycle, name, state).join() === state);
  const to = stays ? 'the same' : [...new Set(all)].join(', ');
  const who =
    step.roles.length === 0
      ? 'an import'
      : step.unattended
        ? `${step.roles.join(', ')} (no button)`
        : step.roles.join(', ');
  const reasons = step.reasons ? Object.keys(step.reasons).join(', ') : '';
  const events = [step.event, ...(step.also ?? [])].join(', ');
  return `| ${name} | ${events} | ${from.join(', ')} | ${to} | ${who} | ${step.button} | ${reasons} |`;
}
