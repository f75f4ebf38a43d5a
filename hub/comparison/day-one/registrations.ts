/** What the three reports about registrations have in common. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import type { KeptRegistrations } from '../readers/count-readers.ts';
import type { ReaderGroup } from '../readers/reader-groups.ts';
import type { Told } from '../readers/registrations.ts';
import { describeHidden } from '../readers/shown-counts.ts';
import { tableOf } from '../reports/report.ts';
import type { ReportColumn, ReportContext, ReportRow, ReportTable, SummaryLine } from '../reports/report.ts';
import { readCounts, rowsGone, shownLine, withoutAgreement } from './reader-scope.ts';

export interface LibraryRegistrations {
  readonly library: LibraryId;
  readonly table: KeptRegistrations;
}

export interface Registrations {
  readonly of: readonly LibraryRegistrations[];
  /** Lines that say whose readers are in no number, and whose rows are gone. */
  readonly gaps: readonly SummaryLine[];
  readonly line: (label: string, group: ReaderGroup) => SummaryLine;
}

export async function readRegistrations(context: ReportContext): Promise<Registrations> {
  const { system } = context;
  const libraries = await readCounts(context);
  const of = libraries.flatMap(({ library, counts }) => {
    const table = counts?.registrations ?? null;
    return table === null ? [] : [{ library, table: system === null ? table : ofSystem(table, system) }];
  });
  const silent = libraries.filter(({ counts }) => (counts?.registrations ?? null) === null);
  return {
    of,
    gaps: [
      ...withoutAgreement(
        context,
        silent.map(({ library }) => library),
      ),
      ...(await rowsGone(context, 'READERS')),
    ],
    line(label, group) {
      const totals = of.flatMap(({ table }) => table.totals.map((total) => ({ ...total, count: total.counts[group] })));
      const untold = totals.filter(({ count }) => count.value === null && !count.suppressed).map((one) => one.system);
      const unlisted = of.flatMap(({ table }) =>
        table.notTold.filter(({ facts }) => facts.includes('READERS')).map((one) => one.system),
      );
      return shownLine({
        label,
        counts: totals.map(({ count }) => count),
        notToldBy: [...new Set([...untold, ...unlisted])].toSorted(),
      });
    },
  };
}

function ofSystem({ cells, totals, notTold }: KeptRegistrations, system: SystemId): KeptRegistrations {
  return {
    cells: cells.filter((one) => one.system === system),
    totals: totals.filter((one) => one.system === system),
    notTold: notTold.filter((one) => one.system === system),
  };
}

const GROUP_WORDS: Readonly<Record<ReaderGroup, string>> = {
  ALL: 'Readers',
  WITH_LOANS: 'With loans',
  OWING: 'Owing',
  WITHOUT_EMAIL: 'Without e-mail',
  EXPIRED: 'Expired',
  EXPIRED_WITH_LOANS: 'Expired, with loans',
  EXPIRED_OWING: 'Expired, owing',
  REMOVABLE: 'Can go',
};

/** A column for each group, and one that says why a number is not there. */
function groupColumns(groups: readonly ReaderGroup[]): readonly ReportColumn[] {
  return [
    ...groups.map((group) => ({ header: GROUP_WORDS[group], kind: 'NUMBER' as const })),
    { header: 'Not shown', kind: 'TEXT' },
  ];
}

function groupCells(
  counts: Readonly<Record<ReaderGroup, ShownCount>>,
  groups: readonly ReaderGroup[],
): ReportRow['cells'] {
  const hidden = groups.flatMap((group) => {
    const why = describeHidden(counts[group]);
    return why === undefined ? [] : [`${GROUP_WORDS[group]}: ${why}`];
  });
  return [...groups.map((group) => counts[group].value), hidden.length === 0 ? null : hidden.join('; ')];
}

/** A row for each library and system. */
export function groupTable(
  head: Pick<ReportTable, 'name' | 'title'>,
  { of }: Registrations,
  groups: readonly ReaderGroup[],
): ReportTable {
  return tableOf(
    {
      ...head,
      columns: [{ header: 'Library', kind: 'TEXT' }, { header: 'System', kind: 'TEXT' }, ...groupColumns(groups)],
    },
    of.flatMap(({ library, table }) =>
      table.totals.map(({ system, counts }) => ({ cells: [library, system, ...groupCells(counts, groups)] })),
    ),
  );
}

export function sayTold(told: Told<string | number>): string {
  if (told.state === 'TOLD') return String(told.value);
  return told.state === 'NONE' ? 'none' : 'not told';
}
