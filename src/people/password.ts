import { hash, verify } from '@node-rs/argon2';

/** Argon2id with the library's OWASP-strength defaults. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

// Verified when there is no such account, so that the time taken does not say which sign-in names exist.
let decoy: Promise<string> | undefined;

export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const right = await verify(stored ?? (await decoy), password).catch(() => false);
  return stored !== null && right;
}

/** Long beats complicated: 12 characters at least, 200 at most (a longer one would only cost time to hash). */
export function passwordProblem(password: string): string | undefined {
  if (password.length < 12) return 'Enter a password of at least 12 characters';
  if (password.length > 200) return 'Enter a password of at most 200 characters';
  return undefined;
}
