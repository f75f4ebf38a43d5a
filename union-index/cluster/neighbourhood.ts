import type { MemberRow } from '#store/repositories/index-write/editions.ts';
import { findEditionMates } from '#store/repositories/index-write/editions.ts';
import { findKeyHolders, findSharedKeys } from '#store/repositories/index-write/match-keys.ts';
import type { SharedKey } from '#store/repositories/index-write/match-keys.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';

/** Everything that a change of some records can reach: whole components of records that share keys. */
export interface Neighbourhood {
  readonly records: readonly number[];
  /** Keys that count, with all records that have them. */
  readonly sharing: ReadonlyMap<string, readonly number[]>;
  /** Keys that more records share than the cap allows: no evidence. */
  readonly ignoredKeys: ReadonlySet<string>;
  /** The edition that each record was in before. */
  readonly before: ReadonlyMap<number, number>;
}

/**
 * Walks from the touched records along shared keys, and along editions, until nothing new is met. Records that shared a
 * key which a touched record has lost are met too, because the component may fall apart; so are those of a key that the
 * change has carried over the cap, or back, because it counts no longer, or again.
 */
export async function loadNeighbourhood(
  transaction: Transaction<Database>,
  touched: readonly number[],
  formerKeys: readonly string[],
  keyCap: number,
): Promise<Neighbourhood> {
  const sharing = new Map<string, readonly number[]>();
  const ignoredKeys = new Set<string>();
  const before = new Map<number, number>();
  const met = new Set(touched);

  function meet(keys: readonly SharedKey[]): void {
    for (const { key, records } of keys) {
      if (records.length > keyCap) ignoredKeys.add(key);
      else sharing.set(key, records);
    }
  }

  const own = await findSharedKeys(transaction, touched, keyCap + touched.length + 1);
  meet(own);
  const seeds = own.flatMap(({ records }) => {
    const ours = records.filter((record) => met.has(record)).length;
    return records.length <= keyCap + ours ? records : [];
  });
  const current = new Set(own.map(({ key }) => key));
  const lost = formerKeys.filter((key) => !current.has(key));
  if (lost.length > 0) {
    const holders = await findKeyHolders(transaction, lost, keyCap + 1);
    seeds.push(...holders.filter(({ records }) => records.length <= keyCap).flatMap(({ records }) => records));
  }

  let frontier = [...touched];
  let fresh: readonly number[] = seeds;
  for (;;) {
    const mates: readonly MemberRow[] = await findEditionMates(transaction, frontier);
    for (const { record, edition } of mates) before.set(record, edition);
    frontier = [...new Set([...fresh, ...mates.map(({ record }) => record)])].filter((record) => !met.has(record));
    if (frontier.length === 0) break;
    for (const record of frontier) met.add(record);
    const shared = await findSharedKeys(transaction, frontier, keyCap + 1);
    meet(shared);
    fresh = shared.flatMap(({ records }) => (records.length <= keyCap ? records : []));
  }
  return { records: [...met], sharing, ignoredKeys, before };
}
