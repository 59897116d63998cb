import { Button, DataTable, type StaffFrame, StaffPage } from '#web';
import type { OneClick } from '../demoPeople.ts';

export type SignInAsProps = { frame: StaffFrame; people: readonly OneClick[]; next: string };

/** One click signs a person in as any role, in a demo only: its people are made up and nobody has a password. */
export function SignInAsPage({ frame, people, next }: SignInAsProps) {
  const form = (person: OneClick) => (
    <form method="post" action="/sign-in-as">
      <input type="hidden" name="signIn" value={person.signIn} />
      <input type="hidden" name="next" value={next} />
      <Button text={`Sign in as ${person.name}`} variant="secondary" small />
    </form>
  );
  return (
    <StaffPage frame={frame} title="Sign in as" width="text">
      <h1>Sign in as</h1>
      <p>These people are made up. One click signs you in as one of them; what you do is recorded under that name.</p>
      <DataTable
        caption="People of the demo"
        rows={people}
        keyOf={(person) => person.account}
        empty="This demo has no people yet."
        columns={[
          {
            key: 'role',
            heading: 'Role',
            isRowHeading: true,
            cell: (person) => person.roles.map((role) => role.replaceAll('-', ' ')).join(', '),
          },
          { key: 'sign-in', heading: 'Sign in', cell: form },
        ]}
      />
    </StaffPage>
  );
}
