import { countRows, REPORTS } from '#comparison/index.ts';
import { readOverlap } from '#comparison/overlap/count-overlap.ts';
import { readLastCopies } from '#comparison/populations/last-copies.ts';
import { readLoadRules } from '#comparison/overlap/load-rules.ts';
import { pairName } from '#comparison/overlap/overlap-counts.ts';
import { readPerhaps } from '#comparison/overlap/perhaps.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import type { Condition } from '#domain/comparison.ts';
import { toJson } from '#store/to-json.ts';
import { keyNumber } from '#store/key-number.ts';
import { parseDescription } from '#union-index/description.ts';
import { scorePair, toMatchView } from '#union-index/match/score-pair.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { readPlainly, type PlainCopy, type PlainSnapshot, type PlainTitle } from './support/plain-snapshot.ts';

let region: ComparedRegion;
let plain: PlainSnapshot;
/** Before the records were compared. */
let foundWhenTaken: number | null;
let saidWhenTaken: string;
const SNAPSHOT = 1;
/** That of a region of four systems. */
const KEY_CAP = 20;

beforeAll(async () => {
  region = await startComparedRegion();
  const { db } = region.graph.database;
  // Some copies are lost, missing or lent: a few libraries lose the only one that they have.
  await sql`UPDATE item SET status = (ARRAY['AVAILABLE', 'LOST', 'AVAILABLE', 'ON_LOAN', 'MISSING', NULL])[1 + id % 6]`.execute(
    db,
  );
  await region.ask('mutation { takeSnapshot(input: {name: "first"}) { job { id } } }');
  await region.doJob();
  foundWhenTaken = await countPerhaps();
  saidWhenTaken = await sayConflicts();
  await region.doJobs();
  plain = await readPlainly(db, SNAPSHOT);
});
afterAll(() => region.close());

async function countPerhaps(): Promise<number | null> {
  const { data } = await region.ask<{ snapshot: { count: { value: number | null } } }>(
    '{ snapshot { count(of: RECORDS, where: [{dimension: FINDING, in: ["PERHAPS_SAME"]}]) { value } } }',
  );
  return data.snapshot.count.value;
}

async function sayConflicts(): Promise<string> {
  const { data } = await region.ask<{ snapshot: { report: { title: string; summary: readonly unknown[] } } }>(
    '{ snapshot(name: "first") { report(name: "conflicts") { title summary { value } } } }',
  );
  const { title, summary } = data.snapshot.report;
  return `${title} ${JSON.stringify(summary[0])}`;
}

it('says that nobody knows where records differ while they are not compared, and when they never will be', async () => {
  const { db } = region.graph.database;
  const told = await sayConflicts();
  const compared = await db.deleteFrom('snapshot_compared').returningAll().execute();
  const results = await db
    .deleteFrom('snapshot_result')
    .where('report', 'in', ['load-rules', 'perhaps-together'])
    .returningAll()
    .execute();
  await sql`UPDATE comparison_job SET state = 'FAILED' WHERE kind = 'COMPARE_RECORDS'`.execute(db);
  const failed = await sayConflicts();
  await sql`UPDATE comparison_job SET state = 'DONE' WHERE kind = 'COMPARE_RECORDS'`.execute(db);
  const none = await sayConflicts();
  await db
    .insertInto('snapshot_result')
    .values(results.map((result) => ({ ...result, value: toJson(result.value) })))
    .execute();
  for (let from = 0; from < compared.length; from += 5_000)
    await db
      .insertInto('snapshot_compared')
      .values(compared.slice(from, from + 5_000))
      .execute();

  const unknown = 'Where records say different things is not known:';
  expect(saidWhenTaken).toBe(`${unknown} the records are still being compared. {"value":null}`);
  expect(failed).toBe(
    `${unknown} the records of this snapshot were not compared; take another to have it. {"value":null}`,
  );
  expect(none).toBe('0 records say something else than another record of their edition. {"value":0}');
  expect(told).toMatch(/^[1-9][\d,]* records say something else .* \{"value":[1-9]\d*\}$/);
});

