import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '#database';

const SRC = join(packageRoot, 'src');
type File = { path: string; module: string; text: string; imports: string[] };

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const files: File[] = sources(SRC).map((path) => {
  const text = readFileSync(path, 'utf8');
  const name = relative(SRC, path);
  const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
  return { path: name, module: name.includes('/') ? name.split('/')[0]! : '', text, imports };
});
const product = files.filter(
  ({ path }) => !/\.test\.tsx?$/.test(path) && !/testing\.ts$|examples\.ts$|gallery/.test(path),
);

/** Which modules a module may use; the order is the house's, from the ground up. */
const MAY_USE: Record<string, string[]> = {
  shared: [],
  database: ['shared'],
  web: ['shared'],
  people: ['shared', 'database', 'web'],
  api: ['shared', 'database', 'web', 'people'],
  standards: ['shared', 'database', 'web', 'people', 'api'],
  practices: ['shared', 'database', 'web', 'people', 'api', 'standards'],
  calls: ['shared', 'database', 'web', 'people', 'api', 'standards', 'practices'],
  rota: ['shared', 'database', 'web', 'people', 'api', 'standards'],
  dispatch: ['shared', 'database', 'web', 'people', 'api', 'standards', 'practices', 'calls', 'rota'],
  handover: ['shared', 'database', 'web', 'people', 'api', 'standards', 'practices', 'calls'],
  publishing: ['shared', 'database', 'web', 'people', 'api', 'standards'],
  demo: ['shared'],
};
/** Where a module meets those it may not know otherwise: handed what it needs, by name. */
const MEETING_PLACES = new Set(['publishing/module.ts', 'publishing/composition.ts']);
const EVERYTHING = new Set(['tonight', 'server', 'cli', 'app', '']);

function moduleOf(file: File, imported: string): string | undefined {
  if (imported.startsWith('#')) return imported.slice(1);
  if (!imported.startsWith('.')) return undefined;
  const target = relative(SRC, resolve(dirname(join(SRC, file.path)), imported));
  return target.includes('/') ? target.split('/')[0] : '';
}

describe('modules', () => {
  it('meet only through their index', () => {
    const reaching = product.flatMap((file) =>
      file.imports
        .filter((imported) => imported.startsWith('.') && moduleOf(file, imported) !== file.module)
        .filter((imported) => !imported.endsWith('/modules.ts') && !['', 'server', 'app', 'cli'].includes(file.module))
        .map((imported) => `${file.path} reaches into ${imported}`),
    );
    expect(reaching).toEqual([]);
  });

  it.each(Object.keys(MAY_USE))('%s uses only what stands below it', (module) => {
    const wrong = product
      .filter((file) => file.module === module && !MEETING_PLACES.has(file.path))
      .flatMap((file) =>
        file.imports
          .map((imported) => moduleOf(file, imported))
          .filter((used): used is string => used !== undefined && used !== module && used !== '')
          .filter((used) => !MAY_USE[module]!.includes(used))
          .map((used) => `${file.path} uses #${used}`),
      );
    expect(wrong).toEqual([]);
  });

  it('every module is known here', () => {
    const unknown = [...new Set(product.map((file) => file.module))].filter(
      (module) => !MAY_USE[module] && !EVERYTHING.has(module),
    );
    expect(unknown).toEqual([]);
  });

  it('nobody uses tonight', () => {
    const users = product.filter((file) => !['tonight', ''].includes(file.module) && file.imports.includes('#tonight'));
    expect(users.map((file) => file.path)).toEqual([]);
  });

  it('the demo is a client of the public interface and imports no module but shared', () => {
    const used = product
      .filter((file) => file.module === 'demo')
      .flatMap((file) => file.imports.filter((name) => name.startsWith('#')));
    expect([...new Set(used)]).toEqual(['#shared']);
  });
});

/** Files that may do IO, by their role in a module. */
const IO_ROLE =
  /(Store|Routes?|commands|routes|module|stage|census|Process|client|play|player|import|follower|board|release|sessions|signIn|register|organisations|demoPeople|organisationClock|tokens|password|seal|verify|rebuild|slices|acknowledge)\w*\.tsx?$/i;
const IO_MODULES = new Set(['database', 'server', 'cli', 'app', 'api', '', 'people']);

