import { type Instant, seconds } from '#shared';
import { fragmentMessage, type LiveMessage, type Send } from '#web';
import type { Board } from './board.ts';
import { type FragmentName, fragmentHtml, fragments } from './pages/fragment.tsx';
import { type View, viewKey } from './view.ts';

/** While nothing but its age differs, a tile is sent so often. */
const AGES_EVERY_MS = seconds(2);
const names = Object.keys(fragments) as FragmentName[];

export type Live = {
  /** Every fragment as it stands. */
  messages(board: Board, view: View): LiveMessage[];
  /** Sends every fragment, then each that has changed; returns what stops it. */
  follow(board: Board, view: View, send: Send): () => void;
};

type Kept = { at: Instant | undefined; html: string };

/** Draws a fragment once for all who see the same of it. */
export function openLive(machineNow: () => Instant): Live {
  const kept = new WeakMap<Board, Map<string, Kept>>();

  function drawn(board: Board, view: View, name: FragmentName): string {
    const at = board.latest(fragments[name])?.at;
    const ofBoard = kept.get(board) ?? new Map<string, Kept>();
    kept.set(board, ofBoard);
    const key = `${viewKey(view)} ${name}`;
    const known = ofBoard.get(key);
    if (known && at !== undefined && known.at === at) return known.html;
    const html = fragmentHtml(name, { board, view, machineNow: machineNow() });
    ofBoard.set(key, { at, html });
    return html;
  }

  return {
    messages: (board, view) =>
      names.map((name) => fragmentMessage(name, fragmentHtml(name, { board, view, machineNow: machineNow() }))),
    follow(board, view, send) {
      const sent = new Map<FragmentName, { said: string; at: Instant }>();
      const tell = (name: FragmentName, html: string) => {
        const [said, before, now] = [ageless(html), sent.get(name), machineNow()];
        if (before?.said === said && now - before.at < AGES_EVERY_MS) return;
        sent.set(name, { said, at: now });
        send(fragmentMessage(name, html));
      };
      for (const name of names) tell(name, fragmentHtml(name, { board, view, machineNow: machineNow() }));
      return board.subscribe((tile) => {
        for (const name of names) if (fragments[name] === tile) tell(name, drawn(board, view, name));
      });
    },
  };
}

function ageless(html: string): string {
  return html
    .replaceAll(/ data-age-ms="\d+" data-as-at="[^"]*"/g, '')
    .replaceAll(/(class="tile__age-words">)[^<]*/g, '$1');
}
