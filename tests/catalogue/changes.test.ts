import type { FeedChange, FeedRules } from '#domain/feeds.ts';
import type { LibraryId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { AT, applyPage, editionOf, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { EDITIONS_REPOSITORY, editionIdentifier } from '#feed-log/index.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue, region } from './catalogue-world.ts';

const store = withTestDatabase();
const feeds: FeedRules = {
  namespace: 'library.example.org',
  adminEmail: 'feeds@example.org',
  marcFrom: [],
  merge: [],
  withheld: [] as LibraryId[],
  holdPercent: 5,
  keepDays: 90,
  deliveries: [],
};
const EPOCH = '1f2e3d4c';
const TITLES = ['Asthma in children', 'Midwifery in practice', 'Fractures and burns'];
const ISBNS = ['9780198526636', '9781554042951', '9780571089895'];
const CHANGES = `changes(since: $since, first: $first) {
  edges { cursor node { id kind deleted datestamp edition { id title } replacedBy { id } } }
  pageInfo { hasNextPage endCursor } end complete }`;

let catalogue: ReturnType<typeof openCatalogue>;
let editions: readonly number[];

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: Readonly<Record<string, unknown>> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly end: string | null;
  readonly complete: boolean;
}

beforeEach(async () => {
  await emptyIndex(store.db);
  await sql`TRUNCATE feed_state, feed_entry, feed_repository`.execute(store.db);
  catalogue = openCatalogue(store.db, { ...region, feeds });
  const records = TITLES.map((title, at) =>
    harvested(String(at), marcOf(`020 __ $a ${ISBNS[at]!}`, `245 10 $a ${title}`)),
  );
  await applyPage(store.db, 'north', pageOf(records));
  editions = await Promise.all(TITLES.map(async (_, at) => (await editionOf(store.db, 'north', String(at)))!));
});

const idOf = (edition: number): string => `mids:edition:${String(edition)}`;

async function begin(epoch = EPOCH): Promise<void> {
  await sql`INSERT INTO feed_state (epoch, fingerprint, began_at, rules, change_seq, position, datestamp)
    VALUES (${epoch}, 'here', ${AT}, 'rules', 0, 0, ${AT})`.execute(store.db);
  await sql`INSERT INTO feed_repository (name) VALUES (${EDITIONS_REPOSITORY})`.execute(store.db);
}

/** Publishes a version of an edition: the next position is its, and the version before is replaced. */
async function publish(
  edition: number,
  kind: FeedChange = 'CHANGED',
  replacedBy: readonly number[] = [],
): Promise<void> {
  const identifier = editionIdentifier('mids', edition);
  const isThere = kind === 'CHANGED';
  await sql`UPDATE feed_state SET position = position + 1`.execute(store.db);
  await sql`UPDATE feed_entry e SET replaced_at = now.position, body = null FROM feed_state now
    WHERE e.identifier = ${identifier} AND e.replaced_at IS NULL`.execute(store.db);
  await sql`
    INSERT INTO feed_entry (position, repository, identifier, edition, datestamp, kind, replaced_by, sets, hash, body)
    SELECT now.position, r.id, ${identifier}, ${edition}, ${AT}::timestamptz + now.position * interval '1 second', ${kind},
      ${replacedBy.map((other) => editionIdentifier('mids', other))}::text[], '{}',
      ${isThere ? Buffer.from('hash') : null}, ${isThere ? Buffer.from('marc') : null}
    FROM feed_state now, feed_repository r WHERE r.name = ${EDITIONS_REPOSITORY}`.execute(store.db);
}

async function read(since: string | null = null, first = 100): Promise<Page> {
  const { data, errors } = await catalogue.ask(`query ($since: String, $first: Int) { ${CHANGES} }`, { since, first });
  expect(errors).toEqual([]);
  return data!['changes'] as Page;
}

async function refused(since: string | null, first = 100): Promise<unknown> {
  const { data, errors } = await catalogue.ask(`query ($since: String, $first: Int) { ${CHANGES} }`, { since, first });
  expect(data).toEqual({ changes: null });
  return errors;
}

const idsOf = ({ edges }: Page): readonly unknown[] => edges.map(({ node }) => node['id']);

describe('changes', () => {
  it('gives what was published, in its order, page after page', async () => {
    await begin();
    const [a, b, c] = editions as [number, number, number];
    for (const edition of [c, a, b]) await publish(edition);

    const first = await read(null, 2);
    expect(idsOf(first)).toEqual([idOf(c), idOf(a)]);
    expect(first.pageInfo).toEqual({ hasNextPage: true, endCursor: first.edges[1]?.cursor });
    expect(first.edges[0]?.node).toEqual({
      id: idOf(c),
      kind: 'CHANGED',
      deleted: false,
      datestamp: '2025-03-01T12:00:01.000Z',
      edition: { id: idOf(c), title: TITLES[2] },
      replacedBy: [],
    });

    const last = await read(first.pageInfo.endCursor, 2);
    expect(idsOf(last)).toEqual([idOf(b)]);
    expect(last).toMatchObject({ pageInfo: { hasNextPage: false }, complete: true });
    expect(last.end).toBe(last.pageInfo.endCursor);
    expect(await read(last.end)).toMatchObject({ edges: [], pageInfo: { endCursor: null }, end: last.end });
  });

  it('gives an edition that changes while the pages are read once more, at the end', async () => {
    await begin();
    const [a, b, c] = editions as [number, number, number];
    for (const edition of [a, b, c]) await publish(edition);
    const first = await read(null, 1);

    await publish(b);
    await publish(a);

    expect(idsOf(await read(first.pageInfo.endCursor))).toEqual([idOf(c), idOf(b), idOf(a)]);
  });

  it('says what became of editions that are gone', async () => {
    await begin();
    const [a, b, c] = editions as [number, number, number];
    for (const edition of [a, b, c]) await publish(edition);
    const { end } = await read();
    const both = marcOf(`020 __ $a ${ISBNS[0]!}`, `245 10 $a ${TITLES[0]!}`);
    await applyPage(
      store.db,
      'north',
      pageOf([harvested('1', both), { deleted: true, localId: '2', changedAt: null }]),
    );
    await publish(b, 'MERGED', [a]);
    await publish(c, 'DELETED');

    const { edges } = await read(end);

    expect(edges.map(({ node }) => node)).toMatchObject([
      { id: idOf(b), kind: 'MERGED', deleted: true, edition: null, replacedBy: [{ id: idOf(a) }] },
      { id: idOf(c), kind: 'DELETED', deleted: true, edition: null, replacedBy: [] },
    ]);
  });

  it('names the parts of an edition that was split, as they are now', async () => {
    await begin();
    const [a, b, c] = editions as [number, number, number];
    await publish(a, 'SPLIT', [b, c, 999_999_999]);

    const { edges } = await read();

    expect(edges[0]?.node).toMatchObject({ kind: 'SPLIT', replacedBy: [{ id: idOf(b) }, { id: idOf(c) }] });
  });

  it('asks the database as often for many changes as for one', async () => {
    await begin();
    const query = `query ($first: Int, $since: String) { ${CHANGES} }`;
    for (const edition of editions) await publish(edition);

    // The number of the repository is asked for once.
    await catalogue.ask(query);
    const one = await catalogue.ask(query, { first: 1 });
    const all = await catalogue.ask(query, { first: 100 });

    expect(all.statements).toBe(one.statements);
  });

  it('is empty and incomplete before anything was published', async () => {
    expect(await read()).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
      end: null,
      complete: false,
    });
  });

  it('says so while everything is published anew', async () => {
    await begin();
    await sql`UPDATE feed_state SET swept_to = 1`.execute(store.db);

    expect(await read()).toMatchObject({ complete: false });
  });

  it('says "start again" after the feed was begun again, and to positions that it has not come to', async () => {
    await begin();
    await publish(editions[0]!);
    const { end } = await read();
    await sql`UPDATE feed_state SET position = 0`.execute(store.db);
    expect(await refused(end)).toMatchObject([{ code: 'FEED_RESTARTED', path: ['changes'] }]);

    await sql`TRUNCATE feed_state, feed_entry, feed_repository`.execute(store.db);
    expect(await refused(end)).toMatchObject([{ code: 'FEED_RESTARTED' }]);

    await begin('00000001');
    await publish(editions[0]!);
    expect(await refused(end)).toMatchObject([
      { code: 'FEED_RESTARTED', message: expect.stringContaining('again') as unknown },
    ]);
  });

  it.each(['', 'x', Buffer.from('nothing:1').toString('base64url'), Buffer.from(`${EPOCH}:-1`).toString('base64url')])(
    'refuses the cursor "%s"',
    async (since) => {
      await begin();

      expect(await refused(since)).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    },
  );

  it('refuses pages of no change and of too many', async () => {
    await begin();

    for (const first of [0, 201]) expect(await refused(null, first)).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  it('says that a region passes nothing on', async () => {
    catalogue = openCatalogue(store.db);

    expect(await refused(null)).toMatchObject([{ code: 'CAPABILITY_UNSUPPORTED' }]);
  });
});
