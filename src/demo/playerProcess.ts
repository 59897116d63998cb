import { runPlayer } from './player.ts';

const stop = new AbortController();
// The player never outlives the server that it plays to.
for (const sign of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(sign, () => stop.abort());
if (process.connected === false) stop.abort();

try {
  await runPlayer(process.env, stop.signal);
} catch (error) {
  if (!stop.signal.aborted) {
    process.stderr.write(`The demo's player stopped: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}
if (process.connected) process.disconnect();
