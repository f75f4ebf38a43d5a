import { createStoredWrites } from '#subgraphs/circulation/writes/kept-writes.ts';
import type { KeptWrite } from '#subgraphs/circulation/writes/kept-writes.ts';
import type { SystemId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';

const SECRET = 'a secret of this test alone, long enough';
const NOW = Date.parse('2026-01-05T09:00:00Z');
const DAY_MS = 86_400_000;

const database = withTestDatabase();

function write(over: Partial<KeptWrite> = {}): KeptWrite {
  return { input: 'digest', sentAt: NOW, evidence: ['2026-02-01T~', '1'], outcome: null, ...over };
}

describe('writes that are kept in the database', () => {
  it('are taken by one of two that want the same key, in whatever process', async () => {
    const [one, other] = [database.open(), database.open()].map((db) => createStoredWrites(db, [SECRET], () => NOW));

    const taken = await Promise.all([one?.claim('k1', write()), other?.claim('k1', write())]);

    expect(taken.toSorted()).toEqual([false, true]);
    expect(await other?.find('k1')).toEqual(write());
  });

  it('say what became of them, and are forgotten only as long as nobody took their key anew', async () => {
    const writes = createStoredWrites(database.db, [SECRET], () => NOW);
    const done = write({ outcome: { outcome: 'DONE', localId: '77' } });
    await writes.claim('k2', write());
    await writes.settle('k2', done);
    expect(await writes.find('k2')).toEqual(done);

    await writes.forget('k2', write({ sentAt: NOW - 1 }));
    expect(await writes.find('k2')).toEqual(done);
    await writes.forget('k2', done);

    expect(await writes.find('k2')).toBeNull();
  });

  it('are there for a day, and then gone from the table itself', async () => {
    let now = NOW;
    const writes = createStoredWrites(database.db, [SECRET], () => now);
    await writes.claim('k3', write());
    now += DAY_MS + 1;

    expect(await writes.find('k3')).toBeNull();
    expect(await writes.claim('k4', write({ sentAt: now }))).toBe(true);

    const { rows } = await sql<{ sent_at: Date }>`SELECT sent_at FROM kept_write`.execute(database.db);
    expect(rows.map(({ sent_at: at }) => at.getTime())).toEqual([now]);
  });

  it('cannot be read without the secret of the region', async () => {
    const evidence = ['2026-03-03T~', 'patron-4711'];
    await createStoredWrites(database.db, [SECRET], () => NOW).claim('k5', write({ evidence }));

    const { rows } = await sql<{ sealed: string }>`SELECT sealed FROM kept_write ORDER BY sent_at LIMIT 1`.execute(
      database.db,
    );
    const other = createStoredWrites(database.db, ['the secret of another region, as long'], () => NOW);

    expect(Buffer.from(rows[0]?.sealed ?? '', 'base64url').toString('latin1')).not.toContain('4711');
    expect(await other.find('k5')).toBeNull();
  });

  it('are counted by the hour and their system, whichever process sends them', async () => {
    const writes = [NOW, NOW + 59 * 60_000, NOW + 3_600_000].map((now) =>
      createStoredWrites(database.open(), [SECRET], () => now),
    );
    for (const one of writes) await one.count('north' as SystemId, 'renew', 'DONE');
    await writes[0]?.count('north' as SystemId, 'renew', 'UNKNOWN');
    await writes[0]?.count('north' as SystemId, 'place_hold', 'UNKNOWN');

    const rows = await database.db.selectFrom('written_hour').selectAll().orderBy('kind').orderBy('hour').execute();
    const [hour, next] = [new Date(NOW), new Date(NOW + 3_600_000)];
    expect(rows).toEqual([
      { system: 'north', hour, kind: 'place_hold', done: 0, unknown: 1 },
      { system: 'north', hour, kind: 'renew', done: 2, unknown: 1 },
      { system: 'north', hour: next, kind: 'renew', done: 1, unknown: 0 },
    ]);
  });

  it('are the same writes under two secrets while one replaces the other, in every process', async () => {
    const NEXT = 'the next secret of this test, as long';
    const steps = [[SECRET], [SECRET, NEXT], [NEXT, SECRET], [NEXT]];
    const done = write({ outcome: { outcome: 'DONE', localId: '77' } });
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [1, 0],
      [2, 1],
      [2, 3],
      [3, 2],
    ] as const) {
      const [one, other] = [from, to].map((step) => createStoredWrites(database.open(), steps[step] ?? [], () => NOW));
      const key = `k6 ${from} ${to}`;

      const taken = await Promise.all([one?.claim(key, write()), other?.claim(key, write())]);
      expect(taken.toSorted(), key).toEqual([false, true]);
      await other?.settle(key, done);
      expect(await one?.find(key), key).toEqual(done);
      expect(await other?.find(key), key).toEqual(done);

      const again = write({ sentAt: NOW + 1 });
      await one?.forget(key, done);
      expect(await one?.claim(key, again), key).toBe(true);
      expect(await other?.find(key), key).toEqual(again);
      await other?.forget(key, again);
      expect(await other?.find(key), key).toBeNull();
    }
  });
});
