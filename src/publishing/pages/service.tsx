import { type Instant, localDate, outOfHoursPeriodAt, type Period, showDayYear, showTime } from '#shared';
import { PublicPage } from '#web';
import type { PeriodBody } from '../body.ts';
import type { PublicService, Release } from '../publicStore.ts';
import { AskForm } from './askForm.tsx';
import { FigureTable } from './figureTable.tsx';
import { frameOf } from './frame.ts';
import { BasesNow } from './front.tsx';

export type ServicePageProps = { service: PublicService; now: Instant; periods: Release<PeriodBody>[] };

export function ServicePage({ service, now, periods }: ServicePageProps) {
  return (
    <PublicPage {...frameOf(service, 'bases')} title={service.name} looksBack>
      <h1>{service.name}</h1>
      <h2 id="ask">Was there a doctor?</h2>
      <AskForm service={service} date={localDate(now)} />
      <h2>Bases now</h2>
      <BasesNow service={service} now={now} />
      <h2>How the service did</h2>
      <NextPeriod now={now} periods={periods} />
      {periods.map(({ id, body, period, madeAt, replaces }) => (
        <section key={id}>
          <FigureTable body={body} caption={`Out of hours, ${periodWords(period)}`} />
          <p class="small-print">
            {`Published ${showDayYear(madeAt)}, ${showTime(madeAt)}${replaces === null ? '' : ', in place of an earlier release'}: `}
            <a href={`/public/${service.slug}/releases/${id}`}>{`release ${id}, check it yourself`}</a>. Numbers of
            people from 1 to 4, and what would give them away, are not shown. Hours always are.
          </p>
        </section>
      ))}
      {periods.length > 0 && (
        <p>
          <a href={`/public/${service.slug}/figures.csv`}>Download the released figures (CSV)</a>
        </p>
      )}
    </PublicPage>
  );
}

/** `Thursday 25 March 2027 18:30 to Tuesday 30 March 2027 08:00` */
export function periodWords({ from, to }: Period): string {
  return `${showDayYear(from)} ${showTime(from)} to ${showDayYear(to)} ${showTime(to)}`;
}

function NextPeriod({ now, periods }: Pick<ServicePageProps, 'now' | 'periods'>) {
  const current = outOfHoursPeriodAt(now);
  if (!current.known || !current.value) return periods.length > 0 ? null : <p>No figures are released yet.</p>;
  return <p>{`The figures of ${periodWords(current.value)} are released when that period has ended.`}</p>;
}
