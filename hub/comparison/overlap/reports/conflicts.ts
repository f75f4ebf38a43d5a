import type { Condition } from '#domain/comparison.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import { sql } from 'kysely';
import { isPartFound, readRecordsCompared } from '../../jobs/records-compared.ts';
import { is } from '../../reports/conditions.ts';
import { records, toldOf } from '../../reports/count-lines.ts';
import { tell } from '../../populations/counts.ts';
import { fromSelection } from '../../populations/predicate.ts';
import { readRecordBytes, toMarc } from '../../snapshots/record-bytes.ts';
import { number, readPlace, tableOf, text, toRow } from '../../reports/report.ts';
import type { Column, Report, ReportContext, ReportTable } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import {
  classOf,
  COMPARED_FIELDS,
  CONFLICT_CLASSES,
  type ComparedField,
  type ConflictClass,
} from '../../populations/conflict-classes.ts';
import { readFields, type FieldValues } from '../fields.ts';
import { counted } from '../../reports/say.ts';

export const conflicts: Report = {
  name: 'conflicts',
  question: 'Where do records of one edition say different things?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  options: [
    { name: 'field', says: 'Fields side by side', takes: 'VALUE', values: COMPARED_FIELDS },
    { name: 'class', says: 'Differences side by side', takes: 'VALUE', values: CONFLICT_CLASSES },
  ],
  needs: ['ITEMS'],
  async run(context) {
    const { db, snapshot, scope } = context;
    const counts = await countClasses(context);
    const label = 'Records compared with the fullest of their edition';
    // All of a snapshot are compared at once, or none.
    if (counts.size === 0 && !(await isPartFound(db, snapshot.number, 'CONFLICTS'))) {
      const { why } = await readRecordsCompared(db, snapshot.number);
      const summary = [{ label, value: null, text: why }];
      return { title: `Where records say different things is not known: ${why}.`, summary, tables: [] };
    }
    const drill = records(...scope, conditionOf(COMPARED_FIELDS, ['SUBSTANCE']));
    const differing = await tell(db, { ...drill, snapshot: snapshot.number }, counts.get(DIFFERING) ?? 0);
    return {
      title: `${counted(differing.value ?? 0, 'record says something else than another record of its edition', 'records say something else than another record of their edition')}.`,
      summary: [
        { label, value: counts.get('') ?? 0 },
        { label: 'Records that differ in substance', ...toldOf(differing), drill },
      ],
      tables: [
        tableOf(
          {
            name: 'fields',
            title: 'Records that differ from the fullest of their edition, by field and kind of difference',
          },
          COMPARED_FIELDS,
          [
            text('Field', (field) => field),
            ...CONFLICT_CLASSES.map((found) =>
              number(HEADERS[found], (field: ComparedField) => counts.get(`${field}:${found}`) ?? 0),
            ),
          ],
          (field) => records(...scope, conditionOf([field], ['SUBSTANCE'])),
        ),
        sideBySide(context),
      ],
    };
  },
};

const HEADERS: Readonly<Record<ConflictClass, string>> = {
  EQUAL: 'Equal',
  CASE: 'Capitals',
  PUNCTUATION: 'Punctuation',
  ENCODING: 'Accents',
  ORDER: 'Order',
  ONE_ONLY: 'Only one has it',
  SUBSTANCE: 'Substance',
};

const conditionOf = (fields: readonly ComparedField[], classes: readonly ConflictClass[]): Condition =>
  is('CONFLICT', ...fields.flatMap((field) => classes.map((found) => `${field}:${found}`)));

/** The name of those that differ in substance, whatever the field. */
const DIFFERING = 'SUBSTANCE';

/** By `<field>:<class>`; all that were compared by the empty name. */
async function countClasses({ db, snapshot, scope }: ReportContext): Promise<ReadonlyMap<string, number>> {
  const selection = { snapshot: snapshot.number, population: 'RECORDS', where: scope } as const;
  const { rows } = await sql<{ letters: string; count: number }>`
    SELECT c.classes AS letters, count(*) AS count FROM snapshot_compared c
    WHERE c.snapshot = ${snapshot.number} ${
      scope.length === 0 ? sql`` : sql`AND c.other IN (SELECT t.id ${fromSelection(selection)})`
    }
    GROUP BY c.classes`.execute(db);
  const counts = new Map<string, number>();
  const add = (name: string, count: number): void => {
    counts.set(name, (counts.get(name) ?? 0) + count);
  };
  for (const { letters, count } of rows) {
    add('', count);
    if (COMPARED_FIELDS.some((field) => classOf(letters, field) === 'SUBSTANCE')) add(DIFFERING, count);
    for (const field of COMPARED_FIELDS) {
      const found = classOf(letters, field);
      if (found !== null) add(`${field}:${found}`, count);
    }
  }
  return counts;
}

