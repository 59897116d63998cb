import { priorities } from '../codes.ts';
import { type Told, tellWords, waitRuleWords } from './wait.ts';

/** What may be told to a patient of their wait, and the rule by which that was reckoned. */
export function WaitTold({ told }: { told: readonly Told[] }) {
  if (told.length === 0) return null;
  return (
    <section class="wait-told" aria-label="What you may tell them">
      <p>
        <strong>You may tell them:</strong>
      </p>
      <ul>
        {told.map((one) => (
          <li key={one.priority}>
            {told.length > 1 && <strong>{priorities[one.priority]}: </strong>}
            {tellWords(one)}
          </li>
        ))}
      </ul>
      <details>
        <summary>How this is reckoned</summary>
        <p class="second">{waitRuleWords}</p>
      </details>
    </section>
  );
}