it('counts what is found after a snapshot is whole as soon as it is found', async () => {
  expect(foundWhenTaken).toBeNull();
  expect(await countPerhaps()).toBeGreaterThan(0);
});

const lower = (a: string, b: string): string => (a < b ? pairName(a, b) : pairName(b, a));

/** Counted without the tables of the comparison: every title beside every pair. */
function countPairs(
  titles: readonly PlainTitle[],
  of: (title: PlainTitle) => ReadonlySet<string>,
): Map<string, number> {
  const ids = [...new Set(titles.flatMap((title) => [...of(title)]))];
  const counts = new Map<string, number>();
  for (const a of ids) {
    for (const b of ids) {
      if (a >= b) continue;
      const both = titles.filter((title) => of(title).has(a) && of(title).has(b)).length;
      if (both > 0) counts.set(lower(a, b), both);
    }
  }
  return counts;
}

interface TrueRecord {
  readonly system: string;
  readonly record: string;
  readonly edition: string;
  readonly visibility: string;
}

/** What every record of the demonstration describes, those of exports with them. */
function truthOfAll(): readonly TrueRecord[] {
  const { truth, exports } = generateDemoRegion({ now: Date.now() });
  return [
    ...truth.map(({ record, ...row }) => ({ ...row, record: String(record) })),
    ...exports.flatMap(({ library: { system }, truth: rows }) =>
      rows.map(({ record, edition, isHidden }) => {
        const visibility = isHidden ? 'SUPPRESSED' : 'PUBLIC';
        return { system, record, edition, visibility };
      }),
    ),
  ];
}

