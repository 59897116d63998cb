import type { FastifyInstance } from 'fastify';
import { atLocal, newId, toIso } from '#shared';

export type Door = { method: 'GET' | 'POST'; url: string };

const LINE = /^((?:[│ ] {3})*)[├└]── (.*?) \(([A-Z, ]+)\)$/;

/** Every route of the app by method and address, as its router prints them; assets are left out. */
export function doorsOf(app: FastifyInstance): Door[] {
  const above: string[] = [];
  const doors: Door[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', piece = '', methods = ''] = LINE.exec(line) ?? [];
    if (!methods) continue;
    const depth = indent.length / 4;
    above.length = depth;
    const url = above.join('') + piece;
    above.push(piece);
    if (piece === '*') continue;
    for (const method of ['GET', 'POST'] as const)
      if (methods.split(', ').includes(method)) doors.push({ method, url });
  }
  return doors;
}

export type CommandDoor = { name: string; url: string; schema: Schema };
type Schema = { properties?: Record<string, Property>; required?: string[] };
type Property = { enum?: string[]; type?: string; format?: string };
type OpenApi = {
  paths: Record<
    string,
    { post: { operationId: string; requestBody: { content: { 'application/json': { schema: Schema } } } } }
  >;
};

/** Every command as the OpenAPI document describes it; `url` is that of its JSON route. */
export async function commandDoors(app: FastifyInstance): Promise<CommandDoor[]> {
  const answer = await app.inject({ url: '/api/openapi.json' });
  return Object.entries(answer.json<OpenApi>().paths).map(([path, { post }]) => ({
    name: post.operationId,
    url: path.replace(/\{(\w+)\}/g, ':$1'),
    schema: post.requestBody.content['application/json'].schema,
  }));
}

/** A body that the schema takes: what is required, and nothing else unless said. */
export function aBody({ properties = {}, required = [] }: Schema, more: Record<string, unknown> = {}) {
  const given = required.map((name) => [name, more[name] ?? sample(name, properties[name])]);
  const optional = Object.entries(more).filter(([name]) => name in properties);
  return Object.fromEntries([...given, ...optional]) as Record<string, unknown>;
}

const LATER = toIso(atLocal('2027-03-28', '23:00'));

function sample(name: string, property: Property | undefined): unknown {
  if (property?.enum) return property.enum[0];
  if (property?.format === 'uuid') return newId();
  if (property?.type === 'object') return {};
  if (property?.type !== 'string') return 1;
  if (name === 'id') return newId();
  if (['at', 'from', 'to', 'occurredAt', 'answeredAt'].includes(name)) return LATER;
  return name === 'ringBack' ? '020 7946 0131' : 'canal-bridge';
}
