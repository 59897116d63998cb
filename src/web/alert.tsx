import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons.tsx';

export type AlertProps = {
  heading: string;
  tone: 'red' | 'blue' | 'plain';
  icon?: IconName;
  /** At the right: one button or link. */
  action?: ComponentChildren;
  children?: ComponentChildren;
};

/** What matters most on the page, in a sentence, with a bar at its side. */
export function Alert({ heading, tone, icon, action, children }: AlertProps) {
  return (
    <section class={`alert alert--${tone}`}>
      <div class="alert__words">
        <h2 class="alert__heading">
          {icon && <Icon name={icon} />}
          {heading}
        </h2>
        {children && <div class="alert__more">{children}</div>}
      </div>
      {action && <div class="alert__action">{action}</div>}
    </section>
  );
}

export type VerdictProps = {
  /** `As first recorded, 21:24` */
  when: string;
  /** `Missed by 22 min 5 s` */
  words: string;
  tone: 'red' | 'green' | 'plain';
  tags: ComponentChildren;
  /** `19:02:05 to 21:24:10 is 2 h 22 min` */
  working?: ComponentChildren;
};

/** One of the two outcomes of a clock. First recorded and amended stand beside each other, at one size. */
export function Verdict({ when, words, tone, tags, working }: VerdictProps) {
  return (
    <section class={`verdict verdict--${tone}`}>
      <p class="verdict__when">{when}</p>
      <p class="verdict__words">
        <strong>{words}</strong> {tags}
      </p>
      {working && <p class="verdict__working">{working}</p>}
    </section>
  );
}

export function Verdicts({ children }: { children: ComponentChildren }) {
  return <div class="verdicts">{children}</div>;
}
