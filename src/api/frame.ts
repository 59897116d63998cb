import type { FastifyRequest } from 'fastify';
import { type Actor, rolesIn, type Service } from '#people';
import type { NavItem, StaffFrame } from '#web';
import type { Context } from './context.ts';
import { passesOn } from './passes.ts';
import { actorOf } from './who.ts';

const PAGES = [
  { href: '/', words: 'Tonight' },
  { href: '/calls', words: 'Calls' },
  { href: '/call-backs', words: 'Call-backs' },
  { href: '/cover', words: 'Cover' },
  { href: '/figures', words: 'Figures' },
] as const;

/** At the foot of every staff page: what is looked up now and then. */
const FOOT = [
  { href: '/cases', words: 'Cases' },
  { href: '/notices', words: 'Public notices' },
  { href: '/practices', words: 'Practices' },
  { href: '/public', words: 'Public pages' },
] as const;

/** A role in the words of a page: `shift-lead` is "shift lead". */
export function roleWords(role: string): string {
  return role.replaceAll('-', ' ');
}

/** The service that a staff page is about: the one asked for where the actor may see it, else the first out-of-hours one. */
export function serviceFor(context: Context, request: FastifyRequest, asked?: string): Service | undefined {
  const actor = actorOf(request);
  const seen = context.directory.services().filter((service) => rolesIn(actor, service.tenant).length > 0);
  if (asked !== undefined) return seen.find((service) => service.slug === asked);
  const nights = seen.filter((service) => service.kind === 'out-of-hours');
  return nights.find((service) => service.tenant === context.home) ?? nights[0] ?? seen[0];
}

/** Services that the actor may look at, for a choice of service. */
export function servicesFor(context: Context, request: FastifyRequest): Service[] {
  const actor = actorOf(request);
  return context.directory.services().filter((service) => rolesIn(actor, service.tenant).length > 0);
}

/** What every staff page shares: whose service, what time it is there, who is signed in and where one can go. */
export function frameFor(context: Context, request: FastifyRequest, service: Service | undefined): StaffFrame {
  const actor = actorOf(request);
  const tenant = service?.tenant ?? 0;
  const path = request.url.split('?')[0] ?? '/';
  return {
    service: service?.name ?? 'Vigil',
    isMadeUp: service?.madeUp ?? context.mode === 'demo',
    nav: navigation(path, service),
    foot: FOOT.map((item) => ({ ...item, isCurrent: isAt(item.href, path) })),
    clock: { at: context.clocks.now(tenant), rate: context.clocks.rate(tenant) },
    ...person(actor, tenant),
    ...passesOn(request, service),
    ...(context.mode === 'demo'
      ? { signIn: { href: '/sign-in-as', words: 'Sign in as' } }
      : actor.by === 'nobody'
        ? { signIn: { href: '/sign-in', words: 'Sign in' } }
        : {}),
    ...(actor.by === 'cookie' ? { signOut: { action: '/sign-out' } } : {}),
  };
}

function navigation(path: string, service: Service | undefined): NavItem[] {
  const only = service && service.kind !== 'out-of-hours' ? `?service=${service.slug}` : '';
  return PAGES.map(({ href, words }) => ({
    href: href === '/figures' ? `${href}${only}` : href,
    words,
    isCurrent: isAt(href, path),
  }));
}

const isAt = (href: string, path: string) => path === href || (href !== '/' && path.startsWith(`${href}/`));

function person(actor: Actor, tenant: number): Pick<StaffFrame, 'person'> {
  if (actor.by === 'nobody') return {};
  const [role] = rolesIn(actor, tenant).length > 0 ? rolesIn(actor, tenant) : actor.grants.map((grant) => grant.role);
  return { person: { name: actor.name, role: role ? roleWords(role) : 'no role here' } };
}
