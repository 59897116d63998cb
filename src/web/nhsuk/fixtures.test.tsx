import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ComponentType, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { Raw } from './content.tsx';
import * as nhsuk from './index.ts';
import { normalise } from './normalise.ts';

type Fixture = { name: string; description?: string; context: object; callBlock?: string; html: string };

const folder = join(dirname(createRequire(import.meta.url).resolve('nhsuk-frontend/package.json')), 'dist/nhsuk');

function fixturesOf(component: string): Fixture[] {
  return JSON.parse(readFileSync(join(folder, 'components', component, 'fixtures.json'), 'utf8')).fixtures;
}

const components = {
  'back-link': nhsuk.BackLink,
  breadcrumb: nhsuk.Breadcrumb,
  button: nhsuk.Button,
  card: nhsuk.Card,
  'date-input': nhsuk.DateInput,
  details: nhsuk.Details,
  'error-message': nhsuk.ErrorMessage,
  'error-summary': nhsuk.ErrorSummary,
  fieldset: nhsuk.Fieldset,
  heading: nhsuk.Heading,
  hint: nhsuk.Hint,
  input: nhsuk.Input,
  'inset-text': nhsuk.InsetText,
  label: nhsuk.Label,
  legend: nhsuk.Legend,
  'notification-banner': nhsuk.NotificationBanner,
  panel: nhsuk.Panel,
  radios: nhsuk.Radios,
  select: nhsuk.Select,
  'skip-link': nhsuk.SkipLink,
  'summary-list': nhsuk.SummaryList,
  tables: nhsuk.Table,
  tag: nhsuk.Tag,
  textarea: nhsuk.Textarea,
  'warning-callout': nhsuk.WarningCallout,
} as unknown as Record<string, ComponentType<object>>;

/** Fixtures that we do not follow, each with its reason. One that passes after all fails the test. */
const unsupported: Record<string, string> = {
  'tables / as a card (feature) with deprecated options':
    'options that nhsuk-frontend itself has deprecated (panel, headingLevel)',
};

function titleOf({ name, description }: Fixture): string {
  return description ? `${name}: ${description}` : name;
}

function rendered(component: ComponentType<object>, { context, callBlock }: Fixture): string[] {
  const inside = callBlock ? h(Raw, { html: callBlock }) : undefined;
  return normalise(renderToString(h(component, { ...context, ...(inside ? { children: inside } : {}) })));
}

describe.each(Object.entries(components))('%s', (name, component) => {
  test.each(fixturesOf(name).map((fixture) => [titleOf(fixture), fixture] as const))('%s', (title, fixture) => {
    const ours = rendered(component, fixture);
    const theirs = normalise(fixture.html);
    if (unsupported[`${name} / ${title}`]) expect(ours).not.toEqual(theirs);
    else expect(ours).toEqual(theirs);
  });
});
