import type { Problem } from '#shared';
import {
  Button,
  DataTable,
  type Field,
  FormField,
  HiddenKey,
  type StaffFrame,
  StaffPage,
  Tag,
  type Values,
} from '#web';
import { closedWords, messageChannels, type Practice, type Standing } from '../practice.ts';

export type Refused = { problems?: readonly Problem[]; values?: Values };

export type DirectoryProps = Refused & {
  frame: StaffFrame;
  practices: readonly Standing[];
  /** Absent for those who may read and not change. */
  add?: { id: string };
};

export const practiceFields: readonly Field[] = [
  { kind: 'text', name: 'name', label: 'Name', width: 30 },
  { kind: 'text', name: 'address', label: 'Address' },
  { kind: 'telephone', name: 'telephone', label: 'Telephone' },
  {
    kind: 'choice',
    name: 'channel',
    label: 'How messages reach it',
    choices: Object.entries(messageChannels).map(([value, words]) => ({ value, words })),
    isInline: true,
  },
  {
    kind: 'text',
    name: 'channelAddress',
    label: 'Folder or email address of messages',
    hint: 'A folder’s name, or an address such as notes@hollin-row.example.',
    width: 30,
  },
];

/** The practices whose patients the service sees, and the form that adds one. */
export function DirectoryPage({ frame, practices, add, problems = [], values }: DirectoryProps) {
  const open = practices.filter(({ state }) => state === 'open').length;
  return (
    <StaffPage frame={frame} title="Practices" width="text" problems={problems}>
      <div class="page__head">
        <h1>Practices</h1>
        <p class="page__facts">
          {open} open, {practices.length - open} closed for good. Messages about patients go to these; nothing is taken
          out of the list.
        </p>
      </div>
      <DataTable
        caption="Practices in the directory"
        rows={practices}
        keyOf={({ practice }) => practice.code}
        empty="There is no practice in the directory yet."
        columns={[
          {
            key: 'name',
            heading: 'Practice',
            isRowHeading: true,
            cell: ({ practice }) => <a href={`/practices/${practice.code}`}>{practice.name}</a>,
          },
          { key: 'code', heading: 'Code', cell: ({ practice }) => practice.code },
          { key: 'address', heading: 'Address', cell: ({ practice }) => practice.address },
          { key: 'telephone', heading: 'Telephone', cell: ({ practice }) => practice.telephone },
          { key: 'state', heading: 'State', cell: (standing) => <StandingTag standing={standing} /> },
        ]}
      />
      {add && (
        <form method="post" action="/practices" novalidate>
          <h2>Add a practice</h2>
          <HiddenKey value={add.id} />
          <input type="hidden" name="id" value={add.id} />
          <FormField
            field={{
              kind: 'text',
              name: 'code',
              label: 'Code',
              hint: 'A letter and five digits, such as Z99001.',
              width: 10,
            }}
            values={values}
            problems={problems}
          />
          {practiceFields.map((field) => (
            <FormField key={field.name} field={field} values={values} problems={problems} />
          ))}
          <Button text="Add the practice" preventDoubleClick />
        </form>
      )}
    </StaffPage>
  );
}

export function StandingTag({ standing }: { standing: Standing }) {
  if (standing.state !== 'open') return <Tag state="shut" words={capital(closedWords(standing))} />;
  const words = closedWords(standing);
  return words === '' ? <>Open</> : <Tag state="closed-as-planned" words={capital(words)} />;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function valuesOf(practice: Practice): Values {
  const { name, address, telephone, channel, channelAddress } = practice;
  return { name, address, telephone, channel, channelAddress };
}
