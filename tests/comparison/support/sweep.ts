/**
 * Asks every report about a planted world, and holds its first number and what it says that it leaves out against what was planted,
 * counted in plain loops. What a report says that it leaves out is not expected in its number, and nothing else is left out of it.
 */
import { findSnapshot, REPORTS, runReport, type CheckedResult } from '#comparison/index.ts';
import type { Report } from '#comparison/reports/report.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { createFilesSimulator, type FilesSimulator } from '#simulators/files/index.ts';
import { startExportsRegion } from './exports-region.ts';
import {
  OWNERS,
  plantWorld,
  settingsOf,
  SYSTEMS,
  type PlantedCopy,
  type PlantedRecord,
  type PlantedWorld,
} from './planted-world.ts';

/** What is expected, and what a report says. */
export interface Swept {
  readonly report: string;
  readonly library: string | null;
  readonly expected: Said;
  readonly said: Said;
}

interface Said {
  /** Not compared for a report whose first number is none of things that are planted. */
  readonly first: number | null;
  readonly leftOut: string | null;
}

/** A planted world, harvested, with a snapshot of it. */
export interface PlantedRegion {
  readonly world: PlantedWorld;
  readonly db: Kysely<Database>;
  readonly region: Region;
  report(name: string, library: string | null): Promise<CheckedResult>;
  close(): Promise<void>;
}

export async function startPlantedRegion(seed: number): Promise<PlantedRegion> {
  const world = plantWorld(seed);
  const simulators: FilesSimulator[] = [];
  for (const id of SYSTEMS) simulators.push(await createFilesSimulator({ world: world.worlds[id] }));
  const comparing = await startExportsRegion(
    SYSTEMS.map((id, place) => ({ id, owners: OWNERS[id], settings: settingsOf(simulators[place]?.url ?? '') })),
  );
  await comparing.takeSnapshot('planted');
  const { db } = comparing.graph.database;
  const snapshot = await findSnapshot(db, 'planted');
  if (snapshot === null) throw new Error('there is no snapshot');
  return {
    world,
    db,
    region: comparing.graph.hub.region,
    report: (name, library) =>
      runReport(db, {
        name,
        snapshot,
        library: library as LibraryId | null,
        system: null,
        options: {},
        visibleLibraries: null,
        now: new Date('2026-06-01T00:00:00Z'),
      }),
    async close() {
      await comparing.close();
      await Promise.all(simulators.map((simulator) => simulator.close()));
    },
  };
}

/** Of every report, about all libraries and about one. */
export async function sweep({ world, report: ask }: PlantedRegion): Promise<readonly Swept[]> {
  const swept: Swept[] = [];
  for (const library of [null, 'northfield'] as const) {
    for (const report of REPORTS.filter(({ scope }) => scope === undefined || library !== null))
      swept.push(compare(world, report, library, await ask(report.name, library)));
  }
  return swept;
}

function compare(
  world: PlantedWorld,
  { name, leavesOut, isOfAll = false }: Report,
  library: string | null,
  { summary }: CheckedResult,
): Swept {
  const parts = leavesOut ?? [];
  const counts = FIRST_NUMBERS[name];
  const planted = within(world, library);
  const isLeftOut = (part: string | null): boolean => part !== null && (parts as readonly string[]).includes(part);
  const counted: Planted = {
    library,
    everybodys: world.records.filter((record) => !isLeftOut(partOfRecord(record))),
    records: planted.records.filter((record) => !isLeftOut(partOfRecord(record))),
    copies: planted.copies.filter((copy) => !isLeftOut(partOfCopy(copy))),
    rejected: planted.rejected,
  };
  const first = summary[0]?.value ?? null;
  const others = summary.filter(({ label }) => label !== 'In none of these numbers');
  return {
    report: name,
    library,
    expected: {
      first: counts === undefined ? null : counts(counted),
      leftOut: leavesOut === null || others.length === 0 ? null : sayLeftOut(world, isOfAll ? null : library, parts),
    },
    said: {
      first: counts === undefined ? null : first,
      leftOut: summary.find(({ label }) => label === 'In none of these numbers')?.text ?? null,
    },
  };
}

type CopyOfRecord = PlantedCopy & { readonly record: PlantedRecord };

interface Planted {
  readonly library: string | null;
  /** Records of all libraries. */
  readonly everybodys: readonly PlantedRecord[];
  readonly records: readonly PlantedRecord[];
  readonly copies: readonly CopyOfRecord[];
  readonly rejected: number;
}

/** A record is of the libraries whose copies or runs it has. */
function librariesOf({ copies, runs }: PlantedRecord): ReadonlySet<string> {
  return new Set([...copies.flatMap((copy) => copy.library ?? []), ...runs]);
}

function within({ records: everybodys, rejected }: PlantedWorld, library: string | null): Planted {
  const all = everybodys.flatMap((record) => record.copies.map((copy) => ({ ...copy, record })));
  return {
    library,
    everybodys,
    records: everybodys.filter((record) => library === null || librariesOf(record).has(library)),
    copies: all.filter((copy) => library === null || copy.library === library),
    rejected: library === null ? rejected.north + rejected.south : rejected.north,
  };
}

function partOfRecord({ seen }: PlantedRecord): string | null {
  if (seen === 'PUBLIC') return null;
  return seen === 'SUPPRESSED' ? 'HIDDEN_RECORDS' : 'INTERLIBRARY_RECORDS';
}

function partOfCopy({ seen, record, library }: CopyOfRecord): string | null {
  if (record.seen === 'SUPPRESSED') return 'COPIES_ON_HIDDEN_RECORDS';
  if (seen === 'SUPPRESSED') return 'HIDDEN_COPIES';
  return library === null ? 'COPIES_OF_NOBODY' : null;
}

