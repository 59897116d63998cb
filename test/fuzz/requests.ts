import fc from 'fast-check';
import { newId } from '#shared';
import { aBody, type CommandDoor, type Door } from '../support/doors.ts';
import { nastyJson, nastyName, nastyText } from './values.ts';

export type Request = { method: string; url: string; headers: Record<string, string>; payload?: string | Buffer };

/** What there is to be asked about: commands as described, addresses as routed, and records that exist. */
export type Known = { commands: readonly CommandDoor[]; doors: readonly Door[]; streams: readonly string[] };

const METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'GET', 'POST'];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'nonsense',
  '',
];
const QUERY = [
  'service',
  'period',
  'from',
  'to',
  'by',
  'show',
  'do',
  'q',
  'next',
  'place',
  'page',
  'poll',
  'call',
  'day',
];

/** A request of any kind; most are nearly right, because what is nearly right goes furthest. */
export function requests(known: Known): fc.Arbitrary<Request> {
  return fc.oneof(
    { weight: 6, arbitrary: jsonCommand(known) },
    { weight: 4, arbitrary: formCommand(known) },
    { weight: 3, arbitrary: page(known) },
    { weight: 1, arbitrary: oddity(known) },
  );
}

function jsonCommand(known: Known): fc.Arbitrary<Request> {
  return fc
    .record({
      command: fc.constantFrom(...known.commands),
      stream: anyStream(known),
      changes: fc.array(change(), { maxLength: 3 }),
      text: fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: brokenJson() }),
      key: idempotencyKey(),
      clock: fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: headerText() }),
    })
    .map(({ command, stream, changes, text, key, clock }) => ({
      method: 'POST',
      url: addressed(command.url, stream),
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(clock === undefined ? {} : { 'vigil-demo-now': clock }),
      },
      payload: text ?? jsonText(fields(command, stream), changes),
    }));
}

/** One thing done to a right body: a value made wrong, a field added, said twice or left out. */
type Change = { kind: 'value' | 'twice' | 'extra' | 'without'; which: number; json: string; name: string };
function change(): fc.Arbitrary<Change> {
  return fc.record({
    kind: fc.constantFrom('value', 'value', 'value', 'twice', 'extra', 'without'),
    which: fc.nat(30),
    json: nastyJson,
    name: nastyName,
  });
}

function fields(command: CommandDoor, stream: string): [name: string, json: string][] {
  const ids = { id: newId(), case: stream, call: stream, person: stream };
  const more = Object.fromEntries(Object.entries(ids).filter(([name]) => command.schema.required?.includes(name)));
  return Object.entries(aBody(command.schema, more)).map(([name, value]) => [name, JSON.stringify(value)]);
}

function changed(right: [string, string][], changes: readonly Change[], all: readonly string[]): [string, string][] {
  const body = [...right];
  for (const { kind, which, json, name } of changes) {
    const at = body.length === 0 ? -1 : which % body.length;
    const [field = name] = body[at] ?? [];
    const other = all[which % Math.max(1, all.length)] ?? name;
    if (kind === 'without' && at >= 0) body.splice(at, 1);
    else if (kind === 'twice') body.push([field, json]);
    else if (kind === 'extra') body.push([which % 2 ? name : other, json]);
    else if (at >= 0) body[at] = [field, json];
  }
  return body;
}

function jsonText(right: [string, string][], changes: readonly Change[]): string {
  const body = changed(right, changes, []);
  return `{${body.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}

function brokenJson(): fc.Arbitrary<string | Buffer> {
  return fc.oneof(
    nastyJson,
    nastyJson.map((json) => json.slice(0, -1)),
    fc.constant('x'.repeat(300_000)),
    fc.constant(`{"a":"${'x'.repeat(250_000)}"}`),
    fc.constant(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
    fc.constant('\ufeff{}'),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  );
}

function formCommand(known: Known): fc.Arbitrary<Request> {
  return fc
    .record({
      command: fc.constantFrom(...known.commands),
      stream: anyStream(known),
      changes: fc.array(change(), { maxLength: 3 }),
      key: idempotencyKey(),
      raw: fc.oneof(
        { weight: 10, arbitrary: fc.constant(undefined) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('%ZZ=%E0%A4', 'a[b]=c&a[b]=d', '__proto__=1&__proto__[x]=2', '&&&=', '%00=%00'),
        },
      ),
    })
    .map(({ command, stream, changes, key, raw }) => {
      const pairs = changed(fields(command, stream), changes, Object.keys(command.schema.properties ?? {}));
      const text = pairs.map(([name, json]) => `${encoded(name)}=${encoded(unquoted(json))}`);
      return {
        method: 'POST',
        url: addressed(command.url.replace(/^\/api/, ''), stream),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: raw ?? [...text, ...(key === undefined ? [] : [`_key=${encoded(key)}`])].join('&'),
      };
    });
}

function page({ doors, streams }: Known): fc.Arbitrary<Request> {
  const pages = doors.filter(({ method, url }) => method === 'GET' && !url.endsWith('/live'));
  const asked = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...QUERY), nastyName), nastyText), { maxLength: 3 });
  return fc
    .record({
      door: fc.constantFrom(...pages),
      part: fc.oneof(fc.constantFrom(...streams, 'tidewell', 'canal-bridge', 'foundry-lane'), nastyText),
      asked,
      accept: fc.constantFrom('text/html', 'application/json', '*/*', ''),
    })
    .map(({ door, part, asked: query, accept }) => ({
      method: 'GET',
      url: `${addressed(door.url, part)}${query.length ? `?${query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}` : ''}`,
      headers: { accept },
    }));
}

/** Right addresses with wrong methods, types and headers; and addresses of nothing. */
function oddity({ doors, streams }: Known): fc.Arbitrary<Request> {
  const known = doors.filter(
    ({ url }) => !url.endsWith('/live') && !url.startsWith('/api/demo') && !url.startsWith('/sign'),
  );
  return fc
    .record({
      method: fc.constantFrom(...METHODS),
      url: fc.oneof(
        fc.tuple(fc.constantFrom(...known), fc.constantFrom(...streams)).map(([door, id]) => addressed(door.url, id)),
        nastyText.map((text) => `/${encoded(text)}`),
        fc.constantFrom('//', '/%', '/%E0%A4%A', '/cases/%00', `/${'a/'.repeat(2_000)}`, '/?%', '/cases//take-case'),
      ),
      type: fc.constantFrom(...TYPES),
      payload: fc.oneof(fc.constant('{}'), fc.constant(''), brokenJson()),
      key: idempotencyKey(),
    })
    .map(({ method, url, type, payload, key }) => ({
      method,
      url,
      headers: { 'content-type': type, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(['GET', 'HEAD'].includes(method) ? {} : { payload }),
    }));
}

function anyStream({ streams }: Known): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...streams) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: nastyText },
  );
}

function idempotencyKey(): fc.Arbitrary<string | undefined> {
  return fc.oneof(
    { weight: 10, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constant('01a20041-0000-7000-8000-000000000001') },
    { weight: 1, arbitrary: fc.oneof(fc.constant(undefined), headerText()) },
  );
}

/** A header cannot hold more than this: the rest never reaches an app. */
function headerText(): fc.Arbitrary<string> {
  return nastyText.map((text) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200));
}

function addressed(url: string, part: string): string {
  return url.replace(/:\w+/g, () => encoded(part) || 'x');
}

function unquoted(json: string): string {
  const value: unknown = json.startsWith('"') ? JSON.parse(json) : json;
  return String(value);
}

/** A lone surrogate has no encoding: its bytes are sent as they are. */
function encoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}
