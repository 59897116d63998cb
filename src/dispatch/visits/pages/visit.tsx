import { type Instant, type Problem, showDate, showTelephone, showTime } from '#shared';
import { Button, FormField, HiddenKey, type StaffFrame, StaffPage, SummaryList, Tag, type Values } from '#web';
import { Changed, DetailsForm } from '../../reception/pages/details.tsx';
import { PressForm } from '../../reception/pages/pressForm.tsx';
import { nameWords } from '../../reception/words.ts';
import type { CarNow, Visit } from '../visitView.ts';
import { isAwayFromHome, receiptTag, timeTag, whatWords } from '../words.ts';

export type VisitProps = {
  frame: StaffFrame;
  visit: Visit;
  cars: readonly CarNow[];
  now: Instant;
  may: readonly string[];
  mayWriteEntry: boolean;
  /** Hears the cars by telephone. */
  mayReadBack: boolean;
  /** The digest of the address that stands here. */
  shown?: string;
  nameOf(account: string): string;
  placeOf(place: number): string;
  newKey(): string;
  newId(): string;
  problems?: readonly Problem[];
  values?: Values;
};

/** One visit, as the controller gives it to a car: the address to read out, who has it, and what the car has said. */
export function VisitPage(props: VisitProps) {
  const { frame, visit, now, nameOf } = props;
  const name = nameWords(visit.patient, now);
  const receipt = receiptTag(visit, now, nameOf);
  return (
    <StaffPage frame={frame} title={`Visit: ${name}`} problems={props.problems} passTo999={{ case: visit.id }}>
      <p class="crumbs">
        <a href="/visits">Visits</a> › {visit.number}
      </p>
      <div class="base-head">
        <h1>{name}</h1>
        <Tag {...timeTag(visit, now)} />
        {receipt && <Tag {...receipt} />}
      </div>
      <p>{whatWords(visit)}.</p>
      <div class="case">
        <section class="case__who panel" aria-labelledby="where-heading">
          <h2 id="where-heading">Where, to be read back</h2>
          <Changed
            changes={visit.changes}
            patient={visit.patient}
            isHidden={visit.patient?.isRestricted}
            now={now}
            nameOf={nameOf}
          />
          <Where visit={visit} />
          <p>
            <a href={`/cases/${visit.id}`}>Open the case {visit.number}</a>
          </p>
        </section>
        <div class="case__do">
          <ReadBack {...props} />
          <Give {...props} />
          <Steps {...props} />
          {props.may.includes('change-details') && (
            <DetailsForm id={visit.id} number={visit.number} next={`/visits/of/${visit.id}`} formKey={props.newKey()} />
          )}
          <Entry {...props} />
        </div>
      </div>
    </StaffPage>
  );
}

/** Both addresses where they differ: a crew that knows the patient would go home (H27). */
export function Where({
  visit,
  isForCrew = false,
  hasButton = false,
}: {
  visit: Visit;
  isForCrew?: boolean;
  hasButton?: boolean;
}) {
  const { patient, entry } = visit;
  if (!patient) return <p>Not shown.</p>;
  const isHidden = patient.isRestricted && !isForCrew;
  const away = isAwayFromHome(visit);
  const rows: [string, string | undefined][] = [
    ['Where they are now', isHidden ? 'Restricted: on the car’s own page only' : patient.whereNow],
    ['Home address', away && !isHidden ? `${patient.homeAddress} (they are not there)` : undefined],
    ['How to get in', isForCrew ? entry?.body : entry && `Written ${showTime(entry.at)}, on the car’s own page only`],
    ['Ring', hasButton ? undefined : showTelephone(patient.ringBack)],
    ['Born', patient.dateOfBirth && showDate(patient.dateOfBirth)],
  ];
  return (
    <>
      {away && !isHidden && <Tag state="asks-for-action" words="Not at their home address" />}
      <SummaryList
        rows={rows.flatMap(([key, value]) => (value ? [{ key: { text: key }, value: { text: value } }] : []))}
      />
    </>
  );
}

