import { EDITIONS_REPOSITORY } from '#feed-log/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import type { HarvestedRecord, ReadingRules } from '#contract/adapter.ts';
import type { ItemStatus } from '#domain/facts.ts';
import { createLogger } from '#platform/logger.ts';
import { readFeedState } from '#feed-log/read/entry-rows.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { createIngest } from '#union-index/ingest/index.ts';
import { keepRulings } from '#union-index/rulings/index.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { emptyIndexAndLog, publicationOf, publishAll, readLog, served, titleRenderer } from './feed-world.ts';
import { applyPage, AT, editionOf, harvested, matchWaiting, OWNERS, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
beforeEach(() => emptyIndexAndLog(store.db));

const LATER = new Date(AT.getTime() + 3_600_000);

function book(localId: string, title: string, isbn: string, owners: readonly string[]) {
  return harvested(localId, marcOf(`001 ${localId}`, `020 __ $a ${isbn}`, `245 10 $a ${title} /`), { owners });
}

const COOK = '9780702027956';
const GRAY = '9780702052309';

async function bring(system: string, ...records: readonly HarvestedRecord[]): Promise<void> {
  await applyPage(store.db, system, pageOf(records));
}

function gone(localId: string): HarvestedRecord {
  return { deleted: true, localId, changedAt: null };
}

function withStatus(record: ReturnType<typeof book>, status: ItemStatus): ReturnType<typeof book> {
  return { ...record, items: record.items.map((item) => ({ ...item, status })) };
}

async function edition(system: string, localId: string): Promise<string> {
  return `test-${String(await editionOf(store.db, system, localId))}`;
}

describe('the log of what is passed on', () => {
  it('says nothing of where it stands before there is an entry: an index that waits for its first harvest is not whole', async () => {
    await publishAll(store.db);

    expect(await readFeedState(store.db)).toBeNull();

    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await publishAll(store.db);

    expect(await readFeedState(store.db)).toMatchObject({ position: 2, whole: true });
  });

  it('begins with everything that is in the index: each edition, and each record in the repository of its library', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ', 'NW']));
    await bring('south', book('7', 'Anatomy', GRAY, ['S']));

    await publishAll(store.db);

    expect(await served(store.db)).toEqual(
      [
        `editions · ${await edition('north', '1')} · format:book · network:qe · network:wing · Tropical medicine | Main 1-0 | Main 1-1`,
        `editions · ${await edition('south', '7')} · format:book · network:south-lib · Anatomy | Main 7-0`,
        'library/qe · north.1 · format:book · Tropical medicine | Main 1-0',
        'library/south-lib · south.7 · format:book · Anatomy | Main 7-0',
        'library/wing · north.1 · format:book · Tropical medicine | Main 1-1',
      ].sort(),
    );
    expect(await publishAll(store.db)).toBe(0);
  });

  it('comes to the same, whatever the size of a batch', async () => {
    for (let n = 0; n < 7; n += 1) await bring('north', book(String(n), `Title ${n}`, isbnOf(n), ['NQ']));
    await publishAll(store.db, { batch: 2 });
    await bring('north', gone('3'), book('4', 'Title 4 again', isbnOf(4), ['NW']));
    await bring('south', book('9', 'Title 5', isbnOf(5), ['S']));
    await publishAll(store.db, { batch: 1, at: LATER });
    const bySmall = (await served(store.db)).filter((line) => !line.includes('deleted'));

    await sql`TRUNCATE feed_state, feed_entry, feed_in_set, feed_set_size`.execute(store.db);
    await publishAll(store.db);

    expect(bySmall).toEqual(await served(store.db));
    expect(bySmall.length).toBeGreaterThan(10);
  });

  it('says that a record left a library, and of a merged edition which it became', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await bring('south', book('7', 'Tropical medicine', GRAY, ['S']));
    await publishAll(store.db);
    const [north, south] = [await edition('north', '1'), await edition('south', '7')];
    expect(north).not.toBe(south);

    await bring('south', book('7', 'Tropical medicine', COOK, ['S']));
    await bring('north', book('1', 'Tropical medicine', COOK, ['NW']));
    await publishAll(store.db, { at: LATER });

    const log = await readLog(store.db);
    const [kept, merged] = (await edition('north', '1')) === north ? [north, south] : [south, north];
    expect(log.find(({ identifier }) => identifier === merged)).toMatchObject({
      kind: 'MERGED',
      replacedBy: [kept],
      says: null,
      datestamp: LATER,
    });
    expect(log.find(({ repository }) => repository === 'library/qe')).toMatchObject({ kind: 'DELETED', says: null });
    expect(log.find(({ repository }) => repository === 'library/wing')).toMatchObject({ kind: 'CHANGED' });
  });

  it('gives a record that vanished and came back its former identifier', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await publishAll(store.db);
    const before = await served(store.db);
    await bring('north', gone('1'));
    await publishAll(store.db, { at: LATER });
    expect((await readLog(store.db)).map(({ says }) => says)).toEqual([null, null]);

    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await publishAll(store.db, { at: LATER });

    expect(await served(store.db)).toEqual(before);
  });

  it("has the places of each set's entries, and of no others", async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']), book('2', 'Anatomy', GRAY, ['NW']));
    await publishAll(store.db);
    await bring('north', book('1', 'Tropical medicine', COOK, ['NW']), gone('2'));
    await publishAll(store.db, { at: LATER });

    const { rows } = await sql<{ wrong: number }>`
      SELECT count(*) AS wrong FROM (
        SELECT repository, unnest(sets) AS set_spec, position FROM feed_entry WHERE replaced_at IS NULL
      ) e FULL JOIN feed_in_set s USING (repository, set_spec, position)
      WHERE e.position IS NULL OR s.position IS NULL`.execute(store.db);
    expect(rows[0]?.wrong).toBe(0);
    const sizes = await sql<{ wrong: number }>`
      SELECT count(*) AS wrong FROM (
        SELECT repository, set_spec, count(*) AS entries FROM feed_entry
          CROSS JOIN LATERAL unnest(sets || ''::text) AS of_set(set_spec)
        WHERE replaced_at IS NULL AND hash IS NOT NULL GROUP BY repository, set_spec
      ) e FULL JOIN (SELECT * FROM feed_set_size WHERE entries <> 0) s USING (repository, set_spec)
      WHERE e.entries IS DISTINCT FROM s.entries`.execute(store.db);
    expect(sizes.rows[0]?.wrong).toBe(0);
  });
});

