import { inScope } from '#database';
import { machineClock, openOrganisationClocks } from '#people';
import { ok, type Period, type Problem, parseTime, type Result, refused, split } from '#shared';
import { computeFigures, packBySlug, packs, ruleFor } from '#standards';
import { type CliCommand, failed } from './command.ts';
import { figureTable } from './figureTable.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';
import { serviceNamed } from './service.ts';

type Ask = { service: string; pack: string; periods: Period[] };
const cuts = ['hour', 'day', 'month'] as const;
const mostPeriods = 20_000;
const longest = 366 * 50 * 24 * 3_600_000;

export const figuresCommand: CliCommand = {
  words: 'figures',
  usage:
    'figures --service ID --pack nqr-2006 --from T --to T [--by hour|day|month] [--json]        count figures from clocks',
  async run(run) {
    const text = { type: 'string' } as const;
    const read = readOptions(run.args, { service: text, pack: text, from: text, to: text, by: text }, []);
    const ask = read.ok ? readAsk(read.value.values) : read;
    if (!ask.ok) return failed(2, ...ask.problems);
    return withInstallation(
      run,
      async ({ db }) => {
        const found = await serviceNamed(db, ask.value.service);
        if (!found.ok) return failed(2, ...found.problems);
        const { tenant, id, slug } = found.value;
        const asOf = (await openOrganisationClocks(db, machineClock)).now(tenant);
        const { periods } = ask.value;
        const figures = await inScope(db, { tenants: [tenant] }, async (tx) => {
          const pack = await ruleFor(tx, id, periods[0]!.from);
          return computeFigures(tx, { tenant, service: { id, slug }, pack, periods, asOf });
        });
        return { exit: 0, json: { figures }, text: figureTable(figures) };
      },
      { writes: false },
    );
  },
};

function readAsk(values: Record<string, string | boolean | undefined>): Result<Ask> {
  const problems: Problem[] = [];
  const given = (field: string): string => {
    if (typeof values[field] === 'string' && values[field] !== '') return values[field];
    problems.push({ field, code: 'option-missing', message: `Give --${field}.` });
    return '';
  };
  const time = (field: string) => {
    const text = given(field);
    const at = text === '' ? undefined : parseTime(text);
    if (at && !at.ok)
      problems.push(
        ...at.problems.map(({ code, message }) => ({ field, code, message: `--${field} ${text}: ${message}` })),
      );
    return at?.ok ? at.value : undefined;
  };
  const [service, pack] = [given('service'), given('pack')];
  const [from, to] = [time('from'), time('to')];
  const by = cuts.find((cut) => cut === values.by);
  if (values.by !== undefined && !by)
    problems.push({ field: 'by', code: 'choice-unknown', message: `--by is one of ${cuts.join(', ')}.` });
  if (pack !== '' && !packBySlug(pack)) {
    const known = packs.map(({ slug }) => slug).join(', ');
    problems.push({ field: 'pack', code: 'pack-unknown', message: `There is no pack ${pack}. There are: ${known}.` });
  }
  if (from !== undefined && to !== undefined) problems.push(...orderProblems({ from, to }));
  if (problems.length > 0 || from === undefined || to === undefined) return refused(...problems);
  const periods = by ? split({ from, to }, by) : [{ from, to }];
  if (periods.length > mostPeriods)
    return refused({
      field: 'by',
      code: 'periods-too-many',
      message: `That is more than ${mostPeriods} periods: ask for a shorter time.`,
    });
  return ok({ service, pack, periods });
}

function orderProblems({ from, to }: Period): Problem[] {
  if (from >= to) return [{ field: 'to', code: 'period-empty', message: '--to must be later than --from.' }];
  if (to - from > longest) return [{ field: 'to', code: 'period-too-long', message: 'Ask for 50 years at the most.' }];
  return [];
}
