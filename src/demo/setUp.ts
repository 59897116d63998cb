import { WEEKEND_FROM } from './moments.ts';
import { AREA, places } from './places.ts';
import { staff } from './staff.ts';

/**
 * What has to be there before a night can be played, as data: the caller writes it. `clockStands` is where the
 * organisation's own clock waits until its player comes.
 */
export function demoOrganisation(seed: number | string, slug = 'tidewell') {
  return {
    seed,
    organisation: { slug, name: nameOf(slug), madeUp: true },
    service: { slug, name: nameOf(slug), kind: 'out-of-hours' as const },
    label: AREA.label,
    clockStands: WEEKEND_FROM,
    places: places.map((place) => ({ ...place })),
    accounts: staff.map(({ signIn, name, roles, machine = false }) => ({ signIn, name, roles, machine })),
  };
}

/** The second organisation in one installation is told apart by its number: `tidewell-2`. */
function nameOf(slug: string): string {
  const [, number] = /-(\d+)$/.exec(slug) ?? [];
  return number ? `Tidewell Out of Hours (${number})` : 'Tidewell Out of Hours';
}

export type DemoOrganisation = ReturnType<typeof demoOrganisation>;

/** A seed for people who gave none: the demo is the same for everybody. */
export const DEFAULT_SEED = 2027;
