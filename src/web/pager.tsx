import { showCount } from '#shared';

export type PagerProps = {
  /** What the list holds: `clocks`. */
  of: string;
  /** The first and last row shown, counted from 1, and how many there are. */
  from: number;
  to: number;
  total: number;
  previous?: string;
  next?: string;
};

export function Pager({ of, from, to, total, previous, next }: PagerProps) {
  return (
    <nav class="pager" aria-label={`Pages of ${of}`}>
      <span>
        {showCount(from)} to {showCount(to)} of {showCount(total)} {of}
      </span>
      {previous && (
        <a rel="prev" href={previous}>
          Earlier
        </a>
      )}
      {next && (
        <a rel="next" href={next}>
          Later
        </a>
      )}
    </nav>
  );
}