describe('who has which title', () => {
  it.each(['LIBRARY', 'SYSTEM'] as const)('is counted for each pair as somebody would by hand (%s)', async (of) => {
    const [counts] = (await readOverlap(region.graph.database.db, SNAPSHOT, of, null)) ?? [];
    const holders = (title: PlainTitle): ReadonlySet<string> => (of === 'LIBRARY' ? title.libraries : title.systems);
    const pairs = counts?.pairs ?? [];

    const same = new Map(
      pairs.filter((pair) => pair.sameEdition > 0).map((pair) => [pairName(pair.a, pair.b), pair.sameEdition]),
    );
    expect(same).toEqual(countPairs(plain.titles, holders));
    const any = new Map(
      pairs.filter((pair) => pair.anyEdition > 0).map((pair) => [pairName(pair.a, pair.b), pair.anyEdition]),
    );
    expect(any).toEqual(countPairs(plain.works, holders));
    expect(counts?.titles).toBe(plain.titles.length);
    expect(counts?.works).toBe(plain.works.length);
  });

  it('is listed title by title: the records that stand for them are as many', async () => {
    const { db } = region.graph.database;
    const [counts] = (await readOverlap(db, SNAPSHOT, 'LIBRARY', null)) ?? [];
    const countOf = async (library: string, others: readonly string[]): Promise<number | null> => {
      const where: readonly Condition[] = [
        { dimension: 'TITLE_OF', in: [library] },
        ...[library, ...others].map((id) => ({ dimension: 'HOLDER', in: [id] }) as const),
      ];
      return (await countRows(db, { snapshot: SNAPSHOT, population: 'RECORDS', where })).value;
    };
    for (const { id, titles } of counts?.holders ?? []) expect([id, await countOf(id, [])]).toEqual([id, titles]);
    for (const { a, b, sameEdition } of counts?.pairs ?? []) {
      expect([a, b, await countOf(a, [b]), await countOf(b, [a])]).toEqual([a, b, sameEdition, sameEdition]);
    }
  });

  it('says what a library has alone, what is scarce, and what cannot be found', async () => {
    const [counts] = (await readOverlap(region.graph.database.db, SNAPSHOT, 'LIBRARY', null)) ?? [];
    const numberOf = (id: string, holds: (count: number) => boolean): number =>
      plain.titles.filter(({ libraries }) => libraries.has(id) && holds(libraries.size)).length;

    expect(counts?.holders.length).toBeGreaterThan(5);
    for (const { id, titles, alone, scarce, notFound } of counts?.holders ?? []) {
      expect({ id, titles, alone, scarce, notFound }).toEqual({
        id,
        titles: numberOf(id, () => true),
        alone: numberOf(id, (count) => count === 1),
        scarce: numberOf(id, (count) => count === 2 || count === 3),
        notFound: plain.titles.filter((title) => title.onBooks.has(id) && !title.libraries.has(id)).length,
      });
    }
    expect(counts?.holders.some(({ notFound }) => notFound > 0)).toBe(true);
  });

  it('counts the same by format as records are listed by it', async () => {
    const { db } = region.graph.database;
    const counts = (await readOverlap(db, SNAPSHOT, 'LIBRARY', 'FORMAT')) ?? [];
    expect(counts.length).toBeGreaterThan(1);
    for (const { value, pairs } of counts) {
      const expected = countPairs(
        plain.titles.filter(({ formats }) => formats.has(value)),
        ({ libraries }) => libraries,
      );
      expect(new Map(pairs.map((pair) => [pairName(pair.a, pair.b), pair.sameEdition]))).toEqual(expected);
    }
  });

  it('finds the last copies, by library and status', async () => {
    const counted = (await readLastCopies(region.graph.database.db, SNAPSHOT)) ?? [];
    const expected = plain.titles.flatMap(({ libraries, found }) =>
      libraries.size === 1 && found.length === 1 ? found : [],
    );
    const names = (copies: readonly PlainCopy[]): readonly string[] =>
      copies.map(({ library, status, online }) => `${library} ${String(status)} ${String(online)}`).toSorted();

    expect(expected.length).toBeGreaterThan(0);
    expect(names(counted.flatMap((one) => Array.from({ length: one.copies }, () => one)))).toEqual(names(expected));
  });

  it('is near the truth, and the truth within the range', async () => {
    const { db } = region.graph.database;
    const shown = truthOfAll().filter(({ visibility, edition }) => visibility === 'PUBLIC' && edition !== '');
    const systemsOf = new Map<string, Set<string>>();
    for (const row of shown) {
      if (!plain.heldRecords.has(`${row.system} ${row.record}`)) continue;
      systemsOf.set(row.edition, (systemsOf.get(row.edition) ?? new Set()).add(row.system));
    }
    const [counts] = (await readOverlap(db, SNAPSHOT, 'SYSTEM', null)) ?? [];
    const perhaps = await readPerhaps(db, SNAPSHOT);
    expect(counts?.pairs).toHaveLength(15);
    for (const { a, b, sameEdition } of counts?.pairs ?? []) {
      const really = [...systemsOf.values()].filter((systems) => systems.has(a) && systems.has(b)).length;
      const most = sameEdition + (perhaps?.SYSTEM[pairName(a, b)] ?? 0);
      expect(Math.abs(sameEdition - really)).toBeLessThanOrEqual(Math.ceil(really * 0.03));
      expect(really).toBeLessThanOrEqual(Math.ceil(most * 1.02));
    }
  });
});

