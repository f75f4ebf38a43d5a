import { MerciaError } from '#platform/errors.ts';
import type { SystemId } from '#domain/ids.ts';
import { FIX_KINDS, UNMAPPED_CODE } from '../fix-lists/fix-kinds.ts';
import { countFixes, type FixCount } from '../fix-lists/count-fixes.ts';
import type { FixScope } from '../fix-lists/fix-scope.ts';
import { listDone, listFixes, type FixRow } from '../fix-lists/read-fixes.ts';
import { findSnapshot, systemsOfSnapshot, type Snapshot, type SnapshotSystem } from '../snapshots/snapshot.ts';
import { pageOf } from './row-tables.ts';
import { staffLinkTo } from './staff-link.ts';
import type { Drill, Report, ReportColumn, ReportContext, ReportRow, ReportTable, SummaryLine } from './report.ts';
import { counted } from './say.ts';

const COLUMNS: readonly ReportColumn[] = [
  { header: 'Cost', kind: 'NUMBER' },
  { header: 'What is wrong', kind: 'TEXT' },
  { header: 'What to do', kind: 'TEXT' },
  { header: 'Library', kind: 'TEXT' },
  { header: 'Title', kind: 'TEXT' },
  { header: 'Barcode', kind: 'TEXT' },
  { header: 'Call number', kind: 'TEXT' },
  { header: 'Record number', kind: 'TEXT' },
  { header: 'Item number or code', kind: 'TEXT' },
  { header: 'More', kind: 'TEXT' },
  { header: 'Since', kind: 'TEXT' },
  { header: 'System', kind: 'TEXT' },
  { header: 'Link', kind: 'LINK' },
];

export const fixFirst: Report = {
  name: 'fix-first',
  question: 'What must I fix first, and what is left since last time?',
  scope: 'REGION',
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const since = await earlierSnapshot(context);
    const scope = fixScopeOf(context, since);
    const counts = await countFixes(context.db, scope);
    const sum = (take: (count: FixCount) => number): number => counts.reduce((all, count) => all + take(count), 0);
    const all = sum((count) => count.all);
    const systems = await systemsOf(context);
    const compared: SummaryLine[] =
      since === null
        ? []
        : [
            { label: `Done since "${since.name}"`, value: sum(({ done }) => done) },
            { label: 'Left', value: sum(({ left }) => left) },
            { label: 'New', value: sum(({ added }) => added) },
          ];
    return {
      title: titleOf(all, since, sum),
      summary: [
        { label: 'To mend in all', value: all },
        ...compared,
        ...counts.map((count) => lineOf(context, systems, { count, isCompared: since !== null })),
      ],
      tables: [
        fixTable(context, {
          name: 'to mend',
          title: 'What to mend, what costs readers most first',
          totalRows: null,
          list: (page) => listFixes(context.db, scope, page),
        }),
        ...(since === null
          ? []
          : [
              fixTable(context, {
                name: 'done',
                title: `Mended since "${since.name}"`,
                totalRows: null,
                list: (page) => listDone(context.db, { ...scope, since: since.number }, page),
              }),
            ]),
      ],
    };
  },
};

function titleOf(all: number, since: Snapshot | null, sum: (take: (count: FixCount) => number) => number): string {
  if (since === null) return `${counted(all, 'thing is', 'things are')} to be mended.`;
  const done = sum((count) => count.done);
  const [left, added] = [sum((count) => count.left), sum((count) => count.added)];
  const becameOf = [
    `${counted(left, 'is', 'are')} left since “${since.name}”`,
    `${counted(added, 'is', 'are')} new`,
    `and ${counted(done, 'was', 'were')} mended`,
  ];
  return `${counted(all, 'thing is', 'things are')} to be mended: ${becameOf.join(', ')}.`;
}

/** Throws BAD_USER_INPUT if there is none of the name, or it is no earlier one. */
async function earlierSnapshot({ db, options, snapshot }: ReportContext): Promise<Snapshot | null> {
  const name = options['since'];
  if (name === undefined) return null;
  const found = await findSnapshot(db, name);
  if (found?.state === 'WHOLE' && found.number < snapshot.number) return found;
  throw new MerciaError('BAD_USER_INPUT', `since: name a whole snapshot that is older than "${snapshot.name}".`);
}

