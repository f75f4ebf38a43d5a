/** A snapshot's rows, counted in plain loops: what the statements of the comparison are checked against. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';

export interface PlainRecord {
  readonly row: number;
  readonly edition: number;
  readonly isbns: readonly string[];
  readonly loadKey: string | null;
}

export interface PlainTitle {
  /** Those that have it so that it can be found. */
  readonly libraries: ReadonlySet<string>;
  readonly systems: ReadonlySet<string>;
  readonly onBooks: ReadonlySet<string>;
  readonly formats: ReadonlySet<string>;
  /** Copies that can be found. */
  readonly found: readonly PlainCopy[];
}

export interface PlainCopy {
  readonly library: string;
  readonly status: string | null;
  /** Whether it is no copy but a link. */
  readonly online: boolean;
}

export interface PlainSnapshot {
  readonly titles: readonly PlainTitle[];
  readonly works: readonly PlainTitle[];
  /** `<system> <local id>` of records that somebody has so that they can be found. */
  readonly heldRecords: ReadonlySet<string>;
  /** The records in groups that have something in common, directly or through others. */
  mergeBy(of: (record: PlainRecord) => readonly string[]): readonly (readonly PlainRecord[])[];
}

interface RecordRow extends PlainRecord {
  readonly record: number;
  readonly system: string;
  readonly localId: string;
  readonly libraries: readonly string[];
  readonly format: string;
  readonly work: string | null;
}

interface ItemRow {
  readonly record: number;
  readonly library: string | null;
  readonly status: string | null;
  readonly use: string | null;
  readonly visibility: string;
  readonly leftOut: string | null;
}

export async function readPlainly(db: Kysely<Database>, snapshot: number): Promise<PlainSnapshot> {
  const { rows: records } = await sql<RecordRow>`
    SELECT t.id AS row, t.record, s.system_id AS system, t.local_id AS "localId", t.edition, t.libraries, t.format, t.isbns,
      t.load_key AS "loadKey", e.work
    FROM snapshot_record t JOIN system s ON s.id = t.system JOIN edition e ON e.id = t.edition
    WHERE t.visibility = 'PUBLIC' AND ${isIn(snapshot)}`.execute(db);
  const { rows: items } = await sql<ItemRow>`
    SELECT record, library, status, use, visibility, left_out AS "leftOut" FROM snapshot_item t
    WHERE record_visibility = 'PUBLIC' AND ${isIn(snapshot)}`.execute(db);
  const { rows: stated } = await sql<{ record: number; library: string }>`
    SELECT record, library FROM snapshot_statement t WHERE ${isIn(snapshot)}`.execute(db);
  const copies = Map.groupBy(items, ({ record }) => record);
  const states = new Set(stated.map(({ record, library }) => `${String(record)} ${library}`));
  const held = (record: RecordRow): readonly string[] =>
    record.libraries.filter((library) => {
      const own = (copies.get(record.record) ?? []).filter((item) => item.library === library);
      return own.length === 0 || own.some(canBeFound) || states.has(`${String(record.record)} ${library}`);
    });
  const toTitle = (own: readonly RecordRow[]): PlainTitle => ({
    libraries: new Set(own.flatMap(held)),
    systems: new Set(own.filter((record) => held(record).length > 0).map(({ system }) => system)),
    onBooks: new Set(own.flatMap(({ libraries }) => libraries)),
    formats: new Set(own.map(({ format }) => format)),
    found: own.flatMap(({ record, format }) =>
      (copies.get(record) ?? []).filter(canBeFound).flatMap(({ library, status, use }): readonly PlainCopy[] => {
        const online = format === 'EBOOK' || format === 'EJOURNAL' || use === 'ONLINE';
        return library === null ? [] : [{ library, status, online }];
      }),
    ),
  });
  return {
    titles: [...Map.groupBy(records, ({ edition }) => edition).values()].map(toTitle),
    works: [...Map.groupBy(records, ({ work, edition }) => work ?? `edition ${String(edition)}`).values()].map(toTitle),
    heldRecords: new Set(
      records.filter((record) => held(record).length > 0).map(({ system, localId }) => `${system} ${localId}`),
    ),
    mergeBy: (of) => merge(records, of),
  };
}

/** Whether the row `t` is in the version of its system that the snapshot has. */
function isIn(snapshot: number): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM snapshot_system v WHERE v.snapshot = ${snapshot} AND v.system = t.system
    AND t.from_version <= v.version AND (t.to_version IS NULL OR t.to_version > v.version))`;
}

function canBeFound({ visibility, status, leftOut }: ItemRow): boolean {
  return visibility === 'PUBLIC' && leftOut === null && !['LOST', 'MISSING', 'WITHDRAWN'].includes(status ?? '');
}

function merge(
  records: readonly PlainRecord[],
  of: (record: PlainRecord) => readonly string[],
): readonly (readonly PlainRecord[])[] {
  const byName = Map.groupBy(
    records.flatMap((record) => of(record).map((name) => ({ name, record }))),
    ({ name }) => name,
  );
  const seen = new Set<PlainRecord>();
  return records.flatMap((start) => {
    if (seen.has(start)) return [];
    seen.add(start);
    const group = [start];
    for (const record of group) {
      for (const name of of(record)) {
        for (const { record: other } of byName.get(name) ?? []) {
          if (seen.has(other)) continue;
          seen.add(other);
          group.push(other);
        }
      }
    }
    return [group];
  });
}
