import type { Instant, Problem } from '#shared';
import { type Age, BoardButton, type StaffFrame, StaffPage, type Values } from '#web';
import type { BaseSummary, Told } from '../baseView.ts';
import { BaseFacts, BaseHead } from './baseHead.tsx';
import { BaseList, type ListProps } from './baseList.tsx';
import { DoForm, type Doing } from './doForm.tsx';

export type BaseProps = {
  frame: StaffFrame;
  summary: BaseSummary;
  rows: readonly Told[];
  now: Instant;
  age: Age;
  may: { shut: boolean; open: boolean; found: boolean; walkIn: boolean; arrive: boolean };
  doing?: Doing;
  /** Bases that people can be sent to. */
  others: readonly { slug: string; name: string }[];
  nameOf(account: string): string;
  placeOf(place: number): string;
  ownerOf: ListProps['ownerOf'];
  dueOf: ListProps['dueOf'];
  newKey(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One base, as its desk sees it: is it open, who is to be told of another place, who is waiting. */
export function BasePage(props: BaseProps) {
  const { frame, summary, may, doing, problems } = props;
  const { slug, name } = summary.place;
  return (
    <StaffPage
      frame={frame}
      title={name}
      problems={problems}
      passTo999={{ place: slug }}
      live={{ url: `/bases/${slug}/live`, advice: 'Write who comes on paper.' }}
    >
      <BaseHead summary={summary} may={may} newKey={props.newKey} />
      {doing && <DoForm {...props} doing={doing} />}
      <BaseFacts summary={summary} nameOf={props.nameOf} />
      {/* Above the list: on a telephone forty people are a long way down. */}
      <p class="choices base-steps">
        {may.walkIn && <BoardButton words="Add a walk-in" href={`/bases/${slug}/walk-in`} pressKey="W" />}
        {may.arrive && <BoardButton words="Arrived" href={`/bases/${slug}?do=arrived`} pressKey="A" />}
        {may.arrive && <BoardButton words="Did not wait" href={`/bases/${slug}?do=did-not-wait`} pressKey="D" />}
        <BoardButton words="Other bases" href="/bases" />
      </p>
      <BaseList {...props} />
      <p class="second base-foot">
        Miles: in a straight line from where the person was to where they were sent, as measured or as whoever sent them
        said. Distances are kept on the case and never published one by one.
      </p>
      <p class="second base-keys" data-needs-script hidden>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <kbd>F</kbd> found shut
        </span>
        <span>
          <kbd>W</kbd> walk-in
        </span>
        <span>
          <kbd>?</kbd> all keys
        </span>
      </p>
    </StaffPage>
  );
}
