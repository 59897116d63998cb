import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { packageRoot } from '#database';
import { seeded } from '#shared';

const real = join(packageRoot, '..', 'shared', 'data', 'calls', 'anonymous_bank_calls_1999-02-01_to_21.csv.gz');
const header =
  'vru+line,call_id,customer_id,priority,type,date,vru_entry,vru_exit,vru_time,q_start,q_exit,q_time,outcome,ser_start,ser_exit,ser_time,server';

export type Calls = { what: string; rows: string[] };

/** Three weeks of a real telephone bank where it is at hand, else as many made-up rows. */
export async function someCalls(): Promise<Calls> {
  if (!existsSync(real)) return { what: 'made-up calls', rows: madeUp(25_890) };
  const parts: Buffer[] = [];
  await pipeline(createReadStream(real), createGunzip(), async (bytes) => {
    for await (const part of bytes) parts.push(part as Buffer);
  });
  return {
    what: 'calls of a real telephone bank',
    rows: Buffer.concat(parts).toString('latin1').trimEnd().split('\n').slice(1),
  };
}

/** The rows again and again, under other call ids each time; gives the bytes written. */
export async function writeCalls(path: string, rows: readonly string[], times: number): Promise<number> {
  const out = createWriteStream(path);
  out.write(`${header}\n`);
  for (let again = 0; again < times; again++) {
    const text = rows.map((row) => (again === 0 ? row : row.replace(',', `,${again}x`))).join('\n');
    if (!out.write(`${text}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return out.bytesWritten;
}

function madeUp(count: number): string[] {
  const random = seeded('bench import');
  const clock = (second: number) =>
    [second / 3600, (second / 60) % 60, second % 60].map((part) => String(Math.trunc(part)).padStart(2, '0')).join(':');
  return Array.from({ length: count }, (_, id) => {
    const entry = random.int(7 * 3600, 22 * 3600);
    const [start, wait] = [entry + random.int(5, 20), Math.round(random.exponential(60))];
    const queued = random.next() < 0.55;
    const [from, to] = queued ? [clock(start), clock(start + wait)] : ['0:00:00', '0:00:00'];
    const outcome = random.next() < 0.85 ? 'AGENT' : 'HANG';
    const day = String(random.int(1, 28)).padStart(2, '0');
    return `ZZ0101,${id},0,0,PS,9902${day},${clock(entry)},${clock(start)},9,${from},${to},${wait},${outcome},0:00:00,0:00:00,0,NO_SERVER`;
  });
}