interface ComparedRow {
  readonly other: number;
  readonly first: number;
  readonly letters: string;
  readonly systems: readonly [SystemId, SystemId];
  readonly localIds: readonly [string, string];
}

interface FieldBySide {
  readonly row: ComparedRow;
  readonly field: ComparedField;
  readonly said: ReadonlyMap<number, FieldValues>;
}

const SIDE_COLUMNS: readonly Column<FieldBySide>[] = [
  text('Field', ({ field }) => field),
  text('Difference', ({ row, field }) => classOf(row.letters, field)),
  text('Record', ({ row }) => createId(row.systems[0], 'record', row.localIds[0])),
  text('Says', ({ row, field, said }) => said.get(row.first)?.[field].join(' | ') ?? null),
  text('Other record', ({ row }) => createId(row.systems[1], 'record', row.localIds[1])),
  text('Other says', ({ row, field, said }) => said.get(row.other)?.[field].join(' | ') ?? null),
];

/** A row's place: the record, and the field within it. */
const FIELDS_MAX = 100;

/**
 * The fields that differ, as they stand in both records. `--option field=TITLE` and `--option class=CASE` choose others than
 * all that differ in substance.
 */
function sideBySide(context: ReportContext): ReportTable {
  const fields = chosen('field', context.options['field'], COMPARED_FIELDS, COMPARED_FIELDS);
  const classes = chosen('class', context.options['class'], CONFLICT_CLASSES, ['SUBSTANCE']);
  return {
    name: 'side by side',
    title: 'What the records of one edition say',
    columns: SIDE_COLUMNS,
    totalRows: null,
    async rows({ after, first }) {
      const place = readPlace(after) ?? 0;
      const compared = await listCompared(
        context,
        conditionOf(fields, classes),
        Math.floor(place / FIELDS_MAX),
        first + 1,
      );
      const differing = compared
        .flatMap((row) =>
          fields.map((field) => ({ row, field, place: row.other * FIELDS_MAX + COMPARED_FIELDS.indexOf(field) })),
        )
        .filter((one) => place === 0 || one.place > place)
        .filter(
          ({ row, field }) =>
            classes.includes(classOf(row.letters, field) ?? 'EQUAL') && classOf(row.letters, field) !== null,
        );
      const shown = differing.slice(0, first);
      const said = await readSaid(
        context,
        shown.flatMap(({ row }) => [row.first, row.other]),
      );
      const last = shown.at(-1);
      return {
        rows: shown.map(({ row, field }) =>
          toRow({ row, field, said }, SIDE_COLUMNS, () => records(is('ROW', String(row.first), String(row.other)))),
        ),
        next: last === undefined || differing.length <= first ? null : String(last.place),
      };
    },
  };
}

/** Throws BAD_USER_INPUT for a word that is none of the known ones. */
function chosen<Word extends string>(
  option: string,
  asked: string | undefined,
  known: readonly Word[],
  usual: readonly Word[],
): readonly Word[] {
  if (asked === undefined) return usual;
  const words = asked.toUpperCase().split(',');
  const found = known.filter((word) => words.includes(word));
  if (found.length === words.length) return found;
  throw badUserInput(`${option}: ${asked} is none of ${known.join(', ')}.`);
}

async function listCompared(
  { db, snapshot, scope }: ReportContext,
  condition: Condition,
  from: number,
  most: number,
): Promise<readonly ComparedRow[]> {
  const selection = { snapshot: snapshot.number, population: 'RECORDS', where: [...scope, condition] } as const;
  const { rows } = await sql<ComparedRow>`
    SELECT c.other, c.first, c.classes AS letters, ARRAY[sf.system_id, so.system_id] AS systems,
      ARRAY[f.local_id, o.local_id] AS "localIds"
    FROM (SELECT t.id ${fromSelection(selection)} AND t.id >= ${from} ORDER BY t.id LIMIT ${most}) chosen
      JOIN snapshot_compared c ON c.snapshot = ${snapshot.number} AND c.other = chosen.id
      JOIN snapshot_record o ON o.id = c.other JOIN system so ON so.id = o.system
      JOIN snapshot_record f ON f.id = c.first JOIN system sf ON sf.id = f.system
    ORDER BY c.other`.execute(db);
  return rows;
}

async function readSaid({ db }: ReportContext, rows: readonly number[]): Promise<ReadonlyMap<number, FieldValues>> {
  const found = await readRecordBytes(db, [...new Set(rows)]);
  return new Map(
    found.flatMap((record) => {
      const marc = toMarc(record);
      return marc === null ? [] : [[record.row, readFields(marc)] as const];
    }),
  );
}
