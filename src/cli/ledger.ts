import { inScope } from '#database';
import { isBalanced, type Ledger, lastNight, ledgerNow } from '#handover';
import { machineClock, openOrganisationClocks } from '#people';
import { ok, parseDate, type Result, refused } from '#shared';
import { type CliCommand, type CliProblem, failed } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';
import { serviceNamed } from './service.ts';

type Ask = { service: string; night?: string };

/** Closed cases against messages, of one night, reckoned now. It ends with 1 where it does not come out, each difference by its id. */
export const ledgerCommand: CliCommand = {
  words: 'ledger',
  usage:
    'ledger --service ID [--night DATE] [--json]        hold a night’s closed cases against its messages to practices',
  async run(run) {
    const text = { type: 'string' } as const;
    const read = readOptions(run.args, { service: text, night: text }, []);
    const ask = read.ok ? readAsk(read.value.values) : read;
    if (!ask.ok) return failed(2, ...ask.problems);
    return withInstallation(
      run,
      async ({ db }) => {
        const found = await serviceNamed(db, ask.value.service);
        if (!found.ok) return failed(2, ...found.problems);
        const { tenant, id, slug } = found.value;
        const now = (await openOrganisationClocks(db, machineClock)).now(tenant);
        const night = ask.value.night ?? lastNight(now);
        const ledger = await inScope(db, { tenants: [tenant] }, (tx) => ledgerNow(tx, { tenant, service: id, night }));
        if (!isBalanced(ledger)) return failed(1, ...differencesOf(ledger, night));
        const { closed, acknowledged, open } = ledger;
        return { exit: 0, json: { service: slug, night, closed, acknowledged, open }, text: words(ledger, night) };
      },
      { writes: false },
    );
  },
};

function readAsk({ service, night }: Record<string, string | boolean | undefined>): Result<Ask> {
  if (typeof service !== 'string' || service === '')
    return refused({ field: 'service', code: 'option-missing', message: 'Give --service.' });
  if (night === undefined) return ok({ service });
  const date = parseDate(String(night));
  if (!date.ok) return refused(...date.problems.map((problem) => ({ ...problem, field: 'night' })));
  return ok({ service, night: date.value });
}

function differencesOf({ differences }: Ledger, night: string): CliProblem[] {
  return differences.map(({ what, case: about, number, message }) => ({
    code: what,
    message:
      what === 'no-message'
        ? `Night of ${night}: case ${number} (${about}) is closed and owes no message.`
        : `Night of ${night}: message ${message} is about ${about}, which is no closed case.`,
  }));
}

function words({ closed, acknowledged, open }: Ledger, night: string): string {
  const lines = open.map(({ number, state, message }) => `  ${number}  ${state}  ${message}`);
  return [
    `Night of ${night}: ${closed} cases closed = ${acknowledged} acknowledged + ${open.length} open.`,
    ...lines,
  ].join('\n');
}
