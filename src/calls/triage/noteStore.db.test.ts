import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope, type Tx } from '#database';
import { registerOrganisation } from '#people';
import { instant, minutes, plus } from '#shared';
import { asOwner, type TestDatabase, testDatabase } from '../../database/testing.ts';
import { anAccount, aStream } from '../examples.ts';
import { aNote } from './examples.ts';
import { type NoteWrite, noteOf, noteRow, notesOf, noteVersionsOf } from './noteStore.ts';

let db: TestDatabase;
let tenant: number;
let other: number;
const at = instant('2027-03-28T21:58:07Z');
const id = aStream('2803-131');
const [nurse, doctor] = [anAccount('nurse'), anAccount('doctor')];

beforeAll(async () => {
  db = await testDatabase();
  tenant = await registerOrganisation(db, { slug: 'tidewell', name: 'Tidewell', madeUp: true });
  other = await registerOrganisation(db, { slug: 'elsewhere', name: 'Elsewhere', madeUp: true });
});
afterAll(() => db.drop());

const read = <T>(work: (tx: Tx) => Promise<T>, of = tenant) => inScope(db, { tenants: [of] }, work);
const write = (about: Partial<NoteWrite>, by = nurse, later = 0) => {
  const note: NoteWrite = {
    table: 'note',
    case: id,
    note: aStream('note'),
    version: 1,
    body: aNote(),
    complete: true,
    ...about,
  };
  const row = noteRow(tenant, note, { by, at: plus(at, minutes(later)) });
  return inScope(db, { tenants: [tenant] }, (tx) => sql`${row}`.execute(tx));
};

describe('notes', () => {
  it('keep every version, and are read as they stand', async () => {
    await write({ body: { complaint: 'More breathless' }, complete: false });
    await write({ version: 2 }, nurse, 2);
    await write(
      { note: aStream('second note'), body: aNote({ plan: 'Admitted' }), why: 'The ward rang back' },
      doctor,
      90,
    );
    const versions = await read((tx) => noteVersionsOf(tx, { tenant, case: id }));
    expect(versions.map(({ version, complete, writtenBy }) => [version, complete, writtenBy])).toEqual([
      [1, false, nurse],
      [2, true, nurse],
      [1, true, doctor],
    ]);
    const [telephone, ward] = await read((tx) => notesOf(tx, { tenant, case: id }));
    expect([telephone?.version, telephone?.body, telephone?.writtenAt]).toEqual([2, aNote(), plus(at, minutes(2))]);
    expect([ward?.body.plan, ward?.why]).toEqual(['Admitted', 'The ward rang back']);
    expect(await read((tx) => noteOf(tx, { tenant, case: id, note: aStream('note') }))).toEqual(telephone);
  });

  it('are never written over, not even by the owner', async () => {
    await expect(write({ version: 2 })).rejects.toThrow();
    await expect(
      asOwner(db, (owner) => owner.query("update case_note set body = '{}' where version = 1")),
    ).rejects.toThrow(/append-only/);
  });

  it('are nobody else’s', async () => {
    expect(await read((tx) => noteVersionsOf(tx, { tenant, case: id }), other)).toEqual([]);
  });
});
