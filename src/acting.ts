import { type Context, type Faced, parseBody, runCommand } from '#api';
import type { Act } from '#tonight';

/** A command of any module by its name, as if the person had sent its own form: the same schema, roles and record. */
export function acting(context: Context, commands: () => readonly Faced[]): Act {
  return async (name, { stream, body: sent, tenant, account, roles, key, now }) => {
    const entry = commands().find(({ command }) => command.name === name);
    if (!entry) throw new Error(`there is no command ${name}`);
    const body = parseBody(entry.command.body, sent);
    if (!body.ok) return { kind: 'refused', problems: body.problems };
    const actor = { account, name: '', grants: roles.map((role) => ({ tenant, role })), by: 'cookie' as const };
    const asked = { stream, body: body.value, actor, key, source: 'page' as const, now: () => now };
    const answer = await runCommand(context.db, entry, asked);
    context.waker.touch();
    return answer;
  };
}
