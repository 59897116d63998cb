import type { Instant, Period } from '#shared';
import { showTime, split } from '#shared';
import { hourLabels } from './hours.ts';
import { Icon, type IconName } from './icons.tsx';

export type CoverState = 'here' | 'nobody' | 'confirmed' | 'not-confirmed' | 'not-needed';
export type CoverSpan = { period: Period; state: CoverState; words: string };
export type CoverRow = { key: string; name: string; spans: readonly CoverSpan[] };

const icons: Record<CoverState, IconName | undefined> = {
  here: 'tick',
  nobody: 'cross',
  confirmed: undefined,
  'not-confirmed': 'ring',
  'not-needed': undefined,
};

const step = 300_000;

/**
 * Cover of each base and car over the hours around now, as a table: every column is five minutes, so that a span
 * needs nothing but a colspan, and reads in order without a style sheet.
 */
export function CoverStrip(props: { caption: string; period: Period; now: Instant; rows: readonly CoverRow[] }) {
  const { period, now, rows } = props;
  const hours = split(period, 'hour');
  const labels = hourLabels(hours);
  return (
    <section class="cover" aria-label={props.caption}>
      {/* The line of now scrolls with the hours that it stands among. */}
      <div class="cover__frame">
        <table class="cover__table">
          <caption class="nhsuk-u-visually-hidden">
            {props.caption}, {showTime(period.from)} to {showTime(period.to)}. It is {showTime(now)}.
          </caption>
          <thead>
            <tr>
              <td class="cover__corner" />
              {hours.map((hour, index) => (
                <th key={hour.from} scope="col" class="cover__hour" colspan={columns(hour)}>
                  {labels[index]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" class="cover__name">
                  {row.name}
                </th>
                {row.spans
                  .flatMap((span) => asideOf(span, now))
                  .map((span) => (
                    <Span key={span.period.from} span={span} within={period} />
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Now period={period} now={now} />
      </div>
    </section>
  );
}

// The line of now must not run through the words of an hour that needs nobody.
function asideOf(span: CoverSpan, now: Instant): CoverSpan[] {
  const { from, to } = span.period;
  const at = (Math.ceil(now / step) * step) as Instant;
  if (span.state !== 'not-needed' || at <= from || at >= to) return [span];
  return [
    { ...span, words: '', period: { from, to: at } },
    { ...span, period: { from: at, to } },
  ];
}

function columns({ from, to }: Period): number {
  return Math.max(1, Math.round(to / step) - Math.round(from / step));
}

function Span({ span, within }: { span: CoverSpan; within: Period }) {
  const period = {
    from: Math.max(span.period.from, within.from) as Instant,
    to: Math.min(span.period.to, within.to) as Instant,
  };
  const icon = icons[span.state];
  if (period.to <= period.from) return null;
  return (
    <td class="cover__cell" colspan={columns(period)}>
      <span class={`span span--${span.state}`}>
        {icon && <Icon name={icon} />}
        <span class="span__words">{span.words}</span>
      </span>
    </td>
  );
}

// Where now is between two hours is a position, and a position without a style is an attribute of a drawing.
function Now({ period, now }: { period: Period; now: Instant }) {
  if (now < period.from || now >= period.to) return null;
  const x = `${(((now - period.from) / (period.to - period.from)) * 100).toFixed(2)}%`;
  return (
    <svg class="cover__now" aria-hidden="true" focusable="false">
      <line x1={x} x2={x} y1="0" y2="100%" />
      <rect x={x} y="0" width="38" height="18" />
      <text x={x} dx="4" y="14">
        now
      </text>
    </svg>
  );
}

export function CoverKey() {
  return (
    <p class="cover-key">
      <span>
        <Icon name="tick" /> here
      </span>
      <span>
        <Icon name="cross" /> needed, nobody
      </span>
      <span>
        <Icon name="ring" /> booked, not confirmed
      </span>
      <span>outline: booked and confirmed</span>
    </p>
  );
}