function fixScopeOf(context: ReportContext, since: Snapshot | null): FixScope {
  const { snapshot, library, visibleLibraries, system } = context;
  return {
    snapshot: snapshot.number,
    since: since?.number ?? null,
    libraries: library === null ? visibleLibraries : [library],
    system,
  };
}

async function systemsOf({ db, snapshot, system, library }: ReportContext): Promise<readonly SnapshotSystem[]> {
  const systems = await systemsOfSnapshot(db, snapshot.number);
  return systems.filter(
    ({ id, libraries }) => (system === null || id === system) && (library === null || libraries.includes(library)),
  );
}

interface CountedKind {
  readonly count: FixCount;
  readonly isCompared: boolean;
}

function lineOf(
  context: ReportContext,
  systems: readonly SnapshotSystem[],
  { count, isCompared }: CountedKind,
): SummaryLine {
  const { kind, all, left, added, done } = count;
  const text = isCompared ? `${left} left, ${added} new, ${done} done` : undefined;
  const found = FIX_KINDS.find((one) => one.kind === kind);
  if (found === undefined) return { label: UNMAPPED_CODE.what, value: all, text, remedy: UNMAPPED_CODE.remedy };
  const isAboutItems = found.population === 'ITEMS' || found.needsItems === true;
  const silent = isAboutItems ? systems.filter(({ notTold }) => notTold.includes('ITEMS')).map(({ id }) => id) : [];
  const where = whereOf(context, systems);
  const telling: SystemId[] = systems.map(({ id }) => id).filter((id) => !silent.includes(id));
  const drill: Drill | undefined =
    where === null
      ? undefined
      : {
          population: found.population,
          where: [
            ...where,
            ...found.where,
            ...(silent.length > 0 ? [{ dimension: 'SYSTEM', in: telling } as const] : []),
          ],
        };
  return { label: found.what, value: all, text, notToldBy: silent, drill, remedy: found.remedy, isCompared };
}

/** By which the rows of a scope are listed; null if no filter does: staff see no rows that belong to no library. */
function whereOf(
  { library, visibleLibraries, scope }: ReportContext,
  systems: readonly SnapshotSystem[],
): Drill['where'] | null {
  const isAlone = systems.every(({ libraries }) => libraries.length === 1);
  if (library === null && visibleLibraries === null) return scope;
  if (!systems.some(({ libraries }) => libraries.length === 1)) return scope;
  // A library that has its systems for itself also has what names no library there.
  if (visibleLibraries === null && isAlone) return [{ dimension: 'SYSTEM', in: systems.map(({ id }) => id) }];
  return null;
}

interface ListedFixes {
  readonly name: string;
  readonly title: string;
  readonly totalRows: number | null;
  readonly list: (page: { readonly after: number | null; readonly first: number }) => Promise<readonly FixRow[]>;
}

function fixTable({ region }: ReportContext, { name, title, totalRows, list }: ListedFixes): ReportTable {
  const isItem = new Set(FIX_KINDS.filter(({ population }) => population === 'ITEMS').map(({ kind }) => kind));
  const isRecord = new Set(FIX_KINDS.filter(({ population }) => population === 'RECORDS').map(({ kind }) => kind));
  const toRow = (fix: FixRow): ReportRow => {
    const { what, remedy } = wordsOf(fix.kind);
    return {
      cells: [
        fix.cost,
        what,
        remedy,
        fix.library,
        fix.title,
        fix.barcode,
        fix.callNumber,
        fix.recordLocalId,
        isRecord.has(fix.kind) ? null : fix.what,
        fix.detail,
        sinceOf(fix.wasThere),
        fix.system,
        staffLinkTo(region, fix.system, {
          record: fix.recordLocalId,
          item: isItem.has(fix.kind) ? fix.what : undefined,
        }),
      ],
    };
  };
  return { name, title, columns: COLUMNS, totalRows, rows: ({ after, first }) => pageOf(after, first, list, toRow) };
}

function sinceOf(wasThere: boolean | null): string | null {
  if (wasThere === null) return null;
  return wasThere ? 'left' : 'new';
}

function wordsOf(kind: string): { readonly what: string; readonly remedy: string } {
  return FIX_KINDS.find((one) => one.kind === kind) ?? { ...UNMAPPED_CODE };
}
