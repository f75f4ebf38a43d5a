import {
  deleteMembers,
  deleteRedirects,
  insertChanges,
  insertRedirects,
  retireEditions,
  upsertEditions,
  upsertMembers,
  type ChangeRow,
  type EditionRow,
  type RedirectRow,
  findEditionMates,
} from '../repositories/editions.ts';
import { findIgnoredKeys } from '../repositories/match-keys.ts';
import { findKnownEditions } from '../repositories/record-editions.ts';
import { findRulingsOf } from '../repositories/rulings.ts';
import type { Tx } from '#store/tables.ts';
import { assignEditions, toChanges, type Assignment, type FormerEditions } from './assign-editions.ts';
import { clusterComponent } from './cluster-component.ts';
import type { EditionIds } from './edition-ids.ts';
import { toEditionRow } from './edition-row.ts';
import { createPairJudge } from './pair-judge.ts';
import type { LoadedRecord, RecordLoader } from './record-loader.ts';
import type { KnownIgnored } from './update-links.ts';
import { findLinksOf, type LinkRow } from '../repositories/links.ts';

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

export interface Reached {
  /** Records that may now be in another edition. */
  readonly affected: ReadonlySet<number>;
  readonly known: KnownLinks;
  /** Records that say something else now. */
  readonly rewritten: ReadonlySet<number>;
  /** What is known of their keys. */
  readonly ignored: KnownIgnored;
}

/** One edition as it will be. */
export interface Outcome {
  readonly id: number;
  readonly members: readonly LoadedRecord[];
}

/** The records and links that the editions around some records are made of. */
type Surroundings = Awaited<ReturnType<typeof loadSurroundings>>;

/**
 * Loads everything that is linked to the records, and begins to load the facts about it. Reads no descriptions of
 * editions.
 */
export async function loadSurroundings(transaction: Tx, reached: Reached, loader: RecordLoader) {
  const components = await loadComponents(transaction, reached.affected, reached.known);
  // Already under way, so that the next query on the connection runs while the editions are made.
  return { reached, components, facts: findFacts(transaction, reached, components, loader) };
}

async function findFacts(transaction: Tx, { ignored }: Reached, { records, before }: Components, loader: RecordLoader) {
  const covered = ignored.records;
  const further = covered === null ? [] : records.filter((record) => !covered.has(record));
  const loading = loader.load(transaction, records);
  const [loaded, furtherIgnored, rulings, former] = await Promise.all([
    loading,
    findIgnoredKeys(transaction, further),
    findRulingsOf(transaction, records),
    loading.then((all) =>
      findFormer(
        transaction,
        all.filter(({ record }) => !before.has(record)),
      ),
    ),
  ]);
  return { loaded, judge: createPairJudge(new Set([...ignored.keys, ...furtherIgnored]), rulings), former };
}

async function findFormer(transaction: Tx, records: readonly LoadedRecord[]): Promise<FormerEditions> {
  const rows = await findKnownEditions(
    transaction,
    records.map(({ record, stored: { systemId, localId } }) => ({ record, systemId, localId })),
  );
  return Map.groupBy(rows, ({ record }) => record);
}

/** Editions as they are and as they will be; nothing of it is written. */
export interface DecidedEditions {
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
export async function recluster(transaction: Tx, around: Surroundings, turn: ClusterTurn) {
  return writeEditions(transaction, await decideEditions(transaction, around, turn), turn.at);
}

/** What {@link recluster} will write. */
export async function decideEditions(
  transaction: Tx,
  { reached: { rewritten }, components: { links, before }, facts }: Surroundings,
  { newIds, settings }: Omit<ClusterTurn, 'at'>,
): Promise<DecidedEditions> {
  const { loaded, judge, former } = await facts;
  const clusters = clusterComponent(loaded, links, judge);
  const assigned = await assignIds(transaction, clusters, before, former);
  const { ids, gone } = assigned;
  const founders = clusters.flatMap(([first], index) => (ids[index] === null && first ? [first.sortKey] : []));
  const given = await newIds.give(transaction, founders);
  const outcomes = clusters.flatMap((members, index): Outcome[] => {
    const id = ids[index] ?? given.get(members[0]?.sortKey ?? '');
    return id === undefined ? [] : [{ id, members }];
  });
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

/** An id for each cluster from those that its records have, or had; what they had earlier is asked for where these do not do. */
async function assignIds(
  transaction: Tx,
  clusters: readonly (readonly LoadedRecord[])[],
  before: ReadonlyMap<number, number>,
  former: FormerEditions,
): Promise<Assignment> {
  const named = clusters.map((members) => ({
    records: members.map(({ record }) => record),
    sortKey: members[0]?.sortKey ?? '',
  }));
  const assigned = assignEditions(named, before, former);
  const parted = clusters
    .filter((_, index) => assigned.ids[index] === null)
    .flatMap((members) => members.filter(({ record }) => before.has(record)));
  if (parted.length === 0) return assigned;
  return assignEditions(named, before, new Map([...former, ...(await findFormer(transaction, parted))]));
}

/**
 * Who is in which edition is on its way to the store then, what they say not yet. What may fail was decided before anything is
 * begun: who is told of a failure must not be left with a write under way.
 */
export function writeEditions(
  transaction: Tx,
  { before, outcomes, rows, changes, redirects, gone, returned }: DecidedEditions,
  at: Date,
) {
  return {
    /** Ends when it is written who is in which. */
    members: writeMembers(transaction, outcomes, before),
    /** Writes what the editions say, once and after those that were decided before. */
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
      .map(({ record, stored: { system, systemId, localId } }) => ({ record, system, systemId, localId, edition: id })),
  );
}

/** Everything that a change of some records can reach: whole components of records that are linked. */
type Components = Awaited<ReturnType<typeof loadComponents>>;

/** What need not be asked for. */
interface KnownLinks {
  /** Records whose links are all among `links`. */
  readonly of: ReadonlySet<number>;
  readonly links: readonly LinkRow[];
  readonly newcomers: ReadonlySet<number>;
}

/**
 * Walks from the records along links, and along the editions that were there, until nothing new is met. What a first load
 * matches is new to the index: its links were decided just now, and asking the store for them would be half of the walk.
 */
async function loadComponents(transaction: Tx, from: Iterable<number>, known: KnownLinks) {
  const before = new Map<number, number>();
  const links = new Map<string, LinkRow>();
  const met = new Set(from);
  let found: readonly LinkRow[] = known.links;
  for (let frontier = [...met]; frontier.length > 0; found = []) {
    const mates = await findEditionMates(
      transaction,
      frontier.filter((record) => !known.newcomers.has(record)),
    );
    for (const { record, edition } of mates) before.set(record, edition);
    const asked = frontier.filter((record) => !known.of.has(record));
    found = [...found, ...(await findLinksOf(transaction, asked))];
    for (const link of found) links.set(`${String(link.a)} ${String(link.b)}`, link);
    const reached = [...mates.map(({ record }) => record), ...found.flatMap(({ a, b }) => [a, b])];
    frontier = [...new Set(reached)].filter((record) => !met.has(record));
    for (const record of frontier) met.add(record);
  }
  return { records: [...met], links: [...links.values()], before };
}
