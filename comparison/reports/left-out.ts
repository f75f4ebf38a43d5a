/** Says of every report what stands in none of its numbers: what it is not about, what nobody owns, what could not be read. */
import { NONE, type Condition } from '#domain/comparison.ts';
import { countBy, countRows } from '../populations/counts.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { readRejects } from '../control-totals/keep-rejects.ts';
import { LEFT_OUT_PARTS, type LeftOutPart, type Report, type ReportContext, type ReportResult } from './report.ts';
import { counted } from './say.ts';

/** Of a report about what the public can find. */
export const ALL_THAT_IS_NOT_PUBLIC: readonly LeftOutPart[] = [...LEFT_OUT_PARTS];

/** Of a record for an interlibrary loan nothing is kept: it has neither a class mark nor a fault. */
export const KEPT = { dimension: 'VISIBILITY', in: ['PUBLIC', 'SUPPRESSED', 'UNKNOWN'] } as const;

type Parts = ReadonlyMap<LeftOutPart, number>;
interface Scope {
  readonly db: ReportContext['db'];
  readonly snapshot: number;
  readonly scope: readonly Condition[];
}

/** How many of each there are within conditions on libraries and systems. */
export async function countParts({ db, snapshot, scope }: Scope): Promise<Parts> {
  const parts = new Map<LeftOutPart, number>();
  const add = (part: LeftOutPart | null, count: number): void => {
    if (part !== null) parts.set(part, (parts.get(part) ?? 0) + count);
  };
  const of = { snapshot, where: scope } as const;
  for (const { values, count } of await countBy(db, { ...of, population: 'RECORDS' }, ['VISIBILITY']))
    add(recordPart(values[0]), count);
  for (const { values, count } of await countCopies(db, snapshot, scope)) add(copyPart(values), count);
  const ofNobody = scope.some(({ dimension }) => dimension === 'LIBRARY') ? [] : [...scope, OF_NOBODY];
  for (const { values, count } of ofNobody.length === 0 ? [] : await countCopies(db, snapshot, ofNobody)) {
    if (copyPart(values) === null) add('COPIES_OF_NOBODY', count);
  }
  return parts;
}

const OF_NOBODY: Condition = { dimension: 'LIBRARY', in: [NONE] };

function countCopies(db: Scope['db'], snapshot: number, where: readonly Condition[]): ReturnType<typeof countBy> {
  return countBy(db, { snapshot, population: 'ITEMS', where }, ['VISIBILITY', 'RECORD_VISIBILITY', 'LEFT_OUT']);
}

function recordPart(visibility: string | undefined): LeftOutPart | null {
  if (visibility === 'PUBLIC') return null;
  return visibility === 'ILL_TEMPORARY' ? 'INTERLIBRARY_RECORDS' : 'HIDDEN_RECORDS';
}

function copyPart([visibility, ofRecord, leftOut]: readonly string[]): LeftOutPart | null {
  if (visibility === 'ILL_TEMPORARY' || ofRecord === 'ILL_TEMPORARY') return 'INTERLIBRARY_COPIES';
  if (ofRecord !== 'PUBLIC') return 'COPIES_ON_HIDDEN_RECORDS';
  if (visibility !== 'PUBLIC') return 'HIDDEN_COPIES';
  if (leftOut === 'NO_OWNER') return 'COPIES_OF_NOBODY';
  return leftOut === NONE ? null : 'COPIES_WITHOUT_NUMBER';
}

const SAYS: Readonly<Record<LeftOutPart, (count: number) => string>> = {
  INTERLIBRARY_RECORDS: (count) => counted(count, 'record for an interlibrary loan', 'records for interlibrary loans'),
  HIDDEN_RECORDS: (count) => counted(count, 'hidden record'),
  INTERLIBRARY_COPIES: (count) => counted(count, 'copy for an interlibrary loan', 'copies for interlibrary loans'),
  COPIES_ON_HIDDEN_RECORDS: (count) => counted(count, 'copy on hidden records', 'copies on hidden records'),
  HIDDEN_COPIES: (count) => counted(count, 'hidden copy', 'hidden copies'),
  COPIES_WITHOUT_NUMBER: (count) =>
    counted(count, 'copy that came without its number or barcode', 'copies that came without their number or barcode'),
  COPIES_OF_NOBODY: sayOfNobody,
};

function sayOfNobody(count: number): string {
  return counted(count, 'copy of which nobody knows whose it is', 'copies of which nobody knows whose they are');
}

/** One for each part that there is, in words. */
export function sayParts(parts: Parts, named: readonly LeftOutPart[] = LEFT_OUT_PARTS): readonly string[] {
  return named.flatMap((part) => {
    const count = parts.get(part) ?? 0;
    return count === 0 ? [] : [SAYS[part](count)];
  });
}

/** What is not known to belong to a library that is asked for, and may. */
export interface Outside {
  readonly rejects: number;
  /** Of which nobody knows whose they are; none if no library is asked for. */
  readonly records: number;
  readonly copies: number;
}

export async function countOutside(context: OutsideScope): Promise<Outside> {
  const { db, snapshot, library, system, visibleLibraries } = context;
  const wanted = library === null ? visibleLibraries : [library];
  const ids = (await systemsOfSnapshot(db, snapshot))
    .filter(({ id }) => system === null || id === system)
    .filter(({ libraries }) => wanted === null || libraries.some((one) => wanted.includes(one)))
    .map(({ id }) => id);
  const inSystems: readonly string[] = ids;
  const rejects = (await readRejects(db, snapshot)).filter((one) => inSystems.includes(one.system));
  const countOfNobody = async (population: 'RECORDS' | 'ITEMS'): Promise<number> => {
    if (wanted === null || ids.length === 0) return 0;
    const where = [{ dimension: 'SYSTEM', in: ids }, OF_NOBODY] as const;
    return (await countRows(db, { snapshot, population, where })).value ?? 0;
  };
  return {
    rejects: rejects.reduce((sum, { count }) => sum + count, 0),
    records: await countOfNobody('RECORDS'),
    copies: await countOfNobody('ITEMS'),
  };
}

type OutsideScope = Pick<ReportContext, 'db' | 'library' | 'system' | 'visibleLibraries'> & {
  readonly snapshot: number;
};

export function sayOutside({ rejects, records, copies }: Outside): readonly string[] {
  return [
    ...(records === 0
      ? []
      : [counted(records, 'record of which nobody knows whose it is', 'records of which nobody knows whose they are')]),
    ...(copies === 0 ? [] : [sayOfNobody(copies)]),
    ...(rejects === 0 ? [] : [counted(rejects, 'record that could not be read', 'records that could not be read')]),
  ];
}

/** Adds one line, if there is anything that the report leaves out. */
export async function withLeftOut(
  { leavesOut, isOfAll = false }: Pick<Report, 'leavesOut' | 'isOfAll'>,
  context: ReportContext,
  result: ReportResult,
): Promise<ReportResult> {
  if (leavesOut === null || result.summary.length === 0) return result;
  const { db, snapshot } = context;
  const of = {
    ...(isOfAll ? { db, scope: [], library: null, system: null, visibleLibraries: null } : context),
    snapshot: snapshot.number,
  };
  const parts: Parts = leavesOut.length === 0 ? new Map() : await countParts(of);
  const said = [...sayParts(parts, leavesOut), ...sayOutside(await countOutside(of))];
  if (said.length === 0) return result;
  return { ...result, summary: [...result.summary, { label: LEFT_OUT_LABEL, value: null, text: said.join('; ') }] };
}

export const LEFT_OUT_LABEL = 'In none of these numbers';
