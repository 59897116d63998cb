import { atLocal, type Instant, minutes, plus } from '#shared';
import { castOf, ivy } from './castOfTheNight.ts';
import { SUNDAY } from './moments.ts';
import type { Notebook } from './notebook.ts';
import type { MadeUpPatient } from './patients.ts';
import { codeOfPractice, practices } from './places.ts';

const DESK = 'y.castell';
const NUNN = 'c.nunn';
const HOLLIN_ROW = practices[0];

/** The directory of practices, who speaks for them, what they have told the service of their patients, and two concerns. */
export function practiceWork(book: Notebook): void {
  directory(book);
  specialNotes(book);
  concerns(book);
}

const folderOf = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');

function directory(book: Notebook): void {
  const from = atLocal('2027-01-04', '09:00');
  for (const [index, name] of practices.entries()) {
    write(book, plus(from, minutes(index)), {
      actor: DESK,
      command: 'add-practice',
      path: '/practices',
      body: {
        code: codeOfPractice(name),
        name,
        address: `${index * 4 + 2} ${name.replace(/ (Surgery|Practice|.* Centre)$/, '')} Lane, Tidewell, ZZ1 ${index + 1}PR`,
        telephone: `01632 9605${String(index).padStart(2, '0')}`,
        channel: 'folder',
        channelAddress: folderOf(name),
      },
    });
  }
  // On Easter Sunday its messages are turned to a mail server that is not there, and some hours later back again.
  const change = (at: Instant, channel: string, channelAddress: string) => {
    const body = { code: codeOfPractice(HOLLIN_ROW), channel, channelAddress };
    const asked = { actor: DESK, command: 'change-practice', path: '/practices/change', body, name: channel };
    write(book, at, asked);
  };
  change(atLocal(SUNDAY, '19:58'), 'smtp', 'notes@hollin-row.example');
  change(atLocal(SUNDAY, '22:20'), 'folder', folderOf(HOLLIN_ROW));
  const joined = { code: codeOfPractice(HOLLIN_ROW), signIn: NUNN, post: 'manager' };
  write(book, plus(from, minutes(30)), {
    actor: DESK,
    command: 'join-practice',
    path: '/practices/members',
    body: joined,
  });
}

type Special = {
  at: string;
  patient: MadeUpPatient;
  kinds: string[];
  text: string;
  entry?: string;
  owner: string;
  reviewBy: string;
};

function specialNotes(book: Notebook): void {
  const all: Special[] = [
    {
      at: '2027-02-12',
      patient: ivy,
      kinds: ['care-plan'],
      text: 'COPD, holds carbon dioxide: aim for oxygen 88 to 92 %. Rescue pack at home. Lives alone, daughter has a key. Wants to stay at home if safe.',
      owner: 'Dr M. Hollis',
      reviewBy: '2027-05-12',
    },
    {
      at: '2027-01-11',
      patient: castOf('081'),
      kinds: ['care-plan'],
      text: 'Stent in November. Chest pain at rest is never “the usual”: 999.',
      owner: 'Dr M. Hollis',
      reviewBy: '2027-04-02',
    },
    {
      at: '2027-01-11',
      patient: castOf('121'),
      kinds: ['key-safe'],
      text: 'Falls, thin bones, on no blood thinner. Cannot hear the telephone well: let it ring.',
      entry: 'Key safe left of the door; the carers’ office has the code.',
      owner: 'Sister P. Amos',
      reviewBy: '2027-04-02',
    },
  ];
  for (const { at, patient, ...said } of all) {
    const { name, dateOfBirth, nhsNumber } = patient;
    write(book, atLocal(at, '10:00'), {
      actor: NUNN,
      command: 'write-special-note',
      path: '/practice/notes',
      body: { patientName: name, dateOfBirth, nhsNumber, ...said },
      name,
    });
  }
}

function concerns(book: Notebook): void {
  const planless = raise(book, '2027-03-16', '11:20', {
    about: 'Message of 13 March',
    text: 'The message about a home visit on 13 March says what was found and has no plan. We rang twice.',
  });
  const visit = raise(book, '2027-03-17', '09:05', {
    about: 'Visit not made, 14 March',
    text: 'A visit was promised by midnight and nobody came. She rang again at 06:00.',
  });
  const words =
    'The car had no driver from 20:00 and nobody rang her. She should have been rung. We have changed who rings.';
  const told = (path: string, at: Instant, command: string, body: object) =>
    write(book, at, { actor: 'h.vassell', command, path, body: { ...body }, name: `${command} ${path}` });
  told('/concerns/take', atLocal('2027-03-18', '14:00'), 'take-concern', { concern: visit });
  told('/concerns/answer', atLocal('2027-03-26', '16:10'), 'answer-concern', { concern: visit, text: words });
  told('/concerns/take', atLocal('2027-03-19', '14:05'), 'take-concern', { concern: planless });
}

function raise(book: Notebook, day: string, time: string, body: { about: string; text: string }): string {
  return write(book, atLocal(day, time), { actor: NUNN, command: 'raise-concern', path: '/practice/concerns', body });
}

type Asked = { actor: string; command: string; path: string; body: Record<string, unknown>; name?: string };

/** A row of a table: the id of the request is the id of the row. All in one lane, for the one speaks of the other. */
function write(book: Notebook, at: Instant, { actor, command, path, body, name = '' }: Asked): string {
  const id = book.id(at, `${command}/${name}`);
  book.write({
    at,
    actor,
    stream: id,
    with: ['practices'],
    command,
    path,
    body: { id, service: book.service, ...body },
  });
  return id;
}
