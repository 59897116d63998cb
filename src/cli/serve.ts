import { packageRoot } from '#database';
import { readConfig } from '../config.ts';
import { serve } from '../server/serve.ts';
import type { CliCommand } from './command.ts';

export const serveCommand: CliCommand = {
  words: 'serve',
  usage: 'serve [--json]        start everything and serve until stopped; prints one address',
  async run(run) {
    const serving = await serve(readConfig(run.env, packageRoot));
    const said = run.json ? JSON.stringify({ address: serving.address }) : serving.address;
    process.stdout.write(`${said}\n`);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await serving.stop();
    return { exit: 0, text: '' };
  },
};
