import { type Answer, type Command, type Context, runCommand } from '#api';
import { type Instant, uuidTime, uuidv7FromKey } from '#shared';
import { messageStage } from './commands.ts';
import { messenger } from './itself.ts';
import type { MessageKind } from './messageCommand.ts';

export type Ordered = {
  tenant: number;
  stream: string;
  command: Command<MessageKind>;
  body?: Record<string, unknown>;
  /** What it is done about: the same thing asked twice is done once. */
  because: string;
  now: Instant;
  born?: { tenant: number; service: number };
};

/** Carries out a command of our own, as Vigil itself. */
export function carryOut(
  context: Pick<Context, 'db' | 'directory'>,
  { tenant, stream, command, body = {}, because, now, born }: Ordered,
): Promise<Answer> {
  const stage = messageStage({ serviceName: (id) => context.directory.serviceById(id)?.name ?? '' });
  const key = uuidv7FromKey(uuidTime(stream) as Instant, `${stream} ${command.name} ${because}`);
  const asked = { stream, body, actor: messenger(tenant), key, source: 'job' as const, now: () => now };
  return runCommand(context.db, { command, stage } as never, { ...asked, ...(born ? { born } : {}) });
}
