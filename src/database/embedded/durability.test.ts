import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDurability } from './durability.ts';
import { type Server, startOrJoin } from './startOrJoin.ts';
import { holders, query } from './testHolders.ts';

const { folder, tidy } = holders();
let server: Server;
beforeAll(async () => {
  server = await startOrJoin({ folder: folder(), log: () => {} });
});
afterAll(async () => {
  await server.stop();
  tidy();
});

test('the embedded server as it comes is durable', async () => {
  expect(await checkDurability(server.ownerUrl)).toEqual({ ok: true, value: undefined });
});

test.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
  'a server with %s off is refused by name',
  async (setting) => {
    await query(server.ownerUrl, `alter system set ${setting} = off`);
    await reloaded(setting, 'off');
    const verdict = await checkDurability(server.ownerUrl);
    expect(verdict).toMatchObject({ ok: false, problems: [{ code: 'not-durable' }] });
    expect(verdict.ok || verdict.problems[0]?.message).toMatch(new RegExp(`^${setting} is off for the server`));
    await query(server.ownerUrl, `alter system reset ${setting}`);
    await reloaded(setting, 'on');
  },
);

test('a role for which it is off is refused, though the owner has it on', async () => {
  await query(server.ownerUrl, 'create role hasty login');
  await query(server.ownerUrl, 'alter role hasty set synchronous_commit = off');
  const verdict = await checkDurability(server.ownerUrl);
  expect(verdict.ok || verdict.problems.map((problem) => problem.message)).toEqual([
    expect.stringMatching(/^synchronous_commit is off for the role hasty/),
  ]);
  await query(server.ownerUrl, 'drop role hasty');
});

async function reloaded(setting: string, value: string): Promise<void> {
  await query(server.ownerUrl, 'select pg_reload_conf()');
  for (;;) {
    const [row] = await query<{ now: string }>(server.ownerUrl, `select current_setting('${setting}') as now`);
    if (row?.now === value) return;
  }
}
