/** What the reports of mappings have in common: the codes of the scope with what they become. */
import type { CodeListName } from '#domain/policies.ts';
import { MerciaError } from '#platform/errors.ts';
import { LISTS_OF_ITEMS, type CodeWithMeaning } from '../codes/count-codes.ts';
import { mappingsOfSnapshot, readMappings } from './kept-mappings.ts';
import { codesInScope, findCodes, mapCodes, type CodeScope, type MappedCode } from './mapping-book.ts';
import type { Drill, ReportContext, ReportOption } from '../reports/report.ts';
import { sayDay } from '#domain/say-day.ts';

export interface MappedScope {
  readonly used: readonly CodeWithMeaning[];
  readonly codes: readonly MappedCode[];
  /** Whose mappings these are, to be said in the title. */
  readonly asOf: string;
  /** Lists of which the target's codes were entered. */
  readonly entered: ReadonlySet<CodeListName>;
}

/** Of every report that goes by mappings. */
export const MAPPINGS_OPTION: ReportOption = {
  name: 'mappings',
  says: 'Mappings as they were kept with the snapshot, or as they are now',
  takes: 'VALUE',
  values: ['snapshot', 'now'],
};

/**
 * With the mappings that the snapshot keeps; with the option `mappings=now`, with those that hold at this moment. Throws
 * BAD_USER_INPUT for any other value of it.
 */
export async function readMappedScope(context: ReportContext): Promise<MappedScope> {
  const { db, snapshot, options } = context;
  const which = options['mappings'] ?? 'snapshot';
  if (which !== 'snapshot' && which !== 'now') {
    throw new MerciaError('BAD_USER_INPUT', 'mappings: "snapshot" for those kept with the snapshot, or "now".');
  }
  const kept = which === 'now' ? await readMappings(db) : await mappingsOfSnapshot(db, snapshot.number);
  const scope = codeScopeOf(context);
  return {
    used: await codesInScope(db, scope),
    codes: mapCodes(await findCodes(db, scope), kept),
    asOf:
      which === 'now'
        ? `the mappings are those of ${sayDay(context.now.toISOString().slice(0, 10))}`
        : `the mappings are those kept with the snapshot "${snapshot.name}"`,
    entered: new Set(kept.targets.flatMap(({ list, codes }) => (codes.length > 0 ? [list] : []))),
  };
}

/** The copies that carry these codes of one system; undefined for codes that copies do not carry. */
export function drillOf(
  { scope }: ReportContext,
  system: string,
  list: CodeListName,
  codes: readonly string[],
): Drill | undefined {
  if (list === 'PATRON_CATEGORY' || codes.length === 0) return undefined;
  return {
    population: 'ITEMS',
    where: [...scope, { dimension: 'SYSTEM', in: [system] }, { dimension: LISTS_OF_ITEMS[list], in: codes }],
  };
}

function codeScopeOf({ snapshot, library, visibleLibraries, system }: ReportContext): CodeScope {
  return { snapshot: snapshot.number, libraries: library === null ? visibleLibraries : [library], system };
}
