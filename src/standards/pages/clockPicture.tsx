import { type Instant, showTime, showTimeSeconds } from '#shared';
import { exactLength } from './words.ts';

/** One drawn length of a clock: as first recorded, or as amended. `to` null while it runs. */
export type Drawn = { label: string; from: Instant; to: Instant | null; isAmended: boolean };
export type ClockPictureProps = { bars: readonly Drawn[]; dueAt: Instant | null; asOf: Instant };

const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
  (s) => s * 1000,
);
const rowHeight = 52;
const top = 26;

/** The clock drawn: its lengths one under the other against the due time. The cards above say the same in words. */
export function ClockPicture({ bars, dueAt, asOf }: ClockPictureProps) {
  const ends = bars.flatMap(({ from, to }) => [from, to ?? Math.max(from, asOf)]);
  if (dueAt !== null) ends.push(dueAt);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const margin = Math.max((most - least) * 0.08, 1000);
  const scale: Scale = { from: least - margin * 0.25, to: most + margin };
  const height = top + bars.length * rowHeight + 26;
  return (
    <figure class="clock-picture">
      <svg width="100%" height={height} role="img" aria-label={described({ bars, dueAt, asOf })}>
        <Axis scale={scale} height={height} />
        {bars.map((bar, index) => (
          <Bar key={bar.label} bar={bar} y={top + index * rowHeight} {...{ scale, dueAt, asOf }} />
        ))}
        {dueAt !== null && <Due dueAt={dueAt} scale={scale} height={height} />}
      </svg>
    </figure>
  );
}

type Scale = { from: number; to: number };
const percent = (at: number, { from, to }: Scale) => `${((100 * (at - from)) / (to - from)).toFixed(3)}%`;

function Axis({ scale, height }: { scale: Scale; height: number }) {
  const step = steps.find((one) => (scale.to - scale.from) / one <= 6) ?? 7 * 86_400_000;
  const first = Math.ceil(scale.from / step) * step;
  const ticks: number[] = [];
  for (let at = first; at < scale.to - (scale.to - scale.from) * 0.04; at += step) ticks.push(at);
  const words = (at: number) => (step < 60_000 ? showTimeSeconds(at as Instant) : showTime(at as Instant));
  return (
    <g class="clock-picture__axis">
      {ticks.map((at, index) => (
        <g key={at} class={index % 2 === 1 ? 'clock-picture__spare' : undefined}>
          <line x1={percent(at, scale)} x2={percent(at, scale)} y1={top - 6} y2={height - 26} />
          <text x={percent(at, scale)} dx="3" y="14">
            {words(at)}
          </text>
        </g>
      ))}
    </g>
  );
}

type BarProps = { bar: Drawn; y: number; scale: Scale; dueAt: Instant | null; asOf: Instant };

function Bar({ bar, y, scale, dueAt, asOf }: BarProps) {
  const end = bar.to ?? Math.max(bar.from, asOf);
  const split = dueAt === null ? end : Math.max(bar.from, Math.min(end, dueAt));
  const box = (from: number, to: number, name: string) => (
    <rect
      class={name}
      x={percent(from, scale)}
      width={`${((100 * (to - from)) / (scale.to - scale.from)).toFixed(3)}%`}
      y={y + 20}
      height="20"
    />
  );
  return (
    <g class={bar.isAmended ? 'clock-picture__amended' : 'clock-picture__first'}>
      <text x={percent(bar.from, scale)} y={y + 14}>
        {bar.label}
      </text>
      {box(bar.from, split, 'clock-picture__within')}
      {end > split && box(split, end, 'clock-picture__over')}
    </g>
  );
}

function Due({ dueAt, scale, height }: { dueAt: Instant; scale: Scale; height: number }) {
  const isRight = dueAt - scale.from > (scale.to - scale.from) / 2;
  return (
    <g class="clock-picture__due">
      <line x1={percent(dueAt, scale)} x2={percent(dueAt, scale)} y1={top} y2={height - 22} />
      <text x={percent(dueAt, scale)} dx={isRight ? -5 : 5} y={height - 8} text-anchor={isRight ? 'end' : 'start'}>
        Due {showTimeSeconds(dueAt)}
      </text>
    </g>
  );
}

function described({ bars, dueAt, asOf }: ClockPictureProps): string {
  const lengths = bars.map(({ label, from, to }) => `${label}: ${exactLength((to ?? asOf) - from)}`);
  return [`Picture of the clock. ${lengths.join('. ')}`, dueAt === null ? '' : `Due ${showTimeSeconds(dueAt)}`]
    .filter(Boolean)
    .join('. ');
}
