import type { Problem } from '#shared';
import { Button, FormField, HiddenKey, type StaffFrame, StaffPage, type Values } from '#web';
import type { RankedAction } from '../rules/actions.ts';
import { buttonWords, effectOf, headingOf } from '../rules/actionWords.ts';
import { type Namer, ringAnswers } from '../rules/log.ts';

export type ConfirmProps = {
  frame: StaffFrame;
  service: string;
  /** Absent where it is no longer so. */
  action?: RankedAction;
  places: readonly { slug: string; name: string }[];
  name: Namer;
  newId(): string;
  problems: readonly Problem[];
  values: Values;
};

/** Asks before anything is done: what, what it changes, and the two answers, each kept with the name of who gave it. */
export function ConfirmPage({ frame, service, action, places, name, newId, problems, values }: ConfirmProps) {
  if (!action)
    return (
      <StaffPage frame={frame} title="No longer so" width="text" problems={problems}>
        <h1>This is no longer so</h1>
        <p>Something has changed since it was ranked, and nothing was done.</p>
        <p>
          <a href="/" class="action-button">
            Back to Tonight
          </a>
        </p>
      </StaffPage>
    );
  const heading = headingOf(action, name);
  const rings = action.kind === 'ring-unconfirmed' || action.kind === 'call-in';
  const field = { values, problems };
  return (
    <StaffPage frame={frame} title={heading} width="text" problems={problems}>
      <h1>{heading}</h1>
      <p>{effectOf(action, name)}</p>
      <p class="second">{doesWords(action)}</p>
      <form method="post" action="/tonight/actions" novalidate>
        <Sent {...{ service, action }} id={newId()} answer="accepted" />
        {rings && (
          <FormField
            {...field}
            field={{
              kind: 'choice',
              name: 'outcome',
              label: `How ${(action.person && name.person(action.person)) ?? 'they'} answered`,
              choices: Object.entries(ringAnswers).map(([value, words]) => ({ value, words })),
            }}
          />
        )}
        {action.kind === 'send-elsewhere' && (
          <>
            <FormField
              {...field}
              field={{
                kind: 'list',
                name: 'to',
                label: 'Where they are sent',
                blank: 'Choose a base',
                choices: places.map(({ slug, name: words }) => ({ value: slug, words })),
              }}
            />
            <FormField
              {...field}
              field={{
                kind: 'text',
                name: 'miles',
                label: 'Miles from where they are',
                hint: 'In a straight line, such as 6.4. Leave empty to have it measured from their postcode.',
                width: 5,
              }}
            />
          </>
        )}
        <Button text={rings ? 'Write it down and do it' : `${buttonWords[action.kind]} now`} preventDoubleClick />
      </form>
      <section class="panel" aria-labelledby="overrule-heading">
        <h2 id="overrule-heading">Or overrule it</h2>
        <form method="post" action="/tonight/actions" novalidate>
          <Sent {...{ service, action }} id={newId()} answer="overruled" />
          <FormField
            {...field}
            field={{ kind: 'text', name: 'reason', label: 'Why not', hint: 'It is not offered again tonight.' }}
          />
          <Button text="Overrule it" variant="secondary" preventDoubleClick />
        </form>
      </section>
      <p>
        <a href="/">Back to Tonight, without an answer</a>
      </p>
    </StaffPage>
  );
}

function Sent({ id, service, action, answer }: { id: string; service: string; action: RankedAction; answer: string }) {
  return (
    <>
      <HiddenKey value={id} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="service" value={service} />
      <input type="hidden" name="action" value={action.key} />
      <input type="hidden" name="answer" value={answer} />
    </>
  );
}

/** What happens in the record when it is confirmed. */
function doesWords({ kind }: RankedAction): string {
  switch (kind) {
    case 'ask-clinician':
      return 'It is written in the shift log that they were asked, and it stands beside the case on Tonight. They take the case themselves.';
    case 'move-visit':
      return 'The visit is given to that car, in its turn by time due.';
    case 'shut-base':
      return 'New bookings stop, every booked patient becomes work for somebody, and the public notice changes.';
    case 'send-elsewhere':
      return 'It is written on the case where they are sent and how far. Ring the patient first.';
    case 'ring-unconfirmed':
      return 'The call is written in the shift log. Coming confirms the shift; cannot come leaves it without anybody at once.';
    case 'call-in':
      return 'The call is written in the shift log. Coming books and confirms the shift.';
    default:
      return kind satisfies never;
  }
}
