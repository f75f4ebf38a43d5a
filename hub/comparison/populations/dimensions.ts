/** What each population can be grouped and chosen by, as SQL over its row `t`. */
import { FINDING_KINDS, FINDINGS, NONE, NOT_TOLD, type Dimension, type Population } from '#domain/comparison.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { conflictsOf, hasConflict } from './conflict-classes.ts';
import { IS_LAST_COPY } from './last-copies.ts';
import { EXPECTED_FIELDS } from './expected-fields.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';

export interface DimensionSql {
  /** Text, never null; with `many`, an array of texts, empty for none. */
  readonly value: RawBuilder<unknown>;
  readonly many: boolean;
  /** The only column that it is made of, where that takes time and many rows have the same. */
  readonly madeOf?: string | undefined;
  /** The same as a condition that the server can plan, where looking at `value` row by row would be slow. Never asked for NONE. */
  readonly condition?: ((values: readonly string[], walks: boolean) => RawBuilder<unknown>) | undefined;
}

type Columns = Readonly<Partial<Record<Dimension, DimensionSql>>>;

const one = (value: RawBuilder<unknown>): DimensionSql => ({ value, many: false });
const many = (value: RawBuilder<unknown>): DimensionSql => ({ value, many: true });

/** A column of the row; null, or nothing in it, is a value that the system tells and that is empty. */
const column = (name: string): DimensionSql =>
  one(sql`coalesce(nullif(${sql.ref(`t.${name}`)}, ''), ${sql.lit(NONE)})`);
/** A column that is null where the system does not tell it. */
const toldColumn = (name: string): DimensionSql => one(sql`coalesce(${sql.ref(`t.${name}`)}, ${sql.lit(NOT_TOLD)})`);
const yesNo = (condition: RawBuilder<unknown>): DimensionSql =>
  one(sql`CASE ${condition} WHEN true THEN 'YES' WHEN false THEN 'NO' ELSE ${sql.lit(NOT_TOLD)} END`);
/** Of a system that tells of none at all nobody knows which records have some. */
const hasAny = (what: Population, number: RawBuilder<unknown>): DimensionSql =>
  yesNo(sql`CASE WHEN ${sql.lit(what)} <> ALL (s.not_told) THEN ${number} > 0 END`);
/** Values that a record read by an older version has not: it is read again soon. */
const toldList = (name: string): DimensionSql =>
  many(sql`coalesce(${sql.ref(`t.${name}`)}, ARRAY[${sql.lit(NOT_TOLD)}])`);

const system = one(sql`sys.system_id`);

/**
 * Computed once for the whole snapshot, because one row alone cannot tell it. Rows of two populations may have the same
 * number: only what is found in this one is taken.
 */
export function fromFindings(population: Population, wanted?: readonly string[]): RawBuilder<unknown> {
  const all = FINDING_KINDS.filter((kind) => FINDINGS[kind].of === population);
  const kinds = all.filter((kind) => wanted?.includes(kind) ?? true).map((kind) => sql.lit(kind));
  return sql`FROM snapshot_finding f WHERE f.kind = ANY(ARRAY[${sql.join(kinds)}]::text[])`;
}

const inFindings = (population: Population, values: RawBuilder<unknown>): DimensionSql =>
  many(
    // Some findings are of one row, and have no group.
    sql`array_remove(array(SELECT DISTINCT ${values} ${fromFindings(population)} AND f.snapshot = s.snapshot
      AND f.subject = t.id), NULL)`,
  );
const finding = (population: Population): DimensionSql => inFindings(population, FINDING_VALUES.FINDING);

/** What a finding says, as a value or a set of values of `f`. */
export const FINDING_VALUES = {
  FINDING: sql`f.kind`,
  FINDING_GROUP: sql`f.kind || ':' || f.in_group`,
  SAME_BARCODE_IN: sql`json_array_elements_text(f.detail -> 'systems')`,
  SAME_BARCODE_AT: sql`json_array_elements_text(f.detail -> 'libraries')`,
} as const satisfies Partial<Record<Dimension, RawBuilder<unknown>>>;

/**
 * What is kept of the edition `h` that the record is in (`overlap/titles.ts`); none for what is in no edition. `has` says
 * that it is one of the values, which are texts.
 */
