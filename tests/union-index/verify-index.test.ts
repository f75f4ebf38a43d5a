import { openDatabase } from '#store/database.ts';
import { SCRATCH_SCHEMA } from '#store/scratch-schema.ts';
import { workAlone } from '#store/work-alone.ts';
import { CLEANING_LOCK } from '#take-back/index.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';
import { verifyIndex, type Difference, type IndexVerdict } from '#verify/index.ts';
import { sql } from 'kysely';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyIndexAndLog, publicationOf, publishAll, titleRenderer } from './feed-world.ts';
import {
  applyPage,
  contentsOf,
  editionOf,
  emptyTerms,
  harvested,
  keepAllTerms,
  matchWaiting,
  pageOf,
} from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();

function book(localId: string, isbn: string, title: string, author: string) {
  const marc = marcOf(`020 __ $a ${isbn}`, `100 1_ $a ${author}`, `245 10 $a ${title}`, '650 _0 $a Midwifery');
  return harvested(localId, marc, { owners: ['NQ'] });
}

const ONE = book('1', '9780198526636', 'Midwifery in practice', 'Bird, Mary');
const TWO = book('2', '9781554042951', 'Fractures of the hand', 'Cole, Ann');

interface Verifying {
  /** What happens to the index that is served while the other one is made. */
  readonly meanwhile?: () => Promise<unknown>;
}

async function verify({ meanwhile }: Verifying = {}): Promise<IndexVerdict> {
  return verifyIndex({
    db: store.db,
    openScratch: () =>
      openDatabase({
        target: { connection: store.connection },
        applicationName: 'scratch',
        poolSize: 4,
        statementTimeoutMs: 0,
        schema: SCRATCH_SCHEMA,
      }),
    ingest: {
      async matchWaiting(db) {
        await meanwhile?.();
        await matchWaiting(db, undefined, 2);
      },
    },
    publication: publicationOf(titleRenderer()),
    logger: createLogger('silent'),
    signal: new AbortController().signal,
  });
}

function said({ examples }: IndexVerdict): readonly string[] {
  return examples.map(({ what, name, served, rebuilt }: Difference) => {
    const isText = what === 'TEXTS' || what === 'FEEDS' || what === 'LISTS';
    const word = (text: string | null): string => (text === null ? '–' : isText ? 'other' : text);
    return `${what} ${name}: ${word(served)} / ${word(rebuilt)}`;
  });
}

/** How many rows each table has, and a digest of them. */
async function servedTables(): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`.execute(store.db);
  const digests = tables.map(
    ({ name }) => sql`SELECT ${sql.lit(name)} AS name,
      concat(count(*), ' ', md5(string_agg(t::text, '|' ORDER BY t::text))) AS says FROM ${sql.table(name)} t`,
  );
  const { rows } = await sql<{ name: string; says: string }>`${sql.join(digests, sql` UNION ALL `)}`.execute(store.db);
  return Object.fromEntries(rows.map(({ name, says }) => [name, says]));
}

async function scratchTables(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = ${SCRATCH_SCHEMA}`.execute(store.db);
  return rows[0]?.n ?? -1;
}

beforeEach(async () => {
  await emptyIndexAndLog(store.db);
  await emptyTerms(store.db);
  await applyPage(store.db, 'north', pageOf([ONE, TWO]));
  await applyPage(store.db, 'south', pageOf([ONE, book('9', '9781554042951', 'Wounds of war', 'Dale, Eve')]));
  await applyPage(store.db, 'south', pageOf([TWO, book('9', '9780571089895', 'Burns', 'Dale, Eve')]));
  await publishAll(store.db);
  await keepAllTerms(store.db);
});

