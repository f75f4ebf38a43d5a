/** What a snapshot has, by plain statements over its tables: what pages of comparing are read against. */
import type { Database } from '#store/tables.ts';
import { readPlainly, type PlainSnapshot } from '#tests/comparison/support/plain-snapshot.ts';
import { countPlainly } from '#tests/console/support/plain-numbers.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { sql, type Kysely } from 'kysely';

export interface TrueSystem {
  readonly id: string;
  readonly name: string;
  readonly harvestedAt: Date;
  readonly problem: string | null;
  /** `ITEMS`, `STATEMENTS`, `LOANS`. */
  readonly notTold: readonly string[];
  readonly records: number;
  readonly items: number;
  readonly statements: number;
}

export interface TrueCopy {
  readonly barcode: string | null;
  readonly title: string | null;
  readonly callNumber: string | null;
  readonly itemType: string | null;
  readonly location: string | null;
}

export interface TrueSnapshot {
  readonly name: string;
  readonly takenAt: Date;
  readonly systems: readonly TrueSystem[];
  /** Copies by name of the library. */
  readonly copies: ReadonlyMap<string, number>;
  /** By id. */
  readonly libraries: ReadonlyMap<string, string>;
  readonly plain: PlainSnapshot;
  /** Pairs of records that a person has to decide. */
  readonly pairs: number;
  /** A library's copies. */
  readonly copiesOf: (library: string) => Promise<readonly TrueCopy[]>;
  /** How many rows are behind an address of a page. */
  readonly count: (url: string) => Promise<number>;
}

const inVersion = sql`t.system = s.system AND t.from_version <= s.version AND (t.to_version IS NULL OR t.to_version > s.version)`;

export async function snapshotOf(
  { database: { db }, hub: { region } }: DemoGraph,
  name: string,
): Promise<TrueSnapshot> {
  const number = sql`(SELECT id FROM snapshot WHERE name = ${name})`;
  const countOf = (table: string) => sql`(SELECT count(*)::int FROM ${sql.table(table)} t WHERE ${inVersion})`;
  const { rows: systems } = await sql<Omit<TrueSystem, 'name'>>`
    SELECT y.system_id AS id, s.harvested_at AS "harvestedAt", s.problem, s.not_told AS "notTold",
      ${countOf('snapshot_record')} AS records, ${countOf('snapshot_item')} AS items,
      ${countOf('snapshot_statement')} AS statements
    FROM snapshot_system s JOIN system y ON y.id = s.system WHERE s.snapshot = ${number}`.execute(db);
  const { rows: copies } = await sql<{ library: string; count: number }>`
    SELECT t.library, count(*)::int AS count FROM snapshot_item t JOIN snapshot_system s ON ${inVersion}
    WHERE s.snapshot = ${number} AND t.library IS NOT NULL GROUP BY t.library`.execute(db);
  const { rows } = await sql<{ id: number; takenAt: Date }>`
    SELECT id, taken_at AS "takenAt" FROM snapshot WHERE name = ${name}`.execute(db);
  const [snapshot] = rows;
  const { rows: unsure } = await sql<{ pairs: number }>`
    SELECT count(*)::int AS pairs FROM snapshot_pair WHERE snapshot = ${number} AND NOT hidden`.execute(db);
  const pairs = unsure[0]?.pairs ?? 0;
  if (snapshot === undefined) throw new Error(`there is no snapshot ${name}`);
  const libraries = new Map<string, string>(region.libraries.map((library) => [library.id, library.name]));
  const plain = await readPlainly(db, snapshot.id);
  return {
    name,
    takenAt: snapshot.takenAt,
    systems: systems.map((system) => ({
      ...system,
      name: region.systems.find(({ id }) => id === system.id)?.name ?? system.id,
    })),
    copies: new Map(copies.map(({ library, count }) => [libraries.get(library) ?? library, count])),
    libraries,
    plain,
    pairs,
    copiesOf: async (library) => {
      const { rows: own } = await sql<TrueCopy>`
        SELECT t.barcode, t.call_number AS "callNumber", t.item_type AS "itemType", t.location_code AS location,
          (SELECT r.title FROM snapshot_record r WHERE r.record = t.record AND r.from_version <= s.version
            AND (r.to_version IS NULL OR r.to_version > s.version)) AS title
        FROM snapshot_item t JOIN snapshot_system s ON ${inVersion}
        WHERE s.snapshot = ${number} AND t.library = ${library}`.execute(db);
      return own;
    },
    count: (url) => countPlainly(db, plain, url),
  };
}

export interface TrueFix {
  readonly kind: string;
  readonly all: number;
  readonly left: number;
  readonly added: number;
  readonly done: number;
}

/** What a library has to mend, the kind that costs most in all first, and what became of it since an earlier snapshot. */
export async function fixesOf(
  db: Kysely<Database>,
  names: { readonly snapshot: string; readonly since: string },
  library: string,
): Promise<readonly TrueFix[]> {
  const list = async (name: string) => {
    const { rows } = await sql<{ kind: string; cost: number; key: string }>`
      SELECT f.kind, f.cost::int AS cost, f.kind || ' ' || f.system || ' ' || f.what AS key
      FROM snapshot_fix f JOIN snapshot_fix_list l ON l.system = f.system AND f.from_version <= l.version
        AND (f.to_version IS NULL OR f.to_version > l.version)
      WHERE l.snapshot = (SELECT id FROM snapshot WHERE name = ${name}) AND f.library = ${library}`.execute(db);
    return rows;
  };
  const [now, before] = [await list(names.snapshot), await list(names.since)];
  const [nowKeys, beforeKeys] = [new Set(now.map(({ key }) => key)), new Set(before.map(({ key }) => key))];
  const kinds = [...new Set([...now, ...before].map(({ kind }) => kind))].map((kind) => {
    const own = now.filter((fix) => fix.kind === kind);
    const keys = [...new Set(own.map(({ key }) => key))];
    return {
      kind,
      cost: own.reduce((sum, { cost }) => sum + cost, 0),
      all: keys.length,
      left: keys.filter((key) => beforeKeys.has(key)).length,
      added: keys.filter((key) => !beforeKeys.has(key)).length,
      done: new Set(before.filter((fix) => fix.kind === kind && !nowKeys.has(fix.key)).map(({ key }) => key)).size,
    };
  });
  return kinds.toSorted((a, b) => b.cost - a.cost);
}
