import { type Instant, localDate } from '#shared';
import { codeOf, type Disposition, type Edition } from './disposition.ts';
import { always, since2020 } from './known.ts';

/** Newest first. A contract that is sent another release adds an edition here, and old referrals keep theirs. */
export const editions: readonly Edition[] = [
  { edition: 'pathways-2020', from: '2020-03-23', dispositions: [...always, ...since2020] },
  { edition: 'pathways-2013', from: '2013-04-01', dispositions: always },
];

export type Read = { edition: string; code: string; known?: Disposition };

/** The disposition as the edition of its day has it. An unknown code is kept as it came: it is never a reason to refuse a patient. */
export function readDisposition(written: string, triagedAt: Instant): Read {
  const code = codeOf(written);
  const day = localDate(triagedAt);
  const edition = editions.find(({ from }) => from <= day) ?? editions.at(-1)!;
  const known = edition.dispositions.find((one) => one.code === code);
  return { edition: edition.edition, code, ...(known ? { known } : {}) };
}

export type { Disposition, Edition, Family, Frame } from './disposition.ts';
export { codeOf } from './disposition.ts';
