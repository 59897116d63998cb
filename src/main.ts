import { packageRoot } from '#database';
import { readConfig, WrongSettings } from './config.ts';
import { serve } from './server/serve.ts';

try {
  const serving = await serve(readConfig(process.env, packageRoot));
  process.stdout.write(`${serving.address}\n`);
  const stop = () => void serving.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  process.stderr.write(`Vigil did not start: ${(error as Error).message}\n`);
  process.exit(error instanceof WrongSettings ? 2 : 1);
}
