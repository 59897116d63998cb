import { type Database, inScope } from '#database';
import { placesOf, positionOf, positionOfPlace, positionPlace } from '#people';
import { isOnGrid, ok, type Position, parsePostcode, type Result, refused } from '#shared';
import { changeCommand, commandLine } from './change.ts';
import { madeUpProblem } from './organisation.ts';
import { serviceNamed } from './service.ts';
import type { Words } from './words.ts';

const text = { type: 'string' } as const;

export const placePosition = changeCommand({
  words: 'place position',
  usage:
    'place position SLUG --service SLUG --at EASTING,NORTHING|POSTCODE [--json]        say where a base stands, so that miles can be measured',
  options: { service: text, at: text },
  names: ['SLUG'],
  read: (words) => ({ slug: words.slug(), service: words.given('service'), at: pointOf(words) }),
  async change(db, { slug, service, at }) {
    const found = await serviceNamed(db, service);
    if (!found.ok) return found;
    if (found.value.madeUp) return refused(madeUpProblem('service', found.value.slug));
    const { tenant, id } = found.value;
    const place = (await placesOf(db, [tenant])).find((one) => one.slug === slug && one.service === id);
    if (!place) {
      const message = `There is no place ${slug} in ${found.value.slug}. Make it first: vigil place add.`;
      return refused({ field: 'SLUG', code: 'place-unknown', message });
    }
    const point = await positionIn(db, at);
    if (!point.ok) return point;
    const changed = await positionPlace(db, place, point.value, await commandLine(db));
    const json = { slug, service: found.value.slug, ...point.value, changed };
    const was = positionOfPlace(place);
    const said = changed ? (was ? 'stands elsewhere now' : 'has its position') : 'stands there already';
    return ok({ json, text: `place ${slug} ${said}: ${point.value.easting}, ${point.value.northing}` });
  },
});

function pointOf(words: Words): Position | string {
  const given = words.given('at');
  const metres = /^(\d{1,7}),\s?(\d{1,7})$/.exec(given);
  if (metres) {
    const position = { easting: Number(metres[1]), northing: Number(metres[2]) };
    return isOnGrid(position) ? position : words.wrong('at', 'off-grid', `${given} is not on the national grid.`);
  }
  const postcode = parsePostcode(given);
  if (postcode.ok || given === '') return postcode.ok ? postcode.value : '';
  const form = 'metres of the national grid, as 530000,180000, or a whole postcode';
  return words.wrong('at', 'position-wrong', `--at is ${form}.`);
}

async function positionIn(db: Database, at: Position | string): Promise<Result<Position>> {
  if (typeof at !== 'string') return ok(at);
  const position = await inScope(db, { tenants: [] }, (tx) => positionOf(tx, at));
  if (position) return ok(position);
  const message = `Nobody has said where ${at} is. Take in a file of postcodes first: vigil import postcodes.`;
  return refused({ field: 'at', code: 'postcode-unknown', message });
}
