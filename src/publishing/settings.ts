/** What a release is held to. A contract may set it otherwise; its source is printed on the page that explains the figures. */
export type ReleaseSettings = {
  /** Counts of people from 1 to this are held; 0 is shown as 0. */
  largestHeld: number;
  source: string;
};

export const releaseSettings: ReleaseSettings = {
  largestHeld: 4,
  source:
    'A local rule in common use: counts of people from 1 to 4 are not shown, nor is a percentage whose numerator, or whose denominator less numerator, is from 1 to 4. Our own choice until a contract names another.',
};

/** What stands in `held`, and what a page says in its place. */
export const SMALL_NUMBERS = 'small numbers';
