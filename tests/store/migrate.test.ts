import { MIGRATIONS, migrateToLatest, SCHEMA_LOCK, type Code } from '#store/migrate.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { createBareDatabase } from '#tests/support/fresh-database.ts';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { TABLE_TYPES, writeTableTypes } from './table-types.ts';

/** Two are enough where it does not matter which. */
const FIRST = Object.fromEntries(Object.entries(MIGRATIONS).slice(0, 2));

describe('migrations', () => {
  const store = withTestDatabase();

  it('make the tables that the code believes in', async () => {
    const types = writeTableTypes(await store.db.introspection.getTables());

    await expect(types).toMatchFileSnapshot(TABLE_TYPES);
  });

  it('are carried out once, also by processes that start together', async () => {
    const others = [store.open(), store.open()];

    const done = await Promise.all(others.map((db) => migrateToLatest(db)));

    expect(done.map(({ done: names }) => names)).toEqual([[], []]);
  });

  it('wait for a process that changes the tables, and have no limit of time', async () => {
    const bare = await createBareDatabase();
    const limits: string[] = [];
    const code: Code = {
      version: '1.0.0',
      changes: {
        ...FIRST,
        '9998-look': {
          async up(db) {
            const { rows } = await sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(db);
            limits.push(...rows.map(({ statement_timeout: limit }) => limit));
          },
        },
      },
    };
    const [{ promise: waits, resolve: saidSo }, began] = [Promise.withResolvers<undefined>(), [] as string[]];
    try {
      let migrated = Promise.resolve({ done: [] as readonly string[] });
      await bare.db.transaction().execute(async (other) => {
        await sql`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(other);
        migrated = migrateToLatest(bare.db, {
          code,
          onWait: () => {
            saidSo(undefined);
          },
          onBegin: (name) => began.push(name),
        });
        await waits;
        expect(began).toEqual([]);
      });

      expect((await migrated).done).toEqual(Object.keys(code.changes));
      expect(began).toEqual(Object.keys(code.changes));
      expect(limits).toEqual(['0']);
    } finally {
      await bare.close();
    }
  });

  it('leave the database as it was if one of them fails, and can be tried again', async () => {
    const bare = await createBareDatabase();
    const failing: Code = {
      version: '1.0.0',
      changes: { ...FIRST, '9998-fails': { up: (db) => sql`SELECT 1 / 0`.execute(db).then(() => undefined) } },
    };
    try {
      await expect(migrateToLatest(bare.db, { code: failing })).rejects.toThrow('division by zero');
      expect(await bare.db.introspection.getTables()).toEqual([]);

      const code: Code = { version: '1.0.1', changes: FIRST };
      expect((await migrateToLatest(bare.db, { code })).done).toEqual(Object.keys(FIRST));
    } finally {
      await bare.close();
    }
  });

  describe('of a newer Mercia', () => {
    const adds = { up: () => Promise.resolve(), olderMayRun: true } as const;
    const newer: Code = { version: '7.1.0', changes: { ...MIGRATIONS, '9998-adds': adds } };
    const newest: Code = {
      version: '7.2.0',
      changes: { ...newer.changes, '9999-changes': { up: () => Promise.resolve() } },
    };

    it('let this one start beside what they only added, and it says so', async () => {
      expect(await migrateToLatest(store.db, { code: newer })).toEqual({ done: ['9998-adds'], newer: null });

      const { done, newer: words } = await migrateToLatest(store.db);

      expect(done).toEqual([]);
      expect(words).toContain('brought to 9998-adds by Mercia 7.1.0, beside which this one (');
    });

    it('keep this one out after a change that it cannot bear, and both versions are named', async () => {
      await migrateToLatest(store.db, { code: newest });
      const [last] = Object.keys(MIGRATIONS).toSorted().reverse();

      await expect(migrateToLatest(store.db)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(
          new RegExp(
            String.raw`brought to 9998-adds, 9999-changes by Mercia 7\.2\.0, and this is Mercia \d+\.\d+\.\d+, which knows it up to ${last} and`,
          ),
        ) as string,
      });
      await sql`DELETE FROM kysely_migration WHERE name LIKE '999%'`.execute(store.db);
    });
  });

  it('read int8 and lists of it as numbers', async () => {
    const at = '2026-01-02T03:04:05Z';
    const change = { edition: 5_000_000_000, kind: 'SPLIT' as const, replaced_by: [6_000_000_000, 7], at };

    const row = await store.db.insertInto('change').values(change).returningAll().executeTakeFirstOrThrow();

    expect(row).toMatchObject({ seq: 1, edition: 5_000_000_000, replaced_by: [6_000_000_000, 7], at: new Date(at) });
  });

  it.each([
    ['Médecine générale', 'medecine'],
    ['Wound care', 'wounds'],
    ['The WHO pain ladder', 'WHO'],
    ['Nursing the acutely ill', '"acutely ill" nurse'],
    ['COVID-19 and ICD-10', 'covid 19 icd 10'],
    ['COVID 19', '"covid-19"'],
    ['HIV/AIDS: a guide', 'aids hiv/aids'],
    ['Ethics : a view', 'ethics - a -- view -'],
    ['Evidence-based <i>in vitro</i> R&amp;D', 'Evidence-based <i>in vitro</i> R&amp;D'],
  ])('let %s be found by %s', async (title, words) => {
    const { rows } = await sql<{ found: boolean }>`
      SELECT mercia_document(${title}, null, null, null) @@ mercia_query(${words}) AS found`.execute(store.db);

    expect(rows).toEqual([{ found: true }]);
  });

  it('leave out what stands behind a hyphen of its own', async () => {
    const { rows } = await sql<{ words: string }>`
      SELECT mercia_query('well-being -19 -care -"primary care"')::text AS words`.execute(store.db);

    expect(rows[0]?.words).toBe("'well' & 'be' & !'19' & !'care' & !( 'primari' <-> 'care' )");
  });

  it('weigh a word in the title above one in the rest', async () => {
    const { rows } = await sql<{ title: number; rest: number }>`
      SELECT ts_rank(mercia_document('asthma', null, null, null), mercia_query('asthma')) AS title,
             ts_rank(mercia_document('x', null, null, 'asthma'), mercia_query('asthma')) AS rest`.execute(store.db);

    expect(rows[0]?.title).toBeGreaterThan(rows[0]?.rest ?? Infinity);
  });
});