function Give({ visit, cars, may, newKey, placeOf, problems = [], values }: VisitProps) {
  const step = may.includes('assign-visit')
    ? 'assign-visit'
    : may.includes('request-visit')
      ? 'request-visit'
      : undefined;
  if (!step) return null;
  const given = visit.given;
  const choices = cars
    .filter(({ place }) => place.id !== given?.car)
    .map(({ place, crew, visits, hasDoctor }) => ({
      value: place.slug,
      words: `${place.name}: ${crew.length === 0 ? 'nobody is in it' : hasDoctor ? 'doctor here' : 'no doctor'}, has ${visits}`,
    }));
  return (
    <section class="panel" aria-labelledby="give-heading">
      <h2 id="give-heading">{given ? `${placeOf(given.car)} has it` : 'Nobody has it'}</h2>
      <form method="post" action={`/cases/${visit.id}/${step}`} novalidate>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="_next" value="/visits" />
        <FormField
          field={{ kind: 'choice', name: 'car', label: given ? 'Give it to another car' : 'Give it to a car', choices }}
          values={values}
          problems={problems}
        />
        <Button text={given ? 'Give it to this car instead' : 'Give it to this car'} small />
        <p class="second">
          The car’s page shows it at once. Until somebody in the car says that they have it, it is marked after 2 min.
          {given && ' The car that has it now is told that it is gone.'}
        </p>
      </form>
    </section>
  );
}

/** The controller has rung the car, and it has read the address back: without the crew's own press, and under the controller's name. */
function ReadBack({ visit, cars, mayReadBack, shown, newKey, newId, placeOf }: VisitProps) {
  const { given, receipt } = visit;
  if (!mayReadBack || !given || receipt === undefined || receipt.is === 'received') return null;
  const car = cars.find(({ place }) => place.id === given.car);
  if (!car) return null;
  const isEmpty = car.crew.length + car.booked.length === 0;
  return (
    <section class="panel" aria-labelledby="read-back-heading">
      <h2 id="read-back-heading">{placeOf(given.car)} has not said that it has it</h2>
      {isEmpty ? (
        <p>
          <Tag state="nobody" words="Nobody is in this car" /> Give the visit to another car, or write down on{' '}
          <a href="/cover">the page of cover</a> who has come.
        </p>
      ) : (
        <>
          <p>Ring the car, have the address read back, then press. It is shown as told by telephone, with your name.</p>
          <PressForm
            action="/visits/reports"
            words="They have it (read back)"
            fields={{
              id: newId(),
              case: visit.id,
              car: car.place.slug,
              told: String(given.told),
              kind: 'have',
              shown,
              _next: `/visits/of/${visit.id}`,
            }}
            formKey={newKey()}
            look="action-button"
          />
        </>
      )}
    </section>
  );
}

/** What a car says by telephone or radio, written down for it. */
function Steps({ visit, may, newKey }: VisitProps) {
  const steps = [
    ['set-off', 'The car has set off'],
    ['arrive-visit', 'The car is at the door'],
    ['did-not-attend', 'Nobody is there'],
  ] as const;
  const shown = steps.filter(([name]) => may.includes(name) && visit.given);
  if (shown.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="steps-heading">
      <h2 id="steps-heading">The car has rung to say</h2>
      <div class="choices">
        {shown.map(([name, words]) => (
          <PressForm
            key={name}
            action={`/cases/${visit.id}/${name}`}
            words={words}
            fields={{ _next: `/visits/of/${visit.id}` }}
            formKey={newKey()}
          />
        ))}
      </div>
    </section>
  );
}

function Entry({ visit, mayWriteEntry, newKey, newId }: VisitProps) {
  if (!mayWriteEntry || visit.state === 'finished') return null;
  return (
    <section class="panel" aria-labelledby="entry-heading">
      <h2 id="entry-heading">How to get in</h2>
      <form method="post" action="/visits/entries" novalidate>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="id" value={newId()} />
        <input type="hidden" name="case" value={visit.id} />
        <FormField
          field={{
            kind: 'text',
            name: 'body',
            label: visit.entry ? 'Write it anew' : 'Key, code, dog, which door',
            hint: 'Only the crew that has the visit reads it, and only until the visit is over.',
          }}
        />
        <Button text="Keep it for the crew" variant="secondary" small />
      </form>
    </section>
  );
}
