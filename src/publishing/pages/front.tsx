import { type Instant, localDate, showDay, showTime } from '#shared';
import { Card, NhsTag, PublicPage, SummaryList } from '#web';
import type { PublicBase, PublicService } from '../publicStore.ts';

export type FrontProps = { services: { service: PublicService; now: Instant }[]; isMadeUp: boolean };

/** Which service; of now only whether a base is open, and to ring first. */
export function FrontPage({ services, isMadeUp }: FrontProps) {
  return (
    <PublicPage
      service="Vigil"
      title="Was there a doctor?"
      isMadeUp={isMadeUp}
      nav={[{ href: '/public/how', words: 'How it is worked out' }]}
    >
      <h1>Was there a doctor?</h1>
      <p>
        Out-of-hours bases, hour by hour, and how the service answered: released by the record itself when a shift or a
        period has ended. Nobody has to press anything, and nobody can retype it.
      </p>
      {services.length === 0 && <p>Nothing has been released yet.</p>}
      {services.map(({ service, now }) => (
        <Card key={service.slug}>
          <h2>
            <a href={`/public/${service.slug}`}>{service.name}</a>
          </h2>
          <BasesNow service={service} now={now} />
          <p>
            <a href={`/public/${service.slug}/releases`}>Releases of {service.name}</a>
          </p>
        </Card>
      ))}
    </PublicPage>
  );
}

/** Open or shut by its notice, and nothing else of now. */
export function BasesNow({ service, now }: { service: PublicService; now: Instant }) {
  const rows = service.bases.map((base) => ({
    key: { children: <a href={`/public/${service.slug}/${base.slug}`}>{base.name}</a> },
    value: { children: <NoticeNow base={base} now={now} /> },
  }));
  return (
    <>
      <p>
        <strong>Ring 111 first.</strong> What our public notices say at {showTime(now)}:
      </p>
      <SummaryList rows={rows} />
    </>
  );
}

function NoticeNow({ base, now }: { base: PublicBase; now: Instant }) {
  const { notice } = base;
  if (!notice) return <>No notice. Ring 111 first.</>;
  const day = localDate(notice.postedAt) === localDate(now) ? '' : `${showDay(notice.postedAt)} `;
  const since = `since ${day}${showTime(notice.postedAt)}`;
  return (
    <>
      <NhsTag
        text={notice.says === 'open' ? 'Open' : 'Shut'}
        classes={notice.says === 'open' ? undefined : 'nhsuk-tag--grey'}
      />{' '}
      {since}
      {notice.says === 'shut' && `. Go to: ${notice.goTo ?? 'Nowhere: ring 111.'}`}
    </>
  );
}