describe('what moves a datestamp', () => {
  it('is a change of the bytes, not a loan and not a rule that alters nothing', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await bring('south', book('7', 'Anatomy', GRAY, ['S']));
    await publishAll(store.db);
    const before = await readLog(store.db);

    await bring('north', withStatus(book('1', 'Tropical medicine', COOK, ['NQ']), 'ON_LOAN'));
    expect(await publishAll(store.db, { at: LATER })).toBe(0);
    const otherRules = publicationOf(titleRenderer('rules-2'));
    expect(await publishAll(store.db, { at: LATER, publication: otherRules })).toBeGreaterThan(0);
    expect(await readLog(store.db)).toEqual(before);

    const renamed = publicationOf(titleRenderer('rules-3', 'Town Library'));
    await publishAll(store.db, { at: LATER, publication: renamed });
    expect((await readLog(store.db)).map(({ datestamp }) => datestamp)).toEqual(before.map(() => LATER));
  });

  it('is, of an edition, whatever the graph says of it: bytes alone do not tell', async () => {
    const record = book('1', 'Tropical medicine', COOK, ['NQ']);
    const published = {
      ...record,
      marc: marcOf('001 1', `020 __ $a ${COOK}`, '245 10 $a Tropical medicine /', '264 _1 $b Saunders'),
    };
    await bring('north', record);
    await publishAll(store.db);
    const [, ofLibrary] = (await readLog(store.db)).toSorted((a, b) => (a.repository < b.repository ? -1 : 1));

    await bring('north', published);
    expect(await publishAll(store.db, { at: LATER })).toBe(1);

    const [edition, same] = (await readLog(store.db)).toSorted((a, b) => (a.repository < b.repository ? -1 : 1));
    expect(edition).toMatchObject({
      repository: EDITIONS_REPOSITORY,
      says: 'Tropical medicine | Main 1-0',
      datestamp: LATER,
    });
    expect(same).toEqual(ofLibrary);
    await bring('north', published);
    expect(await publishAll(store.db, { at: LATER })).toBe(0);
  });

  it.each(['LOST', 'WITHDRAWN', 'ON_ORDER'] as const)('is a copy that becomes %s, or is so no more', async (status) => {
    const record = book('1', 'Tropical medicine', COOK, ['NQ']);
    await bring('north', record);
    await publishAll(store.db);

    await bring('north', withStatus(record, status));
    await publishAll(store.db, { at: LATER });
    const [lost] = await readLog(store.db, EDITIONS_REPOSITORY);
    expect(lost?.says).toBe(status === 'ON_ORDER' ? 'Tropical medicine | Main 1-0 (on order)' : 'Tropical medicine');
    expect(lost?.datestamp).toEqual(LATER);

    await bring('north', withStatus(record, 'AVAILABLE'));
    await publishAll(store.db, { at: LATER });
    expect((await readLog(store.db, EDITIONS_REPOSITORY))[0]?.says).toBe('Tropical medicine | Main 1-0');
  });

  it('is a copy that is hidden, and a ruling', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ', 'NQ']));
    await bring('south', book('7', 'Tropical medicine', COOK, ['S']));
    await publishAll(store.db);
    expect(await readLog(store.db, EDITIONS_REPOSITORY)).toHaveLength(1);

    const hidden = book('1', 'Tropical medicine', COOK, ['NQ', 'NQ']);
    const items = hidden.items.map((item, n) => (n === 0 ? { ...item, visibility: 'SUPPRESSED' as const } : item));
    await bring('north', { ...hidden, items });
    await publishAll(store.db, { at: LATER });
    expect((await readLog(store.db, EDITIONS_REPOSITORY))[0]?.says).toBe('Tropical medicine | Main 1-1 | Main 7-0');

    const [a, b] = [createId('north', 'record', '1'), createId('south', 'record', '7')];
    await keepRulings(store.db, [{ a, b, decision: 'DIFFERENT', by: 'M', at: AT, note: null }]);
    await matchWaiting(store.db);
    await publishAll(store.db, { at: LATER });
    const split = await readLog(store.db, EDITIONS_REPOSITORY);
    expect(split.map(({ says }) => says).sort()).toEqual([
      'Tropical medicine | Main 1-1',
      'Tropical medicine | Main 7-0',
    ]);
    expect(split.find(({ kind }) => kind === 'SPLIT')?.replacedBy.toSorted()).toEqual(
      split.map(({ identifier }) => identifier).sort(),
    );
  });

  it('is a changed region file that hides something of what is stored', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']), book('2', 'Anatomy', GRAY, ['NW']));
    await publishAll(store.db);
    const ingest = createIngest({ regionId: 'test', owners: OWNERS, logger: createLogger('silent') });
    const number = await ensureSystemNumber(store.db, 'north' as SystemId);
    const rules: ReadingRules = {
      digest: 'hides the first',
      readAgain: (kept) =>
        kept.localId === '1'
          ? { ...kept, marc: marcOf('001 1', '245 10 $a Tropical medicine'), visibility: 'SUPPRESSED' }
          : null,
    };

    await ingest.applyRules(store.db, { number, systemId: 'north' as SystemId, rules }, () => AT);
    await publishAll(store.db, { at: LATER });

    const served = (await readLog(store.db)).map(({ repository, says, datestamp }) => [repository, says, datestamp]);
    expect(served).toEqual([
      ['editions', 'Anatomy | Main 2-0', AT],
      ['library/wing', 'Anatomy | Main 2-0', AT],
      ['editions', null, LATER],
      ['library/qe', null, LATER],
    ]);
  });

  it('never goes back, and follows the order of positions', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await publishAll(store.db, { at: LATER });
    await bring('south', book('7', 'Anatomy', GRAY, ['S']));
    await publishAll(store.db, { at: AT });

    const log = await readLog(store.db);
    expect(log.map(({ datestamp }) => datestamp)).toEqual(log.map(() => LATER));
  });
});

