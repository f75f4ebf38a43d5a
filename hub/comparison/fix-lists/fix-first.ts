import { badUserInput } from '#platform/errors.ts';
import type { SystemId } from '#domain/ids.ts';
import { FIX_KINDS, UNMAPPED_CODE, type FixKind } from './fix-kinds.ts';
import { countFixes, type FixCount } from './count-fixes.ts';
import type { FixScope } from './fix-scope.ts';
import { listDone, listFixes, MOST_TWINS, type FixRow } from './read-fixes.ts';
import { findSnapshot, type Snapshot, type SnapshotSystem } from '../snapshots/snapshot.ts';
import { staffLinkTo } from '../reports/staff-link.ts';
import { link, listedTable, number, ownLanguage, text } from '../reports/report.ts';
import type { Column, Drill, ListedRows, Report, ReportContext, ReportTable, SummaryLine } from '../reports/report.ts';
import { systemsInScope } from '../reports/systems-in-scope.ts';
import { counted, sayNumber } from '../reports/say.ts';

type FixColumn = Column<FixRow>;

const BARCODE: FixColumn = text('Barcode', (fix) => fix.barcode);
const CALL_NUMBER: FixColumn = text('Call number', (fix) => fix.callNumber);
const RECORD_NUMBER: FixColumn = text('Record number', (fix) => fix.recordLocalId);
const TITLE: FixColumn = text('Title', (fix) => fix.title);
const OTHER_RECORD: FixColumn = text('Other record number', (fix) => sayTwins(fix.twins));
const CODE_OR_ITEM = (header: string): FixColumn => text(header, (fix) => fix.what);
/** Other libraries of a record of several, with whom what is done to it has to be agreed. */
const ALSO_HELD_BY: FixColumn = text('Also held by', (fix) =>
  fix.heldBy.filter((library) => library !== fix.library).join(', '),
);
const MORE: FixColumn = text('More', (fix) => fix.detail);
const COST: FixColumn = number('Cost', (fix) => fix.cost);

/** By which somebody finds the thing, on the shelf and in the system: they stand first. */
const FOUND_BY = { ITEMS: [BARCODE, CALL_NUMBER, RECORD_NUMBER], RECORDS: [RECORD_NUMBER] } as const;

export const fixFirst: Report = {
  name: 'fix-first',
  question: 'What must I fix first, and what is left since last time?',
  leavesOut: [],
  needs: ['ITEMS', 'ITEM_STATUS'],
  async run(context) {
    const since = await earlierSnapshot(context);
    const scope = fixScopeOf(context, since);
    const counts = await countFixes(context.db, scope);
    const sum = (take: (count: FixCount) => number): number => counts.reduce((all, count) => all + take(count), 0);
    const all = sum((count) => count.all);
    const untoldThen = sum((count) => count.untoldThen);
    const systems = await systemsInScope({ ...context, visibleLibraries: null });
    const compared: SummaryLine[] =
      since === null
        ? []
        : [
            { label: `Done since "${since.name}"`, value: sum(({ done }) => done) },
            { label: 'Left', value: sum(({ left }) => left) },
            { label: 'New', value: sum(({ added }) => added) },
            ...(untoldThen === 0 ? [] : [{ label: 'Not told before: perhaps new, perhaps not', value: untoldThen }]),
            {
              label: 'Of what is done, no longer there: the record was deleted, or the copy taken off it',
              value: sum(({ away }) => away),
            },
          ];
    return {
      title: titleOf(all, since, sum),
      summary: [
        { label: 'To mend in all', value: all },
        ...compared,
        ...[...counts, ...untoldKinds(counts, systems)].map((count) =>
          lineOf(context, systems, { count, isCompared: since !== null }),
        ),
      ],
      tables: [
        ...counts.filter((count) => count.all > 0).map((count) => kindTable(context, scope, count)),
        ...(since === null ? [] : [doneTable(context, { ...scope, since: since.number }, since.name)]),
      ],
    };
  },
};