const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  INTERLIBRARY_RECORDS: ['record for an interlibrary loan', 'records for interlibrary loans'],
  HIDDEN_RECORDS: ['hidden record', 'hidden records'],
  COPIES_ON_HIDDEN_RECORDS: ['copy on hidden records', 'copies on hidden records'],
  HIDDEN_COPIES: ['hidden copy', 'hidden copies'],
  COPIES_OF_NOBODY: ['copy of which nobody knows whose it is', 'copies of which nobody knows whose they are'],
  RECORDS_OF_NOBODY: ['record of which nobody knows whose it is', 'records of which nobody knows whose they are'],
  REJECTED: ['record that could not be read', 'records that could not be read'],
};

function sayLeftOut(world: PlantedWorld, library: string | null, parts: readonly string[]): string {
  const planted = within(world, library);
  const found = [...planted.records.map(partOfRecord), ...planted.copies.map(partOfCopy)];
  const say = (part: string, count: number): readonly string[] => {
    const [one, many] = WORDS[part] ?? ['', ''];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  };
  const ofSystem = library === null ? [] : world.records.filter(({ system }) => system === 'north');
  const said = [
    ...parts.flatMap((part) => say(part, found.filter((one) => one === part).length)),
    ...say('RECORDS_OF_NOBODY', ofSystem.filter((record) => librariesOf(record).size === 0).length),
    ...say(
      'COPIES_OF_NOBODY',
      ofSystem.flatMap((record) => record.copies).filter((copy) => copy.library === null).length,
    ),
    ...say('REJECTED', planted.rejected),
  ];
  return said.join('; ');
}

const records =
  (is: (record: PlantedRecord) => boolean) =>
  (planted: Planted): number =>
    planted.records.filter(is).length;
const copies =
  (is: (copy: CopyOfRecord) => boolean) =>
  (planted: Planted): number =>
    planted.copies.filter(is).length;

interface PlantedTitle {
  readonly records: readonly PlantedRecord[];
  /** Libraries that can give it to somebody, or that have it without copies. */
  readonly holders: ReadonlySet<string>;
  /** The libraries whose copies there are to give. */
  readonly toGive: readonly (string | null)[];
}

function titlesOf(all: readonly PlantedRecord[]): readonly PlantedTitle[] {
  return [...Map.groupBy(all, ({ publication }) => publication).values()].map((own) => {
    const toGive = own
      .flatMap((record) => record.copies.map((copy) => ({ ...copy, record })))
      .filter((copy) => partOfCopy(copy) === null && copy.status !== 'LOST')
      .map(({ library }) => library);
    const holders = new Set([...toGive.flatMap((library) => library ?? []), ...own.flatMap(({ runs }) => runs)]);
    return { records: own, holders, toGive };
  });
}

/** Of all libraries, whichever is named. */
const titles =
  (is: (title: PlantedTitle, library: string | null) => boolean) =>
  ({ everybodys, library }: Planted): number =>
    titlesOf(everybodys).filter((title) => is(title, library)).length;
const isOf = (library: string | null, libraries: ReadonlySet<string>): boolean =>
  library === null || libraries.has(library);
/** That there is none is not known where each system has copies of which nobody knows how they stand. */
const hasStatus =
  (status: PlantedCopy['status']) =>
  (planted: Planted): number | null => {
    const count = copies((copy) => copy.status === status)(planted);
    const bySystem = [...Map.groupBy(planted.copies, ({ record }) => record.system).values()];
    return count === 0 && bySystem.every((own) => own.some((copy) => copy.status === 'UNKNOWN')) ? null : count;
  };

/** The first number of each report that counts planted things. Others count codes, readers, rules or what may be one. */
const FIRST_NUMBERS: Readonly<Partial<Record<string, (planted: Planted) => number | null>>> = {
  'assumed-lost': hasStatus('LOST'),
  barcodes: copies(({ barcode }) => barcode === null),
  'barcodes-of-others': copies(({ barcode }) => barcode?.startsWith('42') === true),
  'class-schemes': records(({ hasClassMark }) => !hasClassMark),
  completeness: records(() => true),
  duplicates: titles(
    ({ records: own }, library) => own.length > 1 && own.some((record) => isOf(library, librariesOf(record))),
  ),
  'items-without-title': copies(({ record }) => !record.hasTitle),
  'journal-runs': titles(({ records: own }, library) =>
    own.some(({ runs }) => runs.length > 0 && isOf(library, new Set(runs))),
  ),
  'last-copies': titles(
    ({ holders, toGive }, library) => toGive.length === 1 && holders.size === 1 && isOf(library, holders),
  ),
  'not-across': ({ rejected }) => rejected,
  'on-order': hasStatus('ON_ORDER'),
  'ours-alone': titles(({ holders }, library) => isOf(library, holders)),
  'overlap-matrix': titles(({ holders }) => holders.size === 1),
  profile: records(() => true),
  stuck: hasStatus('IN_TRANSIT'),
  suppressed: records(({ seen }) => seen !== 'PUBLIC'),
  // Nothing kept of them says whose they are: a library is told of those of its system.
  temporary: ({ everybodys, library }) =>
    everybodys.filter(({ seen, system }) => seen === 'ILL_TEMPORARY' && (library === null || system === 'north'))
      .length,
  'titles-together': titles(() => true),
  totals: records(() => true),
  validity: records(() => true),
  // Those for an interlibrary loan have a line of their own.
  'without-items': records(({ copies: own, seen }) => own.length === 0 && seen !== 'ILL_TEMPORARY'),
};