describe('pairs that only a person can judge', () => {
  it('are those that matching is unsure of, and no others', async () => {
    const { db } = region.graph.database;
    const { rows: described } = await sql<{
      row: number;
      edition: number;
      keys: readonly number[];
      description: string;
    }>`
      SELECT t.id AS row, t.edition, d.keys, d.description FROM snapshot_record t JOIN public_description d USING (record)
      WHERE t.edition IS NOT NULL ORDER BY t.id`.execute(db);
    const byKey = Map.groupBy(
      described.flatMap((one) => one.keys.map((key) => ({ key, one }))),
      ({ key }) => key,
    );
    const expected = new Map<string, string>();
    const views = new Map(described.map(({ row, description }) => [row, toMatchView(parseDescription(description))]));
    const ignored = { has: (key: string) => (byKey.get(keyNumber(key))?.length ?? 0) > KEY_CAP };
    for (const sharers of byKey.values()) {
      if (sharers.length > KEY_CAP) continue;
      for (const { one: a } of sharers) {
        for (const { one: b } of sharers) {
          if (a.row >= b.row || a.edition === b.edition) continue;
          const [first, second] = [views.get(a.row), views.get(b.row)];
          if (first === undefined || second === undefined) continue;
          const { decision } = scorePair(first, second, ignored);
          if (decision !== 'DIFFERENT') expected.set(`${String(a.row)} ${String(b.row)}`, decision);
        }
      }
    }
    const kept = await db.selectFrom('snapshot_pair').selectAll().where('hidden', '=', false).execute();
    expect(kept.length).toBeGreaterThan(10);
    expect(new Map(kept.map(({ a, b, decision }) => [`${String(a)} ${String(b)}`, decision]))).toEqual(expected);
  });

  it('counts copies and loans of a record once, however many pairs it is in', async () => {
    const { db } = region.graph.database;
    const { data } = await region.ask<{ snapshot: { report: { summary: readonly { readonly value: number }[] } } }>(
      '{ snapshot(name: "first") { report(name: "to-rule-on") { summary { value } } } }',
    );
    const pairs = await db.selectFrom('snapshot_pair').select(['a', 'b']).where('hidden', '=', false).execute();
    const ends = pairs.flatMap(({ a, b }) => [a, b]);
    const records = new Set(ends);
    const { rows } = await sql<{ row: number; status: string | null }>`SELECT r.id AS row, i.status
      FROM snapshot_record r JOIN snapshot_item i ON i.record = r.record WHERE i.to_version IS NULL`.execute(db);
    const copies = rows.filter(({ row }) => records.has(row));
    const lent = copies.filter(({ status }) => status === 'ON_LOAN');

    expect(records.size).toBeLessThan(ends.length);
    expect(lent.length).toBeGreaterThan(0);
    expect(data.snapshot.report.summary.slice(0, 3).map(({ value }) => value)).toEqual([
      pairs.length,
      copies.length,
      lent.length,
    ]);
  });

  it('finds the editions of suppressed records, apart from the public ones', async () => {
    const { db } = region.graph.database;
    const editionOf = new Map(truthOfAll().map((row) => [`${row.system} ${row.record}`, row.edition]));
    const { rows } = await sql<{ hidden: string; shown: readonly string[] }>`
      SELECT s.system_id || ' ' || t.local_id AS hidden,
        array(SELECT m.system_id || ' ' || r.local_id FROM snapshot_record r JOIN system m ON m.id = r.system
          WHERE r.edition = f.in_group::bigint) AS shown
      FROM snapshot_finding f JOIN snapshot_record t ON t.id = f.subject JOIN system s ON s.id = t.system
      WHERE f.kind = 'HIDDEN_SAME'`.execute(db);
    expect(rows.length).toBeGreaterThan(20);
    const right = rows.filter(({ hidden, shown }) => shown.some((one) => editionOf.get(one) === editionOf.get(hidden)));
    expect(right.length / rows.length).toBeGreaterThan(0.97);
  });
});

describe('what rules of other systems would merge', () => {
  it('is counted as somebody would by hand', async () => {
    const rules = (await readLoadRules(region.graph.database.db, SNAPSHOT)) ?? [];
    const [byIsbn, byKey] = rules;
    const groups = plain.mergeBy(({ isbns }) => isbns);
    const keyed = plain.mergeBy(({ loadKey }) => (loadKey === null ? [] : [loadKey]));
    for (const [counted, expected] of [
      [byIsbn, groups],
      [byKey, keyed],
    ] as const) {
      const merged = expected.filter((group) => group.length > 1);
      const wrong = expected.filter((group) => new Set(group.map(({ edition }) => edition)).size > 1);
      expect(counted).toMatchObject({
        titles: expected.length,
        groups: merged.length,
        records: merged.flat().length,
        wrongGroups: wrong.length,
        wrongRecords: wrong.flat().length,
      });
    }
    expect(byIsbn?.wrongGroups).toBeGreaterThan(0);
  });
});

interface SystemTable {
  readonly name: string;
  readonly rows: { readonly edges: readonly { readonly node: { readonly cells: readonly string[] } }[] };
}