describe('the index against its stored records', () => {
  it('is the same after any history, and is left as it was', async () => {
    const before = await contentsOf(store.db);

    expect(await verify()).toEqual({
      compared: { MEMBERS: 3, TEXTS: 3, FEEDS: 8, TERMS: 4, WORDS: 12, LISTS: 3 },
      differences: 0,
      examples: [],
      notCompared: [],
    });

    expect(await contentsOf(store.db)).toEqual(before);
    expect(await scratchTables()).toBe(0);
  });

  it('is left as it was where a stored record cannot be read, which is a difference', async () => {
    const [item] = harvested('7', ONE.marc, { owners: ['NQ'] }).items;
    if (item === undefined) throw new Error('it has one copy');
    const leftOutItems = [{ ...item, localId: '7-place', barcode: null, leftOut: 'NO_BARCODE' as const }];
    const seven = { ...book('7', '9780140673609', 'Asthma', 'Eames, Ray'), leftOutItems };
    await applyPage(store.db, 'north', pageOf([seven]));
    await publishAll(store.db);
    await keepAllTerms(store.db);
    await sql`UPDATE record SET raw = 'cut' WHERE local_id = '7'`.execute(store.db);
    const edition = await editionOf(store.db, 'north', '7');
    const before = await servedTables();

    const verdict = await verify();

    expect(said(verdict)).toContain(`MEMBERS ${edition}: north:record:7 / –`);
    expect(await servedTables()).toEqual(before);
    expect(before['hidden_item']).not.toBe('0 ');
  });

  it('goes on being written meanwhile', async () => {
    const meanwhile = (): Promise<unknown> =>
      applyPage(store.db, 'west', pageOf([book('5', '9780140673609', 'Asthma', 'Eames, Ray')]));

    expect(await verify({ meanwhile })).toMatchObject({ differences: 0, notCompared: [] });
    expect(await editionOf(store.db, 'west', '5')).not.toBeNull();
  });

  it('differs where an edition, a text, a feed, a term or a word is lost', async () => {
    const [one, two] = [await editionOf(store.db, 'north', '1'), await editionOf(store.db, 'north', '2')];
    const burns = await editionOf(store.db, 'south', '9');
    const wrongs = [
      sql`UPDATE member m SET edition = ${burns} FROM system s
        WHERE s.id = m.system AND s.system_id = 'south' AND m.edition = ${one}`,
      sql`UPDATE edition SET title = 'Fractions of the hand' WHERE id = ${two}`,
      sql`DELETE FROM feed_entry WHERE identifier = 'north.2'`,
      sql`UPDATE search_term SET weight = 7 WHERE term = 'Bird, Mary'`,
      sql`DELETE FROM search_term WHERE kind = 'WORD' AND term = 'practice'`,
      sql`INSERT INTO search_term (kind, key, term, weight) VALUES ('WORD', 'gone', 'gone', 1)`,
      sql`UPDATE browse_doc SET subjects = '{}' WHERE edition = ${two}`,
    ];
    for (const wrong of wrongs) await wrong.execute(store.db);

    const verdict = await verify();

    expect(said(verdict).toSorted()).toEqual(
      [
        `MEMBERS ${one}: north:record:1 / north:record:1 south:record:1`,
        `MEMBERS ${burns}: south:record:1 south:record:9 / south:record:9`,
        `TEXTS ${two}: other / other`,
        'FEEDS library/qe north.2: – / other',
        'TERMS CREATOR Bird, Mary: 7 / 1',
        'WORDS WORD practice: – / ',
        `LISTS ${two}: other / other`,
      ].toSorted(),
    );
    expect(verdict.differences).toBe(7);
  });

  it('is not judged while records wait, and feeds and terms not before they have followed', async () => {
    await applyPage(store.db, 'west', pageOf([book('5', '9780140673609', 'Asthma', 'Eames, Ray')]));
    expect(await verify()).toMatchObject({
      compared: { MEMBERS: 4, TEXTS: 4 },
      notCompared: [
        'FEEDS: changes wait to be published, or are held: see mercia feed status',
        'TERMS, WORDS, LISTS: changes wait to be counted',
      ],
    });

    await applyPage(store.db, 'west', pageOf([book('6', '9780306406157', 'Croup', 'Eames, Ray')]), undefined, 'later');
    expect(await verify()).toMatchObject({
      compared: {},
      notCompared: [expect.stringContaining('1 record waits to be read or matched')],
    });
  });

  it('is made by one process at a time', async () => {
    let second: Promise<unknown> | undefined;
    await verify({
      meanwhile: async () => {
        second = verify().catch((error: unknown) => error);
        await second;
      },
    });
    expect(await second).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  it('neither keeps others from cleaning what was taken back, nor waits for it', async () => {
    let cleaned: string | null = null;
    await verify({
      meanwhile: async () => {
        cleaned = await workAlone(store.db, CLEANING_LOCK, () => Promise.resolve('cleaned'));
      },
    });
    expect(cleaned).toBe('cleaned');
    expect(await workAlone(store.db, CLEANING_LOCK, () => verify())).toMatchObject({ differences: 0 });
  });
});

describe('mercia verify-index', () => {
  const folder = makeTemporaryFolder();
  afterAll(() => {
    folder.remove();
  });

  async function lastLine(): Promise<readonly [code: number, line: string | undefined]> {
    const region = join(folder.path, 'region.yaml');
    // It passes nothing on: feeds are not compared.
    writeFileSync(
      region,
      `region: { id: r, name: R }
libraries: [{ id: l, name: L, system: north }]
systems: [{ id: north, name: N, kind: koha, address: 'http://127.0.0.1:9', owners: [{ code: NQ, library: l }] }]
`,
    );
    const { code, stdout } = await runHere(['verify-index', '--region', region], { DATABASE_URL: databaseUrl(store) });
    return [code, stdout.trimEnd().split('\n').at(-1)];
  }

  it('says only of what was compared that it is as it should be', async () => {
    await emptyIndexAndLog(store.db);
    await emptyTerms(store.db);
    expect(await lastLine()).toEqual([2, 'What was compared is what the stored records make.']);

    await applyPage(store.db, 'west', pageOf([book('6', '9780306406157', 'Croup', 'Eames, Ray')]), undefined, 'later');
    expect(await lastLine()).toEqual([2, 'Nothing could be compared.']);
  });
});
