import { codes } from '#calls';
import { type Instant, type Problem, showTelephone, showWhen } from '#shared';
import { type StaffFrame, StaffPage, Tag, Tile } from '#web';
import { Changed, DetailsForm } from '../../reception/pages/details.tsx';
import { PressForm } from '../../reception/pages/pressForm.tsx';
import { nameWords } from '../../reception/words.ts';
import type { Given, VisitRow } from '../visitRow.ts';
import type { CarNow, Visit } from '../visitView.ts';
import { receiptTag, stateWords, timeTag } from '../words.ts';
import { Where } from './visit.tsx';

export type MineProps = {
  frame: StaffFrame;
  car?: CarNow;
  cars: readonly CarNow[];
  visits: readonly Visit[];
  gone: readonly { row: VisitRow; given: Given }[];
  now: Instant;
  /** In this car now, or booked for it: the address of somebody at risk is for them alone. */
  isCrew: boolean;
  shownOf(visit: Visit): string | undefined;
  mayStart: boolean;
  nameOf(account: string): string;
  /** A key, or an id, for what a button does: the same for as long as one page is looked at, so that a press in the moment of a refresh is one press. */
  keyFor(what: string): string;
  /** Where the page is kept up to date from. */
  liveUrl?: string;
  problems?: readonly Problem[];
};

/** A car’s own page, for a thumb: the next door, how to get in, the number, and one large button at a time. */
export function MinePage(props: MineProps) {
  const { frame, car, liveUrl } = props;
  return (
    <StaffPage
      frame={frame}
      title={car ? car.place.name : 'Which car?'}
      width="text"
      problems={props.problems}
      {...(liveUrl ? { live: { url: liveUrl, advice: 'Ring the controller.' } } : {})}
    >
      {car ? (
        <>
          <h1>{car.place.name}</h1>
          <MineTile {...props} />
        </>
      ) : (
        <Which {...props} />
      )}
      <p class="choices">
        {car && (
          <a class="board-button" href="/visits/mine?car=none">
            Another car
          </a>
        )}
        <a class="board-button" href="/visits">
          All visits
        </a>
      </p>
    </StaffPage>
  );
}

