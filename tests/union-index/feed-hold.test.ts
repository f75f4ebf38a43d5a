import { withTestDatabase } from '#tests/support/database.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { FeedRenderer } from '#feed-log/index.ts';
import { feedStatus, releaseSets } from '#feed-log/publish/index.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyIndexAndLog, publicationOf, publishAll, readLog, served, titleRenderer } from './feed-world.ts';
import { applyPage, AT, harvested, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const HOUR_MS = 3_600_000;
const at = (hours: number): Date => new Date(AT.getTime() + hours * HOUR_MS);

/** Titles that have nothing in common, so that each is an edition. */
function book(n: number, rest: Parameters<typeof harvested>[2] = { owners: ['NQ'] }) {
  const words = `${String.fromCharCode(97 + (n % 26))}${String(n * 7919)} of ${String(n * 104_729)}`;
  return harvested(String(n), marcOf(`001 ${n}`, `245 10 $a ${words}`), rest);
}

async function remove(from: number, to: number): Promise<void> {
  const records = range(from, to).map((n) => ({ deleted: true as const, localId: String(n), changedAt: null }));
  await applyPage(store.db, 'north', pageOf(records));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, place) => from + place);
}

async function live(): Promise<number> {
  return (await readLog(store.db, 'editions')).filter(({ says }) => says !== null).length;
}

/** By the kinds of locks that something waits for. */
async function untilWaiting(isSo: (locks: readonly string[]) => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await sql<{ locktype: string }>`
        SELECT l.locktype FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE NOT l.granted AND d.datname = current_database()`.execute(store.db);
      expect(rows.map(({ locktype }) => locktype)).toSatisfy(isSo);
    },
    { timeout: 20_000 },
  );
}

async function heldKeys(): Promise<readonly string[]> {
  const status = await feedStatus(store.db);
  return (status?.held ?? []).map(({ repository, set }) => `${repository} ${set}`.trim()).sort();
}

const ALL_HELD = ['editions', 'editions format:book', 'editions network:qe', 'library/qe', 'library/qe format:book'];

describe('a set that would lose too much within a day', () => {
  beforeEach(async () => {
    await emptyIndexAndLog(store.db);
    await applyPage(store.db, 'north', pageOf(range(0, 60).map((n) => book(n))));
    await publishAll(store.db);
  });

  it('is held, with the bytes that were published, until an operator lets it go; then nothing is missing', async () => {
    expect(await live()).toBe(60);
    await remove(0, 15);
    await publishAll(store.db, { at: at(1) });
    // Fewer than twenty entries are no reason, however small the set is.
    expect([await live(), await heldKeys()]).toEqual([45, []]);

    await remove(15, 25);
    await publishAll(store.db, { at: at(2) });
    expect([await live(), await heldKeys()]).toEqual([45, ALL_HELD]);
    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 10 });
    expect((await feedStatus(store.db))?.held[0]).toMatchObject({ wouldLose: 25, had: 60, since: at(2) });

    // What loses nothing goes on; what loses more waits, too.
    await applyPage(store.db, 'north', pageOf([book(70)]));
    await remove(25, 26);
    await publishAll(store.db, { at: at(30) });
    expect(await live()).toBe(46);

    await releaseSets(store.db, { repository: 'editions', set: null });
    await publishAll(store.db, { at: at(31) });
    expect([await live(), await heldKeys()]).toEqual([46, ['library/qe', 'library/qe format:book']]);
    await releaseSets(store.db, { repository: null, set: null });
    await publishAll(store.db, { at: at(31) });

    expect([await live(), await heldKeys()]).toEqual([35, []]);
    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 0 });
    expect((await readLog(store.db)).filter(({ says }) => says === null)).toHaveLength(52);
  });

  it('strands no edition of the batch that is being written while it is let go', async () => {
    await remove(0, 25);
    await publishAll(store.db, { at: at(1) });
    await remove(25, 26);
    await applyPage(store.db, 'north', pageOf([book(70)]));
    // The batch has read what is held, and stops at the table of the entries.
    const table = await store.db.startTransaction().execute();
    await sql`LOCK TABLE feed_entry IN SHARE MODE`.execute(table);
    const published = publishAll(store.db, { at: at(2) });
    await untilWaiting((locks) => locks.includes('relation'));

    let isReleased = false;
    const released = releaseSets(store.db, { repository: null, set: null }).then(() => (isReleased = true));
    await untilWaiting((locks) => isReleased || locks.includes('advisory'));
    await table.commit().execute();
    await Promise.all([published, released]);
    await publishAll(store.db, { at: at(2) });

    expect([await live(), await heldKeys()]).toEqual([35, []]);
    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 0 });
  });

  it('keeps no edition waiting for a set that is not held any more', async () => {
    await remove(0, 25);
    await publishAll(store.db, { at: at(1) });
    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 25 });
    await sql`DELETE FROM feed_hold`.execute(store.db);
    await applyPage(store.db, 'north', pageOf(range(0, 10).map((n) => book(n))));

    await publishAll(store.db, { at: at(2) });

    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 0 });
    expect([await live(), await heldKeys()]).toEqual([45, []]);
  });

  it('is not held for what it loses on another day, nor once what vanished is back', async () => {
    await remove(0, 15);
    await publishAll(store.db, { at: at(1) });
    await remove(15, 30);
    await publishAll(store.db, { at: at(26) });
    expect([await live(), await heldKeys()]).toEqual([30, []]);

    await remove(30, 50);
    await publishAll(store.db, { at: at(27) });
    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 20 });
    const before = await served(store.db);
    await applyPage(store.db, 'north', pageOf(range(30, 50).map((n) => book(n))));
    await publishAll(store.db, { at: at(28) });

    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 0 });
    expect(await served(store.db)).toEqual(before);
  });

  it('loses at once what was hidden, and what a library forbids to pass on', async () => {
    const hidden = range(0, 30).map((n) => book(n, { owners: ['NQ'], visibility: 'SUPPRESSED' }));
    await applyPage(store.db, 'north', pageOf(hidden));
    await publishAll(store.db, { at: at(1) });
    expect([await live(), await heldKeys()]).toEqual([30, []]);

    const renderer: FeedRenderer = { rules: 'withheld', render: () => [] };
    await publishAll(store.db, { at: at(2), publication: publicationOf(renderer, { withheld: ['qe' as LibraryId] }) });
    expect([await live(), await heldKeys()]).toEqual([0, []]);
  });

  it('is held for what a library that moves hides, where another library forbids passing on', async () => {
    const { scope, ...publication } = publicationOf(titleRenderer('moving'), { withheld: ['other' as LibraryId] });
    await publishAll(store.db, {
      at: at(2),
      publication: { ...publication, scope: { ...scope, hidden: ['north qe'] } },
    });
    expect([await live(), await heldKeys()]).toEqual([60, ALL_HELD]);
  });

  it('is held for a region file that takes entries out, too', async () => {
    const renderer: FeedRenderer = { rules: 'nothing', render: () => [] };
    await publishAll(store.db, { at: at(2), publication: publicationOf(renderer) });
    expect([await live(), await heldKeys()]).toEqual([60, ALL_HELD]);

    // With the former file everything is as it was.
    await publishAll(store.db, { at: at(3), publication: publicationOf(titleRenderer()) });
    expect(await feedStatus(store.db)).toMatchObject({ heldEditions: 0, sweptTo: null });
    expect(await live()).toBe(60);
  });
});

