import { startOrJoin } from './startOrJoin.ts';

// A command of the tests: starts or joins, says where, and stays until it is told to stop.
const server = await startOrJoin({ folder: process.argv[2] ?? '', log: (line) => process.stderr.write(`${line}\n`) });
process.stdout.write(`${server.ownerUrl}\n`);
process.stdin.once('data', async () => {
  await server.stop();
  process.exit(0);
});
