import { type Instant, type Problem, showDay, showTime } from '#shared';
import { Button, DataTable, FormField, HiddenKey, type StaffFrame, StaffPage, Tag, type Values } from '#web';
import { saysWords } from '../noticeWords.ts';

export type NoticeLine = { place: string; says?: 'open' | 'shut'; goTo: string | null; since?: Instant; by?: string };

export type NoticesPageProps = {
  frame: StaffFrame;
  service: string;
  bases: { slug: string; name: string }[];
  lines: NoticeLine[];
  mayPost: boolean;
  /** Made by the page: a second submission meets the first. */
  id: string;
  problems?: readonly Problem[];
  values?: Values;
};

/** What the public is told of each base, and the form that tells it. */
export function NoticesPage({ frame, bases, lines, mayPost, id, service, problems = [], values }: NoticesPageProps) {
  return (
    <StaffPage frame={frame} title="Public notices" width="text" problems={problems}>
      <div class="page__head">
        <h1>Public notices</h1>
        <p class="page__facts">
          What <a href={`/public/${service}`}>the public page</a> says of each base now. A notice is never changed: the
          next takes its place.
        </p>
      </div>
      <DataTable
        caption="Notices in force"
        rows={lines}
        keyOf={({ place }) => place}
        empty="There is no base here."
        columns={[
          { key: 'place', heading: 'Base', cell: ({ place }) => place, isRowHeading: true },
          { key: 'says', heading: 'Notice', cell: (line) => <Says {...line} /> },
          {
            key: 'since',
            heading: 'Since',
            cell: ({ since }) => (since === undefined ? '' : `${showDay(since)} ${showTime(since)}`),
          },
          { key: 'go', heading: 'Go to', cell: ({ goTo }) => goTo ?? '' },
          { key: 'by', heading: 'Posted by', cell: ({ by }) => by ?? '', look: 'second' },
        ]}
      />
      {mayPost && (
        <form method="post" action="/notices">
          <h2>Post a notice</h2>
          <HiddenKey value={id} />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="service" value={service} />
          <FormField
            field={{
              kind: 'list',
              name: 'place',
              label: 'Base',
              choices: bases.map(({ slug, name }) => ({ value: slug, words: name })),
            }}
            values={values}
            problems={problems}
          />
          <FormField
            field={{
              kind: 'choice',
              name: 'says',
              label: 'The base is',
              choices: Object.entries(saysWords).map(([value, words]) => ({ value, words })),
              isInline: true,
            }}
            values={values}
            problems={problems}
          />
          <FormField
            field={{
              kind: 'text',
              name: 'goTo',
              label: 'Where are people to go?',
              hint: 'For a base that is shut. “Ring 111 first” stands on every public page.',
            }}
            values={values}
            problems={problems}
          />
          <Button text="Post the notice" preventDoubleClick />
        </form>
      )}
    </StaffPage>
  );
}

function Says({ says }: NoticeLine) {
  if (says === undefined) return <>No notice</>;
  return says === 'open' ? <Tag state="confirmed" words="Open" /> : <Tag state="shut" words="Shut" />;
}
