import { showDay, showDayYear, showTime } from '#shared';
import { InsetText, NhsTable, PublicPage, SummaryList } from '#web';
import type { PublicService, Release } from '../publicStore.ts';
import { frameOf } from './frame.ts';
import { periodWords } from './service.tsx';

/** What a release is about, in words. */
export function aboutWords({ body, period }: Release): string {
  if (body.kind === 'period') return `Figures, ${periodWords(period)}`;
  const what = body.kind === 'requirement' ? 'doctor required' : 'cover';
  return `${body.base.name}, ${what}, ${showDay(period.from)} ${showTime(period.from)} to ${showTime(period.to)}`;
}

export function ReleasesPage({ service, releases }: { service: PublicService; releases: Release[] }) {
  return (
    <PublicPage {...frameOf(service, 'releases')} title="Releases">
      <h1>Releases</h1>
      <p>
        Made by the record itself when a shift or an out-of-hours period has ended. One that turns out wrong is replaced
        by a new one, and stays.
      </p>
      {releases.length === 0 ? (
        <p>Nothing has been released yet.</p>
      ) : (
        <NhsTable
          caption="The last releases, newest first"
          responsive
          head={['Release', 'About', 'Published', 'Digest'].map((text) => ({ text }))}
          rows={releases.map((release) => [
            { text: String(release.id), href: `/public/${service.slug}/releases/${release.id}` },
            {
              text: `${aboutWords(release)}${release.replaces === null ? '' : `. Replaces ${release.replaces}: ${release.reason}`}`,
            },
            { text: `${showDay(release.madeAt)} ${showTime(release.madeAt)}` },
            { children: <code>{release.digest.slice(0, 12)}</code> },
          ])}
        />
      )}
    </PublicPage>
  );
}

export type ReleasePageProps = { service: PublicService; release: Release & { replacedBy: number | null } };

export function ReleasePage({ service, release }: ReleasePageProps) {
  const { id, madeAt, digest, seal, replaces, replacedBy, reason } = release;
  const here = `/public/${service.slug}/releases`;
  const rows = [
    { key: 'About', value: aboutWords(release) },
    { key: 'Published', value: `${showDayYear(madeAt)}, ${showTime(madeAt)}, by itself` },
    replaces !== null && {
      key: 'In place of',
      value: {
        children: (
          <>
            <a href={`${here}/${replaces}`}>{`release ${replaces}`}</a>
            {`: ${reason}`}
          </>
        ),
      },
    },
    replacedBy !== null && {
      key: 'Replaced by',
      value: { children: <a href={`${here}/${replacedBy}`}>{`release ${replacedBy}`}</a> },
    },
    { key: 'Digest (SHA-256)', value: { children: <code class="digest">{digest}</code> } },
    { key: 'Sealed record', value: `Made after seal ${seal} of the event log.` },
  ];
  return (
    <PublicPage {...frameOf(service, 'releases')} title={`Release ${id}`}>
      <h1>{`Release ${id}`}</h1>
      {replacedBy !== null && (
        <InsetText
          text={`A correction has made this release out of date. Release ${replacedBy} stands in its place.`}
        />
      )}
      <SummaryList rows={rows} />
      <h2>Check it yourself</h2>
      <ol class="nhsuk-list nhsuk-list--number">
        <li>
          <a href={`${here}/${id}.json`}>{`Download the release (release-${id}.json)`}</a>: every byte of what was
          published.
        </li>
        <li>
          Work out its SHA-256, for instance with <code>{`sha256sum release-${id}.json`}</code>.
        </li>
        <li>
          It is the digest above, and the one that anybody wrote down on the day. If one character had been changed, it
          would not be.
        </li>
      </ol>
    </PublicPage>
  );
}
