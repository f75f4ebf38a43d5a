import { findMatched } from '#store/repositories/index-write/editions.ts';
import { deleteLinksAmong, deleteLinksOf, insertLinks } from '#store/repositories/index-write/links.ts';
import type { LinkRow } from '#store/repositories/index-write/links.ts';
import {
  findIgnoredKeys,
  findKeyStates,
  findMatchedHolders,
  markKeys,
} from '#store/repositories/index-write/match-keys.ts';
import type { KeyHolders, KeyState } from '#store/repositories/index-write/match-keys.ts';
import { findRulingsOf } from '#store/repositories/rulings.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { PairSet } from './pair-set.ts';
import type { PairJudge } from './pair-judge.ts';
import { createPairJudge } from './pair-judge.ts';
import type { LoadedRecord, RecordLoader } from './record-loader.ts';

type Tx = Transaction<Database>;

/** Records that were written or taken away. */
export interface Touched {
  readonly records: readonly number[];
  /** Keys that these records had before. */
  readonly formerKeys: readonly string[];
}

/**
 * Decides anew which records belong together with those that were touched, and gives every record whose edition may be
 * another now. Pairs are looked at that share a key, or that a person ruled over; a key that more than `keyCap` records share counts for nothing, so
 * where a change carries one over the cap, or back, all pairs that share it are decided again.
 *
 * Records that wait to be matched (`unmatched`) are no partners: they look for theirs when their turn comes.
 */
export async function updateLinks(
  transaction: Tx,
  { records, formerKeys }: Touched,
  keyCap: number,
  loader: RecordLoader,
): Promise<ReadonlySet<number>> {
  const affected = new Set(records);
  for (const { a, b } of await deleteLinksOf(transaction, records)) affected.add(a).add(b);

  const states = await findKeyStates(transaction, records, formerKeys, keyCap + 1);
  const counting = states.filter((state) => state.records.length <= keyCap);
  const crossing = await markCrossing(transaction, states, keyCap);
  for (const { records: holders } of crossing) {
    await deleteLinksAmong(transaction, holders);
    for (const record of holders) affected.add(record);
  }

  const touched = new Set(records);
  const pairs = new PairSet();
  for (const { records: sharers } of counting) pairs.addTouched(sharers, touched);
  for (const { a, b } of await findRulingsOf(transaction, records)) pairs.add(a, b);
  // These had a key in common that may count no longer: the others have to be looked at.
  const doubtful = new PairSet();
  for (const { records: sharers } of crossing) doubtful.addTouched(sharers, new Set(sharers));
  const met = [...new Set([...pairs.members(), ...doubtful.members()])];
  const matched = await findMatched(transaction, met);
  const loaded = await loader.load(met.filter((record) => touched.has(record) || matched.has(record)));
  const judge = createPairJudge(await findIgnoredKeys(transaction, met), await findRulingsOf(transaction, met));
  const links = decide(pairs, doubtful, loaded, judge);
  await insertLinks(transaction, links);
  for (const { a, b } of links) affected.add(a).add(b);
  return affected;
}

/** Keys that count no longer, or again, with the records whose links were decided before that. */
async function markCrossing(
  transaction: Tx,
  states: readonly KeyState[],
  keyCap: number,
): Promise<readonly KeyHolders[]> {
  const crossing = states.filter((state) => state.records.length > keyCap !== state.ignored);
  if (crossing.length === 0) return [];
  const keysOf = (ignored: boolean): readonly string[] =>
    crossing.filter((state) => state.ignored === ignored).map(({ key }) => key);
  await markKeys(transaction, keysOf(false), keysOf(true));
  return findMatchedHolders(
    transaction,
    crossing.map(({ key }) => key),
  );
}

function decide(
  pairs: PairSet,
  doubtful: PairSet,
  loaded: readonly LoadedRecord[],
  judge: PairJudge,
): readonly LinkRow[] {
  const byId = new Map(loaded.map((record) => [record.record, record]));
  const links: LinkRow[] = [];
  const decideOne = (a: number, b: number, surely: boolean): void => {
    const [first, second] = [byId.get(a), byId.get(b)];
    if (first === undefined || second === undefined || !(surely || judge.sharesKey(first, second))) return;
    const weight = judge.linkWeight(first, second);
    if (weight !== null) links.push({ a, b, weight });
  };
  for (const [a, b] of pairs) decideOne(a, b, true);
  for (const [a, b] of doubtful) if (!pairs.has(a, b)) decideOne(a, b, false);
  return links;
}
