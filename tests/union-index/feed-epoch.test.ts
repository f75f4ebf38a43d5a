import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { ensureEpoch, restartLog } from '#feed-log/publish/index.ts';
import { findLogState } from '#feed-log/publish/state.ts';
import { sql, type Kysely } from 'kysely';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { emptyIndexAndLog, publishAll, readLog, served } from './feed-world.ts';
import { applyPage, AT, editionOf, harvested, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
const LATER = new Date(AT.getTime() + 3_600_000);

function book(localId: string, title: string) {
  return harvested(localId, marcOf(`001 ${localId}`, `245 10 $a ${title}`), { owners: ['NQ'] });
}

/** The database as it stands, under another name: what a backup of it is when it is restored. */
async function restoreBackup(): Promise<Kysely<Database>> {
  const { connection } = store;
  const name = `${connection.database}_restored`;
  const open = (database: string): Kysely<Database> =>
    openDatabase({
      target: { connection: { ...connection, database } },
      applicationName: 'restored',
      poolSize: 2,
      statementTimeoutMs: 60_000,
    });
  const admin = open('postgres');
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${connection.database}`.execute(
    admin,
  );
  await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE ${sql.id(connection.database)}`.execute(admin);
  const restored = open(name);
  onTestFinished(async () => {
    await restored.destroy();
    await sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(admin);
    await admin.destroy();
  });
  return restored;
}

describe('a restored backup', () => {
  beforeEach(async () => {
    await emptyIndexAndLog(store.db);
    await applyPage(store.db, 'north', pageOf([book('1', 'Tropical medicine'), book('2', 'Anatomy')]));
    await publishAll(store.db);
    await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '2', changedAt: null }]));
    await publishAll(store.db);
  });

  it('begins another epoch: everything is published again, deletions too, and ids do not come again for others', async () => {
    const before = await findLogState(store.db);
    const servedBefore = await served(store.db);
    const restored = await restoreBackup();
    // What was given out after the backup.
    await applyPage(store.db, 'north', pageOf([book('3', 'Physiology')]));
    const given = await editionOf(store.db, 'north', '3');

    expect(await ensureEpoch(store.db, LATER)).toBe(false);
    expect(await ensureEpoch(restored, LATER)).toBe(true);
    expect(await ensureEpoch(restored, LATER)).toBe(false);
    await applyPage(restored, 'north', pageOf([book('4', 'Biochemistry')]));
    const edition = await editionOf(restored, 'north', '4');
    await publishAll(restored, { at: LATER });

    const after = await findLogState(restored);
    expect(after?.epoch).not.toBe(before?.epoch);
    expect(edition).not.toBe(given);
    await applyPage(restored, 'north', pageOf([book('3', 'Physiology')]));
    expect(await editionOf(restored, 'north', '3')).toBe(given);
    const log = await readLog(restored);
    expect(log.every((entry) => entry.datestamp >= LATER && entry.position > (before?.position ?? 0))).toBe(true);
    expect((await served(restored)).filter((line) => !line.includes('Biochemistry'))).toEqual(servedBefore);
    expect(servedBefore.filter((line) => line.includes('deleted'))).toHaveLength(2);
    const { rows } = await sql<{ pruned: number; replaced: number }>`
      SELECT pruned_to AS pruned, (SELECT count(*) FROM feed_entry WHERE replaced_at <= s.pruned_to) AS replaced
      FROM feed_state s`.execute(restored);
    expect(rows[0]).toEqual({ pruned: before?.position, replaced: 0 });
  });

  it('that nothing tells from the database of before begins again when an operator says so', async () => {
    const before = await findLogState(store.db);

    expect(await restartLog(store.db, AT)).toBe(true);
    await publishAll(store.db);

    const after = await findLogState(store.db);
    expect(after?.epoch).not.toBe(before?.epoch);
    // Even within the second of the last datestamp everything is newer than what was published before.
    expect((await readLog(store.db)).every(({ datestamp }) => datestamp > (before?.datestamp ?? AT))).toBe(true);
  });

  it('is of no account where nothing was published', async () => {
    await emptyIndexAndLog(store.db);

    expect(await ensureEpoch(store.db, AT)).toBe(false);
    expect(await restartLog(store.db, AT)).toBe(false);
  });
});
