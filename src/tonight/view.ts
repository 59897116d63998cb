import type { Board } from './board.ts';

/** For whom a board is drawn. All who see the same share what is drawn. */
export type View = {
  kind: 'desk' | 'wall';
  /** A visitor sees no identities: neither who has a case nor that a patient is a child. */
  names: boolean;
  /** Whether a button that acknowledges would be accepted. */
  acknowledges: boolean;
  /** Whether an action that was ranked may be done by whoever looks. */
  acts: boolean;
  /** Whether whoever looks may write a line of the shift log. */
  writes: boolean;
};

export const viewKey = ({ kind, names, acknowledges, acts, writes }: View): string =>
  [kind, names, acknowledges, acts, writes].join(' ');

/** The name of an account, where this view may show it. */
export function nameIn(view: View, board: Pick<Board, 'nameOf'>, account: string | undefined): string | undefined {
  return view.names && account !== undefined ? board.nameOf(account) : undefined;
}
