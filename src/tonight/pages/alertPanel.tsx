import type { ComponentChildren } from 'preact';
import { type Instant, showMiles, showMinutes, showWhen } from '#shared';
import { Alert, BoardButton } from '#web';
import type { StoredAlert } from '../alertStore.ts';
import type { Board } from '../board.ts';
import type { TileValues } from '../boardReads.ts';
import type { Panel } from '../tiles/panels.ts';
import { nameIn, type View } from '../view.ts';
import { AcknowledgeButton, acknowledgedWords, alertWords, whatWords } from './alertWords.tsx';

type Props = { value: TileValues['alerts']; now: Instant; view: View; board: Pick<Board, 'nameOf'> };

/** What is worst tonight, in a sentence; and where nothing is, that. Every alert that nobody has acknowledged is counted here. */
export function AlertPanels(props: Props) {
  const { value, view } = props;
  const others = value.stored.filter(({ kind, acknowledged }) => kind !== 'no-doctor' && !acknowledged);
  const all = view.kind === 'desk' && value.stored.length > 0 && (
    <BoardButton
      words={value.stored.length === 1 ? 'See the alert' : `See all ${value.stored.length} alerts`}
      href="/tonight/alerts"
    />
  );
  if (value.panels.length === 0) return <NoPanel {...props} others={others} all={all} />;
  return (
    <>
      {value.panels.map((panel, index) => (
        <PanelAlert key={panel.place.id} {...props} panel={panel} all={all} others={index === 0 ? others : []} />
      ))}
    </>
  );
}

type Rest = { others: readonly StoredAlert[]; all: ComponentChildren };

function NoPanel({ value, now, view, board, others, all }: Props & Rest) {
  const [first, ...more] = others;
  if (!first) {
    const words =
      value.required === 0
        ? 'Nobody is required at any base or car at this hour.'
        : 'Every base and car has who it should have.';
    return <Alert tone="plain" icon="tick" heading={words} action={all || undefined} />;
  }
  return (
    <Alert
      tone="red"
      icon="diamond"
      heading={alertWords(first, { view, board, now, place: placeIn(value) })}
      action={
        <>
          <AcknowledgeButton
            alert={first}
            view={view}
            what={whatWords(first, { view, board, now, place: placeIn(value) })}
          />{' '}
          {all}
        </>
      }
    >
      {more.length > 0 && <p>{`${more.length} more to acknowledge.`}</p>}
    </Alert>
  );
}

function PanelAlert({ panel, value, now, view, board, others, all }: Props & Rest & { panel: Panel }) {
  const { place, listed = 0 } = panel;
  const alert = value.stored.find(({ kind, detail }) => kind === 'no-doctor' && detail.place === place.id);
  const isSeen = alert?.acknowledged && view.kind === 'desk';
  const [first] = others;
  return (
    <Alert
      tone="red"
      icon="cross"
      heading={headingOf(panel, { now, view, board })}
      action={
        view.kind === 'desk' ? (
          <>
            {alert && <AcknowledgeButton alert={alert} view={view} what={place.name} />}{' '}
            {listed > 0 ? (
              <BoardButton words={`See all ${listed}`} href={`/bases/${place.slug}`} />
            ) : (
              <BoardButton words="See cover" href="/cover" />
            )}
          </>
        ) : undefined
      }
    >
      <p>
        {effectOf(panel, now)}{' '}
        {isSeen && <a href="/tonight/alerts">{acknowledgedWords(alert, { view, board, now })}</a>}
      </p>
      {first && (
        <div class="alert__other">
          <span>
            {others.length === 1 ? '1 more alert to acknowledge' : `${others.length} more alerts to acknowledge`}
            {view.kind === 'wall'
              ? '.'
              : `${others.length === 1 ? ': ' : ', first: '}${alertWords(first, { view, board, now, place: placeIn(value) })}`}
          </span>
          <AcknowledgeButton
            alert={first}
            view={view}
            what={whatWords(first, { view, board, now, place: placeIn(value) })}
          />{' '}
          {all}
        </div>
      )}
    </Alert>
  );
}

const placeIn =
  ({ panels }: TileValues['alerts']) =>
  (id: number) =>
    panels.find(({ place }) => place.id === id)?.place.name;

/** "Canal Bridge: no doctor since 20:00 (2 h 47 min). Shut 20:34 by Dana Okafor." */
export function headingOf(panel: Panel, { now, view, board }: Omit<Props, 'value'>): string {
  const { place, missing, since, notice, shut, found } = panel;
  const isWall = view.kind === 'wall';
  const lasted = isWall ? '' : ` (${showMinutes(now - since)})`;
  if (shut) {
    const by = isWall ? undefined : nameIn(view, board, shut.by);
    return `${place.name}: shut since ${showWhen(shut.since, now)}${lasted}${by ? ` by ${by}` : ''}.`;
  }
  if (missing.length === 0) return `${place.name}: ${foundWords(found, now)} Its record says that it is open.`;
  const first = `${place.name}: no ${missing.join(', no ')} since ${showWhen(since, now)}${lasted}.`;
  if (!notice) return first;
  if (notice.says === 'open')
    return `${first} ${found ? `${capital(foundWords(found, now))} ` : ''}The public is told that it is open.`;
  const name = isWall ? undefined : nameIn(view, board, notice.postedBy);
  return `${first} Shut ${showWhen(notice.postedAt, now)}${name ? ` by ${name}` : ''}.`;
}

/** "found shut at 20:28 and 20:31." */
export function foundWords(found: readonly Instant[] | undefined, now: Instant): string {
  return `found shut at ${(found ?? []).map((at) => showWhen(at, now)).join(', ')}.`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** "7 people sent elsewhere, on average 5.1 miles. 1 booked patient still to move, by 23:00." */
export function effectOf({ sent, toMove, place, toVisit }: Panel, now: Instant): string {
  if (place.kind === 'car') return visitsWords(toVisit ?? 0);
  const away =
    sent.people === 0
      ? 'Nobody sent elsewhere.'
      : `${sent.people} ${sent.people === 1 ? 'person' : 'people'} sent elsewhere, ${sent.people === 1 ? '' : 'on average '}${showMiles(sent.averageMiles)}.`;
  const by =
    toMove.by === undefined
      ? ''
      : `, ${toMove.people === 1 ? '' : 'the first '}${toMove.by < now ? `late since ${showWhen(toMove.by, now)}` : `by ${showWhen(toMove.by, now)}`}`;
  const left =
    toMove.people === 0
      ? 'No booked patient still to move.'
      : `${toMove.people} ${whoMoves(toMove)} still to move${by}.`;
  return `${away} ${left}`;
}

/** A car without a crew moves nobody: what it was given is with nobody. */
function visitsWords(visits: number): string {
  if (visits === 0) return 'It has no visit.';
  return `${visits} ${visits === 1 ? 'visit that it was given is' : 'visits that it was given are'} with nobody: give ${visits === 1 ? 'it' : 'them'} to another car.`;
}

function whoMoves({ people, booked = true }: Panel['toMove']): string {
  if (!booked) return people === 1 ? 'person' : 'people';
  return people === 1 ? 'booked patient' : 'booked patients';
}
