import type { Context, Faced, FormFace } from '#api';
import type { Module } from '../modules.ts';
import { takeBounces } from './bounces/bounceFollower.ts';
import type { Channels } from './channels/channels.ts';
import { folderChannel, makeRoot } from './channels/folderClient.ts';
import { smtpChannel } from './channels/smtpClient.ts';
import { chase, takeReceipts } from './chaseFollower.ts';
import { messageStage } from './commands.ts';
import { reckon } from './ledgerFollower.ts';
import { followLog } from './logFollower.ts';
import { messageCommands } from './messageCommands.ts';
import { messageLifecycle, practiceRoles } from './messageSteps.ts';
import { ownAgain, ownMessageRoutes } from './ownMessageRoutes.tsx';
import { sendDue } from './postFollower.ts';
import { againFor, messageRoutes } from './routes.tsx';
import { handoverSettings } from './settings.ts';

function commands(context: Context): Faced[] {
  const stage = messageStage({ serviceName: (id) => context.directory.serviceById(id)?.name ?? '' });
  const isOwn = (command: string) => messageLifecycle.steps[command as 'read-message'].roles === practiceRoles;
  const face: FormFace = {
    next: (command, subject) => (isOwn(command) ? `/practice/messages/${subject}` : `/messages/${subject}`),
    again: againFor(context, ownAgain(context)),
  };
  return messageCommands.map((command) => ({ command, stage, face })) as Faced[];
}

/** The channels that this server has: a folder always, a mail server where one is named. */
export function channelsOf({ messages }: Pick<Context, 'messages'>): Channels {
  if (!messages) return {};
  const { folder, smtp } = messages;
  return {
    folder: folderChannel(folder),
    ...(smtp ? { smtp: smtpChannel({ ...smtp, withinMs: handoverSettings.attemptMs }) } : {}),
  };
}

export const handoverModule: Module = {
  commands,
  routes(app, context) {
    messageRoutes(app, context);
    ownMessageRoutes(app, context);
  },
  jobs(context) {
    const channels = channelsOf(context);
    const { folder: root, bounces } = context.messages ?? {};
    const ready = Promise.all([root, bounces].map((folder) => folder && makeRoot(folder)));
    return [
      { name: 'messages: what is new', everyMs: 1_000, run: () => followLog(context) },
      { name: 'messages: send', everyMs: 1_000, run: () => ready.then(() => sendDue(context, channels)) },
      { name: 'messages: chase', everyMs: 10_000, run: () => chase(context, channels) },
      { name: 'messages: receipts', everyMs: 5_000, run: async () => (root ? takeReceipts(context, root) : undefined) },
      {
        name: 'messages: what came back',
        everyMs: 5_000,
        run: async () => (bounces ? ready.then(() => takeBounces(context, bounces)) : undefined),
      },
      { name: 'messages: ledger', everyMs: 30_000, run: () => reckon(context) },
    ];
  },
};
