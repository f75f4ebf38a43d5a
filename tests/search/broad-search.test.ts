import { sql, type Kysely } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue, region } from '#tests/catalogue/catalogue-world.ts';
import { openDatabase } from '#store/database.ts';
import { migrateToLatest } from '#store/migrate.ts';
import type { Database } from '#store/tables.ts';
import { beforeRelease } from '#tests/release.ts';
import { withServers } from '#tests/store/server-support.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';

/** More than are ranked one by one. */
const COPIES = 9_000;

const store = withTestDatabase();
const servers = withServers();

beforeAll(() => fill(store.db));

async function fill(db: Kysely<Database>): Promise<void> {
  const titles = ['Nursing', 'Nursing today', 'Wound care'];
  const records = titles.map((title, at) =>
    harvested(
      String(at),
      marcOf(field008({ dates: `s${String(2001 + at)}` }), `245 10 $a ${title}`, '650 _2 $a Nursing'),
      {
        owners: [at === 2 ? 'NW' : 'NQ'],
      },
    ),
  );
  await applyPage(db, 'north', pageOf(records));
  // Copies of the book that only its subject finds; they come first in the table.
  await sql`
    WITH book AS (SELECT * FROM edition WHERE title = 'Wound care'), copies AS (
      INSERT INTO edition (id, systems, libraries, format, title, description, work, updated_at) OVERRIDING SYSTEM VALUE
      SELECT b.id + 1000 + n, b.systems, b.libraries, b.format, b.title, b.description, b.work, b.updated_at
      FROM book b, generate_series(1, ${COPIES}::int) n RETURNING id)
    INSERT INTO search_doc SELECT c.id, d.libraries, d.sites, d.format, d.languages, d.subjects, d.published_year, d.online,
      d.sort_title, d.document FROM copies c, search_doc d JOIN book b ON b.id = d.edition`.execute(db);
  await sql`ANALYZE search_doc`.execute(db);
}

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: { readonly id: string; readonly title: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Walk {
  readonly sort: object;
  readonly after?: string | null;
  readonly pages?: number;
  readonly db?: Kysely<Database>;
  readonly total?: number;
}

async function walk({ sort, after: from = null, pages = Infinity, db = store.db, total = COPIES + 3 }: Walk) {
  const catalogue = openCatalogue(db, region);
  const query = `query ($sort: SearchSort, $after: String) { search(query: "nursing", sort: $sort, first: 200, after: $after) {
    totalCount edges { node { id title } } pageInfo { hasNextPage endCursor } } }`;
  const nodes: { readonly id: string; readonly title: string }[] = [];
  let after = from;
  for (let more = true, count = 0; more && count < pages; count += 1) {
    const { data, errors } = await catalogue.ask(query, { sort, after });
    expect(errors).toEqual([]);
    const page = data?.['search'] as Page;
    expect(page.totalCount).toBe(total);
    nodes.push(...page.edges.map(({ node }) => node));
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  return { ids: nodes.map(({ id }) => id), titles: nodes.map(({ title }) => title), after };
}

describe('a word of very many editions', () => {
  it('finds what is called so first, then what begins so, and everything once', async () => {
    const { ids, titles } = await walk({ sort: { by: 'RELEVANCE' } });

    expect(titles.slice(0, 3)).toEqual(['Nursing', 'Nursing today', 'Wound care']);
    expect(new Set(ids).size).toBe(COPIES + 3);
    expect(ids).toHaveLength(COPIES + 3);
  });

  it('keeps the libraries wished for before the others', async () => {
    const { ids, titles } = await walk({ sort: { by: 'RELEVANCE', libraries: ['wing'] } });

    expect(titles.slice(-2)).toEqual(['Nursing', 'Nursing today']);
    expect(new Set(ids).size).toBe(COPIES + 3);
  });

  it.runIf(beforeRelease('a server of its own: 12 s'))(
    'is found once, where the table is read from where it was read last: it is larger than a quarter of the shared buffers',
    async () => {
      const server = await servers.start(await servers.folder(), { settings: { shared_buffers: '1MB' } });
      const db = openDatabase({
        target: { connection: server.connection },
        applicationName: 'test',
        poolSize: 6,
        statementTimeoutMs: 60_000,
      });
      servers.undo(() => db.destroy());
      await migrateToLatest(db);
      await fill(db);

      const { ids } = await walk({ sort: { by: 'RELEVANCE' }, db });

      expect(new Set(ids).size).toBe(COPIES + 3);
      expect(ids).toHaveLength(COPIES + 3);
    },
  );

  it('goes on in the same order where fewer are expected than on the page before', async () => {
    const sort = { by: 'RELEVANCE' };
    // All that were ranked, and some of the others; what goes then was among them.
    const begun = await walk({ sort, pages: 13 });
    await sql`
      WITH gone AS (SELECT edition FROM search_doc WHERE sort_title = 'wound care' ORDER BY edition LIMIT 1500)
      DELETE FROM search_doc WHERE edition IN (SELECT edition FROM gone)`.execute(store.db);
    await sql`ANALYZE search_doc`.execute(store.db);

    const { ids } = await walk({ sort, after: begun.after, total: COPIES + 3 - 1_500 });

    const all = [...begun.ids, ...ids];
    expect([all.length, new Set(all).size]).toEqual([COPIES + 3, COPIES + 3]);
  });
});