describe('an edition that cannot be written', () => {
  it('stays as it was, is shown, and stops no other', async () => {
    await emptyIndexAndLog(store.db);
    await applyPage(store.db, 'north', pageOf([book(1), book(2)]));
    await publishAll(store.db);
    const [first, second] = await readLog(store.db, 'editions');
    const good = titleRenderer('other', 'Wing');
    const renderer: FeedRenderer = {
      rules: 'other',
      render(edition) {
        if (`test-${edition.edition}` === first?.identifier) throw new RangeError('a field is too long');
        return good.render(edition);
      },
    };

    await publishAll(store.db, { at: at(1), publication: publicationOf(renderer) });

    const now = await readLog(store.db, 'editions');
    expect(now.find(({ identifier }) => identifier === first?.identifier)?.says).toBe(first?.says);
    expect(now.find(({ identifier }) => identifier === second?.identifier)?.says).toContain('Wing');
    expect((await feedStatus(store.db))?.unrendered).toEqual([
      { edition: Number(first?.identifier.slice('test-'.length)), problem: 'a field is too long' },
    ]);
  });

  it('leaves the feeds all the same if a record of it was hidden', async () => {
    await emptyIndexAndLog(store.db);
    const title = (localId: string, rest: Parameters<typeof harvested>[2]) =>
      harvested(localId, marcOf(`001 ${localId}`, '020 __ $a 9780702027956', '245 10 $a Tropical medicine'), rest);
    await applyPage(store.db, 'north', pageOf([title('1', { owners: ['NQ'] })]));
    await applyPage(store.db, 'south', pageOf([title('7', { owners: ['S'] })]));
    await publishAll(store.db);
    expect(await live()).toBe(1);
    const renderer: FeedRenderer = {
      rules: titleRenderer().rules,
      render() {
        throw new RangeError('a field is too long');
      },
    };

    await applyPage(store.db, 'north', pageOf([title('1', { owners: ['NQ'], visibility: 'SUPPRESSED' })]));
    await publishAll(store.db, { at: at(1), publication: publicationOf(renderer) });

    expect((await readLog(store.db)).map(({ says }) => says)).toEqual([null, null, null]);
  });
});
