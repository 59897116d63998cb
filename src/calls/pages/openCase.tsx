import type { Instant, Problem } from '#shared';
import { showTimeSeconds } from '#shared';
import { Button, FormField, HiddenKey, type StaffFrame, StaffPage, type Values } from '#web';
import { Ways } from '../referral/pages/entryForm.tsx';
import { EntryBeside, LookButton } from '../taking/pages/entryBeside.tsx';
import type { PanelsProps } from '../taking/pages/panels.tsx';
import { openCaseFields } from './caseForms.ts';

export type OpenCaseProps = {
  frame: StaffFrame;
  id: string;
  newKey(): string;
  call?: { id: string; answeredAt?: Instant };
  problems?: readonly Problem[];
  values?: Values;
  /** What is known of who it is, where it was looked for. */
  panels: PanelsProps;
};

/** Who, where, what number, what is wrong. */
export function OpenCasePage({ frame, id, newKey, call, problems = [], values = {}, panels }: OpenCaseProps) {
  return (
    <StaffPage
      frame={frame}
      title="Open a case"
      problems={problems}
      dates={['dateOfBirth']}
      scripts={['/assets/taking.js']}
    >
      <h1>Open a case</h1>
      {call?.answeredAt && (
        <p>From the call answered at {showTimeSeconds(call.answeredAt)}. The assessment clock runs from then.</p>
      )}
      {!call && <Ways />}
      <EntryBeside panels={panels}>
        <HiddenKey value={newKey()} />
        <input type="hidden" name="id" value={id} />
        {call && <input type="hidden" name="call" value={call.id} />}
        {openCaseFields(call !== undefined).map((field) => (
          <FormField
            key={field.name}
            field={field}
            values={{ entryRoute: 'telephone', ...values }}
            problems={problems}
          />
        ))}
        <Button text="Open the case" /> <LookButton />
      </EntryBeside>
    </StaffPage>
  );
}
