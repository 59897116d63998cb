import { type Instant, showTime } from '#shared';

export type LeaseProps = { id: string; until?: Instant; lost?: string };

/** Until when the case is yours, renewed while the page is open; or that it was given back, and why. */
export function LeaseNotice({ id, until, lost }: LeaseProps) {
  if (lost !== undefined) {
    return (
      <p class="lease lease--lost" role="alert">
        <strong>{lost}</strong>
      </p>
    );
  }
  if (until === undefined) return null;
  return (
    <p class="lease second" role="status" data-lease={`/cases/${id}/lease`}>
      You have this case. If nothing is heard of this page it goes back to its queue at {showTime(until)}.
    </p>
  );
}
