import { NONE, type Condition, type Dimension } from '#domain/comparison.ts';
import { sql, type Kysely } from 'kysely';
import type { Database } from '#store/tables.ts';
import { countLine } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { fromSelection } from '../populations/predicate.ts';
import { tableOf } from '../reports/report.ts';
import type { Report, ReportContext, ReportRow, ReportTable } from '../reports/report.ts';
import { counted, sayNumber } from '../reports/say.ts';

const EXACTLY = ['BARCODE_ELSEWHERE', 'BARCODE_TWICE'];
const CLASHING: Condition = {
  dimension: 'FINDING',
  in: [...EXACTLY, 'BARCODE_ELSEWHERE_ALIKE', 'BARCODE_TWICE_ALIKE'],
};

export const relabel: Report = {
  name: 'relabel',
  question: 'How many must we relabel?',
  scope: 'REGION',
  leavesOut: [],
  needs: ['ITEMS'],
  async run(context) {
    const line = (label: string, condition: Condition) =>
      countLine(context, label, { population: 'ITEMS', where: [condition] });
    const least = await countLeast(context, CLASHING, sql`f.in_group`);
    const leastExactly = await countLeast(context, { dimension: 'FINDING', in: EXACTLY }, sql`t.barcode`);
    const none = await line('Items without a barcode, which need a label in any case', {
      dimension: 'BARCODE_FORM',
      in: ['MISSING'],
    });
    return {
      title: `At least ${counted(least, 'item')} must get another barcode, besides ${none.value === null ? 'an unknown number' : sayNumber(none.value)} that have none.`,
      summary: [
        { label: 'Items to relabel if one copy of each barcode keeps it', value: least },
        { label: 'The same, if the target compares letter for letter', value: leastExactly },
        await line('Items to relabel if they all give way', CLASHING),
        none,
        await line('Items with a number that the system made up for want of a barcode', {
          dimension: 'FINDING',
          in: ['BARCODE_MADE_UP'],
        }),
      ],
      tables: [
        await pairTable(context, { name: 'libraries', of: 'library', by: ['LIBRARY', 'SAME_BARCODE_AT'] }),
        await pairTable(context, { name: 'systems', of: 'system', by: ['SYSTEM', 'SAME_BARCODE_IN'] }),
      ],
    };
  },
};

/** All copies of each barcode but one. */
async function countLeast(
  { db, snapshot, scope }: ReportContext,
  found: Condition,
  group: ReturnType<typeof sql>,
): Promise<number> {
  const items = fromSelection({ snapshot: snapshot.number, population: 'ITEMS', where: [...scope, found] });
  const { rows } = await sql<{ least: number }>`
    SELECT count(DISTINCT t.id) - count(DISTINCT ${group}) AS least
    FROM (SELECT t.* ${items}) t
      JOIN snapshot_finding f ON f.snapshot = ${snapshot.number}::int AND f.subject = t.id
        AND f.kind = ANY(${[...found.in]}::text[])`.execute(db);
  return rows[0]?.least ?? 0;
}

interface PairsAsked {
  readonly name: string;
  readonly of: 'library' | 'system';
  /** Who has the copy, and who the other one. */
  readonly by: readonly [Dimension, Dimension];
}

/** Each pair from both sides, so that each row leads on to the items of its own side. */
async function pairTable(context: ReportContext, { name, of, by }: PairsAsked): Promise<ReportTable> {
  const own = await countPairs(context.db, context.snapshot.number, [...context.scope, CLASHING], by);
  // What the others would relabel is a number about them, whoever asks.
  const all = await countPairs(context.db, context.snapshot.number, [CLASHING], by);
  const numberOf = new Map(all.map(({ one, other, count }) => [JSON.stringify([one, other]), count]));
  const rows = own
    .filter(({ one, other }) => one !== other && other !== NONE)
    .map(({ one, other, count, where }): ReportRow => {
      const there = numberOf.get(JSON.stringify([other, one])) ?? 0;
      return {
        cells: [one, other, count, there, describeCheaper(one, other, count - there), Math.min(count, there)],
        drill: { population: 'ITEMS', where },
      };
    });
  return tableOf(
    {
      name,
      title: `What it costs each pair of ${of === 'library' ? 'libraries' : 'systems'} if one side gives way`,
      columns: [
        { header: of === 'library' ? 'Library' : 'System', kind: 'TEXT' },
        { header: of === 'library' ? 'Other library' : 'Other system', kind: 'TEXT' },
        { header: 'Items to relabel here', kind: 'NUMBER' },
        { header: 'Items to relabel there', kind: 'NUMBER' },
        { header: 'Cheaper', kind: 'TEXT' },
        { header: 'Items then', kind: 'NUMBER' },
      ],
    },
    rows,
  );
}

async function countPairs(
  db: Kysely<Database>,
  snapshot: number,
  where: readonly Condition[],
  by: readonly [Dimension, Dimension],
): Promise<readonly { one: string; other: string; count: number; where: readonly Condition[] }[]> {
  const cells = await countBy(db, { snapshot, population: 'ITEMS', where }, by);
  return cells.map(({ values: [one = NONE, other = NONE], count, where: filter }) => ({
    one,
    other,
    count,
    where: filter,
  }));
}

function describeCheaper(one: string, other: string, difference: number): string {
  if (difference === 0) return 'equal';
  return `${difference < 0 ? one : other} relabels`;
}
