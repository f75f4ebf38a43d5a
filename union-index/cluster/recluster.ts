import {
  deleteMembers,
  deleteRedirects,
  findFormerMembers,
  insertChanges,
  insertRedirects,
  retireEditions,
  upsertEditions,
  upsertMembers,
  type ChangeRow,
  type EditionRow,
  type RedirectRow,
} from '../repositories/editions.ts';
import { findIgnoredKeys } from '../repositories/match-keys.ts';
import { findRulingsOf } from '../repositories/rulings.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { assignEditions, type Assignment, type FormerEdition } from './assign-editions.ts';
import { clusterComponent } from './cluster-component.ts';
import { toChanges } from './edition-changes.ts';
import type { EditionIds } from './edition-ids.ts';
import { toEditionRow } from './edition-row.ts';
import { loadComponents, type Components, type KnownLinks } from './load-components.ts';
import { createPairJudge, type PairJudge } from './pair-judge.ts';
import type { LoadedRecord, RecordLoader } from './record-loader.ts';
import type { KnownIgnored } from './update-links.ts';

/** What clustering must know of the region. */
export interface ClusterSettings {
  /** Keys that more records share than this are no evidence. */
  readonly keyCap: number;
  /** Place of a system in the region file. */
  systemOrder(systemId: string): number;
  /** `<library>/<site>` of an owner code; null if the code names no site. */
  siteOf(systemId: string, ownerCode: string): string | null;
}

/** What one turn of matching has at hand. */
export interface ClusterTurn {
  readonly newIds: EditionIds;
  readonly settings: ClusterSettings;
  readonly at: Date;
}

/** What a change of records has reached. */
export interface Reached {
  /** Records that may now be in another edition. */
  readonly affected: ReadonlySet<number>;
  readonly known: KnownLinks;
  /** Records that say something else now. */
  readonly rewritten: ReadonlySet<number>;
  /** What is known of their keys. */
  readonly ignored: KnownIgnored;
}

type Tx = Transaction<Database>;

/** One edition as it will be. */
export interface Outcome {
  readonly id: number;
  readonly members: readonly LoadedRecord[];
}

/** The records and links that the editions around some records are made of. */
export interface Surroundings {
  readonly reached: Reached;
  readonly components: Components;
  /** Already under way, so that the next query on the connection runs while the editions are made. */
  readonly facts: Promise<{
    readonly loaded: readonly LoadedRecord[];
    readonly judge: PairJudge;
    /** Of records that return. */
    readonly former: ReadonlyMap<number, FormerEdition>;
  }>;
}

/** Editions as they will be: who is in which is on its way to the store, what they say not yet. */
export interface Reclustered {
  /** Ends when the members are written. */
  readonly members: Promise<void>;
  /** Writes what the editions say, once and after those that were decided before. */
  readonly writeEditions: () => Promise<void>;
}

/**
 * Loads everything that is linked to the records, and begins to load the facts about it. Reads no descriptions of
 * editions.
 */
export async function loadSurroundings(
  transaction: Tx,
  reached: Reached,
  loader: RecordLoader,
  newIds: EditionIds,
): Promise<Surroundings> {
  const components = await loadComponents(transaction, reached.affected, reached.known);
  return { reached, components, facts: findFacts(transaction, reached, components, { loader, newIds }) };
}

async function findFacts(
  transaction: Tx,
  { ignored, known }: Reached,
  { records, before }: Components,
  { loader, newIds }: { readonly loader: RecordLoader; readonly newIds: EditionIds },
): Promise<Awaited<Surroundings['facts']>> {
  const covered = ignored.records;
  const further = covered === null ? [] : records.filter((record) => !covered.has(record));
  const without = records.filter((record) => !before.has(record));
  const [loaded, furtherIgnored, rulings, former] = await Promise.all([
    loader.load(transaction, records),
    findIgnoredKeys(transaction, further),
    findRulingsOf(transaction, records),
    findFormerMembers(
      transaction,
      without.filter((record) => !known.newcomers.has(record)),
    ),
    newIds.ensure(transaction, without.length),
  ]);
  return {
    loaded,
    judge: createPairJudge(new Set([...ignored.keys, ...furtherIgnored]), rulings),
    former: new Map(former.map(({ record, edition, isGone }) => [record, { edition, isGone }])),
  };
}

/** Editions as they are and as they will be; nothing of it is written. */
export interface DecidedEditions {
  /** The edition that each record is in before. */
  readonly before: ReadonlyMap<number, number>;
  readonly outcomes: readonly Outcome[];
  readonly rows: readonly EditionRow[];
  readonly changes: readonly ChangeRow[];
  readonly redirects: readonly RedirectRow[];
  readonly gone: readonly number[];
  readonly returned: Pick<Assignment, 'takenUp' | 'redirects'>;
}

/**
 * Makes the editions around some records true again: clusters everything that is linked to them from nothing, and maps the
 * result to the ids that were there. The editions are a function of the records, the rulings and the cap alone, so that
 * harvesting in any order, or matching everything again, ends the same; only the ids remember what was before.
 */
export async function recluster(transaction: Tx, around: Surroundings, turn: ClusterTurn): Promise<Reclustered> {
  return writeEditions(transaction, await decideEditions(transaction, around, turn), turn.at);
}

/** What {@link recluster} will write: it asks the store for ids alone, and only where `newIds` does. */
export async function decideEditions(
  transaction: Tx,
  { reached: { rewritten }, components: { links, before }, facts }: Surroundings,
  { newIds, settings }: Omit<ClusterTurn, 'at'>,
): Promise<DecidedEditions> {
  const { loaded, judge, former } = await facts;
  const clusters = clusterComponent(loaded, links, judge);
  const assigned = assignEditions(
    clusters.map((members) => ({
      records: members.map(({ record }) => record),
      sortKey: members[0]?.sortKey ?? '',
    })),
    before,
    former,
  );
  const { ids, gone } = assigned;
  // Splits need more than was foreseen.
  await newIds.ensure(transaction, ids.filter((id) => id === null).length);
  const outcomes = clusters.map((members, index): Outcome => ({ id: ids[index] ?? newIds.take(), members }));
  const after = new Map(outcomes.flatMap(({ id, members }) => members.map(({ record }) => [record, id] as const)));

  const dirty = findDirty(outcomes, rewritten, before);
  const { changes, redirects } = toChanges(
    dirty.map(({ id }) => id),
    gone,
    before,
    after,
  );
  const rows = dirty.map(({ id, members }) => toEditionRow(id, members, settings));
  return { before, outcomes, rows, changes, redirects, gone, returned: assigned };
}

/** What may fail was decided before anything is begun: who is told of a failure must not be left with a write under way. */
export function writeEditions(
  transaction: Tx,
  { before, outcomes, rows, changes, redirects, gone, returned }: DecidedEditions,
  at: Date,
): Reclustered {
  return {
    members: writeMembers(transaction, outcomes, before),
    writeEditions: async () => {
      await upsertEditions(transaction, rows, at);
      await deleteRedirects(transaction, returned.takenUp);
      await retireEditions(transaction, gone, redirects, at);
      await insertRedirects(transaction, returned.redirects, at);
      await insertChanges(transaction, changes, at);
    },
  };
}

async function writeMembers(
  transaction: Tx,
  outcomes: readonly Outcome[],
  before: ReadonlyMap<number, number>,
): Promise<void> {
  const after = new Set(outcomes.flatMap(({ members }) => members.map(({ record }) => record)));
  await upsertMembers(transaction, movedMembers(outcomes, before));
  await deleteMembers(
    transaction,
    [...before.keys()].filter((record) => !after.has(record)),
  );
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
