import { type Instant, showMiles, showMinutes, showTime } from '#shared';
import { Alert, BoardButton } from '#web';
import type { Board } from '../board.ts';
import type { TileValues } from '../boardReads.ts';
import type { Panel } from '../tiles/panels.ts';
import { nameIn, type View } from '../view.ts';

type Props = { value: TileValues['alerts']; now: Instant; view: View; board: Pick<Board, 'nameOf'> };

/** What is worst tonight, in a sentence; and where nothing is, that. */
export function AlertPanels({ value, now, view, board }: Props) {
  if (value.panels.length === 0) {
    const words =
      value.required === 0
        ? 'Nobody is required at any base or car at this hour.'
        : 'Every base and car has who it should have.';
    return <Alert tone="plain" icon="tick" heading={words} />;
  }
  return (
    <>
      {value.panels.map((panel) => (
        <Alert
          key={panel.place.id}
          tone="red"
          icon="cross"
          heading={headingOf(panel, { now, view, board })}
          action={view.kind === 'desk' ? <BoardButton words="See cover" href="/cover" /> : undefined}
        >
          <p>{effectOf(panel)}</p>
        </Alert>
      ))}
    </>
  );
}

/** "Canal Bridge: no doctor since 20:00 (2 h 47 min). Shut 20:34 by Dana Okafor." */
export function headingOf(panel: Panel, { now, view, board }: Omit<Props, 'value'>): string {
  const { place, missing, since, notice } = panel;
  const isWall = view.kind === 'wall';
  const lasted = isWall ? '' : ` (${showMinutes(now - since)})`;
  const first = `${place.name}: no ${missing.join(', no ')} since ${showTime(since)}${lasted}.`;
  if (!notice) return first;
  if (notice.says === 'open') return `${first} The public is told that it is open.`;
  const name = isWall ? undefined : nameIn(view, board, notice.postedBy);
  return `${first} Shut ${showTime(notice.postedAt)}${name ? ` by ${name}` : ''}.`;
}

/** "7 people sent elsewhere, on average 5.1 miles. 1 booked patient still to move, by 23:00." */
export function effectOf({ sent, toMove }: Panel): string {
  const away =
    sent.people === 0
      ? 'Nobody sent elsewhere.'
      : `${sent.people} ${sent.people === 1 ? 'person' : 'people'} sent elsewhere, ${sent.people === 1 ? '' : 'on average '}${showMiles(sent.averageMiles)}.`;
  const by = toMove.by === undefined ? '' : `, ${toMove.people === 1 ? '' : 'the first '}by ${showTime(toMove.by)}`;
  const left =
    toMove.people === 0
      ? 'No booked patient still to move.'
      : `${toMove.people} booked ${toMove.people === 1 ? 'patient' : 'patients'} still to move${by}.`;
  return `${away} ${left}`;
}
