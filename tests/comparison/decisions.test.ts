/** Clashes that are made decisions, as the migration team and staff see them in the graph. */
import { countAffected, countParts } from '#comparison/decisions/affected.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askReport, rowsOf } from './support/ask-report.ts';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

interface Decision {
  readonly id: string;
  readonly snapshot: string;
  readonly state: string;
  readonly items: number | null;
  readonly readers: number | null;
  readonly libraries: readonly string[];
  readonly options: readonly {
    readonly text: string;
    readonly items: number;
    readonly readers: number | null;
    readonly why: string | null;
  }[];
  readonly outcome: string | null;
  readonly owner: string | null;
  readonly dueOn: string | null;
  readonly closedBy: string | null;
  readonly inSnapshot: { readonly items: number; readonly rows: number; readonly stillThere: boolean };
}

const FIELDS = `id snapshot state items readers libraries options { text items readers why } outcome owner dueOn closedBy
  inSnapshot { items rows stillThere }`;
const MAKE = `mutation ($input: MakeDecisionInput!) { makeDecision(input: $input) { decision { ${FIELDS} } } }`;
const CHANGE = `mutation ($input: ChangeDecisionInput!) { changeDecision(input: $input) { decision { ${FIELDS} } } }`;
const CLOSE = `mutation ($input: CloseDecisionInput!) { closeDecision(input: $input) { decision { ${FIELDS} } } }`;

let region: ComparedRegion;
let clash: readonly string[];
let where: readonly { readonly dimension: string; readonly in: readonly string[] }[];

/** Gives a copy of one system the barcode of a copy of another. Gives both systems, and the barcode. */
async function plantClash(): Promise<readonly string[]> {
  const { rows } = await sql<{ id: number; system: string; barcode: string }>`
    SELECT DISTINCT ON (s.system_id) i.id, s.system_id AS system, i.barcode
    FROM item i JOIN system s ON s.id = i.system WHERE i.library IS NOT NULL AND i.barcode IS NOT NULL
    ORDER BY s.system_id, i.id LIMIT 2`.execute(region.graph.database.db);
  const [one, other] = rows;
  await region.graph.database.db
    .updateTable('item')
    .set({ barcode: one?.barcode ?? '' })
    .where('id', '=', other?.id ?? 0)
    .execute();
  return [one?.system ?? '', other?.system ?? '', one?.barcode ?? ''];
}

