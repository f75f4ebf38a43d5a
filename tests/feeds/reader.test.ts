/** Reading what was published: pages, sets and dates, in the order of positions. */
import { withTestDatabase } from '#tests/support/database.ts';
import { createFeedReader, type FeedEntry, type FeedReader, type FeedSelection } from '#feed-log/index.ts';
import { lockFeed } from '#feed-log/lock.ts';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { at, BEGAN_AT, EPOCH, publish, type Published } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';

const EVERYTHING: FeedSelection = { repository: 'editions', set: null, from: null, until: null };

/** Entry n of the first twelve comes n seconds after the beginning; every third is a journal. */
const TWELVE: readonly Published[] = Array.from({ length: 12 }, (_, index) => ({
  identifier: `mids-${String(index + 1)}`,
  second: index + 1,
  sets: (index + 1) % 3 === 0 ? ['format:journal', 'without-online'] : ['format:book'],
}));

async function readAll(reader: FeedReader, selection: FeedSelection, first: number): Promise<readonly FeedEntry[]> {
  const entries: FeedEntry[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = await reader.page(selection, after, first);
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

const identifiersOf = (entries: readonly FeedEntry[]): readonly string[] => entries.map(({ identifier }) => identifier);
const numbered = (...numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => `mids-${String(number)}`);

describe('a feed', () => {
  const store = withTestDatabase();
  let reader: FeedReader;

  beforeAll(async () => {
    reader = createFeedReader({ db: store.db, region: feedRegion() });
    expect(await reader.state()).toBeNull();
    expect(await reader.page(EVERYTHING, 0, 5)).toEqual({ entries: [], next: null });
    await publish(store.db, [...TWELVE, { identifier: 'koha.1', repository: 'library/qe', second: 12 }]);
    await sql`ANALYZE feed_entry, feed_in_set`.execute(store.db);
  });

  it('says where it stands', async () => {
    expect(await reader.state()).toEqual({
      epoch: EPOCH,
      position: 13,
      datestamp: at(12),
      beganAt: BEGAN_AT,
      whole: true,
    });
  });

  it.each([1, 4, 5, 12, 500])('is read whole and in order in pages of %i', async (first) => {
    const entries = await readAll(reader, EVERYTHING, first);

    expect(identifiersOf(entries)).toEqual(numbered(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    expect(entries[2]).toMatchObject({ position: 3, datestamp: at(3), kind: 'CHANGED', sets: TWELVE[2]?.sets });
  });

  it('has no further page behind one that ends with the last entry', async () => {
    expect((await reader.page(EVERYTHING, 6, 6)).next).toBeNull();
    expect((await reader.page(EVERYTHING, 6, 5)).next).toBe(11);
  });

  it('is read by sets', async () => {
    const journals = { ...EVERYTHING, set: 'format:journal' };

    expect(identifiersOf(await readAll(reader, journals, 3))).toEqual(numbered(3, 6, 9, 12));
    expect(await readAll(reader, { ...EVERYTHING, set: 'format:none' }, 3)).toEqual([]);
    expect(await reader.count(journals)).toBe(4);
  });

  it('is read by dates, both inclusive', async () => {
    const span = { ...EVERYTHING, from: at(3), until: at(6) };

    expect(identifiersOf(await readAll(reader, span, 3))).toEqual(numbered(3, 4, 5, 6));
    expect(identifiersOf(await readAll(reader, { ...span, set: 'format:journal' }, 1))).toEqual(numbered(3, 6));
    expect(await reader.count(span)).toBe(4);
    expect(await reader.count({ ...span, set: 'format:book' })).toBe(2);
  });

  it('has nothing after its last date and before its first', async () => {
    for (const span of [
      { ...EVERYTHING, from: at(13) },
      { ...EVERYTHING, until: at(0) },
      { ...EVERYTHING, from: at(6), until: at(3) },
    ]) {
      expect(await reader.page(span, 0, 5)).toEqual({ entries: [], next: null });
      expect(await reader.page({ ...span, set: 'format:book' }, 0, 5)).toEqual({ entries: [], next: null });
      expect(await reader.count(span)).toBe(0);
    }
  });

  it('keeps repositories apart', async () => {
    const library = { ...EVERYTHING, repository: 'library/qe' };

    expect(identifiersOf(await readAll(reader, library, 5))).toEqual(['koha.1']);
    expect((await reader.find('library/qe', 'koha.1'))?.position).toBe(13);
    expect(await reader.find('editions', 'koha.1')).toBeNull();
    expect(await readAll(reader, { ...EVERYTHING, repository: 'library/wing' }, 5)).toEqual([]);
  });

  it('lists no library that forbids passing its records on, and refuses to read it', async () => {
    expect(reader.repositories()).toEqual(['editions', 'library/qe', 'library/wing', 'library/south-lib']);
    expect(reader.sets('library/west-lib')).toEqual([]);
    await expect(reader.find('library/west-lib', 'west-1')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('has a set for each network, of the editions only', () => {
    const specs = (repository: string): readonly string[] => reader.sets(repository).map(({ spec }) => spec);

    expect(specs('editions')).toEqual(['network:hill', 'network:vale', ...specs('library/qe')]);
    expect(specs('library/qe')).toContain('format:ebook');
    expect(specs('library/qe').at(-1)).toBe('without-online');
  });
});

describe('a feed that is written to', () => {
  const store = withTestDatabase();

  it('shows the newest version of an entry alone, where it stands now', async () => {
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    await publish(store.db, TWELVE);
    const { entries: firstFive, next } = await reader.page(EVERYTHING, 0, 5);
    await publish(store.db, [
      { identifier: 'mids-7', second: 20, kind: 'DELETED', marc: null, sets: ['format:book'] },
      { identifier: 'mids-2', second: 20, kind: 'MERGED', marc: null, replacedBy: ['mids-4'], sets: ['format:book'] },
    ]);

    const rest = await reader.page(EVERYTHING, next ?? 0, 500);

    expect(identifiersOf(firstFive)).toEqual(numbered(1, 2, 3, 4, 5));
    expect(identifiersOf(rest.entries)).toEqual(numbered(6, 8, 9, 10, 11, 12, 7, 2));
    expect(rest.entries.at(-1)).toMatchObject({ kind: 'MERGED', replacedBy: ['mids-4'], body: null });
    expect((await reader.find('editions', 'mids-2'))?.position).toBe(14);
    const books = await readAll(reader, { ...EVERYTHING, set: 'format:book' }, 500);
    expect(identifiersOf(books)).toEqual(numbered(1, 4, 5, 8, 10, 11, 7, 2));
  });

  it('says where it stands only when the publication under way has ended', async () => {
    const reader = createFeedReader({ db: store.db, region: feedRegion() });
    const before = await reader.state();
    let state: Promise<unknown> = Promise.resolve();

    await store.db.transaction().execute(async (transaction) => {
      await lockFeed(transaction);
      await sql`UPDATE feed_state SET position = position + 1`.execute(transaction);
      state = reader.state();
      await sql`SELECT 1`.execute(transaction);
    });

    expect(await state).toMatchObject({ position: (before?.position ?? 0) + 1 });
  });
});
