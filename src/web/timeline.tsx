import type { ComponentChildren } from 'preact';
import { DataTable } from './dataTable.tsx';

export type TimelineEntry = {
  key: string;
  /** `21:24:10`, with the day where it is not the page's. */
  happened: string;
  /** `at once` when within seconds. */
  written: string;
  /** How long after, where it was not at once. */
  later?: string;
  what: ComponentChildren;
  who: string;
  post?: string;
  source: string;
  effect?: ComponentChildren;
  /** A later event replaced the time of this one. */
  isReplaced?: boolean;
  /** This event replaced the time of another. */
  isCorrection?: boolean;
};

/** What happened, in the order it was written down. */
export function Timeline({ entries, caption }: { entries: readonly TimelineEntry[]; caption: string }) {
  return (
    <DataTable
      caption={caption}
      empty="No events."
      rows={entries}
      keyOf={(entry) => entry.key}
      isSelected={(entry) => entry.isCorrection ?? false}
      columns={[
        { key: 'happened', heading: 'Happened', cell: happened, isRowHeading: true },
        { key: 'written', heading: 'Written down', cell: (entry) => twoLines(entry.written, entry.later) },
        { key: 'what', heading: 'What', cell: (entry) => entry.what },
        { key: 'who', heading: 'Who', cell: (entry) => twoLines(entry.who, entry.post) },
        { key: 'source', heading: 'Source', cell: (entry) => entry.source },
        ...(entries.some(({ effect }) => effect) ? [effectColumn] : []),
      ]}
    />
  );
}

const effectColumn = {
  key: 'effect',
  heading: 'What it did to this clock',
  cell: (entry: TimelineEntry) => entry.effect,
};

const happened = ({ happened, isReplaced, isCorrection }: TimelineEntry) =>
  twoLines(isCorrection ? <strong>{happened}</strong> : happened, isReplaced ? 'replaced below' : undefined);

function twoLines(first: ComponentChildren, second: string | undefined) {
  return (
    <>
      {first}
      {second && <span class="second second--line">{second}</span>}
    </>
  );
}

const sources: { readonly [source: string]: string } = {
  page: 'Screen',
  api: 'Another system',
  device: 'Tablet',
  import: 'Import',
  play: 'Demo',
  job: 'Vigil itself',
};

/** Where an event came from, in words. */
export function sourceWords(source: string): string {
  return sources[source] ?? source;
}