/** Six readers of the first system have the copy on loan or wait for it; the second system tells no loans. */
async function plantLoans(): Promise<void> {
  const { db } = region.graph.database;
  for (const list of ['OPEN_LOANS', 'OPEN_HOLDS']) {
    await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out)
      SELECT id, ${list}, now(), now(), 0 FROM system WHERE system_id = ${clash[0]}`.execute(db);
  }
  const copy = sql`FROM item i JOIN system s ON s.id = i.system AND s.system_id = ${clash[0]}
    WHERE i.id = (SELECT min(i.id) FROM item i WHERE i.system = s.id AND i.library IS NOT NULL AND i.barcode IS NOT NULL)`;
  await sql`INSERT INTO open_loan (system, item, record, library, counted, reader_token)
    SELECT i.system, i.local_id, i.record, i.library, true, 'reader 0' ${copy}`.execute(db);
  await sql`INSERT INTO open_hold (system, item, record, library, counted, reader_token, status)
    SELECT i.system, NULL, i.record, i.library, true, 'reader ' || n, 'WAITING'
    FROM (SELECT i.* ${copy}) i, generate_series(0, 5) AS n`.execute(db);
}

beforeAll(async () => {
  region = await startComparedRegion();
  clash = await plantClash();
  await plantLoans();
  await region.takeSnapshot('first');
  const { rows } = await sql<{ group: string }>`
    SELECT DISTINCT f.kind || ':' || f.in_group AS group
    FROM snapshot_finding f JOIN snapshot_item t ON t.id = f.subject
    WHERE f.kind = 'BARCODE_ELSEWHERE' AND t.barcode = ${clash[2]}`.execute(region.graph.database.db);
  where = [{ dimension: 'FINDING_GROUP', in: rows.map(({ group }) => group) }];
}, 120_000);
afterAll(() => region.close());

const make = (input: object) => region.ask<{ makeDecision: { decision: Decision } | null }>(MAKE, { input });

describe('a decision', () => {
  it('is made of a clash, with what each side would change and how many readers that touches', async () => {
    const { data, errors } = await make({
      question: 'Who relabels?',
      of: 'ITEMS',
      where,
      owner: 'Ann',
      dueOn: '2026-09-01',
    });

    expect(errors).toBeUndefined();
    expect(data.makeDecision?.decision).toMatchObject({
      snapshot: 'first',
      state: 'OPEN',
      items: 2,
      readers: null,
      owner: 'Ann',
      dueOn: '2026-09-01',
      outcome: null,
      inSnapshot: { items: 2, rows: 2, stillThere: true },
    });
    const options = data.makeDecision?.decision.options.toSorted((a, b) => (a.readers ?? 0) - (b.readers ?? 0));
    const { data: named } = await region.ask<{ region: { systems: readonly { id: string; name: string }[] } }>(
      '{ region { systems { id name } } }',
    );
    const [told, silent] = clash.map((id) => named.region.systems.find((system) => system.id === id)?.name);
    expect(options?.toReversed()).toEqual([
      { text: `${told} changes`, items: 1, readers: 6, why: null },
      { text: `${silent} changes`, items: 1, readers: null, why: `loans and holds are not told by ${clash[1]}` },
    ]);
  });

  it('counts no readers where one of the two lists is not told', async () => {
    const told = await region.graph.database.db.startTransaction().execute();
    await sql`DELETE FROM snapshot_reader_list WHERE list = 'HOLDS'`.execute(told);
    const own = [{ dimension: 'SYSTEM', in: [clash[0] ?? ''] }] as const;
    const affected = await countAffected(told, { snapshot: 1, population: 'ITEMS', where: own });
    await told.rollback().execute();

    expect(affected).toMatchObject({ readers: null, why: `holds are not told by ${clash[0]}` });
  });

  it('tells few readers of one system or option neither by the sum nor by a difference', async () => {
    const selection = { snapshot: 1, population: 'ITEMS', where: [] } as const;
    const { db } = region.graph.database;
    const { rows: copies } = await sql<{ system: number; item: string; type: string }>`
      SELECT t.system, t.local_id AS item, t.item_type AS type FROM (
        SELECT t.*, row_number() OVER (PARTITION BY t.system ORDER BY t.item_type) AS nth
        FROM (SELECT DISTINCT ON (system, item_type) * FROM snapshot_item WHERE item_type IS NOT NULL ORDER BY system, item_type, id) t) t
      JOIN system s ON s.id = t.system WHERE s.system_id = ANY(${clash.slice(0, 2)}::text[]) AND nth <= 2
      ORDER BY s.system_id <> ${clash[0]}, t.item_type`.execute(db);
    const of = (dimension: 'SYSTEM' | 'ITEM_TYPE', value = '') => [{ dimension, in: [value] }] as const;
    const bySystem = clash.slice(0, 2).map((system) => of('SYSTEM', system));
    const byType = copies.slice(0, 2).map(({ type }) => of('ITEM_TYPE', type));
    /** So many readers have copies of two types of one system, and of another system. */
    const plantReaders = async (planted: typeof db, counts: readonly number[]) => {
      await sql`DELETE FROM snapshot_loan WHERE snapshot = 1`.execute(planted);
      await sql`DELETE FROM snapshot_hold WHERE snapshot = 1`.execute(planted);
      await sql`INSERT INTO snapshot_reader_list (snapshot, system, library, list, row_count)
        SELECT 1, id, '', list, 0 FROM system, unnest(ARRAY['LOANS', 'HOLDS']) list ON CONFLICT DO NOTHING`.execute(
        planted,
      );
      for (const [place, count] of counts.entries()) {
        await sql`INSERT INTO snapshot_loan (snapshot, system, item, library, counted, reader_token)
          SELECT 1, ${copies[place]?.system}, ${copies[place]?.item}, 'any', true, ${`${String(place)}-`} || n
          FROM generate_series(1, ${count}::int) n`.execute(planted);
      }
      const parts = await countParts(planted, selection, bySystem);
      const own = await countParts(planted, { ...selection, where: of('SYSTEM', clash[0]) }, byType);
      return [await countAffected(planted, selection), ...parts, ...own].map(({ readers }) => readers);
    };
    const readersOf = async (...counts: readonly number[]) => {
      const planted = await db.startTransaction().execute();
      try {
        return await plantReaders(planted, counts);
      } finally {
        await planted.rollback().execute();
      }
    };

    expect(await readersOf(50, 20, 9)).toEqual([79, 70, 9, 50, 20]);
    // The sum would tell the three of the other system.
    expect(await readersOf(50, 20, 3)).toEqual([null, 70, null, 50, 20]);
    // What one option leaves of the system would tell the other.
    expect(await readersOf(50, 3, 9)).toEqual([62, 53, 9, null, null]);
  });

  it('is changed while it is open, and closed for good with who decided', async () => {
    const made = (await make({ question: 'Who?', of: 'ITEMS', where })).data.makeDecision?.decision;
    const changed = await region.ask<{ changeDecision: { decision: Decision } }>(CHANGE, {
      input: { id: made?.id, owner: 'Ben', options: [{ text: 'both relabel' }] },
    });
    const closed = await region.ask<{ closeDecision: { decision: Decision } }>(CLOSE, {
      input: { id: made?.id, option: 0 },
    });
    const again = await region.ask<unknown>(CLOSE, { input: { id: made?.id, outcome: 'no' } });

    expect(changed.data.changeDecision.decision).toMatchObject({ owner: 'Ben', options: [{ items: 2 }], dueOn: null });
    expect(closed.data.closeDecision.decision).toMatchObject({ state: 'DECIDED', outcome: 'both relabel' });
    expect(closed.data.closeDecision.decision.closedBy).not.toBeNull();
    expect(again.errors?.[0]?.message).toContain('is closed');
  });

  it('may be about two records, and then touches their copies', async () => {
    const { rows } = await sql<{ id: string; items: number }>`
      SELECT s.system_id || ':record:' || r.local_id AS id, r.item_count AS items
      FROM snapshot_record r JOIN system s ON s.id = r.system WHERE r.item_count BETWEEN 1 AND 3
      ORDER BY r.local_id, s.system_id LIMIT 2`.execute(region.graph.database.db);
    const pair = [{ dimension: 'RECORD', in: rows.map(({ id }) => id) }];
    const { data, errors } = await make({ question: 'One edition?', of: 'RECORDS', where: pair });

    expect(errors).toBeUndefined();
    expect(data.makeDecision?.decision.items).toBe(rows.reduce((sum, { items }) => sum + items, 0));
    expect(data.makeDecision?.decision.inSnapshot.stillThere).toBe(true);
  });

  it('is wholly open while its records or statements are there, with copies or without', async () => {
    const without = [{ dimension: 'HAS_ITEMS', in: ['NO'] }] as const;
    const kinds = [
      { of: 'RECORDS', where: without },
      { of: 'STATEMENTS', where: [{ dimension: 'DATED', in: ['YES', 'NO'] }] },
    ] as const;
    for (const { of, where: chosen } of kinds) {
      const { data: counted } = await region.ask<{ snapshot: { count: { value: number } } }>(
        'query ($of: Population!, $where: [Condition!]) { snapshot { count(of: $of, where: $where) { value } } }',
        { of, where: chosen },
      );
      const { data, errors } = await make({ question: 'What becomes of them?', of, where: chosen });

      expect(errors).toBeUndefined();
      expect(counted.snapshot.count.value).toBeGreaterThan(0);
      expect(data.makeDecision?.decision.inSnapshot).toMatchObject({
        rows: counted.snapshot.count.value,
        stillThere: true,
      });
    }
    const rows = rowsOf(await askReport(region, 'decisions', { snapshot: 'first' }), 'decisions');
    const answers = rows.filter(([, question]) => question === 'What becomes of them?');
    expect(answers.map((row) => row.at(-1))).toEqual(['yes', 'yes']);
  });

  it('finds rows that a report named by their numbers in later snapshots too', async () => {
    const { rows } = await sql<{ row: string; id: string }>`
      SELECT r.id::text AS row, s.system_id || ':record:' || r.local_id AS id
      FROM snapshot_record r JOIN system s ON s.id = r.system WHERE r.item_count > 0 ORDER BY r.id LIMIT 2`.execute(
      region.graph.database.db,
    );
    const { data } = await region.ask<{ makeDecision: { decision: { where: readonly unknown[] } } }>(
      'mutation ($input: MakeDecisionInput!) { makeDecision(input: $input) { decision { where { dimension in } } } }',
      {
        input: {
          question: 'One edition?',
          of: 'RECORDS',
          where: [{ dimension: 'ROW', in: rows.map(({ row }) => row) }],
        },
      },
    );

    const [condition] = data.makeDecision.decision.where as [{ dimension: string; in: string[] }];
    expect(condition.dimension).toBe('RECORD');
    expect(condition.in.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
  });

  it('is about rows that there are, and needs a question', async () => {
    const none = await make({ question: 'Who?', of: 'ITEMS', where: [{ dimension: 'ITEM_TYPE', in: ['NONSENSE'] }] });
    const all = await make({ question: 'Who?', of: 'ITEMS', where: [] });
    const mute = await make({ question: ' ', of: 'ITEMS', where });
    const never = await make({ question: 'Who?', of: 'ITEMS', where, dueOn: '2026-02-30' });

    expect([none, all, mute, never].map(({ errors }) => errors?.[0]?.message)).toEqual([
      expect.stringContaining('has no such rows'),
      expect.stringContaining('which rows'),
      expect.stringContaining('question'),
      expect.stringContaining('dueOn'),
    ]);
  });

  it('is changed by the role "migration" alone, and read by staff of the libraries that it touches', async () => {
    const { graph } = region;
    const token = await graph.tokenOf('librarian');
    const refused = await graph.ask<unknown>(MAKE, {
      token,
      variables: { input: { question: 'Who?', of: 'ITEMS', where } },
    });
    const { data: own } = await graph.ask<{ snapshot: { table: { rows: readonly { values: string[] }[] } } }>(
      '{ snapshot { table(of: ITEMS, by: [LIBRARY]) { rows { values } } } }',
      { token },
    );
    const library = own.snapshot.table.rows[0]?.values[0];
    await make({ question: 'Ours?', of: 'ITEMS', where: [{ dimension: 'LIBRARY', in: [library] }] });
    const everywhere = [{ dimension: 'VISIBILITY', in: ['PUBLIC'] }];
    await make({ question: 'All?', of: 'ITEMS', where: everywhere });
    const { data: seen } = await graph.ask<{ snapshot: { count: { value: number } } }>(
      'query ($where: [Condition!]) { snapshot { count(of: ITEMS, where: $where) { value } } }',
      { token, variables: { where: everywhere } },
    );
    const LIST = '{ decisions { edges { node { question libraries inSnapshot { items rows } } } } }';
    interface Listed {
      readonly decisions: {
        readonly edges: readonly {
          readonly node: { question: string; libraries: string[]; inSnapshot: { items: number; rows: number } };
        }[];
      };
    }
    const { data: staff } = await graph.ask<Listed>(LIST, { token });
    const { data: team } = await region.ask<Listed>(LIST);
    const publicly = await graph.ask<{ decisions: null }>(LIST);

    expect(refused.errors?.[0]?.message).toContain('only the role "migration"');
    expect(staff.decisions.edges.map(({ node }) => node.question)).toContain('Ours?');
    for (const { node } of staff.decisions.edges) expect(node.libraries).toContain(library);
    const { items = 0, rows } =
      staff.decisions.edges.find(({ node }) => node.question === 'All?')?.node.inSnapshot ?? {};
    expect(rows).toBe(seen.snapshot.count.value);
    expect(items).toBeGreaterThan(seen.snapshot.count.value);
    expect(team.decisions.edges.length).toBeGreaterThanOrEqual(3);
    expect(publicly.data.decisions).toBeNull();
  });

  it('is shown with later snapshots: still there or not, and outlives the one that raised it', async () => {
    const { db } = region.graph.database;
    await sql`UPDATE item SET barcode = barcode || 'X'
      WHERE system = (SELECT id FROM system WHERE system_id = ${clash[1]})`.execute(db);
    await region.takeSnapshot('second');
    const decisionsOf = async (snapshot: string) =>
      rowsOf(await askReport(region, 'decisions', { snapshot }), 'decisions');
    const before = (await decisionsOf('first'))[0];
    const after = (await decisionsOf('second'))[0];
    await region.ask('mutation { dropSnapshot(input: {name: "first"}) { name } }');
    const dropped = (await decisionsOf('second'))[0];

    expect(before?.slice(9)).toEqual(['first', '2', '2', null, '2', 'yes']);
    expect(after?.slice(9)).toEqual(['first', '2', '0', '0', '0', 'no']);
    expect(dropped).toEqual(after);
  });
});
