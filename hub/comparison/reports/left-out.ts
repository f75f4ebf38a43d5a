/** Says of every report what stands in none of its numbers: what it is not about, what nobody owns, what could not be read. */
import { NONE, type Condition } from '#domain/comparison.ts';
import { countBy, countRows } from '../populations/counts.ts';
import { countRejects } from '../snapshots/keep-rejects.ts';
import { OF_NOBODY } from './conditions.ts';
import { LEFT_OUT_PARTS, type LeftOutPart, type Report, type ReportContext, type ReportResult } from './report.ts';
import { counted } from './say.ts';
import { systemsInScope, type AskedSystems } from './systems-in-scope.ts';

/** Of a report about what the public can find. */
export const ALL_THAT_IS_NOT_PUBLIC: readonly LeftOutPart[] = [...LEFT_OUT_PARTS];

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

export async function countOutside(context: AskedSystems): Promise<Outside> {
  const { db, snapshot, library, visibleLibraries } = context;
  const ids = (await systemsInScope(context)).map(({ id }) => id);
  const rejects = await countRejects(db, snapshot.number);
  const isOfAll = library === null && visibleLibraries === null;
  const countOfNobody = async (population: 'RECORDS' | 'ITEMS'): Promise<number> => {
    if (isOfAll || ids.length === 0) return 0;
    const where = [{ dimension: 'SYSTEM', in: ids }, OF_NOBODY] as const;
    return (await countRows(db, { snapshot: snapshot.number, population, where })).value ?? 0;
  };
  return {
    records: await countOfNobody('RECORDS'),
    copies: await countOfNobody('ITEMS'),
    rejects: ids.reduce((sum, id) => sum + (rejects.get(id) ?? 0), 0),
  };
}

const SAYS_OUTSIDE: Readonly<Record<keyof Outside, (count: number) => string>> = {
  records: (count) =>
    counted(count, 'record of which nobody knows whose it is', 'records of which nobody knows whose they are'),
  copies: sayOfNobody,
  rejects: (count) => counted(count, 'record that could not be read', 'records that could not be read'),
};

/** One for each that there is, in words. */
export function describeOutside(outside: Outside): readonly { readonly says: string; readonly count: number }[] {
  return (['records', 'copies', 'rejects'] as const).flatMap((part) => {
    const count = outside[part];
    return count === 0 ? [] : [{ says: SAYS_OUTSIDE[part](count), count }];
  });
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
    snapshot,
  };
  const parts: Parts = leavesOut.length === 0 ? new Map() : await countParts({ ...of, snapshot: snapshot.number });
  const said = [...sayParts(parts, leavesOut), ...describeOutside(await countOutside(of)).map(({ says }) => says)];
  if (said.length === 0) return result;
  return {
    ...result,
    summary: [...result.summary, { label: 'In none of these numbers', value: null, text: said.join('; ') }],
  };
}
