import type { ComponentChildren } from 'preact';
import { type Instant, type Period, type Problem, showCount, showTime } from '#shared';
import {
  BandTag,
  BoardButton,
  Change as ChangeTag,
  type Column,
  DataTable,
  type StaffFrame,
  StaffPage,
  Tag,
} from '#web';
import type { FigureRule, Rule } from '../packs/pack.ts';
import { AskForm, type AskFormProps } from './askForm.tsx';
import type { FigureLine } from './figureLine.ts';
import { bandName, bandRuleWords, dayWords, periodWords } from './words.ts';

export type Links = {
  month: string;
  day: string;
  hour?: string;
  csv: string;
  changes: string;
  how: string;
  list(measure: string, show?: string): string;
};

export type FiguresPageProps = {
  frame: StaffFrame;
  asOf: Instant;
  period: Period;
  pack: Pick<Rule, 'slug' | 'edition' | 'settings'>;
  rules: readonly FigureRule[];
  lines: readonly FigureLine[];
  /** People late in any line, each once. */
  peopleLate: number;
  /** From the first to the last thing that any figure counts; absent where there is none. */
  span?: { first: Instant; last: Instant };
  ask: AskFormProps;
  links: Links;
  problems?: readonly Problem[];
};

/** What was promised and what came of it, first recorded beside amended. */
export function FiguresPage(props: FiguresPageProps) {
  const { frame, lines, links, period, asOf } = props;
  const title = `Service figures: ${periodWords(period, asOf)}`;
  const isBanded = lines.some((line) => line.isBanded);
  return (
    <StaffPage frame={frame} title={title} problems={props.problems}>
      <div class="page__head">
        <h1>{title}</h1>
        <p class="page__facts">
          <Facts {...props} />
        </p>
      </div>
      <AskForm {...props.ask} />
      <div class="choices figures__choices">
        <BoardButton words="Month" href={links.month} isCurrent />
        <BoardButton words="By day" href={links.day} />
        {links.hour && <BoardButton words="By hour" href={links.hour} />}
        <BoardButton words="CSV" href={links.csv} />
        <Amendments lines={lines} href={links.changes} />
      </div>
      <div class="figures">
        <DataTable
          caption={title}
          columns={columnsOf(lines, links, isBanded)}
          rows={lines}
          keyOf={(line) => line.measure}
          groupOf={(line) => line.group}
          empty="This service has no figures yet."
        />
      </div>
      <div class="thirds">
        <BandsBox {...props} isBanded={isBanded} />
        <ChangesBox {...props} />
        <RestBox {...props} />
      </div>
    </StaffPage>
  );
}

function Facts({ asOf, period, pack, span, links }: FiguresPageProps) {
  return (
    <>
      As at {dayWords(asOf, period.from)} {showTime(asOf)}.{' '}
      {period.to > asOf && (period.from > asOf ? 'The period has not begun. ' : 'The period is not over. ')}
      <Recorded span={span} period={period} />
      Computed from our events. Rule book: <a href={links.how}>{packName(pack)}</a>, edition {pack.edition}.
    </>
  );
}

const aDay = 86_400_000;

/** Where the record itself begins or ends inside the period: figures of a part must not look like those of the whole. */
export function Recorded({ span, period }: Pick<FiguresPageProps, 'span' | 'period'>) {
  if (!span) return <>Nothing is recorded yet. </>;
  const begins = span.first > period.from + aDay && span.first < period.to;
  const ends = span.last < period.to - aDay && span.last > period.from;
  const at = (moment: Instant) => `${dayWords(moment, period.from)} ${showTime(moment)}`;
  return (
    <>
      {begins && `Nothing is recorded before ${at(span.first)}. `}
      {ends && !begins && `Nothing is recorded after ${at(span.last)}. `}
    </>
  );
}

/** `NQR 2006`, from the slug of the rule book. */
function packName({ slug }: Pick<Rule, 'slug'>): string {
  return slug.toUpperCase().replaceAll('-', ' ');
}

function Amendments({ lines, href }: { lines: readonly FigureLine[]; href: string }) {
  const amended = lines.filter(({ change }) => change);
  if (amended.length === 0)
    return <span class="second figures__amended">No line was amended after it was first recorded</span>;
  return (
    <span class="figures__amended">
      <Tag
        state="amended"
        words={`${amended.length} of ${lines.length} lines were amended after they were first recorded`}
      />{' '}
      <a href={href}>See every change</a>
    </span>
  );
}

function columnsOf(lines: readonly FigureLine[], links: Links, isBanded: boolean): Column<FigureLine>[] {
  const excluded: Column<FigureLine> = {
    key: 'excluded',
    heading: 'Excluded',
    cell: (line) => counted(line.excluded, links.list(line.measure, 'excluded')),
    look: 'number',
  };
  return [
    { key: 'promise', heading: 'What was promised', cell: (line) => promise(line, links), isRowHeading: true },
    { key: 'rule', heading: 'Rule', cell: ({ clause }) => clause, look: 'second' },
    { key: 'count', heading: 'Count', cell: ({ count }) => count, look: 'number' },
    { key: 'of', heading: 'Out of', cell: ({ of }) => of, look: 'number' },
    { key: 'value', heading: 'Now, as amended', cell: ({ value }) => value, look: 'number-strong' },
    ...(isBanded ? [{ key: 'band', heading: 'Band', cell: band } satisfies Column<FigureLine>] : []),
    { key: 'late', heading: 'People late', cell: (line) => late(line, links), look: 'number-strong' },
    { key: 'first', heading: 'As first recorded', cell: ({ first }) => first, look: 'number' },
    { key: 'made', heading: 'Amended since', cell: (line) => <Made line={line} links={links} /> },
    ...(lines.some((line) => (line.excluded ?? 0) > 0) ? [excluded] : []),
    {
      key: 'unmeasurable',
      heading: 'Not measurable',
      cell: (line) => counted(line.unmeasurable, links.list(line.measure, 'unmeasurable')),
      look: 'number',
    },
  ];
}

