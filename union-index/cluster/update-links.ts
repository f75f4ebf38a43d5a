import { findMatched } from '../repositories/editions.ts';
import { deleteLinksAmong, insertLinks } from '../repositories/links.ts';
import type { LinkRow } from '../repositories/links.ts';
import { findHoldersOf, findIgnoredKeys, markKeys } from '../repositories/match-keys.ts';
import type { KeyState } from '../repositories/match-keys.ts';
import { findRulingsOf } from '../repositories/rulings.ts';
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import { createBreath } from './breath.ts';
import type { Gathered, Unseen } from './gather.ts';
import { PairSet } from './pair-set.ts';
import type { PairJudge } from './pair-judge.ts';
import { createPairJudge, inOrder } from './pair-judge.ts';
import type { LoadedRecord, RecordLoader } from './record-loader.ts';
import type { PairWeigher } from './weigh/pair-weigher.ts';

type Tx = Transaction<Database>;

/** Keys of `records` that are no evidence. */
export interface KnownIgnored {
  /** Null where it is known of every record. */
  readonly records: ReadonlySet<number> | null;
  readonly keys: ReadonlySet<number>;
}

/** The links of the touched records, decided and not yet written. */
export interface Decided {
  readonly gathered: Gathered;
  readonly pairs: PairSet;
  readonly links: readonly LinkRow[];
  /** Keys that count no longer, or again: `ignored` is as it was before. */
  readonly crossing: readonly KeyState[];
  readonly ignoredKeys: ReadonlySet<number>;
}

export interface LinksUpdate {
  /** Records whose edition may be another now, beside those that were touched. */
  readonly affected: ReadonlySet<number>;
  /** All links of the touched records, and those that were decided with them. */
  readonly links: readonly LinkRow[];
  readonly ignored: KnownIgnored;
}

/**
 * Decides anew which records belong together with those that were touched, from what was gathered alone. Pairs are looked
 * at that share a key, or that a person ruled over; a key that more than `keyCap` records share counts for nothing.
 *
 * Records that wait to be matched (`unmatched`) are no partners: they look for theirs when their turn comes. With a weigher
 * pairs are compared apart, to the same result.
 */
export async function decideLinks(
  transaction: Tx,
  touched: ReadonlySet<number>,
  gathered: Gathered,
  keyCap: number,
  loader: RecordLoader,
  unseen: Unseen,
  weigher: PairWeigher | null = null,
): Promise<Decided> {
  const states = gathered.states.map((state) => ({
    ...state,
    ignored: unseen.ignored.get(state.key) ?? state.ignored,
  }));
  const crossing = states.filter((state) => state.records.length > keyCap !== state.ignored);
  for (const { key, ignored } of crossing) unseen.ignored.set(key, !ignored);
  const ignoredKeys = new Set(gathered.ignoredKeys);
  applyUnseen(ignoredKeys, unseen);

  const pairs = new PairSet();
  for (const { records } of states) if (records.length <= keyCap) pairs.addTouched(records, touched);
  for (const { a, b } of gathered.rulings) pairs.add(a, b);
  const partners = [...pairs.members()].filter(
    (record) => touched.has(record) || gathered.matched.has(record) || unseen.isMatched(record),
  );
  const loaded = await loader.load(transaction, partners);
  const judge = createPairJudge(ignoredKeys, gathered.rulings);
  const links = await (weigher === null
    ? judgePairs(pairs, loaded, judge, () => true)
    : weighApart(pairs, loaded, judge, ignoredKeys, weigher));
  return { gathered, pairs, links, crossing, ignoredKeys };
}

/**
 * Writes the links that were decided, and gives every record whose edition may be another now. Where a change carries a key
 * over the cap, or back, all pairs that share it are decided again. The links that the touched records had are gone already.
 */
export async function writeLinks(
  transaction: Tx,
  { gathered, pairs, links, crossing, ignoredKeys }: Decided,
  loader: RecordLoader,
  unseen: Unseen,
): Promise<LinksUpdate> {
  const again =
    crossing.length === 0 ? null : await decideAgain(transaction, crossing, gathered, pairs, loader, unseen);
  const all = [...links, ...(again?.links ?? [])];
  await insertLinks(transaction, all);
  const affected = new Set<number>(again?.holders);
  for (const { a, b } of all) affected.add(a).add(b);
  return {
    affected,
    links: all,
    ignored: again?.ignored ?? { records: unseen.allIgnored === null ? gathered.met : null, keys: ignoredKeys },
  };
}

interface DecidedAgain {
  readonly holders: ReadonlySet<number>;
  readonly links: readonly LinkRow[];
  readonly ignored: KnownIgnored;
}

