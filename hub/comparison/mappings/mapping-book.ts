/** Every code that has to become something in the target: how many copies carry it, what it becomes, and what to look at. */
import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { MappingState, MappingWarning, SuggestionReason, TargetList } from '#domain/mappings.ts';
import { CODE_LISTS, type CodeListName } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { codesWithMeaning, type CodeWithMeaning } from '../codes/count-codes.ts';
import { policiesOfSnapshot } from '../codes/snapshot-policies.ts';
import { readRegion } from '../snapshots/snapshot.ts';
import type { Mappings } from './kept-mappings.ts';
import { findWarnings } from './mapping-warnings.ts';

export interface FoundCode {
  readonly system: SystemId;
  readonly list: CodeListName;
  readonly code: string;
  readonly label: string | null;
  /** What all copies that carry it are, in Mercia's words; null if they differ, or nobody tells. */
  readonly meaning: string | null;
  /** Copies that carry it; null for what copies do not carry. */
  readonly items: number | null;
}

export interface MappedCode extends FoundCode {
  readonly target: string | null;
  readonly targetLabel: string | null;
  readonly state: MappingState;
  readonly reason: SuggestionReason | null;
  readonly note: string | null;
  readonly warnings: readonly MappingWarning[];
}

export interface CodeScope {
  readonly snapshot: number;
  /** Null for all. */
  readonly libraries: readonly string[] | null;
  readonly system: SystemId | null;
}

/** The codes on copies of the scope, and the readers' categories of its systems, in the order of the lists. */
export async function findCodes(db: Kysely<Database>, scope: CodeScope): Promise<readonly FoundCode[]> {
  const used = (await codesInScope(db, scope)).filter(({ code }) => isCode(code));
  const labels = await labelsOf(db, scope.snapshot);
  const grouped = Map.groupBy(used, ({ system, list, code }) => keyOf(system, list, code));
  const found = [...grouped.values()].flatMap((parts): FoundCode[] => {
    const [first] = parts;
    if (first === undefined) return [];
    const { list, code } = first;
    const system = first.system as SystemId;
    const meanings = new Set(parts.flatMap(({ meaning }) => (meaning === null ? [] : [meaning])));
    const items = parts.reduce((sum, part) => sum + part.items, 0);
    const label = labels.get(keyOf(system, list, code)) ?? null;
    return [{ system, list, code, label, meaning: meanings.size === 1 ? ([...meanings][0] ?? null) : null, items }];
  });
  return [...found, ...(await patronCategories(db, scope))].toSorted(inOrder);
}

/** Codes, `(none)` and `(not told)`, within the scope. */
export async function codesInScope(
  db: Kysely<Database>,
  { snapshot, libraries, system }: CodeScope,
): Promise<readonly CodeWithMeaning[]> {
  const used = await codesWithMeaning(db, snapshot);
  return used.filter(
    (one) => (system === null || one.system === system) && (libraries === null || libraries.includes(one.library)),
  );
}

export function mapCodes(codes: readonly FoundCode[], { targets, mappings }: Mappings): readonly MappedCode[] {
  const byKey = new Map(mappings.map((mapping) => [keyOf(mapping.system, mapping.list, mapping.code), mapping]));
  const mapped = codes.map((code) => {
    const mapping = byKey.get(keyOf(code.system, code.list, code.code));
    const target = mapping?.target ?? null;
    return {
      ...code,
      target,
      targetLabel: target === null ? null : labelOfTarget(targets, code.list, target),
      state: target === null ? ('UNMAPPED' as const) : (mapping?.state ?? 'UNMAPPED'),
      reason: mapping?.reason ?? null,
      note: mapping?.note ?? null,
    };
  });
  const warnings = findWarnings(mapped, targets);
  return mapped.map((code, place) => ({ ...code, warnings: warnings[place] ?? [] }));
}

export function isCode(code: string): boolean {
  return code !== NONE && code !== NOT_TOLD;
}

export function keyOf(system: string, list: string, code: string): string {
  return `${system} ${list} ${code}`;
}

function labelOfTarget(targets: readonly TargetList[], list: CodeListName, code: string): string | null {
  return targets.find((one) => one.list === list)?.codes.find((one) => one.code === code)?.label ?? null;
}

/** As the system labels them; a branch that it does not label is called by its library, by the region file. */
async function labelsOf(db: Kysely<Database>, snapshot: number): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  const region = await readRegion(db, snapshot);
  for (const { id, owners } of region.systems) {
    for (const { code, library } of owners) {
      const name = region.libraries.find((one) => one.id === library)?.name;
      if (name !== undefined) labels.set(keyOf(id, 'BRANCH', code), name);
    }
  }
  for (const { system, lists } of await policiesOfSnapshot(db, snapshot)) {
    for (const { list, codes } of lists) {
      for (const { code, label } of codes) if (label !== null) labels.set(keyOf(system, list, code), label);
    }
  }
  return labels;
}

/** From the systems' own lists: how many readers have one is not told here. */
async function patronCategories(
  db: Kysely<Database>,
  { snapshot, libraries, system }: CodeScope,
): Promise<readonly FoundCode[]> {
  const region = await readRegion(db, snapshot);
  const isInScope = (id: SystemId): boolean => {
    if (system !== null && system !== id) return false;
    const owners = region.systems.find((one) => one.id === id)?.owners ?? [];
    return libraries === null || owners.some(({ library }) => libraries.includes(library));
  };
  const policies = await policiesOfSnapshot(db, snapshot);
  return policies
    .filter((one) => isInScope(one.system))
    .flatMap((one) =>
      one.lists
        .filter(({ list }) => list === 'PATRON_CATEGORY')
        .flatMap(({ list, codes }) =>
          codes.map(({ code, label }) => ({ system: one.system, list, code, label, meaning: null, items: null })),
        ),
    );
}

function inOrder(a: FoundCode, b: FoundCode): number {
  return (
    CODE_LISTS.indexOf(a.list) - CODE_LISTS.indexOf(b.list) ||
    a.system.localeCompare(b.system) ||
    (b.items ?? 0) - (a.items ?? 0) ||
    (a.code < b.code ? -1 : 1)
  );
}
