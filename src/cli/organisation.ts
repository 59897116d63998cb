import type { Database } from '#database';
import {
  foundOrganisation,
  foundPlace,
  foundService,
  type Organisation,
  organisationBySlug,
  type Place,
  placesOf,
  type Service,
} from '#people';
import { ok, type Problem, type Result, refused } from '#shared';
import { changeCommand, commandLine } from './change.ts';
import { findService, serviceNamed } from './service.ts';

const text = { type: 'string' } as const;

export const organisationAdd = changeCommand({
  words: 'organisation add',
  usage: 'organisation add SLUG --name NAME [--json]        make an organisation',
  options: { name: text },
  names: ['SLUG'],
  read: (words) => ({ slug: words.slug(), name: words.name('name') }),
  async change(db, { slug, name }) {
    const made = await foundOrganisation(db, { slug, name }, await commandLine(db));
    const there = made === undefined ? await organisationBySlug(db, slug) : undefined;
    if (there && (there.name !== name || there.madeUp)) return taken('organisation', slug, there.name);
    return ok({ json: { id: made ?? there?.id, slug, name }, text: said('organisation', slug, made) });
  },
});

const kinds = ['out-of-hours', 'telephone-only'] as const;

export const serviceAdd = changeCommand({
  words: 'service add',
  usage: `service add SLUG --organisation SLUG --name NAME [--kind ${kinds.join('|')}] [--json]        make a service of an organisation`,
  options: { organisation: text, name: text, kind: text },
  names: ['SLUG'],
  read: (words) => ({
    slug: words.slug(),
    organisation: words.given('organisation'),
    name: words.name('name'),
    kind: words.choice('kind', kinds, 'out-of-hours'),
  }),
  async change(db, { organisation, ...service }) {
    const found = await realOrganisation(db, organisation);
    if (!found.ok) return found;
    const asked = { tenant: found.value.id, ...service };
    const made = await foundService(db, asked, await commandLine(db));
    const there = made === undefined ? await findService(db, service.slug) : undefined;
    if (there && !same<Service>(there, asked))
      return taken('service', service.slug, `${there.name}, ${there.kind}, of ${there.organisation}`);
    const json = { id: made ?? there?.id, slug: service.slug, organisation: found.value.slug };
    return ok({ json, text: said('service', service.slug, made) });
  },
});

const placeKinds = ['base', 'car', 'elsewhere'] as const;

export const placeAdd = changeCommand({
  words: 'place add',
  usage: `place add SLUG --service SLUG --name NAME --kind ${placeKinds.join('|')} [--area TEXT] [--json]        make a base, a car or a place elsewhere`,
  options: { service: text, name: text, kind: text, area: text },
  names: ['SLUG'],
  read: (words) => ({
    slug: words.slug(),
    service: words.given('service'),
    name: words.name('name'),
    kind: words.choice('kind', placeKinds),
    area: words.maybe('area'),
  }),
  async change(db, { service, ...place }) {
    const found = await serviceNamed(db, service);
    if (!found.ok) return found;
    const { tenant, id, slug, madeUp } = found.value;
    if (madeUp) return refused(madeUpProblem('service', slug));
    const asked = { tenant, service: id, ...place };
    const made = await foundPlace(db, asked, await commandLine(db));
    const there =
      made === undefined ? (await placesOf(db, [tenant])).find((one) => one.slug === place.slug) : undefined;
    if (there && !same<Place>(there, asked)) return taken('place', place.slug, `${there.name}, ${there.kind}`);
    return ok({
      json: { id: made ?? there?.id, slug: place.slug, service: slug },
      text: said('place', place.slug, made),
    });
  },
});

/** The organisation of this slug, which no demo made up: only its own people belong into that one, and one click lets them in. */
export async function realOrganisation(db: Database, slug: string): Promise<Result<Organisation>> {
  const found = await organisationBySlug(db, slug);
  if (found?.madeUp) return refused(madeUpProblem('organisation', slug));
  if (found) return ok(found);
  const { rows } = await db.app.query<{ slug: string }>(
    'select slug from organisation where not made_up order by slug',
  );
  const known = rows.length > 0 ? `There are: ${rows.map((row) => row.slug).join(', ')}.` : 'There is none yet.';
  const message = `There is no organisation ${slug}. ${known}`;
  return refused({ field: 'organisation', code: 'organisation-unknown', message });
}

export function madeUpProblem(field: string, slug: string): Problem {
  const message = `${slug} is made up for a demo, with its own people and places: name a real one.`;
  return { field, code: 'made-up', message };
}

function same<T extends object>(there: T, asked: Partial<T>): boolean {
  return (Object.keys(asked) as (keyof T)[]).every((key) => there[key] === asked[key]);
}

function taken(what: string, slug: string, as: string) {
  const message = `${slug} is taken already, by the ${what} ${as}. Give another short name.`;
  return refused({ field: 'SLUG', code: 'slug-taken', message });
}

function said(what: string, slug: string, made: number | undefined): string {
  return made === undefined ? `${what} ${slug} is there already` : `${what} ${slug} is made`;
}