/** What the car has now: drawn again whenever the controller or the patient changes anything. */
export function MineTile(props: Omit<MineProps, 'frame'>) {
  const { visits, gone, now } = props;
  const [next, ...later] = visits;
  const heading = `${visits.length} ${visits.length === 1 ? 'visit' : 'visits'}`;
  return (
    <Tile
      name="mine"
      heading={heading}
      age={{ ms: 0, asAt: now }}
      notLiveNote="Ring the controller before you set off."
    >
      <Gone {...props} />
      {next ? (
        <Next {...props} visit={next} />
      ) : (
        <p class="mine-none">No visit. Stay where you are, or ask the shift lead.</p>
      )}
      {later.length > 0 && (
        <section aria-labelledby="later-heading">
          <h2 id="later-heading">After that</h2>
          <ol class="mine-later">
            {later.map((visit) => (
              <li key={visit.id}>
                <Tag {...timeTag(visit, now)} /> case {visit.number}, {codes.urgencies[visit.urgency].toLowerCase()}
                {visit.patient && (!visit.patient.isRestricted || props.isCrew) && (
                  <span class="mine-later__where">{visit.patient.whereNow}</span>
                )}
                <Changed
                  changes={visit.changes}
                  patient={visit.patient}
                  isHidden={visit.patient?.isRestricted && !props.isCrew}
                  now={now}
                  nameOf={props.nameOf}
                />
                <Receive {...props} visit={visit} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {gone.length > 0 && next === undefined && (
        <p class="second">What was taken from you stands above until you press.</p>
      )}
    </Tile>
  );
}

type Now = Omit<MineProps, 'frame'>;

function Which({ cars, nameOf }: MineProps) {
  return (
    <>
      <h1>Which car are you in?</h1>
      {cars.length === 0 && (
        <p>
          You are in no car and booked for none now. The shift lead writes down who is in a car on{' '}
          <a href="/cover">the page of cover</a>.
        </p>
      )}
      <ul class="mine-cars">
        {cars.map(({ place, crew }) => (
          <li key={place.id}>
            <a class="action-button mine-button" href={`/visits/mine?car=${place.slug}`}>
              {place.name}
            </a>{' '}
            <span class="second">{crew.length === 0 ? 'nobody is in it yet' : crew.map(nameOf).join(', ')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Given to another car, or called off: never only gone from the list (H17). */
function Gone({ gone, car, keyFor }: Now) {
  return (
    <>
      {gone.map(({ row, given }) => (
        <section
          key={`${row.id} ${given.told}`}
          class="panel mine-gone"
          aria-label={`Case ${row.number} is not yours any more`}
        >
          <p>
            <Tag state="went-away" words={`Case ${row.number} is not yours any more`} />
          </p>
          <p>{row.given ? 'Another car has it. Do not go there.' : `${stateWords[row.state]}. Do not go there.`}</p>
          <PressForm
            action="/visits/reports"
            words="We know that it is gone"
            fields={{
              id: keyFor(`${row.id} ${given.told} know-gone id`),
              case: row.id,
              car: car?.place.slug,
              told: String(given.told),
              kind: 'know-gone',
            }}
            formKey={keyFor(`${row.id} ${given.told} know-gone`)}
            buttonId={`gone-${row.id}`}
            look="action-button"
          />
        </section>
      ))}
    </>
  );
}

function Next(props: Now & { visit: Visit }) {
  const { visit, now, isCrew, car, nameOf, keyFor, shownOf } = props;
  return (
    <section class="panel mine-next" aria-labelledby="next-heading">
      <p>
        <Tag {...timeTag(visit, now)} />{' '}
        {visit.dueAt !== undefined && visit.startedAt === undefined && (
          <span>to begin by {showWhen(visit.dueAt, now)}</span>
        )}
      </p>
      <h2 id="next-heading">{nameWords(visit.patient, now)}</h2>
      <p>
        Case {visit.number}, {codes.urgencies[visit.urgency].toLowerCase()}. {stateWords[visit.state]}.
      </p>
      <Changed
        changes={visit.changes}
        patient={visit.patient}
        isHidden={visit.patient?.isRestricted && !isCrew}
        now={now}
        nameOf={nameOf}
      />
      <Where visit={visit} isForCrew={isCrew} hasButton />
      {visit.patient && (
        <p>
          <a class="board-button mine-button" href={`tel:${visit.patient.ringBack}`}>
            Ring {showTelephone(visit.patient.ringBack)}
          </a>
        </p>
      )}
      <Receive {...props} />
      <Go {...props} />
      <DetailsForm
        id={visit.id}
        number={visit.number}
        next={`/visits/mine?car=${car?.place.slug ?? ''}`}
        formKey={keyFor(`${visit.id} ${shownOf(visit)} ${visit.patient?.ringBack} details`)}
      />
      <p>
        <a href={`/cases/${visit.id}`}>The case and its notes</a>
      </p>
    </section>
  );
}

/** First of all: that it has reached somebody, with the address that stands here. */
function Receive({ visit, car, shownOf, now, nameOf, keyFor }: Now & { visit: Visit }) {
  const { receipt, given } = visit;
  if (!given || receipt === undefined) return null;
  const tag = receiptTag(visit, now, nameOf);
  if (receipt.is === 'received')
    return tag ? (
      <p>
        <Tag {...tag} />
      </p>
    ) : null;
  return (
    <div class="mine-receive">
      {receipt.is === 'other-address' && (
        <p>
          <Tag state="asks-for-action" words="The address has changed since you took it" />
        </p>
      )}
      <p>Read the address above back to the controller, then press.</p>
      <PressForm
        action="/visits/reports"
        words="We have it"
        fields={{
          id: keyFor(`${visit.id} ${given.told} ${shownOf(visit)} have id`),
          case: visit.id,
          car: car?.place.slug,
          told: String(given.told),
          kind: 'have',
          shown: shownOf(visit),
        }}
        formKey={keyFor(`${visit.id} ${given.told} ${shownOf(visit)} have`)}
        buttonId={`have-${visit.id}`}
        look="action-button"
      />
    </div>
  );
}

/** One step at a time, so that a thumb in the dark presses the right one. */
function Go({ visit, car, mayStart, keyFor }: Now & { visit: Visit }) {
  const back = `/visits/mine?car=${car?.place.slug ?? ''}`;
  const press = (step: string, words: string, look: 'action-button' | 'board-button', next = back) => (
    <PressForm
      key={step}
      action={`/cases/${visit.id}/${step}`}
      words={words}
      fields={{ _next: next }}
      formKey={keyFor(`${visit.id} ${visit.given?.told} ${step}`)}
      buttonId={`${step}-${visit.id}`}
      look={look}
    />
  );
  switch (visit.state) {
    case 'assigned':
      return (
        <div class="mine-go">
          {press('set-off', 'We set off', visit.receipt?.is === 'received' ? 'action-button' : 'board-button')}
        </div>
      );
    case 'travelling':
      return <div class="mine-go">{press('arrive-visit', 'We are at the door', 'action-button')}</div>;
    case 'arrived':
      return (
        <div class="mine-go">
          {mayStart && press('start-consultation', 'Start the consultation', 'action-button', `/cases/${visit.id}`)}
          {press('did-not-attend', 'Nobody is there', 'board-button')}
          <p class="second">
            Nobody there: look at both addresses and ring the number first. The case stays open and somebody rings them
            back.
          </p>
        </div>
      );
    default:
      return null;
  }
}
