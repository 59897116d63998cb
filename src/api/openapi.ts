import { z } from 'zod';
import type { Command, Kind } from './command.ts';

/** What the description needs of a command, of a stream or of a table. */
export type Described = Pick<Command<Kind>, 'name' | 'module' | 'path' | 'summary' | 'roles' | 'body' | 'birth'>;

type Document = ReturnType<typeof openApi>;
const documents = new WeakMap<object, Document>();

/** The document that an application serves; `alsoInOpenApi` adds what is not a command of a stream. */
export function publishOpenApi(app: object, commands: readonly Described[]): Document {
  const document = openApi(commands);
  documents.set(app, document);
  return document;
}

export function alsoInOpenApi(app: object, command: Described): void {
  const document = documents.get(app);
  if (document) document.paths[apiPath(command)] = { post: operation(command) };
}

/** The OpenAPI 3.1 description of every command, from the same table as the routes. */
export function openApi(commands: readonly Described[]) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vigil',
      version: '1',
      description: 'What a person can do on a page, an account can do here with a bearer token.',
    },
    paths: Object.fromEntries(commands.map((command) => [apiPath(command), { post: operation(command) }])) as {
      [path: string]: { post: ReturnType<typeof operation> };
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
  };
}

export function apiPath(command: Pick<Described, 'path'>): string {
  return `/api${command.path.replace(/:(\w+)/g, '{$1}')}`;
}

function operation(command: Described) {
  const stream = { name: 'stream', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    schema: { type: 'string', format: 'uuid' },
    description: 'Kept for 31 days',
  };
  return {
    operationId: command.name,
    summary: command.summary,
    description: `For: ${command.roles.join(', ')}.`,
    tags: [command.module],
    parameters: command.path.includes(':stream') ? [stream, key] : [key],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: z.toJSONSchema(command.body, { io: 'input', unrepresentable: 'any' }) },
      },
    },
    responses: {
      [command.birth ? '201' : '200']: { description: 'Done', content: { 'application/json': { schema: SUBJECT } } },
      '422': { description: 'Refused, with the problems', content: { 'application/problem+json': {} } },
      '403': { description: 'Not for this account' },
      '404': { description: 'No such record in your organisations' },
    },
  };
}

const SUBJECT = { type: 'object', properties: { subject: { type: 'string', format: 'uuid' } }, required: ['subject'] };