function promise(line: FigureLine, links: Links) {
  if (!line.gap) return <a href={links.list(line.measure, line.late === 'hours' ? 'late' : undefined)}>{line.words}</a>;
  return (
    <>
      {line.words}
      <span class="second second--line">{line.gap}</span>
    </>
  );
}

function band(line: FigureLine): ComponentChildren {
  if (line.gap) return <span class="second">no band</span>;
  return line.isBanded ? <BandTag band={line.band} note={line.bandNote} /> : '';
}

function late(line: FigureLine, links: Links): ComponentChildren {
  if (line.late === 'hours') return <span class="second figures__plain">hours</span>;
  return line.late === '' || line.late === '0' ? line.late : <a href={links.list(line.measure, 'late')}>{line.late}</a>;
}

function counted(value: number | null, href: string): ComponentChildren {
  if (value === null) return '';
  return value > 0 && href ? <a href={href}>{showCount(value)}</a> : showCount(value);
}

function Made({ line, links }: { line: FigureLine; links: Links }) {
  const { change } = line;
  if (line.gap) return '';
  if (!change) return <span class="second">no change</span>;
  const { madeMet, madeLate, otherwise, bandChanged } = change;
  return (
    <a class="figures__change" href={links.list(line.measure, 'amended')}>
      {madeMet + madeLate > 0 ? (
        <ChangeTag madeMet={madeMet} madeLate={madeLate} />
      ) : (
        <Tag state="amended" words={`${showCount(otherwise)} amended, same result`} />
      )}
      {bandChanged && line.isBanded && <strong class="figures__band-changed">It changed the band</strong>}
    </a>
  );
}

function BandsBox({ rules, lines, period, asOf, isBanded }: FiguresPageProps & { isBanded: boolean }) {
  const share = rules.flatMap((rule) => ('band' in rule && rule.band?.kind === 'points-short' ? [rule.band] : []))[0];
  const over = isBanded ? periodWords(period, asOf) : '';
  return (
    <section class="panel">
      <h2 class="run-in">Bands, in words.</h2>{' '}
      {isBanded || lines.length === 0
        ? ''
        : 'Bands are of the month so far: this is not a whole month, so it is not banded. '}
      {share && `The requirement is ${share.requirementPercent}%. ${bandRuleWords(share)} `}
      Worked on unrounded numbers{over && `, over ${over}`}.
    </section>
  );
}

function ChangesBox({ lines, links }: FiguresPageProps) {
  const changed = lines.filter(({ change, isBanded }) => isBanded && change?.bandChanged);
  const total = lines.reduce(
    (sum, { change }) => sum + (change ? change.madeMet + change.madeLate + change.otherwise : 0),
    0,
  );
  if (changed.length === 0)
    return (
      <section class="panel">
        <h2 class="run-in">{total === 0 ? 'Nothing was amended.' : 'No band changed.'}</h2>{' '}
        {total === 0
          ? 'What was first recorded is what stands now. A corrected time would show here, with who and why.'
          : 'Times were corrected, and each line is still in the band in which it was first recorded.'}
      </section>
    );
  return (
    <section class="panel">
      <h2 class="run-in">The band changed.</h2>{' '}
      {changed.map((line) => (
        <span key={line.measure} class="run-in__line">
          First recorded, “{line.group}: {line.words}” was {line.first}: {bandName(line.change?.firstBand ?? null)}.
          Corrected times made it {line.count} of {line.of}, {line.value}: {bandName(line.band)}.{' '}
          <a href={links.list(line.measure, 'amended')}>
            Open what was changed in {line.clause}, {line.group.toLowerCase()}
          </a>{' '}
        </span>
      ))}
    </section>
  );
}

function RestBox({ lines, pack, peopleLate, links }: FiguresPageProps) {
  const excluded = lines.some((line) => (line.excluded ?? 0) > 0);
  return (
    <section class="panel">
      <h2 class="run-in">Not measurable</h2>{' '}
      {pack.settings.unmeasurableCountsAsMissed ? 'counts as not met.' : 'is left out of the count.'}{' '}
      <strong>Late</strong> counts a person once in a line: {showCount(peopleLate)} in all, each once.{' '}
      {excluded ? 'What was excluded, and why, opens from its number.' : 'Nothing was excluded.'}{' '}
      <a href={links.how}>How each line is worked out</a>
    </section>
  );
}

/** For the head of a list: `118 of 131, 90.1%`. */
export function shareWords({ count, of, value }: FigureLine): string {
  return of === '' ? `${count}${value}` : `${count} of ${of}, ${value}`;
}
