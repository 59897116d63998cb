import { WrongSettings } from '../config.ts';
import { accountAdd, accountEnd, accountPassword } from './account.ts';
import { clocksRebuild, clocksVerify } from './clocks.ts';
import { type CliCommand, failed, type Said } from './command.ts';
import { figuresCommand } from './figures.ts';
import { firstLine } from './firstLine.ts';
import { importBouncesCommand } from './importBounces.ts';
import { importCallsCommand } from './importCalls.ts';
import { importPostcodesCommand } from './importPostcodes.ts';
import { importReferralsCommand } from './importReferrals.ts';
import { ledgerCommand } from './ledger.ts';
import { nightPlay } from './night.ts';
import { organisationAdd, placeAdd, serviceAdd } from './organisation.ts';
import { placePosition } from './placePosition.ts';
import { practiceAdd, practiceClose, practiceMember } from './practice.ts';
import { roleGrant, roleRevoke } from './role.ts';
import { serveCommand } from './serve.ts';
import { tokenEnd, tokenIssue } from './token.ts';
import { auditVerify } from './verify.ts';

const commands: readonly CliCommand[] = [
  serveCommand,
  organisationAdd,
  serviceAdd,
  placeAdd,
  placePosition,
  practiceAdd,
  practiceClose,
  practiceMember,
  accountAdd,
  accountPassword,
  accountEnd,
  roleGrant,
  roleRevoke,
  tokenIssue,
  tokenEnd,
  importCallsCommand,
  importReferralsCommand,
  importBouncesCommand,
  importPostcodesCommand,
  figuresCommand,
  ledgerCommand,
  clocksVerify,
  clocksRebuild,
  auditVerify,
  nightPlay,
];

function usage(): string {
  return ['Usage: vigil COMMAND [--json]', '', ...commands.map((command) => `  vigil ${command.usage}`)].join('\n');
}

async function main(argv: readonly string[], json: boolean): Promise<Said> {
  const command = commands.find(({ words }) => words.split(' ').every((word, index) => argv[index] === word));
  if (!command) {
    const asked = argv.filter((word) => !word.startsWith('-')).join(' ');
    if (asked === '' || asked === 'help')
      return {
        exit: asked ? 0 : 2,
        json: { problems: [{ code: 'command-missing', message: usage() }] },
        text: usage(),
      };
    return failed(2, { code: 'command-unknown', message: `vigil ${asked}: no such command\n\n${usage()}` });
  }
  const args = argv.slice(command.words.split(' ').length);
  try {
    return await command.run({
      args,
      env: process.env,
      json,
      say: (line) => process.stderr.write(`${line}\n`),
      firstLine: () => firstLine(process.stdin),
    });
  } catch (error) {
    if (error instanceof WrongSettings) return failed(2, ...error.problems);
    return failed(1, { code: 'failed', message: (error as Error).message });
  }
}

const argv = process.argv.slice(2);
const json = argv.includes('--json');
const said = await main(
  argv.filter((word) => word !== '--json'),
  json,
);
if (json && said.json !== undefined) process.stdout.write(`${JSON.stringify(said.json)}\n`);
else if (said.text) (said.exit === 0 ? process.stdout : process.stderr).write(`${said.text}\n`);
process.exitCode = said.exit;
