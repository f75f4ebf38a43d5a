import type { ChangeRow, EditionRow, MemberRow, RedirectRow } from '#store/repositories/index-write/editions.ts';
import {
  deleteMembers,
  insertChanges,
  lockEditions,
  reserveEditionIds,
  retireEditions,
  upsertEditions,
  upsertMembers,
} from '#store/repositories/index-write/editions.ts';
import { findHolders } from '#store/repositories/index-write/contents.ts';
import { findDescriptions, listPublicRecordIds } from '#store/repositories/index-write/records.ts';
import type { StoredDescription } from '#store/repositories/index-write/records.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { toMatchFacts } from '../match/compare-pair.ts';
import { assignEditions } from './assign-editions.ts';
import { clusterCandidates } from './cluster-component.ts';
import { toEditionRow } from './edition-row.ts';
import { loadNeighbourhood } from './neighbourhood.ts';

/** What clustering must know of the region. */
export interface ClusterSettings {
  /** Keys that more records share than this are no evidence. */
  readonly keyCap: number;
  /** Place of a system in the region file. */
  systemOrder(systemId: string): number;
  /** `<library>/<site>` of an owner code; null where the code names no site. */
  siteOf(systemId: string, ownerCode: string): string | null;
}

/** Records that were written or taken away. */
export interface Touched {
  readonly records: readonly number[];
  /** Keys that these records had before. */
  readonly formerKeys: readonly string[];
  /** Descriptions at hand, so that they need not be read again. */
  readonly known: ReadonlyMap<number, StoredDescription>;
}

type Tx = Transaction<Database>;

/** One edition as it will be. */
interface Outcome {
  readonly id: number;
  readonly members: readonly StoredDescription[];
}

/**
 * Makes the editions around some records true again: loads everything that the change can reach, clusters it from
 * nothing, and maps the result to the ids that were there. The editions are a function of the records and the cap alone,
 * so that harvesting in any order, or rebuilding, ends the same; only the ids remember what was before.
 * Waits for others who do the same (`lockEditions`).
 */
export async function recluster(transaction: Tx, touched: Touched, settings: ClusterSettings, at: Date): Promise<void> {
  if (touched.records.length === 0) return;
  await lockEditions(transaction);
  const { records, sharing, ignoredKeys, before } = await loadNeighbourhood(
    transaction,
    touched.records,
    touched.formerKeys,
    settings.keyCap,
  );
  const descriptions = await loadDescriptions(transaction, records, touched.known);
  const candidates = [...descriptions.values()].map((stored) => ({
    record: stored.id,
    sortKey: sortKeyOf(stored),
    facts: toMatchFacts(stored.description),
  }));
  const clusters = clusterCandidates(candidates, sharing, ignoredKeys).map((group) => ({
    records: group.map(({ record }) => record),
    sortKey: group[0]?.sortKey ?? '',
  }));
  const { ids, gone } = assignEditions(clusters, before);
  const fresh = await reserveEditionIds(transaction, ids.filter((id) => id === null).length);
  let next = 0;
  const outcomes: Outcome[] = clusters.map((cluster, index) => ({
    id: ids[index] ?? fresh[next++] ?? 0,
    members: cluster.records.map((record) => descriptions.get(record)).filter((stored) => stored !== undefined),
  }));
  const after = new Map(outcomes.flatMap(({ id, members }) => members.map((member) => [member.id, id] as const)));

  const dirty = findDirty(outcomes, new Set(touched.records), before);
  await upsertEditions(transaction, await toRows(transaction, dirty, settings), at);
  await upsertMembers(transaction, movedMembers(before, after));
  await deleteMembers(
    transaction,
    [...before.keys()].filter((record) => !after.has(record)),
  );
  const { changes, redirects } = toChanges(dirty, gone, before, after);
  await retireEditions(transaction, gone, redirects, at);
  await insertChanges(transaction, changes, at);
}

const REBUILD_CHUNK = 500;

