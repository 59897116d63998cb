import { OPEN_LICENCE } from '#shared';
import { PublicPage } from '#web';
import type { ReleaseSettings } from '../settings.ts';

/** How the public answers are worked out, in words that a reader of the rule book can check. */
export function HowPage({ settings, isMadeUp }: { settings: ReleaseSettings; isMadeUp: boolean }) {
  const few = `1 to ${settings.largestHeld}`;
  return (
    <PublicPage
      service="Vigil"
      title="How this is worked out"
      isMadeUp={isMadeUp}
      nav={[
        { href: '/public', words: 'Services' },
        { href: '/public/how', words: 'How it is worked out', isCurrent: true },
      ]}
    >
      <h1>How this is worked out</h1>
      <h2>Was there a doctor</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>The service states for which hours a base needs a doctor. Every local hour of that time is one box.</li>
        <li>
          An hour is covered only if a doctor was recorded as there for every minute of it. A booking does not count.
          “Not all of it” is an hour with a doctor for some of the time; it counts as an hour without.
        </li>
        <li>
          It is worked out from what was recorded as people came and went, and published when the shift has ended. No
          one is named.
        </li>
        <li>
          When the clocks change a day has 23 or 25 hours. An hour that happens twice is “01 first” and “01 second”.
        </li>
      </ul>
      <h2>Sent elsewhere</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>A person counts who was to be seen at the base and was sent to another during the shift.</li>
        <li>
          Miles are in a straight line from where each person was: by the position of the postcode, or as they were
          written down. A road is longer. Only one average over all of them is published.
        </li>
        <li>Positions of postcodes: {OPEN_LICENCE}.</li>
      </ul>
      <h2>What our notice said</h2>
      <p>
        It was wrong for as long as it said open with no doctor there, or shut with one there, in hours that needed a
        doctor. Minutes are rounded down.
      </p>
      <h2>Figures</h2>
      <p>
        They are counted from the same events that moved each patient through the night, by the rule book that a release
        names. Late people who have not been seen yet count as late. What cannot be measured counts as not met. Figures
        as first recorded stand beside what corrections made of them.
      </p>
      <h2>Small numbers</h2>
      <p>
        {`A number of people from ${few} is not shown, nor is a line whose count, or what its count leaves of the whole, is from ${few}, nor another line that would give it away. 0 is shown as 0. Hours, shifts and bases are always shown.`}
      </p>
      <p>{`Where the rule comes from: ${settings.source}`}</p>
      <h2>Releases</h2>
      <p>
        A release is made by itself at the end of a shift or of an out-of-hours period, and is never changed. If a
        correction makes it wrong, a new one replaces it, with the reason, and the old one stays. Each has a digest with
        which you can check that it is what was published.
      </p>
    </PublicPage>
  );
}
