/** What two libraries, or two systems, have together. */
import type { Condition } from '#domain/comparison.ts';
import { is } from '../../reports/conditions.ts';
import { records } from '../../reports/count-lines.ts';
import { number, tableOf, text } from '../../reports/report.ts';
import type { Column, Drill, DrillOf, Report, ReportContext, ReportTable } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { counted, sayNumber } from '../../reports/say.ts';
import { readOverlap, type OverlapBy, type OverlapOf } from '../count-overlap.ts';
import { LOAD_RULES, readLoadRules, RULE_NAMES, togetherBy } from '../load-rules.ts';
import { pairName, type HolderCounts, type OverlapCounts, type PairCounts } from '../overlap-counts.ts';
import { readPerhaps } from '../perhaps.ts';

type Head = Pick<ReportTable, 'name' | 'title'>;

/** Of all titles; undefined of a snapshot that was taken before overlap was counted. */
export async function overlapOf(
  { db, snapshot }: Pick<ReportContext, 'db' | 'snapshot'>,
  of: OverlapOf = 'LIBRARY',
): Promise<OverlapCounts | undefined> {
  return (await readOverlap(db, snapshot.number, of, null))?.[0];
}

export const overlapMatrix: Report = {
  name: 'overlap-matrix',
  question: 'What do each two systems, and each two libraries, have together?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  isOfAll: true,
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const counts = await overlapOf(context);
    const [none = 0, one = 0, two = 0, three = 0, ...more] = counts?.byHolders ?? [];
    const titles = counts?.titles ?? 0;
    const many = more.reduce((sum, held) => sum + held, 0);
    return {
      title: `Of ${counted(titles, 'title')} ${sayNumber(two + three + many)} are held by two libraries or more.`,
      summary: [
        { label: 'Titles held by one library', value: one },
        { label: 'Titles held by two or three', value: two + three },
        { label: 'Titles held by four or more', value: many },
        { label: 'Titles of which no copy can be found', value: none },
      ],
      tables: [
        await squareTable(context, { name: 'matrix', title: 'Titles that each two have together, for certain' }),
        await holderTable(context, { name: 'alone', title: 'Titles of each library, by how many have them' }),
        await pairTable(context, 'LIBRARY', { name: 'libraries', title: 'What each two libraries have together' }),
        await pairTable(context, 'SYSTEM', { name: 'systems', title: 'What each two systems have together' }),
        valueTable(context, 'FORMAT', { name: 'by format', title: 'Titles together, by format' }),
        valueTable(context, 'CLASS_SCHEME', { name: 'by class scheme', title: 'Titles together, by class scheme' }),
        valueTable(context, 'YEAR', { name: 'by decade', title: 'Titles together, by decade of publication' }),
        valueTable(context, 'LANGUAGE', { name: 'by language', title: 'Titles together, by language' }),
      ],
    };
  },
};

/** The libraries or systems that the report is about; null for all. A pair is shown if one of its two is among them. */
export function partsOf(
  { region, library, system, visibleLibraries }: ReportContext,
  of: OverlapOf,
): readonly string[] | null {
  const libraries = library === null ? visibleLibraries : [library];
  const systems = region.libraries.filter(({ id }) => libraries?.includes(id)).map((one) => one.system);
  if (of === 'SYSTEM') {
    if (system !== null) return [system];
    return libraries === null ? null : systems;
  }
  if (libraries !== null || system === null) return libraries;
  return region.libraries.filter((one) => one.system === system).map(({ id }) => id);
}

function isAbout(parts: readonly string[] | null, { a, b }: Pick<PairCounts, 'a' | 'b'>): boolean {
  return parts === null || parts.includes(a) || parts.includes(b);
}

/** Each pair with the range of what the two have together, beside what rules of other systems would make of it. */
export async function pairTable(context: ReportContext, of: OverlapOf, head: Head): Promise<ReportTable> {
  const { db, snapshot } = context;
  const counts = await overlapOf(context, of);
  const perhaps = await readPerhaps(db, snapshot.number);
  const rules = (await readLoadRules(db, snapshot.number)) ?? [];
  const holders = byId(counts?.holders ?? []);
  const parts = partsOf(context, of);
  const about = (counts?.pairs ?? []).filter((pair) => isAbout(parts, pair));
  // Few systems, and the first question is which two have most together.
  const pairs = of === 'SYSTEM' ? about.toSorted((a, b) => b.sameEdition - a.sameEdition) : about;
  const word = of === 'LIBRARY' ? 'Library' : 'System';
  return tableOf(
    head,
    pairs,
    [
      text(word, ({ a }) => a),
      text(`Other ${word.toLowerCase()}`, ({ b }) => b),
      number('Titles of the first', ({ a }) => holders.get(a)?.titles ?? 0),
      number('Titles of the other', ({ b }) => holders.get(b)?.titles ?? 0),
      number('Together, certain', ({ sameEdition }) => sameEdition),
      number('Together, at most', ({ a, b, sameEdition }) =>
        perhaps === null ? null : sameEdition + (perhaps[of][pairName(a, b)] ?? 0),
      ),
      number('Too brief to judge', ({ notJudgeable }) => notJudgeable),
      number('Together in any edition', ({ anyEdition }) => anyEdition),
      ...LOAD_RULES.map((rule) =>
        number(`Together by ${RULE_NAMES[rule]}`, ({ a, b }: PairCounts) => {
          const found = rules.find((one) => one.rule === rule);
          return found === undefined ? null : togetherBy(found, of, a, b);
        }),
      ),
    ],
    ({ a, b }) => drillOf(context, of, [a, b]),
  );
}

