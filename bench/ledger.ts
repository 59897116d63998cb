import { parseArgs } from 'node:util';
import { seeded } from '#shared';
import { isBalanced } from '../src/handover/ledger.ts';
import { aNight } from '../src/handover/nights.testing.ts';

// npm run soak:ledger: random nights until a million cases have been closed unless said. Cases close, notes follow, followers die between reading
// and doing, channels fail, letters come back, everybody tries everything. Stops at the first night whose ledger does not come out and says which
// it was. A night follows from the seed and its number alone: `--from` goes on with the night that an earlier run named as its next.
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '2803' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
  },
});
const whole = (name: 'cases' | 'from' | 'minutes') => {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} is a whole number from 1`);
  return number;
};
const [cases, from] = [whole('cases'), whole('from')];
const begun = Date.now();
const until = begun + whole('minutes') * 60_000;
/** Nights between two looks at the clock. */
const TOGETHER = 200;
const EVERY_MS = 10_000;

// A refusal that is thrown is a refusal like any other here: nobody reads where it came from.
Error.stackTraceLimit = 0;
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (isStopped = true));

const counts = { nights: 0, cases: 0, events: 0, acknowledged: 0, open: 0 };
const rate = () => Math.round(counts.cases / Math.max(1, process.cpuUsage().user / 1_000_000));
let run = from;
let said = begun;
while (counts.cases < cases && Date.now() < until && !isStopped) {
  for (let together = 0; together < TOGETHER && counts.cases < cases; together++, run++) {
    const { ledger, closed, messages, events } = aNight(seeded(`${values.seed}/${run}`), 1 + (run % 12));
    if (!isBalanced(ledger) || messages !== closed)
      throw new Error(`Night ${run} of seed ${values.seed}: ${JSON.stringify(ledger.differences)}`);
    counts.nights += 1;
    counts.cases += closed;
    counts.events += events;
    counts.acknowledged += ledger.acknowledged;
    counts.open += ledger.open.length;
  }
  if (Date.now() - said >= EVERY_MS) {
    said = Date.now();
    const share = Math.floor((100 * counts.cases) / cases);
    console.error(`${counts.cases} cases (${share} %), ${rate()} a second of processor; next night ${run}`);
  }
  // So that a signal is heard.
  await new Promise((soon) => setImmediate(soon));
}
const seconds = Math.round((Date.now() - begun) / 1000);
console.log(
  JSON.stringify({
    soak: 'ledger',
    seed: values.seed,
    from,
    ...counts,
    differences: 0,
    seconds,
    casesPerCpuSecond: rate(),
    next: run,
  }),
);
