/** Tidewell, a made-up inner-city area of 280,000 people, and where its out-of-hours service works. */
export const AREA = {
  name: 'Tidewell',
  people: 280_000,
  label: 'Made up: no such area, base, practice or person exists',
} as const;

export const places = [
  { slug: 'foundry-lane', name: 'Foundry Lane', kind: 'base', area: 'Tidewell North' },
  { slug: 'canal-bridge', name: 'Canal Bridge', kind: 'base', area: 'Tidewell South' },
  { slug: 'priory-road', name: 'Priory Road', kind: 'base', area: 'Tidewell West' },
  { slug: 'larkhithe-cross', name: 'Larkhithe Cross', kind: 'elsewhere', area: 'Larkhithe, the next borough' },
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
