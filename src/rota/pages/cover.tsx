import { addDays, hours, type Problem, plus, showDay, showDecimal, showTime } from '#shared';
import {
  Button,
  CoverKey,
  CoverStrip,
  DataTable,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  Tag,
  type Values,
} from '#web';
import type { Came, CoverNight, PostLine } from '../coverView.ts';
import { shiftRoles } from '../events.ts';
import type { HourCount } from '../night.ts';
import { requireFields } from './shiftForms.ts';
import { timeWithin } from './words.ts';

export type CoverProps = {
  frame: StaffFrame;
  night: CoverNight;
  /** The service's short name. */
  service: string;
  /** Absent for those who may not require a shift. */
  require?: { id: string; formKey: string; problems?: readonly Problem[]; values?: Values };
};

/** One night of cover: the strip of every base and car, the posts behind it, and the form that asks for another. */
export function CoverPage({ frame, night, service, require }: CoverProps) {
  const { period, now, date } = night;
  const title = `Cover, ${showDay(period.from)} ${showTime(period.from)} to ${showDay(period.to)} ${showTime(period.to)}`;
  const to = (days: number) => `/cover?service=${service}&date=${addDays(date, days)}`;
  return (
    <StaffPage frame={frame} title={title} problems={require?.problems} dates={['day']}>
      <h1>{title}</h1>
      <nav aria-label="Other nights">
        <p class="choices">
          <a class="board-button" href={to(-1)}>
            Night before
          </a>
          <a class="board-button" href={`/cover?service=${service}`}>
            Now
          </a>
          <a class="board-button" href={to(1)}>
            Night after
          </a>
          <a href="/notices">Public notices of the bases</a>
          {require && <a href="/cover/sick">Somebody rings in sick</a>}
        </p>
      </nav>
      <Hours {...night} />
      <section class="panel" aria-labelledby="strip-heading">
        <h2 id="strip-heading">Every base and car</h2>
        <CoverStrip caption="Cover of bases and cars" period={period} now={now} rows={night.strips} />
        <CoverKey />
      </section>
      <h2>Every post</h2>
      <Posts {...night} />
      {require && <Require night={night} service={service} {...require} />}
    </StaffPage>
  );
}

function Hours({ hours: counts, now, period }: CoverNight) {
  if (counts.base.required + counts.car.required === 0)
    return <p>No hour of this night is required of any base or car.</p>;
  return (
    <p>
      {hoursWords('Base-hours', counts.base, period.to <= now)} {hoursWords('Car-hours', counts.car, period.to <= now)}
      {' An hour with a minute of nobody counts whole. '}
      <a href="/figures">Figures</a>
    </p>
  );
}

function hoursWords(what: string, { required, begun, uncovered }: HourCount, isOver: boolean) {
  return (
    <>
      {what} uncovered: <strong>{showDecimal(uncovered)}</strong> of {showDecimal(begun)}
      {isOver ? '.' : ` begun; ${showDecimal(required)} are required this night.`}
    </>
  );
}

function Posts({ posts, period }: CoverNight) {
  const time = (at: Came['at']) => timeWithin(at, period);
  return (
    <DataTable
      caption="Posts of this night, by base and car"
      rows={posts}
      keyOf={(post) => post.id}
      markOf={(post) => post.tag.words}
      groupOf={(post) => post.place}
      empty="No post is required in this night."
      columns={[
        { key: 'state', heading: 'State', cell: (post) => <Tag {...post.tag} /> },
        {
          key: 'post',
          heading: 'Post',
          isRowHeading: true,
          cell: (post) => (
            <a href={`/shifts/${post.id}`}>
              {post.place}, {shiftRoles[post.role].toLowerCase()}
            </a>
          ),
        },
        { key: 'from', heading: 'From', look: 'strong', cell: (post) => time(post.period.from) },
        { key: 'to', heading: 'To', look: 'strong', cell: (post) => time(post.period.to) },
        { key: 'booked', heading: 'Booked', cell: bookedWords },
        { key: 'confirmed', heading: 'Confirmed', cell: ({ booked }) => booked && (booked.confirmed ? 'Yes' : 'No') },
        { key: 'arrived', heading: 'Arrived', cell: (post) => cameWords(post, post.arrived) },
        { key: 'left', heading: 'Left', cell: (post) => cameWords(post, post.left) },
      ]}
    />
  );
}

function bookedWords({ booked }: PostLine) {
  if (!booked) return <strong>Nobody</strong>;
  return booked.name || 'Booked';
}

// A time beside its shift needs no day: it is that of the shift, or of the night beside it.
const NEAR_MS = hours(12);

/** Times, with the name where it is not that of whoever was booked. */
function cameWords({ booked, period }: PostLine, came: readonly Came[]) {
  const around = { from: plus(period.from, -NEAR_MS), to: plus(period.to, NEAR_MS) };
  const time = (at: Came['at']) => timeWithin(at, around);
  return came.map(({ name, at }) => `${time(at)}${name && name !== booked?.name ? ` ${name}` : ''}`).join('; ');
}

type RequireProps = NonNullable<CoverProps['require']> & { night: CoverNight; service: string };

function Require({ night, service, id, formKey, problems = [], values }: RequireProps) {
  const places = Object.fromEntries(night.places.map(({ slug, name }) => [slug, name]));
  return (
    <section class="panel" aria-labelledby="require-heading">
      <h2 id="require-heading">Require a shift</h2>
      <form method="post" action="/shifts" novalidate>
        <HiddenKey value={formKey} />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="service" value={service} />
        {requireFields(places).map((field) => (
          <FormField key={field.name} field={field} values={values ?? { day: night.date }} problems={problems} />
        ))}
        <Button text="Require a shift" preventDoubleClick />
      </form>
    </section>
  );
}
