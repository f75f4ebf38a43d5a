/** What the three reports about registrations have in common. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { ShownCount } from '#domain/small-numbers.ts';
import type { ReaderGroup } from '../readers/reader-groups.ts';
import type { KeptRegistrations, SystemGroups, Told } from '../readers/registrations.ts';
import { describeHidden } from '../readers/shown-counts.ts';
import { number, tableOf, text } from '../reports/report.ts';
import type { ReportContext, ReportTable, SummaryLine } from '../reports/report.ts';
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

function hiddenOf(counts: Readonly<Record<ReaderGroup, ShownCount>>, groups: readonly ReaderGroup[]): string | null {
  const hidden = groups.flatMap((group) => {
    const why = describeHidden(counts[group]);
    return why === undefined ? [] : [`${GROUP_WORDS[group]}: ${why}`];
  });
  return hidden.length === 0 ? null : hidden.join('; ');
}

/** A row for each library and system: a column for each group, and one that says why a number is not there. */
export function groupTable(
  head: Pick<ReportTable, 'name' | 'title'>,
  { of }: Registrations,
  groups: readonly ReaderGroup[],
): ReportTable {
  return tableOf(
    head,
    of.flatMap(({ library, table }) => table.totals.map((total) => ({ library, ...total }))),
    [
      text('Library', ({ library }) => library),
      text('System', ({ system }) => system),
      ...groups.map((group) => number<SystemGroups>(GROUP_WORDS[group], ({ counts }) => counts[group].value)),
      text('Not shown', ({ counts }) => hiddenOf(counts, groups)),
    ],
  );
}

export function sayTold(told: Told<string | number>): string {
  if (told.state === 'TOLD') return String(told.value);
  return told.state === 'NONE' ? 'none' : 'not told';
}
