import { type Instant, showWhen } from '#shared';
import { type Age, DataTable, type StaffFrame, StaffPage, Tag, Tile } from '#web';
import { short } from '../../reception/pages/baseList.tsx';
import { willBeLateBy } from '../forecast.ts';
import { isWaiting } from '../visitRow.ts';
import { type CarNow, isWithNobody, type Visit } from '../visitView.ts';
import { isAwayFromHome, receiptTag, timeTag, whatWords } from '../words.ts';

export type VisitsProps = {
  frame: StaffFrame;
  visits: readonly Visit[];
  cars: readonly CarNow[];
  now: Instant;
  age: Age;
  mayDrive: boolean;
  nameOf(account: string): string;
  placeOf(place: number): string;
};

/** The controller’s list: what is asked for, who has it, whether they know, and by when it must have begun. */
export function VisitsPage({ frame, ...props }: VisitsProps) {
  return (
    <StaffPage frame={frame} title="Visits" live={{ url: '/visits/live', advice: 'Ring the cars.' }}>
      <div class="base-head">
        <h1>Visits</h1>
        <div class="base-head__end">
          {props.mayDrive && (
            <a class="board-button" href="/visits/mine">
              My car’s page
            </a>
          )}
        </div>
      </div>
      <CarsTile {...props} />
      <VisitsTile {...props} />
      <p class="second base-keys" data-needs-script hidden>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
        <span>
          <kbd>?</kbd> all keys
        </span>
      </p>
    </StaffPage>
  );
}

type TileProps = Omit<VisitsProps, 'frame'>;

export function VisitsTile(props: TileProps) {
  const { visits, now, age } = props;
  const waiting = visits.filter(isWaiting);
  const nobody = waiting.filter(isWithNobody).length;
  const late = waiting.filter(({ dueAt }) => dueAt !== undefined && dueAt < now).length;
  const soonLate = waiting.filter((visit) => willBeLateBy(visit, now) !== undefined).length;
  const forecast = soonLate === 0 ? '' : ` ${soonLate} will be late,`;
  const heading = `${waiting.length} to begin: ${late} late,${forecast} ${nobody} with nobody.`;
  return (
    <Tile name="visits" kind="list" heading={heading} age={age} notLiveNote="Ring the cars for what they have.">
      <div data-rows>
        <DataTable
          caption="Visits, in the order in which they must have begun"
          rows={visits}
          keyOf={({ id }) => id}
          markOf={({ state, given, receipt }) => `${state} ${given?.told ?? ''} ${receipt?.is ?? ''}`}
          groupOf={(visit) =>
            isWaiting(visit)
              ? 'To begin, the soonest first'
              : visit.state === 'consulting'
                ? 'Being seen'
                : 'Finished in the last six hours'
          }
          empty="No visit is asked for."
          columns={[
            { key: 'state', heading: 'State', cell: (visit) => <Tag {...timeTag(visit, now)} /> },
            {
              key: 'due',
              heading: 'Due',
              look: 'strong',
              cell: ({ dueAt, startedAt }) =>
                startedAt === undefined && dueAt !== undefined ? showWhen(dueAt, now) : '',
            },
            {
              key: 'what',
              heading: 'What',
              cell: (visit) => (
                <>
                  {whatWords(visit)}
                  {isWaiting(visit) && isAwayFromHome(visit) && '. Not at home'}
                </>
              ),
            },
            {
              key: 'case',
              heading: 'Case',
              isRowHeading: true,
              cell: ({ id, number }) => <a href={`/visits/of/${id}`}>{short(number)}</a>,
            },
            { key: 'who', heading: 'Who has it', cell: (visit) => <Who {...props} visit={visit} /> },
            {
              key: 'could',
              heading: 'Who could',
              look: 'second',
              cell: (visit) => (isWaiting(visit) ? couldWords(visit, props) : ''),
            },
          ]}
        />
      </div>
    </Tile>
  );
}

function Who({ visit, now, nameOf, placeOf }: TileProps & { visit: Visit }) {
  const { given, setOffAt, arrivedAt, startedAt, expectedAt } = visit;
  if (!given) return visit.state === 'finished' ? null : <Tag state="nobody" words="Nobody" />;
  const receipt = receiptTag(visit, now, nameOf);
  if (visit.receipt?.is === 'nobody') {
    return (
      <span class="base-list__do">
        <Tag state="nobody" words="Nobody" /> {placeOf(given.car)} had it: nobody is in it since{' '}
        {showWhen(visit.receipt.since, now)}
      </span>
    );
  }
  const last = startedAt ?? arrivedAt ?? setOffAt ?? given.at;
  return (
    <span class="base-list__do">
      {placeOf(given.car)} since {showWhen(last, now)}
      {expectedAt !== undefined && arrivedAt === undefined && `, there about ${showWhen(expectedAt, now)}`}
      {receipt && <Tag {...receipt} />}
    </span>
  );
}

/** Cars that have somebody, and how much each has already. */
function couldWords({ given }: Visit, { cars }: TileProps): string {
  const on = cars.filter(({ crew, place }) => crew.length > 0 && place.id !== given?.car);
  if (on.length === 0) return given ? 'No other car is out' : 'No car is out';
  return on
    .map(({ place, visits, hasDoctor }) => `${place.name} (has ${visits}${hasDoctor ? '' : ', no doctor'})`)
    .join(', ');
}

export function CarsTile({ cars, nameOf, visits, now }: TileProps) {
  return (
    <dl class="base-facts panel" data-fragment="cars">
      {cars.map((car) => (
        <div key={car.place.id}>
          <dt>{car.place.name}</dt>
          <dd>
            {car.crew.length === 0 ? 'Nobody is in it' : car.crew.map(nameOf).join(', ')}
            <span class="second car-at">{atWords(car, visits, now)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function atWords({ place }: CarNow, visits: readonly Visit[], _now: Instant): string {
  const at = visits.find(
    ({ given, state }) => given?.car === place.id && ['travelling', 'arrived', 'consulting'].includes(state),
  );
  if (!at) return 'Not at a visit';
  const words = { travelling: 'On the way to', arrived: 'At the door of', consulting: 'With' } as const;
  return `${words[at.state as keyof typeof words]} case ${short(at.number)}`;
}
