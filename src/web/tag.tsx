import { Icon } from './icons.tsx';
import { lookOf, pastWords, type TagState } from './tagLook.ts';

export type TagProps = { state: TagState; words: string };

/** A state in words, with its shape and colour. Words that count down turn into the past tense when not live. */
export function Tag({ state, words }: TagProps) {
  const { icon, tone } = lookOf(state);
  return (
    <span class={`tag tag--${tone}`} data-was={pastWords(state, words)}>
      {icon && <Icon name={icon} />}
      <span class="tag__words">{words}</span>
    </span>
  );
}

const bands = {
  full: { state: 'full', words: 'Full' },
  partial: { state: 'partial', words: 'Partial' },
  non: { state: 'non-compliant', words: 'Non-compliant' },
  met: { state: 'full', words: 'Met' },
  'not-met': { state: 'non-compliant', words: 'Not met' },
} as const;

export type Band = keyof typeof bands | 'no-activity' | null;

/** A band in words; `note` is what the words depend on: "Met (5% or less)". */
export function BandTag({ band, note }: { band: Band; note?: string }) {
  if (band === null) return <span class="second">not banded</span>;
  if (band === 'no-activity') return <span class="second">no activity</span>;
  const { state, words } = bands[band];
  return <Tag state={state} words={note ? `${words} (${note})` : words} />;
}

/** "5 made met": what amendments did to a line since it was first recorded. */
export function Change({ madeMet = 0, madeLate = 0 }: { madeMet?: number; madeLate?: number }) {
  if (madeMet === 0 && madeLate === 0) return <span class="second">no change</span>;
  const words = [madeMet > 0 && `${madeMet} made met`, madeLate > 0 && `${madeLate} made late`].filter(Boolean);
  return <Tag state="amended" words={words.join(', ')} />;
}
