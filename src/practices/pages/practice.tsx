import type { ComponentChildren } from 'preact';
import { showDate } from '#shared';
import { Button, DataTable, FormField, HiddenKey, type StaffFrame, StaffPage, SummaryList } from '#web';
import { messageChannels, type Post, type Practice, posts, reopenReasons, type Standing } from '../practice.ts';
import { practiceFields, type Refused, StandingTag, valuesOf } from './directory.tsx';

export type PracticeProps = Refused & {
  frame: StaffFrame;
  standing: Standing;
  members: readonly { name: string; signIn?: string; post: Post }[];
  /** For those who keep the directory. */
  keep?: {
    ids: { change: string; close: string; join: string; reopen: string };
    others: readonly Practice[];
    candidates: readonly { signIn: string; name: string }[];
    /** Which form was refused. */
    refused?: string;
  };
};

/** One practice of the directory: where it is, how messages reach it, who speaks for it; and changing that. */
export function PracticePage(props: PracticeProps) {
  const { frame, standing, members, keep, problems = [] } = props;
  const { practice } = standing;
  const { code, name, address, telephone, channel, channelAddress } = practice;
  const row = (key: string, value: ComponentChildren) => ({ key: { text: key }, value: { children: value } });
  return (
    <StaffPage frame={frame} title={name} width="text" problems={problems} dates={['on']}>
      <p>
        <a href="/practices">All practices</a>
      </p>
      <h1>{name}</h1>
      <SummaryList
        rows={[
          row('Code', code),
          row('State', <StandingTag standing={standing} />),
          row('Address', address),
          row('Telephone', telephone),
          row('Messages go to', `${messageChannels[channel]}: ${channelAddress}`),
        ]}
      />
      <h2>Who speaks for it</h2>
      <DataTable
        caption="People of the practice"
        rows={members}
        keyOf={({ signIn, name }) => signIn ?? name}
        empty="Nobody yet: no one can read its messages here, write its notes or raise a concern."
        columns={[
          { key: 'name', heading: 'Name', cell: (member) => member.name, isRowHeading: true },
          { key: 'post', heading: 'What they are', cell: ({ post }) => posts[post] },
          ...(keep
            ? [
                {
                  key: 'end',
                  heading: 'Change',
                  cell: ({ signIn, name: who }: PracticeProps['members'][number]) =>
                    signIn && <Leave code={code} signIn={signIn} name={who} id={keep.ids.join} />,
                },
              ]
            : []),
        ]}
      />
      {keep && <Keep {...props} keep={keep} />}
    </StaffPage>
  );
}

function Keep({ standing, keep, problems = [], values }: PracticeProps & { keep: NonNullable<PracticeProps['keep']> }) {
  const { practice } = standing;
  const about = (form: string) => (keep.refused === form ? { values, problems } : {});
  return (
    <>
      <Form action="/practices/members" id={keep.ids.join} code={practice.code} heading="Let somebody speak for it">
        <FormField
          field={{
            kind: 'list',
            name: 'signIn',
            label: 'Who',
            hint: 'People who hold the role of practice manager here.',
            blank: 'Choose a person',
            choices: keep.candidates.map(({ signIn, name }) => ({ value: signIn, words: `${name} (${signIn})` })),
          }}
          {...about('join-practice')}
        />
        <FormField
          field={{
            kind: 'choice',
            name: 'post',
            label: 'What they are at the practice',
            choices: Object.entries(posts).map(([value, words]) => ({ value, words })),
          }}
          {...about('join-practice')}
        />
        <Button text="Let them" variant="secondary" preventDoubleClick />
      </Form>
      <Form action="/practices/change" id={keep.ids.change} code={practice.code} heading="Change what is known of it">
        {practiceFields.map((field) => (
          <FormField
            key={field.name}
            field={field}
            {...(keep.refused === 'change-practice' ? { values, problems } : { values: valuesOf(practice) })}
          />
        ))}
        <Button text="Save the change" preventDoubleClick />
      </Form>
      {practice.closedOn === undefined ? (
        <Form action="/practices/close" id={keep.ids.close} code={practice.code} heading="Close it for good">
          <FormField
            field={{ kind: 'date', name: 'on', label: 'Last day on which it is open', hint: 'For example, 31 3 2027' }}
            {...about('close-practice')}
          />
          <FormField
            field={{
              kind: 'list',
              name: 'successor',
              label: 'Which practice takes its patients',
              hint: 'Messages and notes go there from then on. Without one, each message becomes an exception that a person settles.',
              blank: 'None',
              choices: keep.others.map(({ code, name }) => ({ value: code, words: name })),
            }}
            {...about('close-practice')}
          />
          <FormField
            field={{
              kind: 'text',
              name: 'sure',
              label: 'Its code once more, if you are sure',
              hint: `${practice.code}: from that day on nothing is sent to it.`,
              width: 10,
            }}
            {...about('close-practice')}
          />
          <Button text="Close it for good" variant="secondary" preventDoubleClick />
        </Form>
      ) : (
        <Form action="/practices/reopen" id={keep.ids.reopen} code={practice.code} heading="Take its closing back">
          <p>It closes for good after {showDate(practice.closedOn)}.</p>
          <FormField
            field={{
              kind: 'choice',
              name: 'reason',
              label: 'Why is it open?',
              choices: Object.entries(reopenReasons).map(([value, words]) => ({ value, words })),
            }}
            {...about('reopen-practice')}
          />
          <Button text="It is open" variant="secondary" preventDoubleClick />
        </Form>
      )}
    </>
  );
}

type FormProps = { action: string; id: string; code: string; heading: string; children: ComponentChildren };

function Form({ action, id, code, heading, children }: FormProps) {
  return (
    <form method="post" action={action} novalidate>
      <h2>{heading}</h2>
      <HiddenKey value={id} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="code" value={code} />
      {children}
    </form>
  );
}

function Leave({ code, signIn, name, id }: { code: string; signIn: string; name: string; id: string }) {
  return (
    <form method="post" action="/practices/members/end">
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="signIn" value={signIn} />
      <button type="submit" class="link-button">
        End for {name}
      </button>
    </form>
  );
}
