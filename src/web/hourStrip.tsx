import { type Hour, type HourState, hourLabels, runsOf, runTimes } from './hours.ts';
import { Icon, type IconName } from './icons.tsx';

const icons: Record<HourState, IconName | undefined> = {
  covered: 'tick',
  'no-doctor': 'cross',
  'not-needed': undefined,
  'not-known': 'clock',
  booked: 'ring',
};

export type HourStripProps = {
  hours: readonly Hour[];
  /** `Canal Bridge, Sunday 28 March 2027` */
  label: string;
};

/** Was somebody there, hour by hour: boxes beside each other, and on a phone a list. */
export function HourStrip({ hours, label }: HourStripProps) {
  const labels = hourLabels(hours.map((hour) => hour.period));
  return (
    <>
      <ol class="hour-strip" aria-label={`${label}, hour by hour`}>
        {hours.map(({ state, words }, index) => (
          <li key={labels[index]} class="hour-strip__hour">
            <span class="hour-strip__label">{labels[index]}</span>
            <span class={`hour hour--${state}`}>
              <HourIcon state={state} />
              <span>{words}</span>
            </span>
          </li>
        ))}
      </ol>
      <ol class="hour-list" aria-label={`${label}, hour by hour`}>
        {runsOf(hours).map((run) => (
          <li key={run.from.period.from} class="hour-list__run">
            <span class="hour-list__times">{runTimes(run)}</span>
            <span class={`hour hour--${run.state}`}>
              <HourIcon state={run.state} />
              <span>
                {run.words}
                {run.hours > 1 && `, all ${run.hours} hours`}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function HourIcon({ state }: { state: HourState }) {
  const name = icons[state];
  return name ? <Icon name={name} /> : null;
}
