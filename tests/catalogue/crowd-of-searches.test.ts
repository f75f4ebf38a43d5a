/** A crowd of searches on the pool of look-ups: another person's search is answered all the same. */
import { openDatabase } from '#store/database.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openCatalogue, type Answer, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
const CONNECTIONS = 8;
const PER_REQUEST = 2;
const ALIASES = 48;
/** Counts alone: there are no editions behind the words. Finds enough that nothing more is looked up. */
const FOUND = 'search(query: "common", first: 0)';
const FACETS = `{ totalCount facets(fields: [LIBRARY, FORMAT, LANGUAGE, SUBJECT, YEAR]) { values { value count } } }`;
/** Finds nothing, so that its spelling is looked up. */
const MISSPELT = 'search(query: "kommmon", first: 5) { totalCount }';
const aliases = (one: string): string => `{ ${Array.from({ length: ALIASES }, (_, n) => `a${n}: ${one}`).join(' ')} }`;

let db: Kysely<Database>;
let catalogue: CatalogueWorld;
beforeAll(async () => {
  await sql`
    INSERT INTO search_doc (edition, libraries, sites, format, languages, subjects, published_year, online, sort_title, document)
    SELECT n, '{qe}', '{}', 'BOOK', '{eng}', ARRAY['Subject ' || n % 50], 1990 + n % 30, n % 4 = 0, 'title ' || n,
      mercia_document('common title', '', '', '') FROM generate_series(1, 3000) n`.execute(store.db);
  db = openDatabase({
    target: { connection: store.connection },
    applicationName: 'look-ups',
    poolSize: CONNECTIONS,
    statementTimeoutMs: 60_000,
    fair: true,
  });
  catalogue = openCatalogue(db, undefined, { answerWithinMs: 120_000 });
});
afterAll(() => db.destroy());

const ask = (query: string, role?: 'staff'): Promise<Answer> => catalogue.ask(query, {}, role);

/** Holds up whatever looks up a spelling, until `until` has ended. */
async function withSpellingHeldUp<T>(until: () => Promise<T>): Promise<T> {
  return store.db.transaction().execute(async (transaction) => {
    await sql`LOCK TABLE search_term IN ACCESS EXCLUSIVE MODE`.execute(transaction);
    return until();
  });
}

/** Resolves when so many statements of the pool wait for the lock. */
async function heldUp(statements: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'look-ups' AND wait_event_type = 'Lock'`.execute(
      store.db,
    );
    expect(rows).toEqual([{ count: statements }]);
  }, 30_000);
}

describe('many anonymous requests with many searches each', () => {
  it('hold at most two connections each, and never the last', async () => {
    let isOver = false;
    // A spelling is given up after half a second: whoever asks 48 of them asks again until the test has seen enough.
    const askOnAndOn = async (): Promise<void> => {
      while (!isOver) await ask(aliases(MISSPELT));
    };
    const crowd: Promise<void>[] = [];
    try {
      await withSpellingHeldUp(async () => {
        crowd.push(askOnAndOn());
        await heldUp(PER_REQUEST);
        crowd.push(askOnAndOn());
        await heldUp(2 * PER_REQUEST);
        expect((await ask(`{ ${FOUND} ${FACETS} }`)).errors).toEqual([]);
        crowd.push(...Array.from({ length: 6 }, askOnAndOn));
        await heldUp(CONNECTIONS - 1);

        const { errors, data } = await ask(`{ ${FOUND} ${FACETS} }`, 'staff');

        expect([errors, data]).toMatchObject([[], { search: { totalCount: 3000 } }]);
      });
    } finally {
      isOver = true;
      await Promise.all(crowd);
    }
  });

  it('let the search of somebody else have its turn before theirs are all answered', async () => {
    let answered = 0;
    const crowd = Array.from({ length: 6 }, () => ask(aliases(`${FOUND} ${FACETS}`)).then(() => (answered += 1)));
    await new Promise((resolve) => setImmediate(resolve));

    const { errors } = await ask(`{ ${FOUND} ${FACETS} }`);

    expect([errors, answered]).toEqual([[], 0]);
    await Promise.all(crowd);
  });
});

describe('forty requests of one caller', () => {
  it('hold half of the connections, so that the question of another is answered at once', async () => {
    const one = openCatalogue(db, undefined, { answerWithinMs: 120_000, caller: 'one' });
    const other = openCatalogue(db, undefined, { caller: 'other' });
    let isOver = false;
    const askOnAndOn = async (): Promise<void> => {
      while (!isOver) await one.ask(`{ ${MISSPELT} }`);
    };
    const crowd: Promise<void>[] = [];
    try {
      await withSpellingHeldUp(async () => {
        crowd.push(...Array.from({ length: 40 }, askOnAndOn));
        await heldUp(CONNECTIONS / 2);

        const { errors, data } = await other.ask(`{ ${FOUND} ${FACETS} }`);

        expect([errors, data]).toMatchObject([[], { search: { totalCount: 3000 } }]);
      });
    } finally {
      isOver = true;
      await Promise.all(crowd);
    }
  });
});
