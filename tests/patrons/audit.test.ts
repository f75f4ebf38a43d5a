/** The audit stays as it was written: read by operators, changed by nobody, forgotten when its time is over. */
import { applyRetention, createPatronKeys } from '#subgraphs/patrons/index.ts';
import { insertAuditEntry, type NewAuditEntry } from '#subgraphs/patrons/repositories/audit.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createPatronsWorld,
  LIBRARIES,
  NOON,
  OPERATOR,
  patron,
  PATRON_SECRET,
  PUBLIC,
  staffOf,
  type PatronsWorld,
} from './patrons-world.ts';

const DAY_MS = 86_400_000;
const keys = createPatronKeys(PATRON_SECRET, () => NOON.getTime());

const database = withTestDatabase();
let world: PatronsWorld;
beforeEach(async () => {
  // The audit lets nobody take an entry away: for this, its triggers are put aside.
  await database.db.transaction().execute(async (transaction) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(transaction);
    await sql`TRUNCATE account_audit`.execute(transaction);
  });
  world = createPatronsWorld(database.db);
});

function daysAgo(days: number): Date {
  return new Date(NOON.getTime() - days * DAY_MS);
}

async function write(entry: Partial<NewAuditEntry>): Promise<void> {
  await insertAuditEntry(database.db, {
    at: NOON,
    action: 'LOOK',
    actor: 'staff-pseudonym',
    actorLibraries: ['hilltop'],
    account: 'shared:account:a',
    patron: null,
    library: 'hilltop',
    purpose: 'DESK_ENQUIRY',
    note: null,
    refusal: null,
    ...entry,
  });
}

interface AuditPage {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly nodes: readonly unknown[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

async function read(args: string): Promise<AuditPage> {
  const query = `{ audit(${args}) { edges { cursor node { id action note library { id } actorLibraries { id } } } nodes { id action note library { id } actorLibraries { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  const { data, errors } = await world.ask(OPERATOR, query);
  if (errors.length > 0) throw new Error(errors[0]?.message);
  return data?.['audit'] as AuditPage;
}

function notesOf({ edges }: AuditPage): readonly unknown[] {
  return edges.map(({ node }) => node['note']);
}

describe('an entry of the audit', () => {
  it.each([
    ['changed', sql`UPDATE account_audit SET actor = 'nobody'`],
    ['removed', sql`DELETE FROM account_audit`],
    ['swept away with all others', sql`TRUNCATE account_audit`],
  ])('is %s by nobody', async (_what, statement) => {
    await write({ note: 'as written' });

    await expect(statement.execute(database.db)).rejects.toThrow('account_audit is written once');
    expect(notesOf(await read('first: 5'))).toEqual(['as written']);
  });

  it('stays after its library has left the region, which it names no more', async () => {
    await write({ library: 'gone', actorLibraries: ['gone', 'hilltop'] });

    expect((await read('first: 5')).edges[0]?.node).toMatchObject({
      library: null,
      actorLibraries: [{ id: 'hilltop' }],
    });
  });
});

describe('reading the audit', () => {
  it.each([PUBLIC, patron('ada'), staffOf('hilltop')])('is for operators alone, not for %j', async (caller) => {
    const { data, errors } = await world.ask(caller, '{ audit { pageInfo { hasNextPage } } }');

    expect([data, errors[0]?.extensions?.['code']]).toEqual([{ audit: null }, 'FORBIDDEN']);
  });

  it('goes from the newest entry backwards, a page at a time', async () => {
    for (const note of ['1', '2', '3', '4']) await write({ note });

    const first = await read('first: 2');
    const second = await read(`first: 2, after: "${first.pageInfo.endCursor ?? ''}"`);
    const beyond = await read(`first: 2, after: "${second.pageInfo.endCursor ?? ''}"`);

    expect([first, second, beyond].map(notesOf)).toEqual([['4', '3'], ['2', '1'], []]);
    expect([first, second, beyond].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false, false]);
    expect([first, second, beyond].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([false, true, true]);
    expect([first, second, beyond].map(({ pageInfo }) => pageInfo.startCursor)).toEqual([
      first.edges[0]?.cursor,
      second.edges[0]?.cursor,
      null,
    ]);
    expect(second.nodes).toEqual(second.edges.map(({ node }) => node));
  });

  it('can be of one account or one library', async () => {
    await write({ note: 'a', account: 'shared:account:a', library: 'hilltop' });
    await write({ note: 'b', account: 'shared:account:b', library: 'hilltop' });
    await write({ note: 'c', account: 'shared:account:c', library: 'lakeside' });

    expect(notesOf(await read('account: "shared:account:b"'))).toEqual(['b']);
    expect(notesOf(await read('library: "hilltop"'))).toEqual(['b', 'a']);
    expect(notesOf(await read('library: "hilltop", account: "shared:account:c"'))).toEqual([]);
  });

  it('refuses a page that cannot be read', async () => {
    await expect(read('first: 0')).rejects.toThrow('first: 1 to 200');
    await expect(read('first: 201')).rejects.toThrow('first: 1 to 200');
    await expect(read('after: "nonsense"')).rejects.toThrow('after:');
  });
});

describe('retention', () => {
  it('removes what is older than its library keeps it, and leaves an entry that says how many went', async () => {
    await write({ note: 'old', at: daysAgo(101) });
    await write({ note: 'older', at: daysAgo(300) });
    await write({ note: 'young', at: daysAgo(99) });
    await write({ note: 'of a library that keeps for two years', at: daysAgo(300), library: 'gone' });
    await write({ note: 'of no library', at: daysAgo(800), library: null });

    const forgotten = await applyRetention({ db: database.db, keys, libraries: LIBRARIES, now: NOON });
    const again = await applyRetention({ db: database.db, keys, libraries: LIBRARIES, now: NOON });

    expect([forgotten.auditEntries, again.auditEntries]).toEqual([3, 0]);
    const notes = notesOf(await read('first: 50'));
    expect(notes).toHaveLength(4);
    expect(notes).toEqual(
      expect.arrayContaining([
        'young',
        'of a library that keeps for two years',
        '2 entries from before 2026-08-16',
        expect.stringMatching(/^1 entries from before/),
      ]),
    );
  });

  it('keeps the audit closed to others afterwards, in the same connection too', async () => {
    await write({ at: daysAgo(300) });
    await write({});

    const both = database.db.transaction().execute(async (transaction) => {
      await applyRetention({ db: transaction, keys, libraries: LIBRARIES, now: NOON });
      await sql`DELETE FROM account_audit`.execute(transaction);
    });

    await expect(both).rejects.toThrow('written once');
    await expect(sql`DELETE FROM account_audit`.execute(database.db)).rejects.toThrow('written once');
  });
});
