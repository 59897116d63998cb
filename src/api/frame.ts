import type { FastifyRequest } from 'fastify';
import { type Actor, frontPage, type Role, rolesIn, type Service } from '#people';
import type { NavItem, StaffFrame } from '#web';
import type { Context } from './context.ts';
import { passesOn } from './passes.ts';
import { actorOf } from './who.ts';

const PAGES = [
  { href: '/', words: 'Tonight' },
  { href: '/calls', words: 'Calls' },
  { href: '/call-backs', words: 'Call-backs' },
  { href: '/bases', words: 'Bases' },
  { href: '/visits', words: 'Visits' },
  { href: '/messages', words: 'Messages' },
  { href: '/cover', words: 'Cover' },
  { href: '/figures', words: 'Figures' },
] as const;

/** Where somebody of a practice can go, who has no other part in the service. */
const PRACTICE_PAGES = [
  { href: '/practice', words: 'Your patients' },
  { href: '/practice/notes', words: 'Special notes' },
  { href: '/practice/concerns', words: 'Concerns' },
  { href: '/figures', words: 'The service’s figures' },
] as const;
const PRACTICE_FOOT = [{ href: '/public', words: 'Public pages' }] as const;

type FootItem = { href: string; words: string; who?: readonly Role[] };

/** Who is on the night: the lists of what is owed and of who was sent are theirs. */
const ON_THE_NIGHT: readonly Role[] = [
  'health-advisor',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'receptionist',
  'shift-lead',
  'medical-director',
  'administrator',
];

/** At the foot of every staff page: what is looked up now and then. */
const FOOT: readonly FootItem[] = [
  { href: '/work', words: 'Work that is owed', who: [...ON_THE_NIGHT, 'visitor'] },
  { href: '/referrals', words: 'NHS 111 referrals', who: ON_THE_NIGHT },
  { href: '/cases', words: 'Cases' },
  { href: '/notices', words: 'Public notices' },
  { href: '/practices', words: 'Practices' },
  { href: '/concerns', words: 'Concerns', who: ['shift-lead', 'medical-director', 'privacy-officer'] },
  { href: '/public', words: 'Public pages' },
];

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
    nav: navigation(path, service, ofPractice(actor, tenant) ? PRACTICE_PAGES : PAGES),
    home: frontPage(actor.grants),
    foot: footOf(actor, tenant).map(({ href, words }) => ({ href, words, isCurrent: isAt(href, path) })),
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

type Page = { readonly href: string; readonly words: string };

function navigation(path: string, service: Service | undefined, pages: readonly Page[]): NavItem[] {
  const only = service && service.kind !== 'out-of-hours' ? `?service=${service.slug}` : '';
  // Of pages that stand under one another the nearest is where one is.
  const current = pages.filter(({ href }) => isAt(href, path)).sort((a, b) => b.href.length - a.href.length)[0];
  return pages.map((page) => ({
    href: page.href === '/figures' ? `${page.href}${only}` : page.href,
    words: page.words,
    isCurrent: page === current,
  }));
}

/** Somebody of a practice and nothing else here. */
function ofPractice(actor: Actor, tenant: number): boolean {
  const mine = rolesIn(actor, tenant);
  return mine.length > 0 && mine.every((role) => role === 'practice-manager');
}

function footOf(actor: Actor, tenant: number): readonly FootItem[] {
  if (ofPractice(actor, tenant)) return PRACTICE_FOOT;
  const mine = rolesIn(actor, tenant);
  return FOOT.filter(({ who }) => who === undefined || who.some((role) => mine.includes(role)));
}

const isAt = (href: string, path: string) => path === href || (href !== '/' && path.startsWith(`${href}/`));

function person(actor: Actor, tenant: number): Pick<StaffFrame, 'person'> {
  if (actor.by === 'nobody') return {};
  const [role] = rolesIn(actor, tenant).length > 0 ? rolesIn(actor, tenant) : actor.grants.map((grant) => grant.role);
  return { person: { name: actor.name, role: role ? roleWords(role) : 'no role here' } };
}
