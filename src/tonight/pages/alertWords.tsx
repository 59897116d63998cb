import { type Instant, showTimeSeconds, showWhen } from '#shared';
import type { StoredAlert } from '../alertStore.ts';
import type { Board } from '../board.ts';
import { faultWords } from '../censusFaults.ts';
import { shortNumber } from '../rules/actionWords.ts';
import { alertRule } from '../rules/alerts.ts';
import { workWords } from '../tiles/errands.ts';
import { nameIn, type View } from '../view.ts';

type Around = { view: View; board: Pick<Board, 'nameOf'>; now: Instant };
type Placed = Around & { place(id: number): string | undefined };

/** "Case 103 is late since 22:31. Said 3 times; now for the medical director as well." */
export function alertWords(alert: StoredAlert, around: Placed): string {
  return [whatWords(alert, around), timesWords(alert)].filter(Boolean).join(' ');
}

/** How messages go out, in the words of a sentence. */
const channelWords: { readonly [channel: string]: string } = { smtp: 'secure email', folder: 'folder' };

export function whatWords({ kind, detail, raisedAt, times }: StoredAlert, { view, board, place, now }: Placed): string {
  const number = typeof detail.number === 'string' && detail.number !== '' ? detail.number : undefined;
  const since = typeof detail.since === 'number' ? (detail.since as Instant) : raisedAt;
  const case_ = number ? `Case ${shortNumber(number)}` : 'A case';
  switch (kind) {
    case 'overdue-case':
      return `${case_} is late since ${showWhen(since, now)}.`;
    case 'overdue-work': {
      const what = workWords[String(detail.work)] ?? 'Work to do';
      return `${number ? `${case_}: ${what.charAt(0).toLowerCase()}${what.slice(1)}` : what} is late, due ${showWhen(since, now)}.`;
    }
    case 'pass-not-confirmed':
      return `${number ? `${case_}: the` : 'A'} pass to 999 is not confirmed, due ${showTimeSeconds(since)}.`;
    case 'no-doctor':
      return `${place(Number(detail.place)) ?? 'A base'} has no doctor since ${showWhen(since, now)}.`;
    case 'found-shut':
      return `${place(Number(detail.place)) ?? 'A base'} was found shut at ${showWhen(since, now)}, and its record says that it is open. Ring it; shut it if it is so.`;
    case 'base-past-until':
      return `${place(Number(detail.place)) ?? 'A base'} was to open again at ${showWhen(since, now)}, and nobody has opened it.`;
    case 'stuck-lease': {
      const by = nameIn(view, board, typeof detail.by === 'string' ? detail.by : undefined) ?? 'somebody';
      return `${case_} is held by ${by}, and nothing has been done with it since ${showWhen(since, now)}. Ask them, or give it back.`;
    }
    case 'follower-stuck':
      return `“${detail.name}” has stopped reading the record: what it shows is old.`;
    case 'channel-dropped':
      return `Messages to practices by ${channelWords[String(detail.channel)] ?? detail.channel} do not go out since ${showWhen(since, now)}.`;
    default: {
      const faults = (Array.isArray(detail.faults) ? detail.faults : []).map((fault) => faultWords(String(fault)));
      const says = typeof detail.says === 'string' ? ` Its events say: ${detail.says}.` : '';
      const again = times < 2 ? '' : times === 2 ? ', and once since' : `, and ${times - 1} times since`;
      return `Case ${number ?? ''} ${faults.join(', and ')}. Found ${showWhen(raisedAt, now)}${again}.${says}`;
    }
  }
}

function timesWords({ rings, step, kind, acknowledged }: StoredAlert): string {
  if (rings < 2 || acknowledged) return '';
  const role = alertRule(kind).ladder[step];
  return `Said ${rings} times${step > 0 && role ? `; now for the ${role.replaceAll('-', ' ')} as well` : ''}.`;
}

/** "Acknowledged by Dana Okafor 20:33." */
export function acknowledgedWords({ acknowledged }: StoredAlert, { view, board, now }: Around): string {
  if (!acknowledged) return '';
  const name = nameIn(view, board, acknowledged.by);
  return `Acknowledged${name ? ` by ${name}` : ''} ${showWhen(acknowledged.at, now)}.`;
}

/** `what`: of which alert, for whoever hears the buttons and does not see what stands beside each. */
export function AcknowledgeButton({ alert, view, what }: { alert: StoredAlert; view: View; what: string }) {
  if (alert.acknowledged || !view.acknowledges || view.kind === 'wall') return null;
  return (
    <form method="post" action={`/alerts/${alert.id}/acknowledge`} class="in-line">
      <button type="submit" class="board-button" id={`acknowledge-${alert.id}`}>
        Acknowledge<span class="nhsuk-u-visually-hidden">: {what}</span>
      </button>
    </form>
  );
}
