import { parseArgs } from 'node:util';
import { seeded } from '#shared';
import { isBalanced } from '../src/handover/ledger.ts';
import { aNight } from '../src/handover/nights.testing.ts';

// npm run soak:ledger: random nights until a million cases have been closed unless said. Cases close, notes follow, followers die between reading
// and doing, channels fail, everybody tries everything. Stops at the first night whose ledger does not come out and says which it was.
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '2803' },
    minutes: { type: 'string', default: '600' },
  },
});
const until = Date.now() + Number(values.minutes) * 60_000;
const counts = { nights: 0, cases: 0, events: 0, acknowledged: 0, open: 0 };
for (let run = 1; counts.cases < Number(values.cases) && Date.now() < until; run++) {
  const { ledger, closed, messages, events } = aNight(seeded(`${values.seed}/${run}`), 1 + (run % 12));
  if (!isBalanced(ledger) || messages !== closed)
    throw new Error(`Night ${run} of seed ${values.seed}: ${JSON.stringify(ledger.differences)}`);
  counts.nights += 1;
  counts.cases += closed;
  counts.events += events;
  counts.acknowledged += ledger.acknowledged;
  counts.open += ledger.open.length;
  if (run % 10_000 === 0) console.error(`${run} nights, ${counts.cases} cases`);
}
console.log(JSON.stringify({ soak: 'ledger', seed: values.seed, ...counts, differences: 0 }));
