import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '#database';

const FOLDER = join(packageRoot, 'docs', 'clinical-safety');
const HAZARDS = [
  'H01',
  'H02',
  'H03',
  'H04',
  'H05',
  'H06',
  'H07',
  'H08',
  'H09',
  'H10',
  'H11',
  'H12',
  'H13',
  'H14',
  'H15',
  'H16',
  'H17',
  'H18',
  'H19',
  'H20',
  'H21',
  'H22',
  'H23',
  'H24',
  'H25',
  'H26',
  'H27',
  'H28',
  'H29',
  'H30',
  'H31',
  'H32',
];
const PARTS = ['Cause', 'Effect', 'Harm', 'Controls', 'Not controlled yet', 'For whoever deploys it', 'Scores'];
const STATUS = 'Draft: not yet read or scored by a clinical safety officer.';

type Control = { id: string; words: string; where: string[]; proofs: string[] };
type Score = { likelihood: number; severity: number; risk: number };
type Hazard = { title: string; text: string; parts: Map<string, string>; controls: Control[]; scores: Score[] };

function readHazard(text: string): Hazard {
  const sections = text.split(/^## /m);
  const parts = new Map(sections.slice(1).map((part) => [part.slice(0, part.indexOf('\n')).trim(), part]));
  const controls = tableIn(parts.get('Controls')).map(([id = '', words = '', where = '', proof = '']) => ({
    id,
    words,
    where: quoted(where),
    proofs: quoted(proof),
  }));
  const scores = tableIn(parts.get('Scores')).map(([, likelihood, severity, risk]) => ({
    likelihood: Number(likelihood),
    severity: Number(severity),
    risk: Number(risk),
  }));
  return { title: /^# (.*)$/m.exec(text)?.[1] ?? '', text, parts, controls, scores };
}

/** The rows of the only table of a part, without its head. */
function tableIn(part = ''): string[][] {
  const lines = part.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

/** The titles of the tests of a file that do run: what is skipped, or stands in a comment, proves nothing. */
function testsIn(path: string): Set<string> {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const text = readFileSync(join(packageRoot, path), 'utf8');
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const words = wordsOf(node.expression);
      if (words.includes('skip') || words.includes('todo')) return;
      const [title] = node.arguments;
      if (title && (words[0] === 'it' || words[0] === 'test')) titles.add(titleOf(title));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind));
  return titles;
}

/** `it.each([...])('title')` is it, each. */
function wordsOf(node: ts.Expression): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  if (ts.isPropertyAccessExpression(node)) return [...wordsOf(node.expression), node.name.text];
  return ts.isCallExpression(node) ? wordsOf(node.expression) : [];
}

function titleOf(node: ts.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : node.getText().slice(1, -1);
}

function proofFault(proof: string): string | undefined {
  const [path = '', title] = proof.split(' › ');
  if (title === undefined) return `${proof} is not written as path › name`;
  if (!existsSync(join(packageRoot, path))) return `there is no file ${path}`;
  return testsIn(path).has(title) ? undefined : `${path} has no test “${title}”`;
}

function faultsOf(id: string, hazard: Hazard, matrix: readonly number[][]): string[] {
  const faults = PARTS.filter((part) => !hazard.parts.has(part)).map((part) => `says nothing of ${part}`);
  if (!hazard.title.startsWith(`${id} `)) faults.push(`has the title ${hazard.title}`);
  if (!hazard.text.includes(STATUS)) faults.push('does not say that it is a draft');
  if (hazard.controls.length === 0) faults.push('has no control');
  hazard.controls.forEach((control, index) => {
    const expected = `${id}-C${index + 1}`;
    if (control.id !== expected) faults.push(`${control.id} stands where ${expected} should`);
    if (control.where.length === 0) faults.push(`${control.id} is in no file`);
    for (const path of control.where)
      if (!existsSync(join(packageRoot, path))) faults.push(`${control.id}: there is no file ${path}`);
    if (control.proofs.length === 0) faults.push(`${control.id} has no test`);
    for (const proof of control.proofs) {
      const fault = proofFault(proof);
      if (fault) faults.push(`${control.id}: ${fault}`);
    }
  });
  if (hazard.scores.length !== 2) faults.push('is not scored twice');
  for (const { likelihood, severity, risk } of hazard.scores)
    if (matrix[likelihood - 1]?.[severity - 1] !== risk)
      faults.push(`${likelihood} by ${severity} is not a risk of ${risk}`);
  return faults;
}