describe('a writer that is held up', () => {
  it('is in the next increment, with a datestamp that is not before the last', async () => {
    await bring('north', book('1', 'Tropical medicine', COOK, ['NQ']));
    await bring('south', withStatus(book('7', 'Anatomy', GRAY, ['S']), 'AVAILABLE'));
    await publishAll(store.db);
    const ingest = createIngest({ regionId: 'test', owners: OWNERS, logger: createLogger('silent') });
    const target = { number: await ensureSystemNumber(store.db, 'north' as SystemId), systemId: 'north' as SystemId };
    const page = ingest.condense(pageOf([book('1', 'Tropical medicine', COOK, ['NW'])]));

    // It takes its time, its rows of change and its lock at AT, and commits after a publication of LATER.
    await store.db.transaction().execute(async (writer) => {
      await ingest.applyPage(writer, target, page, AT, 'match');
      await bring('south', withStatus(book('7', 'Anatomy', GRAY, ['S']), 'LOST'));
      await publishAll(store.open(), { at: LATER });
    });
    const [lost, ...earlier] = (await readLog(store.db)).toReversed();
    expect(lost?.says).toBe('Anatomy');
    expect(earlier.at(0)?.datestamp).toEqual(LATER);
    const harvestedTo = lost?.position ?? 0;
    await publishAll(store.db, { at: new Date(LATER.getTime() + 90_000) });

    const increment = (await readLog(store.db)).filter(({ position }) => position > harvestedTo);
    expect(increment.map(({ repository }) => repository).sort()).toEqual(['editions', 'library/qe', 'library/wing']);
    expect(increment.every(({ datestamp }) => datestamp > LATER)).toBe(true);
  });
});

/** An ISBN-13 of which the check digit is right. */
function isbnOf(n: number): string {
  const digits = `978070200${String(n).padStart(3, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${digits}${String((10 - (sum % 10)) % 10)}`;
}
