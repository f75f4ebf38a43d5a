import {
  deleteMembers,
  insertChanges,
  retireEditions,
  upsertEditions,
  upsertMembers,
} from '../repositories/editions.ts';
import { findIgnoredKeys } from '../repositories/match-keys.ts';
import { findRulingsOf } from '../repositories/rulings.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { assignEditions } from './assign-editions.ts';
import { clusterComponent } from './cluster-component.ts';
import { toChanges } from './edition-changes.ts';
import type { EditionIds } from './edition-ids.ts';
import { toEditionRow } from './edition-row.ts';
import { loadComponents, type KnownLinks } from './load-components.ts';
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

/** What one turn of matching has at hand. */
export interface ClusterTurn {
  readonly loader: RecordLoader;
  readonly newIds: EditionIds;
  readonly settings: ClusterSettings;
  readonly at: Date;
}

/** What a change of records has reached. */
export interface Reached {
  /** Records whose edition may be another now. */
  readonly affected: ReadonlySet<number>;
  readonly known: KnownLinks;
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

/** Editions as they will be: who is in which is on its way to the store, what they say not yet. */
export interface Reclustered {
  /** Ends when the members are written. */
  readonly members: Promise<void>;
  /** Writes what the editions say, once and after those that were decided before. */
  readonly writeEditions: () => Promise<void>;
}

/**
 * Makes the editions around some records true again: loads everything that is linked to them, clusters it from nothing,
 * and maps the result to the ids that were there. The editions are a function of the records, the rulings and the cap alone,
 * so that harvesting in any order, or matching everything again, ends the same; only the ids remember what was before.
 *
 * Nothing of this reads what editions say, so that they may be written later: `meanwhile` is called when all is asked of the
 * connection that is to be known, and what it gives the connection to do is done while the editions are made.
 */
export async function recluster(
  transaction: Tx,
  { affected, known, rewritten, ignored }: Reached,
  { loader, newIds, settings, at }: ClusterTurn,
  meanwhile: () => void = () => undefined,
): Promise<Reclustered> {
  const { records, links, before } = await loadComponents(transaction, affected, known);
  const covered = ignored.records;
  const further = covered === null ? [] : records.filter((record) => !covered.has(record));
  const asked = Promise.all([
    loader.load(transaction, records),
    findIgnoredKeys(transaction, further),
    findRulingsOf(transaction, records),
    newIds.ensure(transaction, records.filter((record) => !before.has(record)).length),
  ]);
  meanwhile();
  const [loaded, furtherIgnored, rulings] = await asked;
  const judge = createPairJudge(new Set([...ignored.keys, ...furtherIgnored]), rulings);
  const byId = new Map(loaded.map((record) => [record.record, record]));
  const clusters = clusterComponent(loaded, links, judge).map((group) => ({
    records: group.map(({ record }) => record),
    sortKey: group[0]?.sortKey ?? '',
  }));
  const { ids, gone } = assignEditions(clusters, before);
  // Splits need more than was foreseen.
  await newIds.ensure(transaction, ids.filter((id) => id === null).length);
  const outcomes: Outcome[] = clusters.map((cluster, index) => ({
    id: ids[index] ?? newIds.take(),
    members: cluster.records.map((record) => byId.get(record)).filter((record) => record !== undefined),
  }));
  const after = new Map(outcomes.flatMap(({ id, members }) => members.map(({ record }) => [record, id] as const)));

  const dirty = findDirty(outcomes, rewritten, before);
  const { changes, redirects } = toChanges(
    dirty.map(({ id }) => id),
    gone,
    before,
    after,
  );
  const writeMembers = async (): Promise<void> => {
    await upsertMembers(transaction, movedMembers(outcomes, before));
    await deleteMembers(
      transaction,
      [...before.keys()].filter((record) => !after.has(record)),
    );
  };
  // What may fail comes before anything is begun: who is told of a failure must not be left with a write under way.
  const rows = dirty.map(({ id, members }) => toEditionRow(id, members, settings));
  return {
    members: writeMembers(),
    writeEditions: async () => {
      await upsertEditions(transaction, rows, at);
      await retireEditions(transaction, gone, redirects, at);
      await insertChanges(transaction, changes, at);
    },
  };
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
