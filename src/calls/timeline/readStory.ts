import { accessesOf, readStream, type StoredEvent, type Tx } from '#database';
import { placesIn } from '#people';
import { uuidv7FromKey } from '#shared';
import { type CaseText, loadCase, type Person, personOf, personsBefore, type Replaced, textsOf } from '../caseStore.ts';
import { borneOut, borneOutWords } from '../placed/borneOut.ts';
import { placedFor } from '../placed/placedStore.ts';
import { caseTeller } from '../told.ts';
import { noteVersionsOf, type WrittenNote } from '../triage/noteStore.ts';
import { noteParts } from '../triage/noteWords.ts';
import type { TextKind } from '../writes.ts';
import { type Happening, happeningsOf, inOrderOfTime, type Words } from './story.ts';
import { type CaseStream, ownStreams, whatAndWhy } from './streams.ts';
import { untilThen } from './untilThen.ts';

export type Story = { service: number; number: string; person?: Person; happenings: Happening[] };
type Asked = {
  tenant: number;
  case: string;
  /** Names, numbers and free text too. */
  identified: boolean;
  /** Who opened the record too. */
  withViews: boolean;
  others: readonly CaseStream[];
};

/** Everything that is known of a case, in the order in which it happened; undefined where there is no such case. */
export async function readStory(tx: Tx, asked: Asked): Promise<Story | undefined> {
  const { tenant, case: id, identified } = asked;
  const loaded = await loadCase(tx, tenant, id);
  if (!loaded) return undefined;
  const { state, events } = loaded;
  const places = await placesIn(tx, state.service);
  const place = (one: number) => places.find((known) => known.id === one)?.name;
  const written = identified ? await writtenOf(tx, { tenant, id }) : undefined;
  const said = await saidOfTries(tx, { tenant, id, state, events });
  const own = happeningsOf(events, {
    what: (event) => `${whatAndWhy(caseTeller, event, place)}${said.get(event.version) ?? ''}`,
    texts: (event) => (written ? textsOfEvent(event, written) : []),
  });
  const beside: Happening[] = [];
  const subjects = new Set([id]);
  for (const { teller, streamsOf } of [...ownStreams, ...asked.others]) {
    for (const stream of await streamsOf(tx, { tenant, case: id, call: state.call })) {
      const told = await readStream(tx, tenant, stream);
      subjects.add(stream);
      beside.push(...happeningsOf(told, { what: (event) => whatAndWhy(teller, event, place) }));
    }
  }
  const views = asked.withViews ? await viewsOf(tx, tenant, [...subjects]) : [];
  const { service, number } = state;
  return { service, number, person: written?.person, happenings: inOrderOfTime([...own, ...beside, ...views]) };
}

/** Beside each try, by its version: what the telephone system says of it, or that it was written down by hand. */
async function saidOfTries(
  tx: Tx,
  about: { tenant: number; id: string; state: Begun; events: readonly StoredEvent[] },
): Promise<ReadonlyMap<number, string>> {
  const tried = about.events.filter(({ type }) => type === 'ContactTried');
  if (tried.length === 0) return new Map();
  const calls = borneOut(about.state.beside.tries, await placedFor(tx, about.tenant, about.id));
  return new Map(tried.map(({ version }, index) => [version, ` (${borneOutWords(calls[index])})`]));
}

type Begun = NonNullable<Awaited<ReturnType<typeof loadCase>>>['state'];
type Written = {
  texts: readonly CaseText[];
  notes: readonly WrittenNote[];
  person?: Person;
  before: readonly (Person & Replaced)[];
};

async function writtenOf(tx: Tx, { tenant, id }: { tenant: number; id: string }): Promise<Written> {
  return {
    texts: await textsOf(tx, tenant, id),
    notes: await noteVersionsOf(tx, { tenant, case: id }),
    person: await personOf(tx, tenant, id),
    before: await personsBefore(tx, tenant, id),
  };
}

const headings: { readonly [kind in TextKind]: string } = {
  complaint: 'What is wrong',
  note: 'Note',
  correction: 'Explanation',
  move: 'More',
  repair: 'Explanation',
  contact: 'What was heard',
  repeat: 'What they said',
};

/** What was written with an event: its free text, the version of the note, or who the patient was thought to be until then. */
function textsOfEvent(event: StoredEvent, { texts, notes, before, person }: Written): Words[] {
  // A text's id follows from the stream, the version that it was decided on and the time: that is how it finds its event.
  const said = texts.filter(
    ({ id, kind }) => id === uuidv7FromKey(event.recordedAt, `${event.stream}:${event.version - 1}:${kind}`),
  );
  const declined = texts.find(
    ({ id }) => id === uuidv7FromKey(event.recordedAt, `${event.stream}:${event.version - 1}:declined`),
  );
  const words = said.map(({ kind, body }) => ({ heading: headings[kind], words: body }));
  if (declined) words.push({ heading: 'Why it was not passed on', words: declined.body });
  if (event.type === 'NoteWritten') {
    const note = notes.find((one) => one.note === event.data.note && one.version === event.data.version);
    if (note?.why !== undefined) words.push({ heading: 'Why it was added', words: note.why });
    if (note) words.push(...noteParts(note.body));
  }
  if (event.type === 'PatientReplaced' || event.type === 'DetailsChanged') {
    const index = before.findIndex((one) => one.version === event.version - 1);
    const was = before[index];
    if (was) words.push({ heading: 'Until then', words: untilThen(was, before[index + 1] ?? person) });
  }
  return words;
}

const viewWords: { readonly [action: string]: string } = {
  'view-case': 'The case was opened and read',
  'view-case-without-identity': 'The case was opened, without the patient’s identity',
  'view-own-message': 'The message was opened at the practice',
  'view-message': 'The message to the practice was opened',
  'view-visit': 'The visit was opened',
  'view-pass': 'The pass to 999 was opened',
  'view-work': 'What is owed to the patient was opened',
  'view-at-desk': 'The patient was opened at the desk of a base',
  'view-timeline': 'Everything that happened was read',
  'view-timeline-without-identity': 'Everything that happened was read, without the patient’s identity',
};

/** What somebody did, and no look: an event tells of it. */
const isDone = (action: string) => action === 'read-special-note' || action === 'open-case';

/** Who opened the record: the case itself, and whatever belongs to it. What somebody did is told by the events: here stand those who only looked. */
async function viewsOf(tx: Tx, tenant: number, subjects: readonly string[]): Promise<Happening[]> {
  const looked = await accessesOf(tx, { tenant, subjects });
  return looked
    .filter(({ action }) => /^(view|read|open)-/.test(action) && !isDone(action))
    .map(({ id: key, at, actor, action }) => ({
      key,
      at,
      recordedAt: at,
      by: actor,
      source: 'page',
      what: viewWords[action] ?? `The record was opened (${action.replaceAll('-', ' ')})`,
      isView: true as const,
    }));
}
