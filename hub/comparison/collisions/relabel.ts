/** How many copies must get another barcode if two systems become one. */
import { NONE, type Condition, type Dimension } from '#domain/comparison.ts';
import { sql } from 'kysely';
import { is } from '../reports/conditions.ts';
import { items } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { onceWhere } from '../populations/once-where.ts';
import { fromSelection } from '../populations/predicate.ts';
import { number, tableOf, text, type ReportContext, type ReportTable, type SummaryLine } from '../reports/report.ts';

const EXACTLY = ['BARCODE_ELSEWHERE', 'BARCODE_TWICE'];
const CLASHING = is('FINDING', ...EXACTLY, 'BARCODE_ELSEWHERE_ALIKE', 'BARCODE_TWICE_ALIKE');

/** Copies that have a barcode in common, each of which may have to get another. */
export const ALL_CLASHING = items(CLASHING);

/** What must be relabelled in any case. */
export async function leastToRelabel(context: ReportContext): Promise<SummaryLine> {
  const value = await countLeast(context, CLASHING, sql`f.in_group`);
  return { label: 'Items to relabel if one copy of each barcode keeps it', value };
}

export async function leastLetterForLetter(context: ReportContext): Promise<SummaryLine> {
  const value = await countLeast(context, is('FINDING', ...EXACTLY), sql`t.barcode`);
  return { label: 'The same, if the target compares letter for letter', value };
}

export const pairsOfLibraries = (context: ReportContext): Promise<ReportTable> =>
  pairTable(context, { name: 'libraries', of: ['Library', 'libraries'], by: ['LIBRARY', 'SAME_BARCODE_AT'] });

export const pairsOfSystems = (context: ReportContext): Promise<ReportTable> =>
  pairTable(context, { name: 'systems', of: ['System', 'systems'], by: ['SYSTEM', 'SAME_BARCODE_IN'] });

/** All copies of each barcode but one. */
function countLeast(
  { db, snapshot, scope }: ReportContext,
  found: Condition,
  group: ReturnType<typeof sql>,
): Promise<number> {
  const where = [...scope, found];
  return onceWhere(db, [snapshot.number], { of: ['LEAST TO RELABEL', where], where }, async () => {
    const selected = fromSelection({ snapshot: snapshot.number, population: 'ITEMS', where });
    const { rows } = await sql<{ least: number }>`
      SELECT count(DISTINCT t.id) - count(DISTINCT ${group}) AS least
      FROM (SELECT t.* ${selected}) t
        JOIN snapshot_finding f ON f.snapshot = ${snapshot.number}::int AND f.subject = t.id
          AND f.kind = ANY(${[...found.in]}::text[])`.execute(db);
    return rows[0]?.least ?? 0;
  });
}

interface PairsAsked {
  readonly name: string;
  readonly of: readonly [header: string, several: string];
  /** Who has the copy, and who the other one. */
  readonly by: readonly [Dimension, Dimension];
}

/** Each pair from both sides, so that each row leads on to the items of its own side. */
async function pairTable(context: ReportContext, { name, of, by }: PairsAsked): Promise<ReportTable> {
  const { db, snapshot, scope } = context;
  const count = (where: readonly Condition[]): ReturnType<typeof countBy> =>
    countBy(db, { snapshot: snapshot.number, population: 'ITEMS', where }, by);
  const own = await count([...scope, CLASHING]);
  // What the others would relabel is a number about them, whoever asks.
  const numberOf = new Map((await count([CLASHING])).map((cell) => [JSON.stringify(cell.values), cell.count]));
  const [header, several] = of;
  return tableOf(
    { name, title: `What it costs each pair of ${several} if one side gives way` },
    own
      .map(({ values: [one = NONE, other = NONE], count: here, where }) => {
        return { one, other, here, there: numberOf.get(JSON.stringify([other, one])) ?? 0, where };
      })
      .filter(({ one, other }) => one !== other && other !== NONE),
    [
      text(header, ({ one }) => one),
      text(`Other ${header.toLowerCase()}`, ({ other }) => other),
      number('Items to relabel here', ({ here }) => here),
      number('Items to relabel there', ({ there }) => there),
      text('Cheaper', ({ one, other, here, there }) => describeCheaper(one, other, here - there)),
      number('Items then', ({ here, there }) => Math.min(here, there)),
    ],
    ({ where }) => items(...where),
  );
}

function describeCheaper(one: string, other: string, difference: number): string {
  if (difference === 0) return 'equal';
  return `${difference < 0 ? one : other} relabels`;
}
