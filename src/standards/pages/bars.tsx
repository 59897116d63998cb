import { showCount } from '#shared';
import type { FigureLine } from './figureLine.ts';

export type BarsProps = {
  line: Pick<FigureLine, 'words' | 'clause'>;
  lines: readonly FigureLine[];
  /** One for each line: the day or hour, for those who point at a bar. */
  labels: readonly string[];
};

const height = 112;

/** One figure over time. The table under it holds every number; a period without a figure is a gap, not a bar of nothing. */
export function Bars({ line, lines, labels }: BarsProps) {
  if (!lines.some(({ amount }) => amount !== null))
    return <p class="panel">{line.words}: nothing to draw in this period.</p>;
  const isShare = lines.some(({ of }) => of !== '');
  const highest = Math.max(0, ...lines.map(({ amount }) => amount ?? 0));
  const top = isShare ? topShare(highest) : topCount(highest);
  const width = 100 / lines.length;
  // A few periods are a few narrow bars, not a wall.
  const bar = Math.min(width * 0.76, 9);
  return (
    <figure class="chart">
      <figcaption class="chart__caption">
        <strong>{line.words}</strong> <span class="second">{line.clause}. The numbers are in the table below.</span>
      </figcaption>
      <div class="chart__body">
        <div class="chart__axis" aria-hidden="true">
          <span>{axisWords(top, isShare)}</span>
          <span>{axisWords(top / 2, isShare)}</span>
          <span>0</span>
        </div>
        <svg
          class="chart__bars"
          height={height}
          width="100%"
          role="img"
          aria-label={`Bars of “${line.words}” for ${lines.length} periods, from ${labels[0]} to ${labels.at(-1)}`}
        >
          {[0, 0.5, 1].map((part) => (
            <line key={part} class="chart__grid" x1="0" x2="100%" y1={y(part)} y2={y(part)} />
          ))}
          {lines.map(({ amount, period }, index) => (
            <rect
              key={period.from}
              class={amount === null ? 'chart__gap' : 'chart__bar'}
              x={`${(index + 0.5) * width - bar / 2}%`}
              width={`${bar}%`}
              y={amount === null ? y(1) : y(amount / (top || 1))}
              height={amount === null ? height - 2 : (height - 2) * (amount / (top || 1))}
            >
              <title>{titleOf(lines[index], labels[index])}</title>
            </rect>
          ))}
        </svg>
      </div>
      <div class={labels.length <= 7 ? 'chart__labels chart__labels--each' : 'chart__labels'} aria-hidden="true">
        {(labels.length <= 7 ? labels : ends(labels)).map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
    </figure>
  );
}

const ends = (labels: readonly string[]) =>
  [0, Math.floor((labels.length - 1) / 2), labels.length - 1].map((at) => labels[at]);
const y = (part: number) => 1 + (height - 2) * (1 - part);

function titleOf(line: FigureLine | undefined, label = ''): string {
  if (!line) return label;
  const counts = line.of === '' ? `${line.count}${line.value}` : `${line.count} of ${line.of}, ${line.value}`;
  return `${label}: ${counts}`;
}

// A share that is meant to be near all is drawn out of all; one that is meant to be small would be a flat line there.
function topShare(highest: number): number {
  return [0.05, 0.1, 0.25, 0.5].find((top) => highest <= top) ?? 1;
}

function topCount(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(highest, 1)));
  return [1, 2, 5, 10].map((times) => times * power).find((top) => highest <= top) ?? highest;
}

function axisWords(value: number, isShare: boolean): string {
  if (isShare) return `${Math.round(value * 1000) / 10}%`;
  return Number.isInteger(value) ? showCount(value) : String(value);
}
