import type { Database } from '#database';
import {
  everyTenant,
  organisationBySlug,
  registerOrganisation,
  registerService,
  type Service,
  servicesOf,
} from '#people';
import { Conflict, ok, type Result, refused } from '#shared';

/** `City Bank` is written `city-bank` wherever a service is named. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

export async function findService(db: Database, name: string): Promise<Service | undefined> {
  const services = await servicesOf(db, await everyTenant(db));
  return services.find(({ slug }) => slug === slugOf(name));
}

/** The service of this name, or refused with the names that there are. */
export async function serviceNamed(db: Database, name: string): Promise<Result<Service>> {
  const service = await findService(db, name);
  if (service) return ok(service);
  const slugs = (await servicesOf(db, await everyTenant(db))).map(({ slug }) => slug).sort();
  const known = slugs.length > 0 ? `There are: ${slugs.join(', ')}.` : 'There is none yet.';
  return refused({ field: 'service', code: 'service-unknown', message: `There is no service ${name}. ${known}` });
}

const tries = 5;

/** The service of this name; where there is none, a new organisation of that name with one telephone-only service. */
export async function findOrMakeService(db: Database, name: string): Promise<Result<Service>> {
  const slug = slugOf(name);
  const named = { slug, name: name === slug ? titled(slug) : name.trim() };
  if (slug === '')
    return refused({ field: 'service', code: 'service-wrong', message: 'Name the service with letters or digits.' });
  for (let attempt = 1; ; attempt++) {
    const service = await findService(db, slug);
    if (service) return ok(service);
    const there = await organisationBySlug(db, slug);
    const own = there ? await servicesOf(db, [there.id]) : [];
    if (own.some((other) => other.slug !== slug)) {
      const message = `${slug} is an organisation with services of other names: give one of those, or another name.`;
      return refused({ field: 'service', code: 'service-wrong', message });
    }
    try {
      const tenant = there?.id ?? (await registerOrganisation(db, { ...named, madeUp: false }));
      await registerService(db, { tenant, ...named, kind: 'telephone-only' });
    } catch (error) {
      // Another import is making it at the same time.
      if (!(error instanceof Conflict) || attempt === tries) throw error;
    }
  }
}

function titled(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
