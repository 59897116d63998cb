import { z } from 'zod';
import type { Command, Kind } from './command.ts';

/** The OpenAPI 3.1 description of every command, from the same table as the routes. */
export function openApi(commands: readonly Command<Kind>[]) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Vigil',
      version: '1',
      description: 'What a person can do on a page, an account can do here with a bearer token.',
    },
    paths: Object.fromEntries(commands.map((command) => [apiPath(command), { post: operation(command) }])),
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
  };
}

export function apiPath(command: Command<Kind>): string {
  return `/api${command.path.replace(/:(\w+)/g, '{$1}')}`;
}

function operation(command: Command<Kind>) {
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
