import { namesOf } from '#people';
import type { Problem } from '#shared';
import type { Context } from './context.ts';

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** A refusal that names an account by its id, with the person's name in its place: rules know ids, people know names. */
export async function withNames(context: Context, problems: readonly Problem[]): Promise<Problem[]> {
  const ids = problems.flatMap(({ message }) => message.match(UUID) ?? []);
  const names = await namesOf(context.db, ids);
  return problems.map((problem) => ({
    ...problem,
    message: problem.message.replace(UUID, (id) => names.get(id) ?? 'Somebody'),
  }));
}
