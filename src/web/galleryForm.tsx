import type { Instant, Problem } from '#shared';
import { type Field, FormField, type Values } from './formField.tsx';
import { HiddenKey } from './hiddenKey.tsx';
import {
  BackLink,
  Button,
  Details,
  InsetText,
  NotificationBanner,
  SummaryList,
  WarningCallout,
} from './nhsuk/index.ts';
import { type StaffFrame, StaffPage } from './staffPage.tsx';

const fields: Field[] = [
  { kind: 'text', name: 'name', label: 'Name of the patient', width: 20 },
  { kind: 'date', name: 'dob', label: 'Date of birth', hint: 'For example, 31 3 1980' },
  { kind: 'nhs-number', name: 'nhsNumber', label: 'NHS number', hint: '10 figures, for example 999 123 4567' },
  {
    kind: 'choice',
    name: 'priority',
    label: 'First priority',
    choices: [
      { value: 'urgent', words: 'Urgent', hint: 'Rung back within 20 min' },
      { value: 'other', words: 'Other', hint: 'Rung back within 60 min' },
    ],
  },
  {
    kind: 'list',
    name: 'place',
    label: 'Base',
    choices: [
      { value: '1', words: 'Foundry Lane' },
      { value: '2', words: 'Canal Bridge' },
    ],
  },
  { kind: 'time', name: 'at', label: 'Time', hint: 'For example, 20:34' },
  { kind: 'long-text', name: 'note', label: 'What is wrong', rows: 3 },
];

const values: Values = {
  name: 'Ivy Pellworth',
  'dob-day': '31',
  'dob-month': '2',
  'dob-year': '1950',
  priority: 'urgent',
};

const problems: Problem[] = [
  { field: 'dob', code: 'date', message: 'Enter a day of the calendar. For example, 31 3 1980.' },
  {
    field: 'nhsNumber',
    code: 'check-digit',
    message: 'The check digit is wrong. Check it, or keep it as not verified.',
  },
  { field: 'note', code: 'missing', message: 'Write what is wrong.' },
];

export function FormPage({ frame }: { frame: StaffFrame; now: Instant }) {
  return (
    <StaffPage frame={frame} title="Take the case" width="text" problems={problems} dates={['dob']}>
      <BackLink href="/" text="Tonight" />
      <h1>Take the case</h1>
      <NotificationBanner text="The call was answered at 22:46:31." />
      <form method="post" action="/cases" novalidate>
        <HiddenKey value="0195d0a0-0000-7000-8000-000000000001" />
        {fields.map((field) => (
          <FormField key={field.name} field={field} values={values} problems={problems} />
        ))}
        <Button text="Take the case" preventDoubleClick /> <Button text="Hand back" variant="secondary" />
      </form>
      <WarningCallout heading="Third call in 96 hours" text="The last was Sun 28 Mar 18:02: advice." />
      <InsetText text="A wrong check digit can be kept as not verified." />
      <SummaryList
        rows={[
          { key: 'Case', value: '2803-131' },
          { key: 'Answered', value: '22:46:31' },
        ]}
      />
      <Details summary="Earlier contacts" text="Two, both advice." />
    </StaffPage>
  );
}