/** Pairs had a key in common that may count no longer, or counts again: those not decided yet have to be looked at. */
async function decideAgain(
  transaction: Tx,
  crossing: readonly KeyState[],
  gathered: Gathered,
  decided: PairSet,
  loader: RecordLoader,
  unseen: Unseen,
): Promise<DecidedAgain> {
  const keysOf = (ignored: boolean): readonly number[] =>
    crossing.filter((state) => state.ignored === ignored).map(({ key }) => key);
  await markKeys(transaction, keysOf(false), keysOf(true));
  const sharers = await findHoldersOf(
    transaction,
    crossing.map(({ key }) => key),
  );
  const met = [...new Set(sharers.flat())];
  const matched = await findMatched(transaction, met);
  const isMatched = (record: number): boolean => matched.has(record) || unseen.isMatched(record);
  const pairs = new PairSet();
  const holders = new Set<number>();
  for (const all of sharers) {
    const standing = all.filter(isMatched);
    await deleteLinksAmong(transaction, standing);
    pairs.addTouched(standing, new Set(standing));
    for (const record of standing) holders.add(record);
  }
  const further = [...holders].filter((record) => !gathered.met.has(record));
  const isWhole = unseen.allIgnored !== null;
  const furtherIgnored = isWhole ? [] : await findIgnoredKeys(transaction, further);
  const ignoredKeys = new Set([...gathered.ignoredKeys, ...furtherIgnored]);
  applyUnseen(ignoredKeys, unseen);
  const judge = createPairJudge(ignoredKeys, [...gathered.rulings, ...(await findRulingsOf(transaction, further))]);
  const loaded = await loader.load(transaction, [...holders]);
  const links = await judgePairs(
    pairs,
    loaded,
    judge,
    (a, b) => !decided.has(a.record, b.record) && judge.sharesKey(a, b),
  );
  const known = isWhole ? null : new Set([...gathered.met, ...further]);
  return { holders, links, ignored: { records: known, keys: ignoredKeys } };
}

function applyUnseen(ignoredKeys: Set<number>, { ignored }: Unseen): void {
  for (const [key, isIgnored] of ignored) {
    if (isIgnored) ignoredKeys.add(key);
    else ignoredKeys.delete(key);
  }
}

async function judgePairs(
  pairs: PairSet,
  loaded: readonly LoadedRecord[],
  judge: PairJudge,
  isWanted: (a: LoadedRecord, b: LoadedRecord) => boolean,
): Promise<readonly LinkRow[]> {
  const breath = createBreath();
  const links: LinkRow[] = [];
  for (const [a, b] of loadedPairs(pairs, loaded)) {
    if (!isWanted(a, b)) continue;
    const weight = judge.linkWeight(a, b);
    if (weight !== null) links.push({ a: a.record, b: b.record, weight });
    if (breath.isDue()) await breath.take();
  }
  return links;
}

/** The same as `judgePairs` of all pairs, where the weigher compares those that nobody ruled over. */
async function weighApart(
  pairs: PairSet,
  loaded: readonly LoadedRecord[],
  judge: PairJudge,
  ignored: ReadonlySet<number>,
  weigher: PairWeigher,
): Promise<readonly LinkRow[]> {
  const places = new Map<LoadedRecord, number>();
  const placeOf = (record: LoadedRecord): number => {
    const place = places.get(record) ?? places.size;
    places.set(record, place);
    return place;
  };
  const links: LinkRow[] = [];
  const asked: Pick<LinkRow, 'a' | 'b'>[] = [];
  const placed: number[] = [];
  for (const [a, b] of loadedPairs(pairs, loaded)) {
    const pair = { a: a.record, b: b.record };
    const ruled = judge.ruledWeight(a, b);
    if (ruled === undefined) {
      asked.push(pair);
      placed.push(...inOrder(a, b).map(placeOf));
    } else if (ruled !== null) links.push({ ...pair, weight: ruled });
  }
  if (asked.length === 0) return links;
  const weights = await weigher.weigh({
    descriptions: [...places.keys()].map(({ stored }) => stored.description),
    pairs: Uint32Array.from(placed),
    ignored: Float64Array.from(ignored),
  });
  for (const [place, pair] of asked.entries()) {
    const weight = weights[place] ?? Number.NaN;
    if (!Number.isNaN(weight)) links.push({ ...pair, weight });
  }
  return links;
}

/** The pairs of which both records were loaded. */
function* loadedPairs(
  pairs: PairSet,
  loaded: readonly LoadedRecord[],
): Generator<readonly [LoadedRecord, LoadedRecord]> {
  const byId = new Map(loaded.map((record) => [record.record, record]));
  for (const [a, b] of pairs) {
    const [first, second] = [byId.get(a), byId.get(b)];
    if (first !== undefined && second !== undefined) yield [first, second];
  }
}
