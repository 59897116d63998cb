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
/** All who see the same of one board: what they were told last is the same, and so is what they are told next. */
type Group = {
  pages: Set<Send>;
  sent: Map<FragmentName, { said: string; at: Instant; message: LiveMessage }>;
  stop(): void;
};
/** A page that opens right after another is given what that one was given: a server that comes back draws a board once, not 500 times. */
const SAME_MS = 200;

/** Draws a fragment once for all who see the same of it, and compares it once with what they were told. */
export function openLive(machineNow: () => Instant): Live {
  const kept = new WeakMap<Board, Map<string, Kept>>();
  const groups = new WeakMap<Board, Map<string, Group>>();

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

  function groupOf(board: Board, view: View): Group {
    const ofBoard = groups.get(board) ?? new Map<string, Group>();
    groups.set(board, ofBoard);
    const key = viewKey(view);
    const known = ofBoard.get(key);
    if (known) return known;
    const sent: Group['sent'] = new Map();
    const pages: Group['pages'] = new Set();
    const unsubscribe = board.subscribe((tile) => {
      for (const name of names) {
        if (fragments[name] !== tile) continue;
        const html = drawn(board, view, name);
        const [said, before, now] = [ageless(html), sent.get(name), machineNow()];
        if (before?.said === said && now - before.at < AGES_EVERY_MS) continue;
        const message = fragmentMessage(name, html);
        sent.set(name, { said, at: now, message });
        for (const send of pages) send(message);
      }
    });
    const stop = () => {
      unsubscribe();
      ofBoard.delete(key);
    };
    const group = { pages, sent, stop };
    ofBoard.set(key, group);
    return group;
  }

  /** Every fragment, its age as it is now. */
  function first(board: Board, view: View, { sent }: Group): LiveMessage[] {
    return names.map((name) => {
      const [known, now] = [sent.get(name), machineNow()];
      if (known && now - known.at < SAME_MS) return known.message;
      const html = fragmentHtml(name, { board, view, machineNow: now });
      return fragmentMessage(name, html);
    });
  }

  return {
    messages: (board, view) =>
      names.map((name) => fragmentMessage(name, fragmentHtml(name, { board, view, machineNow: machineNow() }))),
    follow(board, view, send) {
      const group = groupOf(board, view);
      for (const message of first(board, view, group)) {
        send(message);
        const name = (message as { name: FragmentName }).name;
        if (!group.sent.has(name) && message.kind === 'fragment')
          group.sent.set(name, { said: ageless(message.html), at: machineNow(), message });
      }
      group.pages.add(send);
      return () => {
        group.pages.delete(send);
        if (group.pages.size === 0) group.stop();
      };
    },
  };
}

function ageless(html: string): string {
  return html
    .replaceAll(/ data-age-ms="\d+" data-as-at="[^"]*"/g, '')
    .replaceAll(/(class="tile__age-words">)[^<]*/g, '$1');
}
