import { type Period, type Problem, showDayYear, showPercent, showTime, split } from '#shared';
import { AnswerBox, Button, Card, HourStrip, PublicPage, SummaryList } from '#web';
import { type Answer, inHours } from '../answer.ts';
import type { DayHour, DayPart } from '../day.ts';
import type { PublicBase, PublicService } from '../publicStore.ts';
import { AskForm } from './askForm.tsx';
import { frameOf } from './frame.ts';

export type BasePageProps = {
  service: PublicService;
  base: PublicBase;
  date: string;
  part: DayPart;
  /** `Easter Sunday`, or the date in full. */
  day: string;
  period: Period;
  answer: Answer;
  hours: DayHour[];
  there: string;
  rows: { key: string; value: string }[];
  often: { from: Period['from']; to: Period['to']; neededMs: number; uncoveredMs: number };
  links: { hoursCsv: string; allCsv: string; size: string };
  /** The releases that these hours come from. */
  releases: { id: number; madeAt: Period['from']; replaces: number | null; reason: string | null }[];
};

/** The question that the public asks, and its answer before any table. */
export function BasePage(props: BasePageProps) {
  const { service, base, date, part, answer, period } = props;
  const title = `Was there a doctor at ${base.name} on ${props.day}?`;
  const dayShown = showDayYear(period.from);
  return (
    <PublicPage {...frameOf(service, 'bases')} title={title} looksBack>
      <AskForm service={service} base={base.slug} date={date} part={part} isAboveAnswer />
      <h1>{title}</h1>
      <AnswerBox answer={answer.answer} tone={answer.tone}>
        <p>
          <Emphasised words={answer.more} />
        </p>
      </AnswerBox>
      <h2>Hour by hour, {dayShown}</h2>
      <Strips {...props} dayShown={dayShown} />
      <SmallPrint {...props} />
      {props.rows.length > 0 && (
        <SummaryList
          rows={props.rows.map(({ key, value }) => ({ key, value: { children: <Emphasised words={value} /> } }))}
        />
      )}
      <div class="panels">
        <Card heading="How often is there not?">
          <Often {...props} />
        </Card>
        <Card heading="Take the data">
          <p>
            <a href={props.links.hoursCsv}>Download these hours (CSV, {props.links.size})</a>
          </p>
          <p>
            <a href={props.links.allCsv}>Download every released hour of {base.name} (CSV)</a>
          </p>
          <p>
            <a href="/public/how">How this is worked out</a>
          </p>
        </Card>
      </div>
      <Published {...props} />
      <p>
        <Button text="Another base or date" href={`/public/${service.slug}#ask`} variant="secondary" />
      </p>
    </PublicPage>
  );
}

/** More than 18 hours are two strips, so that the words in the boxes can be read. */
function Strips({ hours, base, dayShown, part }: BasePageProps & { dayShown: string }) {
  const label = `${base.name}, ${dayShown}`;
  const boxes = hours.map(({ period, state, words }) => ({ period, state, words }));
  if (part !== 'all') return <HourStrip label={label} hours={boxes} />;
  const morning = boxes.filter((_, index) => index < boxes.length - 12);
  return (
    <>
      <HourStrip label={`${label}, before noon`} hours={morning} />
      <HourStrip label={`${label}, from noon`} hours={boxes.slice(morning.length)} />
    </>
  );
}

/** How many people and how far, in bold. */
function Emphasised({ words }: { words: string }) {
  const parts = words.split(/(\d+(?: to \d+)? people|\d+\.\d miles)/);
  return <>{parts.map((part, index) => (index % 2 === 1 ? <strong key={part}>{part}</strong> : part))}</>;
}

function SmallPrint({ there, period, part }: BasePageProps) {
  const whole = split(period, 'hour').length;
  const changed = part === 'all' && whole !== 24 && ` The clocks changed: this day had ${whole} hours.`;
  return (
    <p class="small-print">
      Each box is one hour; it counts as covered only if a doctor was there for every minute of it.{' '}
      {there && `From what was recorded at the base: ${there}. `}No one is named.{changed}
    </p>
  );
}

function Often({ base, often }: BasePageProps) {
  const { neededMs, uncoveredMs } = often;
  const [from, to] = [showDayYear(often.from), showDayYear((often.to - 1) as Period['to'])];
  const when = from === to ? to : `${from} to ${to}`;
  if (neededMs === 0) return <p>{`${base.name}, ${when}: nothing is released yet.`}</p>;
  return (
    <p>
      {`${base.name}, ${when}: `}
      <strong>{inHours(uncoveredMs)}</strong>
      {` with no doctor, of ${inHours(neededMs)} needed (${showPercent(uncoveredMs / neededMs)}).`}
    </p>
  );
}

function Published({ service, releases }: BasePageProps) {
  return (
    <p class="small-print">
      {releases.length === 0 && 'Nothing about these hours is released yet. '}
      {releases.map(({ id, madeAt, replaces, reason }) => (
        <span key={id}>
          {`Published ${showDayYear(madeAt)}, ${showTime(madeAt)}, ${replaces === null ? 'when the shift had ended' : `in place of release ${replaces}, ${reason}`}: `}
          <a href={`/public/${service.slug}/releases/${id}`}>{`release ${id}, check it yourself`}</a>.{' '}
        </span>
      ))}
      Numbers of people from 1 to 4 are not shown. Hours, shifts and bases always are.
    </p>
  );
}

export type AskAgainProps = {
  service: PublicService;
  title: string;
  words: string;
  date: string;
  base?: string;
  problems: Problem[];
};

/** An address that names no base or no day: what is wrong, and the form with what would be taken. */
export function AskAgainPage({ service, title, words, date, base, problems }: AskAgainProps) {
  return (
    <PublicPage {...frameOf(service, 'bases')} title={title} problems={problems}>
      <h1>{title}</h1>
      <p>{words}</p>
      <AskForm service={service} base={base} date={date} problem={problems[0]?.message} />
      <p>A date can also be given in the address, as 2027-03-28 or 28/3/2027.</p>
    </PublicPage>
  );
}
