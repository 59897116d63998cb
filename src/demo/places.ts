/** Tidewell, a made-up inner-city area of 280,000 people, and where its out-of-hours service works. */
export const AREA = {
  name: 'Tidewell',
  people: 280_000,
  label: 'Made up: no such area, base, practice or person exists',
} as const;

/** The middle of Tidewell on the national grid: far out in the North Sea, where nobody lives. */
export const MIDDLE = { easting: 640_000, northing: 420_000 } as const;
const stands = (east: number, north: number) => ({
  easting: MIDDLE.easting + east,
  northing: MIDDLE.northing + north,
});

export const places = [
  { slug: 'foundry-lane', name: 'Foundry Lane', kind: 'base', area: 'Tidewell North', ...stands(200, 2_500) },
  { slug: 'canal-bridge', name: 'Canal Bridge', kind: 'base', area: 'Tidewell South', ...stands(300, -2_300) },
  { slug: 'priory-road', name: 'Priory Road', kind: 'base', area: 'Tidewell West', ...stands(-3_200, 200) },
  {
    slug: 'larkhithe-cross',
    name: 'Larkhithe Cross',
    kind: 'elsewhere',
    area: 'Larkhithe, the next borough',
    ...stands(9_500, -1_500),
  },
  { slug: 'car-1', name: 'Car 1', kind: 'car', area: null },
  { slug: 'car-2', name: 'Car 2', kind: 'car', area: null },
] as const;

export type PlaceSlug = (typeof places)[number]['slug'];
export type Base = 'foundry-lane' | 'canal-bridge' | 'priory-road';
export type Car = 'car-1' | 'car-2';

/** Made-up practices. Postcodes begin with ZZ, which is given to no place. */
export const practices = [
  'Hollin Row Surgery',
  'Saltmarket Practice',
  'The Weir Medical Centre',
  'Cinder Hill Surgery',
  'Quayside Family Practice',
  'Bellfield Health Centre',
  'Tannery Yard Surgery',
  'Northgate Practice',
] as const;

/** Where the simulated crowd is registered. Hollin Row has the scripted people alone, whom the pictures name. */
export const otherPractices = practices.slice(1);

/** Codes of letter and five digits that no practice has: Z99001 and on. */
export const codeOfPractice = (name: string): string =>
  `Z99${String((practices as readonly string[]).indexOf(name) + 1).padStart(3, '0')}`;

export const streets = [
  'Lockgate Row',
  'Barge Street',
  'Foundry Lane',
  'Saltmarket',
  'Priory Road',
  'Cinder Hill',
  'Tannery Yard',
  'Weir Terrace',
  'Ropewalk',
  'Millrace Close',
  'Staithe Street',
  'Chandler Court',
  'Old Basin',
  'Tollhouse Road',
  'Hollin Row',
  'Gasworks Passage',
] as const;
