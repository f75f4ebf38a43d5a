/** What codes are called: by the labels of the systems' own lists, and by the region file. */
import { CODE_LISTS, type CodeListName, type LabelledCode } from '#domain/policies.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region, SystemConfig } from '#domain/region.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import type { ReportContext } from './report.ts';
import { plainCode } from '../codes/pair-codes.ts';
import { policiesOfSnapshot, type SnapshotPolicies } from '../codes/snapshot-policies.ts';

export interface CodeNames {
  /** The system's own label; where it tells none, the name of the region file. Null if neither names it. */
  nameOf(system: SystemId, list: CodeListName, code: string): string | null;
  /** Whether the region file says what the code is; null for a list of which it says nothing. */
  isMapped(system: SystemId, list: CodeListName, code: string): boolean | null;
  /** Null if the system does not tell its list. */
  listOf(system: SystemId, list: CodeListName): readonly LabelledCode[] | null;
}

/** Names by list and code: null for one that the region file maps without giving it a name. */
type RegionNames = Readonly<Partial<Record<CodeListName, ReadonlyMap<string, string | null>>>>;

/** One context is one report: its tables share the names. */
const namesOf = new WeakMap<ReportContext, Promise<CodeNames>>();

export function codeNamesOf(context: ReportContext): Promise<CodeNames> {
  const found = namesOf.get(context) ?? readCodeNames(context.db, context.snapshot.number, context.region);
  namesOf.set(context, found);
  return found;
}

export async function readCodeNames(db: Kysely<Database>, snapshot: number, region: Region): Promise<CodeNames> {
  const policies = new Map((await policiesOfSnapshot(db, snapshot)).map((policy) => [policy.system, policy]));
  const named = new Map(region.systems.map((system) => [system.id, namesOfRegion(region, system)]));
  const listOf = (system: SystemId, list: CodeListName): readonly LabelledCode[] | null =>
    codesOf(policies.get(system), list);
  return {
    nameOf: (system, list, code) =>
      listOf(system, list)?.find((one) => one.code === code)?.label ?? named.get(system)?.[list]?.get(code) ?? null,
    isMapped: (system, list, code) => isNamed(named.get(system)?.[list], code),
    listOf,
  };
}

function codesOf(policy: SnapshotPolicies | undefined, list: CodeListName): readonly LabelledCode[] | null {
  return policy?.lists.find((one) => one.list === list)?.codes ?? null;
}

/** The settings of every make that has such codes call them alike. */
const SETTINGS: Readonly<Partial<Record<CodeListName, string>>> = {
  LOCATION: 'locations',
  COLLECTION: 'collections',
  ITEM_TYPE: 'itemTypes',
};

function namesOfRegion(region: Region, { owners, settings }: SystemConfig): RegionNames {
  const names: Partial<Record<CodeListName, Map<string, string | null>>> = {
    BRANCH: new Map(
      owners.map(({ code, library, site }) => {
        const owner = region.libraries.find(({ id }) => id === library);
        return [code, owner?.sites.find(({ id }) => id === site)?.name ?? owner?.name ?? null];
      }),
    ),
  };
  for (const list of CODE_LISTS) {
    const key = SETTINGS[list];
    if (key === undefined) continue;
    // What one branch says of a code stands below its own code.
    const places = [settings, ...Object.values(objectAt(settings, 'libraries'))];
    const found = places.flatMap((place) => [
      ...Object.entries(objectAt(place, key)),
      // Plain shelves are written without saying more of them.
      ...(list === 'LOCATION' ? listAt(place, 'shelves').map((code) => [code, null] as const) : []),
    ]);
    if (found.length > 0) names[list] = new Map(found.map(([code, value]) => [code, nameIn(value)]));
  }
  return names;
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {};
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'object' && found !== null ? (found as Readonly<Record<string, unknown>>) : {};
}

function listAt(value: unknown, key: string): readonly string[] {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : null;
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

/** Capitals and blanks do not count, and a name that ends with a star is that of all codes that begin so. */
function isNamed(names: ReadonlyMap<string, string | null> | undefined, code: string): boolean | null {
  if (names === undefined) return null;
  const plain = plainCode(code);
  return (
    names.has(code) ||
    [...names.keys()].some((name) =>
      name.endsWith('*') ? code.startsWith(name.slice(0, -1)) : plainCode(name) === plain,
    )
  );
}

function nameIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const name = typeof value === 'object' && value !== null ? (value as { readonly name?: unknown }).name : null;
  return typeof name === 'string' ? name : null;
}
