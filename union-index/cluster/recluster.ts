import type { EditionRow } from '#store/repositories/index-write/editions.ts';
import {
  deleteMembers,
  insertChanges,
  reserveEditionIds,
  retireEditions,
  upsertEditions,
  upsertMembers,
} from '#store/repositories/index-write/editions.ts';
import { findHolders } from '#store/repositories/index-write/contents.ts';
import { findIgnoredKeys } from '#store/repositories/index-write/match-keys.ts';
import { findRulingsOf } from '#store/repositories/rulings.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { assignEditions } from './assign-editions.ts';
import { clusterComponent } from './cluster-component.ts';
import { toChanges } from './edition-changes.ts';
import { toEditionRow } from './edition-row.ts';
import { loadComponents } from './load-components.ts';
import { createPairJudge } from './pair-judge.ts';
import type { LoadedRecord, RecordLoader } from './record-loader.ts';
import type { KnownIgnored } from './update-links.ts';

/** What clustering must know of the region. */
export interface ClusterSettings {
  /** Keys that more records share than this are no evidence. */
  readonly keyCap: number;
  /** Place of a system in the region file. */
  systemOrder(systemId: string): number;
  /** `<library>/<site>` of an owner code; null where the code names no site. */
  siteOf(systemId: string, ownerCode: string): string | null;
}

/** What a change of records has reached. */
export interface Reached {
  /** Records whose edition may be another now. */
  readonly affected: ReadonlySet<number>;
  /** Records that say something else now. */
  readonly rewritten: ReadonlySet<number>;
  /** What is known of their keys. */
  readonly ignored: KnownIgnored;
}

type Tx = Transaction<Database>;

/** One edition as it will be. */
interface Outcome {
  readonly id: number;
  readonly members: readonly LoadedRecord[];
}

/**
 * Makes the editions around some records true again: loads everything that is linked to them, clusters it from nothing,
 * and maps the result to the ids that were there. The editions are a function of the records, the rulings and the cap alone,
 * so that harvesting in any order, or matching everything again, ends the same; only the ids remember what was before.
 * `reader` may be another connection: of it is asked what matching does not write. Ends when all is decided; what it gives does when all is written, over a connection that keeps the order of statements.
 */
export async function recluster(
  transaction: Tx,
  reader: Tx,
  { affected, rewritten, ignored }: Reached,
  loader: RecordLoader,
  settings: ClusterSettings,
  at: Date,
): Promise<{ readonly written: Promise<void> }> {
  const { records, links, before } = await loadComponents(transaction, affected);
  const loaded = await loader.load(reader, records);
  const further = records.filter((record) => !ignored.records.has(record));
  const ignoredKeys = new Set([...ignored.keys, ...(await findIgnoredKeys(transaction, further))]);
  const judge = createPairJudge(ignoredKeys, await findRulingsOf(reader, records));
  const byId = new Map(loaded.map((record) => [record.record, record]));
  const clusters = clusterComponent(loaded, links, judge).map((group) => ({
    records: group.map(({ record }) => record),
    sortKey: group[0]?.sortKey ?? '',
  }));
  const { ids, gone } = assignEditions(clusters, before);
  const fresh = await reserveEditionIds(reader, ids.filter((id) => id === null).length);
  let next = 0;
  const outcomes: Outcome[] = clusters.map((cluster, index) => ({
    id: ids[index] ?? fresh[next++] ?? 0,
    members: cluster.records.map((record) => byId.get(record)).filter((record) => record !== undefined),
  }));
  const after = new Map(outcomes.flatMap(({ id, members }) => members.map(({ record }) => [record, id] as const)));

  const dirty = findDirty(outcomes, rewritten, before);
  const rows = await toRows(reader, dirty, settings);
  const { changes, redirects } = toChanges(
    dirty.map(({ id }) => id),
    gone,
    before,
    after,
  );
  const write = async (): Promise<void> => {
    await upsertEditions(transaction, rows, at);
    await upsertMembers(transaction, movedMembers(outcomes, before));
    await deleteMembers(
      transaction,
      [...before.keys()].filter((record) => !after.has(record)),
    );
    await retireEditions(transaction, gone, redirects, at);
    await insertChanges(transaction, changes, at);
  };
  return { written: write() };
}

/** Editions to write: new ones, those with other members than before, and those whose records were touched. */
function findDirty(
  outcomes: readonly Outcome[],
  rewritten: ReadonlySet<number>,
  before: ReadonlyMap<number, number>,
): readonly Outcome[] {
  const sizes = new Map<number, number>();
  for (const edition of before.values()) sizes.set(edition, (sizes.get(edition) ?? 0) + 1);
  return outcomes.filter(
    ({ id, members }) =>
      sizes.get(id) !== members.length ||
      members.some(({ record }) => rewritten.has(record) || before.get(record) !== id),
  );
}

async function toRows(
  reader: Tx,
  outcomes: readonly Outcome[],
  settings: ClusterSettings,
): Promise<readonly EditionRow[]> {
  if (outcomes.length === 0) return [];
  const holders = await findHolders(
    reader,
    outcomes.flatMap(({ members }) => members.map(({ record }) => record)),
  );
  const byRecord = Map.groupBy(holders, ({ record }) => record);
  return outcomes.map(({ id, members }) =>
    toEditionRow(
      id,
      members.map(({ record, stored, sortKey }) => ({ stored, sortKey, holders: byRecord.get(record) ?? [] })),
      settings,
    ),
  );
}

/** Records that are in another edition than before. */
function movedMembers(
  outcomes: readonly Outcome[],
  before: ReadonlyMap<number, number>,
): Parameters<typeof upsertMembers>[1] {
  return outcomes.flatMap(({ id, members }) =>
    members
      .filter(({ record }) => before.get(record) !== id)
      .map(({ record, stored: { system } }) => ({ record, system, edition: id })),
  );
}
