/** What is kept of copies for a move, and everything that stands in no public count, is in no answer of the public graph. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEFORE_RELEASE } from '../release.ts';
import { startDemoGraph, type DemoGraph } from './support/whole-graph.ts';

const PLACE = '{ code name }';
const ITEM = `{ id barcode callNumber status statusAtSource use due { on at } enumeration chronology copyNumber itemType
  publicNotes currentLocation ${PLACE} permanentLocation ${PLACE} holdQueue reason { code } }`;
const PAGE = `query ($after: String) { search(query: "", sort: { by: TITLE }, first: 40, after: $after) {
  totalCount facets { field values { value count } } pageInfo { hasNextPage endCursor }
  edges { node { id title creators publisher publishedYear editionStatement format language isbns issns
    subjects { heading } classmarks { mark } holdings { id library { id } basis copies callNumbers catalogueUrl online
      statements { kind text from to retention note } record { id title marc { leader fields { tag value subfields { code value } } } }
      availability { state itemCount availableCount unknownCount holdQueue earliestDue { on } reason { code }
        items { edges { node ${ITEM} } } } } } }
} }`;
const LIBRARIES = `{ region { libraries { id holdingsCount } systems { id harvest { records } } } }`;

interface Page {
  readonly search: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly unknown[];
  };
}

/** Of the pages of all editions; in the gate those at the beginning of the alphabet. */
const MOST_PAGES = BEFORE_RELEASE ? Infinity : 6;

let graph: DemoGraph;
beforeAll(async () => {
  graph = await startDemoGraph();
}, 120_000);
afterAll(() => graph.close());

/** Editions of the demonstration with everything that the public sees of each, page by page. */
async function everything(): Promise<readonly string[]> {
  const told: string[] = [];
  let after: string | null = null;
  do {
    const { data, errors }: Awaited<ReturnType<typeof graph.ask<Page>>> = await graph.ask<Page>(PAGE, {
      variables: { after },
    });
    expect(errors).toBeUndefined();
    told.push(JSON.stringify(data));
    after = data.search.pageInfo.hasNextPage ? data.search.pageInfo.endCursor : null;
  } while (after !== null && told.length < MOST_PAGES);
  return [...told, JSON.stringify(await graph.ask(LIBRARIES))];
}

it('is kept, and the whole graph is the same to the letter without it', async () => {
  const { db } = graph.database;
  const { rows } = await sql<{ told: number; hidden: number; notes: number }>`
    SELECT (SELECT count(*) FROM item WHERE details IS NOT NULL)::integer AS told,
      (SELECT count(*) FROM hidden_item)::integer AS hidden,
      (SELECT count(*) FROM item WHERE staff_notes IS NOT NULL)::integer AS notes`.execute(db);
  const before = await everything();

  await sql`UPDATE item SET status = NULL, status_at_source = NULL, use = NULL, details = NULL, staff_notes = NULL`.execute(
    db,
  );
  await sql`TRUNCATE hidden_item, hidden_holding, hidden_description`.execute(db);
  const after = await everything();

  expect(Math.min(...Object.values(rows[0] ?? { none: 0 }))).toBeGreaterThan(0);
  expect(before.length).toBeGreaterThan(5);
  expect(after).toEqual(before);
});
