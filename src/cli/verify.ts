import { packageRoot, readAnchors, verifyAudit } from '#database';
import { anchorFolder, readConfig } from '../config.ts';
import { type CliCommand, failed } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';

export const auditVerify: CliCommand = {
  words: 'audit verify',
  usage: 'audit verify [--json]        recompute every digest and follow the seals',
  async run(run) {
    const read = readOptions(run.args, {}, []);
    if (!read.ok) return failed(2, ...read.problems);
    const anchors = await readAnchors(anchorFolder(readConfig(run.env, packageRoot)));
    const verdict = await withInstallation(run, ({ db }) => verifyAudit(db, anchors), { writes: false });
    const tail = verdict.unsealed.events + verdict.unsealed.accesses;
    const lines = [
      `${verdict.events} events in ${verdict.streams} streams and ${verdict.accesses} records of access under ${verdict.seals} seals`,
      tail > 0 ? `${tail} rows are not sealed yet` : 'nothing is unsealed',
      ...verdict.broken.map((fault) => `BROKEN ${fault.log} ${fault.at}: ${fault.why}`),
    ];
    return { exit: verdict.broken.length > 0 ? 1 : 0, json: verdict, text: lines.join('\n') };
  },
};
