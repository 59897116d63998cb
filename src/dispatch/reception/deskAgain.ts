import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormFace } from '#api';
import { NotFound, parseUuid } from '#shared';
import type { Values } from '#web';
import type { DispatchContext } from '../context.ts';
import { type BaseReader, createBaseReader } from './baseReader.ts';
import { personPage, walkInPage } from './personRoutes.tsx';
import { basePage } from './receptionRoutes.tsx';

type Refused = Parameters<FormFace['again']>[2];

const DESK = /^\/bases\/([a-z0-9-]+)(?:\/people\/([^/?]+))?(?:\?|$)/;
/** Steps with boxes of their own on the page of one person. */
const onPerson: readonly string[] = ['redirect', 'book-base', 'change-details'];

/** Whoever presses at a desk and is refused stays at that desk, with what was typed: undefined for a form that came from no desk. */
export function deskAgain(
  context: DispatchContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { command, stream, problems, values }: Refused,
): ReturnType<FormFace['again']> | undefined {
  const shown = values as Values;
  const [, slug, person] = DESK.exec(shown._next ?? '') ?? [];
  if (slug === undefined || command === 'open-case') return undefined;
  const reader = readerOf(context);
  const refused = { problems, values: shown };
  if (command === 'come-to-base')
    return walkInPage(context, reader, request, reply, { slug, problems: onForm(problems), values: typedOf(shown) });
  const id = person ?? (onPerson.includes(command) ? stream : undefined);
  const list = () => basePage(context, reader, request, reply, { slug, ...refused });
  if (id === undefined || !parseUuid(id).ok) return list();
  return personPage(context, reader, request, reply, { slug, id, ...refused }).catch((error) => {
    // Not on this list any more: then the list says so.
    if (error instanceof NotFound) return list();
    throw error;
  });
}

/** One for each house: what it remembers is shared by all who are refused. */
function readerOf(context: DispatchContext): BaseReader {
  const known = readers.get(context.directory) ?? createBaseReader(context);
  readers.set(context.directory, known);
  return known;
}
const readers = new WeakMap<object, BaseReader>();

/** Back on the form of a walk-in, by the names that its own boxes have. */
const boxes: { readonly [field: string]: string } = {
  said: 'complaint',
  cameFrom: 'whereNow',
  occurredAt: 'answeredAt',
};

function typedOf(values: Values): Values {
  const named = Object.entries(values).map(([name, value]) => [boxes[name] ?? name, value] as const);
  return { ...Object.fromEntries(named), patientName: values._patientName };
}

function onForm(problems: Refused['problems']): Refused['problems'] {
  return problems.map((problem) => ({
    ...problem,
    ...(problem.field === undefined ? {} : { field: boxes[problem.field] ?? problem.field }),
  }));
}