/** All pairs as a square; a library's own titles stand where it meets itself. */
async function squareTable(context: ReportContext, head: Head): Promise<ReportTable> {
  const counts = await overlapOf(context);
  const holders = counts?.holders ?? [];
  const together = new Map((counts?.pairs ?? []).map((pair) => [pairName(pair.a, pair.b), pair.sameEdition]));
  const parts = partsOf(context, 'LIBRARY');
  const rows = holders.filter(({ id }) => parts?.includes(id) ?? true);
  return tableOf(
    head,
    rows,
    [
      text('Library', ({ id }) => id),
      ...holders.map((other) =>
        number(other.id, ({ id, titles }: HolderCounts) => {
          if (other.id === id) return titles;
          return together.get(id < other.id ? pairName(id, other.id) : pairName(other.id, id)) ?? 0;
        }),
      ),
    ],
    ({ id }) => drillOf(context, 'LIBRARY', [id]),
  );
}

/** The titles of each library: those that nobody else has, that one or two others have, and that more have. */
async function holderTable(context: ReportContext, head: Head): Promise<ReportTable> {
  const counts = await overlapOf(context);
  const parts = partsOf(context, 'LIBRARY');
  const rows = (counts?.holders ?? []).filter(({ id }) => parts?.includes(id) ?? true);
  return tableOf(
    head,
    rows,
    [
      text('Library', ({ id }) => id),
      number('Titles', ({ titles }) => titles),
      number('No other has them', ({ alone }) => alone),
      number('One or two others have them', ({ scarce }) => scarce),
      number('More have them', ({ titles, alone, scarce }) => titles - alone - scarce),
      number('On the books, and no copy can be found', ({ notFound }) => notFound),
    ],
    ({ id }) => drillOf(context, 'LIBRARY', [id], [is('TITLE_OF', id)]),
  );
}

const VALUE_HEADERS: Readonly<Record<OverlapBy, string>> = {
  FORMAT: 'Format',
  CLASS_SCHEME: 'Class scheme',
  YEAR: 'Years from',
  LANGUAGE: 'Language',
};

/** Each pair by format, class scheme, decade or language. It is read when its rows are asked for. */
function valueTable(context: ReportContext, by: OverlapBy, head: Head): ReportTable {
  const columns: readonly Column<ValueOfPair>[] = [
    text('Library', ({ a }) => a),
    text('Other library', ({ b }) => b),
    text(VALUE_HEADERS[by], ({ value }) => value),
    number('Titles of the first', ({ a, known }) => known.get(a)?.titles ?? 0),
    number('Titles of the other', ({ b, known }) => known.get(b)?.titles ?? 0),
    number('Together', ({ sameEdition }) => sameEdition),
  ];
  return {
    ...head,
    columns,
    totalRows: null,
    async rows(page) {
      const counts = (await readOverlap(context.db, context.snapshot.number, 'LIBRARY', by)) ?? [];
      const parts = partsOf(context, 'LIBRARY');
      const rows = counts.flatMap(({ value, holders, pairs }) => {
        const known = byId(holders);
        return pairs.filter((pair) => isAbout(parts, pair)).map((pair) => ({ ...pair, value, known }));
      });
      const drill: DrillOf<ValueOfPair> = ({ a, b, value }) =>
        drillOf(context, 'LIBRARY', [a, b], [is(by, ...valuesOf(by, value))]);
      return tableOf(head, rows, columns, drill).rows(page);
    },
  };
}

interface ValueOfPair extends PairCounts {
  readonly value: string;
  readonly known: ReadonlyMap<string, HolderCounts>;
}

const YEARS = 10;

function valuesOf(by: OverlapBy, value: string): readonly string[] {
  if (by !== 'YEAR') return [value];
  return Array.from({ length: YEARS }, (_, year) => String(Number(value) + year));
}

/** The records of titles that all of them have; systems have no such filter. */
function drillOf(
  { scope }: ReportContext,
  of: OverlapOf,
  ids: readonly string[],
  further: readonly Condition[] = [],
): Drill | undefined {
  if (of === 'SYSTEM') return undefined;
  return records(...scope, ...ids.map((id) => is('HOLDER', id)), ...further);
}

function byId(holders: readonly HolderCounts[]): ReadonlyMap<string, HolderCounts> {
  return new Map(holders.map((holder) => [holder.id, holder]));
}