/** Clusters everything again, in one transaction: after the cap has changed. */
export async function rebuildEditions(transaction: Tx, settings: ClusterSettings, at: Date): Promise<void> {
  for (let above = 0; ;) {
    const records = await listPublicRecordIds(transaction, above, REBUILD_CHUNK);
    const last = records.at(-1);
    if (last === undefined) return;
    await recluster(transaction, { records, formerKeys: [], known: new Map() }, settings, at);
    above = last;
  }
}

function sortKeyOf({ systemId, localId }: StoredDescription): string {
  return `${systemId} ${localId}`;
}

async function loadDescriptions(
  transaction: Tx,
  records: readonly number[],
  known: ReadonlyMap<number, StoredDescription>,
): Promise<ReadonlyMap<number, StoredDescription>> {
  const missing = records.filter((record) => !known.has(record));
  const loaded = missing.length === 0 ? [] : await findDescriptions(transaction, missing);
  return new Map([...known, ...loaded.map((stored) => [stored.id, stored] as const)]);
}

/** Editions to write: new ones, those with other members than before, and those whose records were touched. */
function findDirty(
  outcomes: readonly Outcome[],
  touched: ReadonlySet<number>,
  before: ReadonlyMap<number, number>,
): readonly Outcome[] {
  const sizes = new Map<number, number>();
  for (const edition of before.values()) sizes.set(edition, (sizes.get(edition) ?? 0) + 1);
  return outcomes.filter(
    ({ id, members }) =>
      sizes.get(id) !== members.length ||
      members.some((member) => touched.has(member.id) || before.get(member.id) !== id),
  );
}

async function toRows(
  transaction: Tx,
  outcomes: readonly Outcome[],
  settings: ClusterSettings,
): Promise<readonly EditionRow[]> {
  if (outcomes.length === 0) return [];
  const holders = await findHolders(
    transaction,
    outcomes.flatMap(({ members }) => members.map(({ id }) => id)),
  );
  const byRecord = Map.groupBy(holders, ({ record }) => record);
  return outcomes.map(({ id, members }) =>
    toEditionRow(
      id,
      members.map((stored) => ({ stored, sortKey: sortKeyOf(stored), holders: byRecord.get(stored.id) ?? [] })),
      settings,
    ),
  );
}

function movedMembers(before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>): readonly MemberRow[] {
  return [...after]
    .filter(([record, edition]) => before.get(record) !== edition)
    .map(([record, edition]) => ({ record, edition }));
}

/** What to tell those who keep a copy, and where ids that are gone lead. */
function toChanges(
  dirty: readonly Outcome[],
  gone: readonly number[],
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): { readonly changes: readonly ChangeRow[]; readonly redirects: readonly RedirectRow[] } {
  const parts = countParts(before, after);
  const changes: ChangeRow[] = dirty.map(({ id }) => ({ edition: id, kind: 'CHANGED', replacedBy: [] }));
  const redirects: RedirectRow[] = [];
  for (const [edition, replacedBy] of parts) {
    if (!gone.includes(edition) && replacedBy.length > 1) changes.push({ edition, kind: 'SPLIT', replacedBy });
  }
  for (const edition of gone) {
    const replacedBy = parts.get(edition) ?? [];
    const [target] = replacedBy;
    if (target !== undefined) redirects.push({ id: edition, target });
    const kind = target === undefined ? 'WITHDRAWN' : replacedBy.length === 1 ? 'MERGED' : 'SPLIT';
    changes.push({ edition, kind, replacedBy });
  }
  return { changes, redirects };
}

/** For each old edition the editions that its records are in now, that with most of them first. */
function countParts(
  before: ReadonlyMap<number, number>,
  after: ReadonlyMap<number, number>,
): ReadonlyMap<number, readonly number[]> {
  const counts = new Map<number, Map<number, number>>();
  for (const [record, edition] of before) {
    const now = after.get(record);
    if (now === undefined) continue;
    const parts = counts.get(edition) ?? new Map<number, number>();
    parts.set(now, (parts.get(now) ?? 0) + 1);
    counts.set(edition, parts);
  }
  return new Map(
    [...counts].map(([edition, parts]) => [
      edition,
      [...parts].sort(([a, x], [b, y]) => y - x || a - b).map(([part]) => part),
    ]),
  );
}
