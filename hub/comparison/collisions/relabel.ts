import { NONE, type Condition, type Dimension } from '#domain/comparison.ts';
import { sql } from 'kysely';
import { BARCODE_MADE_UP, is, NO_BARCODE } from '../reports/conditions.ts';
import { countLine, items } from '../reports/count-lines.ts';
import { countBy } from '../populations/counts.ts';
import { fromSelection } from '../populations/predicate.ts';
import { number, tableOf, text, type Report, type ReportContext, type ReportTable } from '../reports/report.ts';
import { counted, sayNumber } from '../reports/say.ts';

const EXACTLY = ['BARCODE_ELSEWHERE', 'BARCODE_TWICE'];
const CLASHING = is('FINDING', ...EXACTLY, 'BARCODE_ELSEWHERE_ALIKE', 'BARCODE_TWICE_ALIKE');

export const relabel: Report = {
  name: 'relabel',
  question: 'How many must we relabel?',
  leavesOut: [],
  needs: ['ITEMS'],
  async run(context) {
    const line = (label: string, condition: Condition) => countLine(context, label, items(condition));
    const least = await countLeast(context, CLASHING, sql`f.in_group`);
    const leastExactly = await countLeast(context, is('FINDING', ...EXACTLY), sql`t.barcode`);
    const none = await line('Items without a barcode, which need a label in any case', NO_BARCODE);
    return {
      title: `At least ${counted(least, 'item')} must get another barcode, besides ${none.value === null ? 'an unknown number' : sayNumber(none.value)} that have none.`,
      summary: [
        { label: 'Items to relabel if one copy of each barcode keeps it', value: least },
        { label: 'The same, if the target compares letter for letter', value: leastExactly },
        await line('Items to relabel if they all give way', CLASHING),
        none,
        await line('Items with a number that the system made up for want of a barcode', BARCODE_MADE_UP),
      ],
      tables: [
        await pairTable(context, {
          name: 'libraries',
          of: ['Library', 'libraries'],
          by: ['LIBRARY', 'SAME_BARCODE_AT'],
        }),
        await pairTable(context, { name: 'systems', of: ['System', 'systems'], by: ['SYSTEM', 'SAME_BARCODE_IN'] }),
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
  const selected = fromSelection({ snapshot: snapshot.number, population: 'ITEMS', where: [...scope, found] });
  const { rows } = await sql<{ least: number }>`
    SELECT count(DISTINCT t.id) - count(DISTINCT ${group}) AS least
    FROM (SELECT t.* ${selected}) t
      JOIN snapshot_finding f ON f.snapshot = ${snapshot.number}::int AND f.subject = t.id
        AND f.kind = ANY(${[...found.in]}::text[])`.execute(db);
  return rows[0]?.least ?? 0;
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