const front = readFileSync(join(FOLDER, 'README.md'), 'utf8');
/** Risk by likelihood, then severity, from the matrix that the log prints. */
const matrix = tableIn(/^## The matrix$[\s\S]*?(?=^## |(?![\s\S]))/m.exec(front)?.[0])
  .map((cells) => cells.slice(1).map(Number))
  .reverse();

describe('the hazard log', () => {
  const files = readdirSync(FOLDER).filter((name) => name !== 'README.md');
  it('has the hazards of this product and no other', () => {
    expect(files.sort()).toEqual(HAZARDS.map((id) => `${id}.md`));
  });

  it('has a matrix of five by five', () => {
    expect(matrix.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
    expect(matrix.flat().every((risk) => risk >= 1 && risk <= 5)).toBe(true);
  });

  it.each(HAZARDS)('%s: every control stands in a file and is proved by tests that are there', (id) => {
    const hazard = readHazard(readFileSync(join(FOLDER, `${id}.md`), 'utf8'));
    expect(faultsOf(id, hazard, matrix)).toEqual([]);
  });

  it('is listed on its front page under the same titles and scores', () => {
    const listed = tableIn(/^## The hazards$[\s\S]*?(?=^## |(?![\s\S]))/m.exec(front)?.[0]).map((cells) =>
      cells.join(' | '),
    );
    const own = HAZARDS.map((id) => {
      const { title, controls, scores } = readHazard(readFileSync(join(FOLDER, `${id}.md`), 'utf8'));
      const [before, after] = scores.map((score) => `${score.likelihood} x ${score.severity} = ${score.risk}`);
      return `[${id}](${id}.md) | ${title.slice(id.length + 1)} | ${controls.length} | ${before} | ${after}`;
    });
    expect(listed).toEqual(own);
  });
});

it('every bad night of docs/bad-nights.md is shown by tests that are there', () => {
  const rows = tableIn(readFileSync(join(packageRoot, 'docs', 'bad-nights.md'), 'utf8'));
  expect(rows.length).toBeGreaterThan(8);
  const faults = rows.flatMap(([what, , shown = '']) => {
    const proofs = quoted(shown);
    return proofs.length === 0 ? [`${what} is shown by nothing`] : proofs.flatMap((proof) => proofFault(proof) ?? []);
  });
  expect(faults).toEqual([]);
});

describe('the check of the log', () => {
  const row = (proof: string, where = '`src/app.ts`') => `| H01-C1 | words | ${where} | ${proof} |`;
  const log = (line: string) =>
    [
      `# H01 A case is lost\n\n${STATUS}\n`,
      ...PARTS.slice(0, 3).map((part) => `## ${part}\n\nWords.\n`),
      `## Controls\n\n| id | control | where | proof |\n|---|---|---|---|\n${line}\n`,
      ...PARTS.slice(4, 6).map((part) => `## ${part}\n\nWords.\n`),
      '## Scores\n\n| | likelihood | severity | risk |\n|---|---|---|---|\n| a | 3 | 4 | 3 |\n| b | 1 | 4 | 2 |\n',
    ].join('\n');
  const faults = (line: string) => faultsOf('H01', readHazard(log(line)), matrix);

  it('lets a control pass whose test is there', () => {
    expect(faults(row('`test/states.test.ts › docs/states.md is what the transition tables say`'))).toEqual([]);
  });

  it('names a control without a test, a test that is not there, a file that is not there', () => {
    expect(faults(row(''))).toEqual(['H01-C1 has no test']);
    expect(faults(row('`test/states.test.ts › is safe`'))).toEqual([
      'H01-C1: test/states.test.ts has no test “is safe”',
    ]);
    expect(faults(row('`test/gone.test.ts › is safe`'))).toEqual(['H01-C1: there is no file test/gone.test.ts']);
    expect(
      faults(row('`test/states.test.ts › docs/states.md is what the transition tables say`', '`src/gone.ts`')),
    ).toEqual(['H01-C1: there is no file src/gone.ts']);
  });

  it('names a part that is left out and a risk that the matrix does not give', () => {
    const text = log(row('')).replace('## Harm', '## Arm').replace('| 1 | 4 | 2 |', '| 1 | 4 | 1 |');
    const found = faultsOf('H01', readHazard(text), matrix);
    expect(found).toEqual(['says nothing of Harm', 'H01-C1 has no test', '1 by 4 is not a risk of 1']);
  });
});
