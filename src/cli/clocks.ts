import { everyTenant } from '#people';
import { showCount } from '#shared';
import { type Mismatch, rebuildClocks, verifyClocks } from '#standards';
import { type CliCommand, failed } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';
import { serviceNamed } from './service.ts';

export const clocksVerify: CliCommand = {
  words: 'clocks verify',
  usage: 'clocks verify [--json]        recompute every clock from events alone and compare',
  async run(run) {
    const read = readOptions(run.args, {}, []);
    if (!read.ok) return failed(2, ...read.problems);
    const verdict = await withInstallation(run, ({ db }) => verifyClocks(db), { writes: false });
    const { clocks, mismatches } = verdict;
    const lines = [
      `${showCount(clocks)} clocks recomputed, ${showCount(mismatches.length)} differ`,
      ...mismatches.map(inWords),
    ];
    return { exit: mismatches.length > 0 ? 1 : 0, json: verdict, text: lines.join('\n') };
  },
};

function inWords({ subject, measure, lap, stored, recomputed }: Mismatch): string {
  const [was, is] = [stored, recomputed].map((side) => (side === null ? 'nothing' : JSON.stringify(side)));
  return `WRONG ${subject} ${measure} ${lap}: stored ${was}, recomputed ${is}`;
}

export const clocksRebuild: CliCommand = {
  words: 'clocks rebuild',
  usage: 'clocks rebuild [--service ID] [--json]        write clocks anew from events',
  async run(run) {
    const read = readOptions(run.args, { service: { type: 'string' } }, []);
    if (!read.ok) return failed(2, ...read.problems);
    const { service } = read.value.values;
    return withInstallation(
      run,
      async ({ db }) => {
        const found = typeof service === 'string' ? await serviceNamed(db, service) : undefined;
        if (found && !found.ok) return failed(2, ...found.problems);
        const total = { streams: 0, clocks: 0, changed: 0 };
        for (const tenant of found ? [found.value.tenant] : await everyTenant(db)) {
          const done = await rebuildClocks(db, tenant);
          total.streams += done.streams;
          total.clocks += done.clocks;
          total.changed += done.changed;
        }
        const { streams, clocks, changed } = total;
        const text = `${showCount(clocks)} clocks of ${showCount(streams)} streams; ${showCount(changed)} were wrong and are right now`;
        return { exit: 0, json: total, text };
      },
      { writes: false },
    );
  },
};
