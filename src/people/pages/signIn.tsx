import type { Problem } from '#shared';
import { Button, FormField, type StaffFrame, StaffPage } from '#web';

export type SignInProps = { frame: StaffFrame; problems?: readonly Problem[]; signIn?: string; next: string };

export function SignInPage({ frame, problems, signIn, next }: SignInProps) {
  const values = { signIn };
  return (
    <StaffPage frame={frame} title="Sign in" problems={problems} width="text">
      <h1>Sign in</h1>
      <form method="post" action="/sign-in" novalidate>
        <input type="hidden" name="next" value={next} />
        <FormField
          field={{ kind: 'text', name: 'signIn', label: 'Sign-in name', width: 20, autocomplete: 'username' }}
          values={values}
          problems={problems}
        />
        <FormField
          field={{ kind: 'password', name: 'password', label: 'Password', width: 20, autocomplete: 'current-password' }}
          problems={problems}
        />
        <Button text="Sign in" />
      </form>
    </StaffPage>
  );
}