describe('every report of overlap', () => {
  const NAMES = [
    'titles-together',
    'overlap-matrix',
    'ours-alone',
    'last-copies',
    'wrong-merges',
    'to-rule-on',
    'duplicates',
    'conflicts',
    'journal-runs',
  ];
  const QUESTION = `query ($name: String!, $library: ID) { snapshot(name: "first") { report(name: $name, library: $library) {
    title summary { label value text } tables { name totalRows rows(first: 200) { edges { node { cells } } pageInfo { endCursor } } }
  } } }`;
  const askAll = async (): Promise<readonly unknown[]> => {
    const answers: unknown[] = [];
    for (const name of NAMES) {
      const scope = REPORTS.find((report) => report.name === name)?.scope;
      const { data, errors } = await region.ask(QUESTION, {
        name,
        library: scope === 'LIBRARY' ? 'severnhythe' : null,
      });
      expect(errors).toBeUndefined();
      answers.push(data);
    }
    return answers;
  };

  it('shows the runs of journals page by page as it does at once', async () => {
    const RUNS = `query ($first: Int!, $after: String) { snapshot(name: "first") { report(name: "journal-runs") {
      tables(name: "runs") { rows(first: $first, after: $after) { edges { node { cells } } pageInfo { endCursor hasNextPage } } } } } }`;
    interface Page {
      readonly edges: readonly { readonly node: { readonly cells: readonly string[] } }[];
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    }
    const askPage = async (first: number, after: string | null): Promise<Page> => {
      const { data, errors } = await region.ask(RUNS, { first, after });
      expect(errors).toBeUndefined();
      return (data as { snapshot: { report: { tables: [{ rows: Page }] } } }).snapshot.report.tables[0].rows;
    };
    const cells: (readonly string[])[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page: Page = await askPage(2, after);
      cells.push(...page.edges.map(({ node }) => node.cells));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(cells.length).toBeGreaterThan(2);
    expect(cells).toEqual((await askPage(200, null)).edges.map(({ node }) => node.cells));
  });

  it('says of a system that is named how many titles it has, and what it has together with each other system', async () => {
    const { data, errors } = await region.ask(
      `{ snapshot(name: "first") { report(name: "titles-together", system: "koha-a") {
        title tables { name rows(first: 200) { edges { node { cells } } } } } } }`,
      {},
    );
    expect(errors).toBeUndefined();
    const { report } = (data as { snapshot: { report: { title: string; tables: readonly SystemTable[] } } }).snapshot;
    const own = plain.titles.filter(({ systems }) => systems.has('koha-a'));
    const rows = report.tables.find(({ name }) => name === 'systems')?.rows.edges.map(({ node }) => node.cells) ?? [];

    expect(report.title).toMatch(
      new RegExp(
        `^${region.graph.hub.region.systems.find(({ id }) => id === 'koha-a')?.name ?? ''} has ${own.length.toLocaleString('en-GB')} titles?; all libraries have .* titles together\\.$`,
      ),
    );
    expect(report.tables.map(({ name }) => name)).not.toContain('libraries');
    expect(rows.length).toBeGreaterThan(0);
    for (const [a = '', b = '', , , together] of rows) {
      expect([a, b]).toContain('koha-a');
      expect(together).toBe(`${own.filter(({ systems }) => systems.has(a) && systems.has(b)).length}`);
    }
  });

  it('stays the same to the letter when the index changes afterwards', async () => {
    const { db } = region.graph.database;
    const before = await askAll();
    await sql`UPDATE record SET deleted = true WHERE id % 10 = 3`.execute(db);
    await sql`DELETE FROM public_description WHERE record % 10 = 3`.execute(db);
    await sql`UPDATE record SET raw = '{}', digest = decode(md5(id::text), 'hex') WHERE id % 10 = 4`.execute(db);
    await sql`DELETE FROM record WHERE id % 10 = 5`.execute(db);
    await sql`UPDATE member SET edition = edition + 1000000 WHERE record % 3 = 0`.execute(db);
    await sql`UPDATE edition SET work = 'another'`.execute(db);
    await sql`DELETE FROM item WHERE id % 4 = 0`.execute(db);
    expect(await askAll()).toEqual(before);

    await region.takeSnapshot('second');
    const jobs = await db.selectFrom('comparison_job').select(['kind', 'state', 'problem']).execute();
    expect(jobs.filter(({ state }) => state !== 'DONE')).toEqual([]);
    expect(await askAll()).toEqual(before);
  });
});