describe('pure files', () => {
  const pure = product.filter(
    (file) =>
      !IO_MODULES.has(file.module) &&
      !IO_ROLE.test(file.path) &&
      !file.path.startsWith('web/browser/') &&
      !/\/import\//.test(file.path),
  );

  it('never read the clock or draw at random', () => {
    const impure = pure
      .filter((file) => file.path !== 'shared/newId.ts')
      .filter((file) => /\bDate\.now\(|\bnew Date\(\)|Math\.random\(/.test(file.text))
      .map((file) => file.path);
    expect(impure).toEqual([]);
  });

  it('import no server, no database driver and no IO of Node', () => {
    const impure = pure.flatMap((file) =>
      file.imports
        .filter((name) => /^(fastify|pg|kysely|node:(?!crypto))/.test(name))
        .filter((name) => !(name === 'fastify' && /import type [^;]*'fastify'/.test(file.text)))
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(impure).toEqual([]);
  });
});

/** Each table and the module whose stores alone touch it. */
const TABLES: Record<string, string> = {
  event: 'database',
  access: 'database',
  request: 'database',
  seal: 'database',
  follower: 'database',
  audit: 'database',
  clock: 'standards',
  rule: 'standards',
  service_rule: 'standards',
  case_now: 'calls',
  case_person: 'calls',
  case_text: 'calls',
  case_person_before: 'calls',
  case_link: 'calls',
  case_lease: 'calls',
  call_setting: 'calls',
  placed_call_now: 'calls',
  pass_now: 'calls',
  pass_text: 'calls',
  work_now: 'calls',
  work_text: 'calls',
  call_line: 'calls',
  referral: 'calls',
  referral_text: 'calls',
  case_referrer: 'calls',
  case_note: 'calls',
  draft: 'calls',
  case_taken: 'calls',
  case_rang_back: 'calls',
  imported_call: 'calls',
  shift_now: 'rota',
  base_now: 'dispatch',
  visit_report: 'dispatch',
  visit_entry: 'dispatch',
  practice: 'practices',
  practice_member: 'practices',
  special_note: 'practices',
  special_note_version: 'practices',
  special_note_end: 'practices',
  special_note_use: 'practices',
  note_request: 'practices',
  concern: 'practices',
  concern_line: 'practices',
  alert: 'tonight',
  shift_log: 'tonight',
  pressure_level: 'tonight',
  card_tick: 'tonight',
  ranked_answer: 'tonight',
  handover_sheet: 'tonight',
  handover_signature: 'tonight',
  census_run: 'tonight',
  message_now: 'handover',
  message_body: 'handover',
  message_text: 'handover',
  message_task: 'handover',
  message_channel: 'handover',
  message_bounce: 'handover',
  message_ledger: 'handover',
  public_notice: 'publishing',
  release: 'publishing',
  figure: 'publishing',
  release_due: 'publishing',
  redirection: 'publishing',
  account: 'people',
  role_grant: 'people',
  session: 'people',
  api_token: 'people',
  organisation_clock: 'people',
  place: 'people',
  postcode_edition: 'people',
  postcode_position: 'people',
};

describe('tables', () => {
  it.each(Object.entries(TABLES))('%s is touched by %s alone', (table, owner) => {
    const sqlUse = new RegExp(`\\b(from|join|into|update|table)\\s+"?${table}"?[\\s(,;]`, 'i');
    const kyselyUse = new RegExp(
      `(selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\\(\\s*['"\`]${table}\\b`,
    );
    const touching = product
      .filter((file) => file.module !== owner && file.module !== 'demo')
      .filter((file) => {
        const code = file.text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
        const inTemplates = [...code.matchAll(/`[^`]*`/g)].map((match) => match[0]).join('\n');
        const inStrings = [...code.matchAll(/'[^'\n]*'/g)]
          .map((match) => match[0])
          .filter((text) => /\b(select|insert into|update|delete from)\b/i.test(text))
          .join('\n');
        return (
          sqlUse.test(
            /\b(select|insert|update|delete|with|copy)\b/i.test(inTemplates)
              ? inTemplates
                  .split('\n')
                  .filter((line) => sqlUse.test(line) && /\b(from|join|into|update)\b/.test(line))
                  .join('\n')
              : '',
          ) ||
          sqlUse.test(inStrings) ||
          kyselyUse.test(code)
        );
      })
      .map((file) => file.path);
    expect(touching).toEqual([]);
  });
});