function titleOf(all: number, since: Snapshot | null, sum: (take: (count: FixCount) => number) => number): string {
  if (since === null) return `${counted(all, 'thing is', 'things are')} to be mended.`;
  const [done, away] = [sum((count) => count.done), sum((count) => count.away)];
  const [left, added] = [sum((count) => count.left), sum((count) => count.added)];
  const becameOf = [
    `${counted(left, 'is', 'are')} left since “${since.name}”`,
    `${counted(added, 'is', 'are')} new`,
    `and ${counted(done - away, 'was', 'were')} mended`,
  ];
  const went = away === 0 ? '' : `; ${counted(away, 'more is', 'more are')} no longer there`;
  const untoldThen = sum((count) => count.untoldThen);
  const untold = untoldThen === 0 ? '' : `; of ${sayNumber(untoldThen)} it was not told before`;
  return `${counted(all, 'thing is', 'things are')} to be mended: ${becameOf.join(', ')}${went}${untold}.`;
}

/** Throws BAD_USER_INPUT if there is none of the name, or it is no earlier one. */
async function earlierSnapshot({ db, options, snapshot }: ReportContext): Promise<Snapshot | null> {
  const name = options['since'];
  if (name === undefined) return null;
  const found = await findSnapshot(db, name);
  if (found?.state === 'WHOLE' && found.number < snapshot.number) return found;
  throw badUserInput(`since: name a whole snapshot that is older than "${snapshot.name}".`);
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

/** Kinds of which nothing is found, and some systems cannot tell it; whoever tells no copies is named beside every number. */
function untoldKinds(counts: readonly FixCount[], systems: readonly SnapshotSystem[]): readonly FixCount[] {
  return FIX_KINDS.filter(
    (one) => asksStatements(one) && silentOf(one, systems).length > 0 && !counts.some(({ kind }) => kind === one.kind),
  ).map(({ kind }) => ({ kind, all: 0, left: 0, added: 0, untoldThen: 0, done: 0, away: 0 }));
}

const asksStatements = ({ where }: FixKind): boolean => where.some(({ dimension }) => dimension === 'HAS_STATEMENTS');

/** Systems that do not tell what the kind is about. */
function silentOf(kind: FixKind, systems: readonly SnapshotSystem[]): readonly SystemId[] {
  const asksItems = kind.population === 'ITEMS' || kind.needsItems === true;
  return systems
    .filter(
      ({ notTold }) =>
        (asksItems && notTold.includes('ITEMS')) || (asksStatements(kind) && notTold.includes('STATEMENTS')),
    )
    .map(({ id }) => id);
}

function lineOf(
  context: ReportContext,
  systems: readonly SnapshotSystem[],
  { count, isCompared }: { readonly count: FixCount; readonly isCompared: boolean },
): SummaryLine {
  const { kind, all, left, added, untoldThen, done, away } = count;
  const went = away === 0 ? '' : `, ${away} of these no longer there`;
  const before = untoldThen === 0 ? '' : `; of ${untoldThen} it was not told before`;
  const became = isCompared ? `${left} left, ${added} new, ${done} done${went}${before}` : undefined;
  const found = FIX_KINDS.find((one) => one.kind === kind);
  if (found === undefined) return { label: UNMAPPED_CODE.what, value: all, text: became, remedy: UNMAPPED_CODE.remedy };
  const silent = silentOf(found, systems);
  const where = whereOf(context, systems);
  const telling: SystemId[] = systems.map(({ id }) => id).filter((id) => !silent.includes(id));
  const drill: Drill | undefined =
    where === null || telling.length === 0
      ? undefined
      : {
          population: found.population,
          where: [
            ...where,
            ...found.where,
            ...(silent.length > 0 ? [{ dimension: 'SYSTEM', in: telling } as const] : []),
          ],
        };
  const value = all === 0 && telling.length === 0 ? null : all;
  const text = value === null ? undefined : became;
  return { label: found.what, value, text, notToldBy: silent, drill, remedy: found.remedy, isCompared };
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

/** What is wrong, and what to do about it, stand above the list once. */
function kindTable(context: ReportContext, scope: FixScope, { kind: name, all }: FixCount): ReportTable {
  const kind = FIX_KINDS.find((one) => one.kind === name);
  const { what, remedy } = kind ?? UNMAPPED_CODE;
  const columns = [
    ...(kind === undefined ? [CODE_OR_ITEM('Code')] : FOUND_BY[kind.population]),
    ...(kind?.population === 'RECORDS' ? [ALSO_HELD_BY] : []),
    ...twinColumns(kind),
    ...(kind === undefined ? [] : [TITLE]),
    ...(kind === undefined || kind.where.some(({ dimension }) => dimension === 'FAULT') ? [MORE] : []),
    ...(scope.since === null ? [] : [text('Since', sinceOf)]),
    ...(kind?.population === 'ITEMS' ? [CODE_OR_ITEM('Item number')] : []),
    ...lastColumns(context, scope),
    ...(kind?.twin === 'RECORD' ? PAIR : []),
  ];
  const head = { name: listName(name), title: `${what}. ${remedy}` };
  return listedTable(head, {
    columns,
    // Several libraries may have a row each for one record, which is counted once.
    totalRows: scope.libraries?.length === 1 ? all : null,
    list: (page) => listFixes(context.db, { ...scope, kind: name }, page),
    placeOf: ({ row }) => row,
    languageOf: ownLanguage,
  });
}

/** `TITLE_TWICE` as `title twice`. */
function listName(kind: string): string {
  return kind.toLowerCase().replaceAll('_', ' ');
}

function twinColumns(kind: FixKind | undefined): readonly FixColumn[] {
  switch (kind?.twin) {
    case 'RECORD':
      return [OTHER_RECORD, text('Other record held by', (fix) => fix.twinsHeldBy.join(', '))];
    case 'COPY':
      return [OTHER_RECORD];
    case 'SYSTEM':
      return [text('Also in', (fix) => fix.alsoIn.join(', '))];
    default:
      return [];
  }
}

function sayTwins(twins: FixRow['twins']): string {
  const named = twins.slice(0, MOST_TWINS);
  return named.length < twins.length ? `${named.join(', ')} and more` : named.join(', ');
}

const recordId = (fix: FixRow, number: string | null | undefined): string | null =>
  number === null || number === undefined ? null : `${fix.system}:record:${number}`;

const PAIR: readonly FixColumn[] = [
  text('Record', (fix) => recordId(fix, fix.recordLocalId)),
  text('Other record', (fix) => recordId(fix, fix.twins[0])),
];

function doneTable(context: ReportContext, scope: FixScope & { readonly since: number }, earlier: string): ReportTable {
  const columns: readonly FixColumn[] = [
    ...FOUND_BY.ITEMS,
    TITLE,
    text('What was wrong', (fix) => whatOf(fix.kind)),
    text('What became of it', sinceOf),
    MORE,
    text('Item number or code', (fix) => (isAbout('RECORDS', fix) ? null : fix.what)),
    ...lastColumns(context, scope),
  ];
  const head = { name: 'done', title: `Done since "${earlier}"` };
  const list: ListedRows<FixRow>['list'] = (page) => listDone(context.db, scope, page);
  return listedTable(head, { columns, totalRows: null, list, placeOf: ({ row }) => row, languageOf: ownLanguage });
}

function lastColumns({ region }: ReportContext, { libraries }: FixScope): readonly FixColumn[] {
  return [
    ...(libraries?.length === 1 ? [] : [text<FixRow>('Library', (fix) => fix.library)]),
    text<FixRow>('System', (fix) => fix.system),
    link<FixRow>('Link', (fix) =>
      staffLinkTo(region, fix.system, {
        record: fix.recordLocalId,
        item: isAbout('ITEMS', fix) ? fix.what : undefined,
      }),
    ),
    COST,
  ];
}

function isAbout(population: FixKind['population'], { kind }: FixRow): boolean {
  return FIX_KINDS.some((one) => one.kind === kind && one.population === population);
}

function sinceOf({ wasThere, wasNotTold, wentAway }: FixRow): string | null {
  if (wentAway !== null) return wentAway ? 'no longer there' : 'mended';
  if (wasThere === null) return null;
  if (!wasThere && wasNotTold) return 'not told before';
  return wasThere ? 'left' : 'new';
}

function whatOf(kind: string): string {
  return (FIX_KINDS.find((one) => one.kind === kind) ?? UNMAPPED_CODE).what;
}