function ofTitle(
  { value, many: isMany }: DimensionSql,
  has: (values: readonly string[]) => RawBuilder<unknown>,
): DimensionSql {
  const from = sql`FROM snapshot_titles v JOIN snapshot_title h ON ${isInVersion('h', 'v')}
    WHERE v.snapshot = s.snapshot AND h.edition = t.edition`;
  return {
    value: sql`coalesce((SELECT ${value} ${from}), ${isMany ? sql`'{}'` : sql.lit(NONE)})`,
    many: isMany,
    // OFFSET 0: looked up for one row after the other.
    condition: (values, walks) => sql`EXISTS (SELECT ${from} AND ${has(values)} ${walks ? sql`OFFSET 0` : sql``})`,
  };
}

const heldBy = ofTitle(one(sql`cardinality(h.holders)::text`), (values) => {
  const numbers = values.filter((value) => /^\d{1,5}$/.test(value)).map(Number);
  return sql`cardinality(h.holders) = ANY(${numbers}::int[])`;
});
const holders = (name: 'holders' | 'work_holders'): DimensionSql =>
  ofTitle(many(sql.ref(`h.${name}`)), (values) => sql`${sql.ref(`h.${name}`)} && ${textArray(values)}::text[]`);

/** An earlier public record `o` of the same edition that `library` has, in the same snapshot. */
const hasEarlier = (library: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`EXISTS (SELECT FROM snapshot_record o
    JOIN snapshot_system so ON so.snapshot = s.snapshot AND so.system = o.system AND ${isInVersion('o', 'so')}
    WHERE o.edition = t.edition AND o.visibility = 'PUBLIC' AND o.id < t.id AND ${library} = ANY(o.libraries))`;
/** The libraries of which it is the first record of its edition, as a set of rows `l`. */
const titleOf = sql`FROM unnest(t.libraries) AS l(library)
  WHERE t.edition IS NOT NULL AND t.visibility = 'PUBLIC' AND NOT ${hasEarlier(sql`l.library`)}`;

const oneForEachTitle: DimensionSql = {
  ...many(sql`array(SELECT l.library ${titleOf})`),
  condition: (libraries) => {
    const wanted = sql`${textArray(libraries)}::text[]`;
    return sql`t.libraries && ${wanted} AND EXISTS (SELECT ${titleOf} AND l.library = ANY(${wanted}))`;
  },
};

const conflict: DimensionSql = {
  value: conflictsOf(sql`(SELECT c.classes FROM snapshot_compared c WHERE c.snapshot = s.snapshot AND c.other = t.id)`),
  many: true,
  condition: (values) => sql`EXISTS (SELECT FROM snapshot_compared c WHERE c.snapshot = s.snapshot AND c.other = t.id
    AND ${hasConflict(sql`c.classes`, values)})`,
};

/** The id that the graph gives it: looked for by the systems' own numbers, not put together for every record. */
const recordId: DimensionSql = {
  ...one(sql`${system.value} || ':record:' || t.local_id`),
  condition: (ids) => {
    const named = ids.flatMap((id) => {
      const [, system, localId] = /^([^:]*):record:(.*)$/s.exec(id) ?? [];
      return system === undefined || localId === undefined ? [] : [{ system, localId }];
    });
    const systems = textArray(named.map(({ system }) => system));
    const localIds = textArray(named.map(({ localId }) => localId));
    return sql`(t.system, t.local_id) IN (SELECT name.id, id.local
      FROM unnest(${systems}::text[], ${localIds}::text[]) AS id (system, local) JOIN system name ON name.system_id = id.system)`;
  },
};

const lastCopy: DimensionSql = {
  ...yesNo(IS_LAST_COPY),
  condition: (values) =>
    values.includes('YES') === values.includes('NO')
      ? sql.lit(values.includes('YES'))
      : sql`${values.includes('YES') ? sql`` : sql`NOT`} ${IS_LAST_COPY}`,
};

/** What a program made of a long number, and what no scanner reads; a made-up one is no barcode and is MISSING already. */
const barcodeForm = one(sql`CASE
  WHEN t.barcode ~ '^[A-Za-z0-9]+$' THEN 'USUAL'
  WHEN t.barcode IS NULL OR btrim(t.barcode) = '' THEN 'MISSING'
  WHEN btrim(t.barcode) ~ '^[0-9][.,][0-9]+[eE][+]?[0-9]+$' THEN 'SCIENTIFIC'
  WHEN t.barcode ~ '[[:space:]]' THEN 'BLANKS'
  ELSE 'SIGNS' END`);

/** Nothing of a record of which only its existence is kept. */
const lacks: DimensionSql = {
  madeOf: 'fields',
  ...many(sql`CASE WHEN t.fields IS NULL THEN ARRAY[${sql.lit(NOT_TOLD)}] WHEN t.fields = '{}' THEN '{}'
  ELSE array_remove(ARRAY[${sql.join(
    Object.entries(EXPECTED_FIELDS).map(
      ([name, tags]) =>
        sql`CASE WHEN NOT t.fields && ARRAY[${sql.join(tags.map((tag) => sql.lit(tag)))}] THEN ${sql.lit(name)} END`,
    ),
  )}], NULL) END`),
};

/** Most systems give a run as a text alone. */
const dated = yesNo(
  sql`(t.starts IS NOT NULL OR t.text ~* '(^|[^0-9])(1[4-9]|20)[0-9]{2}([^0-9]|$)|(^|[^a-z])(v|vol|volume)[.]? ?[0-9]')`,
);

const RECORDS: Columns = {
  SYSTEM: system,
  LIBRARY: many(sql`t.libraries`),
  VISIBILITY: column('visibility'),
  FORMAT: toldColumn('format'),
  SERIAL: yesNo(sql`t.serial`),
  ONLINE: yesNo(sql`t.online`),
  YEAR: one(sql`coalesce(t.year::text, ${sql.lit(NONE)})`),
  LANGUAGE: toldList('languages'),
  CLASS_SCHEME: toldList('class_schemes'),
  FIELD: toldList('fields'),
  FAULT: toldList('faults'),
  LACKS: lacks,
  IDENTIFIER: yesNo(sql`cardinality(t.isbns) > 0`),
  BRIEF: yesNo(sql`t.brief`),
  PART: yesNo(sql`'773' = ANY(t.fields)`),
  HAS_ITEMS: hasAny('ITEMS', sql`t.item_count`),
  HAS_STATEMENTS: hasAny('STATEMENTS', sql`t.statement_count`),
  HAS_TITLE: yesNo(sql`t.title IS NOT NULL AND t.title <> '[untitled]'`),
  RECORD: recordId,
  FINDING: finding('RECORDS'),
  HELD_BY: heldBy,
  HOLDER: holders('holders'),
  WORK_HOLDER: holders('work_holders'),
  TITLE_OF: oneForEachTitle,
  FINDING_GROUP: inFindings('RECORDS', FINDING_VALUES.FINDING_GROUP),
  CONFLICT: conflict,
  ROW: {
    ...one(sql`t.id::text`),
    condition: (values) => sql`t.id = ANY(${values.filter((row) => /^\d{1,15}$/.test(row))}::bigint[])`,
  },
};

const ITEMS: Columns = {
  SYSTEM: system,
  LIBRARY: column('library'),
  OWNER_CODE: column('owner_code'),
  ITEM_TYPE: column('item_type'),
  LOCATION: column('location_code'),
  COLLECTION: one(sql`t.collection`),
  STATUS: toldColumn('status'),
  STATUS_AT_SOURCE: toldColumn('status_at_source'),
  USE: toldColumn('use'),
  VISIBILITY: column('visibility'),
  RECORD_VISIBILITY: column('record_visibility'),
  LEFT_OUT: column('left_out'),
  BARCODE_FORM: barcodeForm,
  BARCODE_PREFIX: one(sql`coalesce(nullif(substr(btrim(t.barcode), 1, 4), ''), ${sql.lit(NONE)})`),
  BARCODE_LENGTH: one(sql`coalesce(length(t.barcode)::text, ${sql.lit(NONE)})`),
  LAST_BORROWED_YEAR: one(sql`t.last_borrowed_year`),
  ACQUIRED_YEAR: one(sql`t.acquired_year`),
  CREATED_YEAR: one(sql`t.created_year`),
  SAME_BARCODE_IN: inFindings('ITEMS', FINDING_VALUES.SAME_BARCODE_IN),
  SAME_BARCODE_AT: inFindings('ITEMS', FINDING_VALUES.SAME_BARCODE_AT),
  FINDING: finding('ITEMS'),
  FINDING_GROUP: inFindings('ITEMS', FINDING_VALUES.FINDING_GROUP),
  LAST_COPY: lastCopy,
};

const STATEMENTS: Columns = {
  SYSTEM: system,
  LIBRARY: column('library'),
  KIND: column('kind'),
  RECORD_VISIBILITY: column('record_visibility'),
  DATED: dated,
  FINDING: finding('STATEMENTS'),
};

export const DIMENSIONS_OF: Readonly<Record<Population, Columns>> = { RECORDS, ITEMS, STATEMENTS };

export const TABLE_OF = {
  RECORDS: 'snapshot_record',
  ITEMS: 'snapshot_item',
  STATEMENTS: 'snapshot_statement',
} as const satisfies Record<Population, string>;
