import type { Instant } from '#shared';

type Row = { id: string; body: string; written_by: string; written_at: Date };
export type WrittenText<Kind extends string> = {
  id: string;
  kind: Kind;
  body: string;
  writtenBy: string;
  writtenAt: Instant;
};

/** What somebody wrote, as it is shown: whose words, and when. The same for a case, a pass and an item of work. */
export function writtenText<One extends Row>({ written_by, written_at, ...rest }: One) {
  return { ...rest, writtenBy: written_by, writtenAt: written_at.getTime() as Instant };
}
