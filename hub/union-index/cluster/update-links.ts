import type { Tx } from '#store/tables.ts';
import { findMatched } from '../repositories/editions.ts';
import { deleteLinksAmong, insertLinks } from '../repositories/links.ts';
import { findHoldersOf, findIgnoredKeys, markKeys } from '../repositories/match-keys.ts';
import { findRulingsOf } from '../repositories/rulings.ts';
import type { BatchScope, Gathered } from './gather.ts';
import { judgePairs, weighApart, PairSet } from './judge-pairs.ts';
import { createPairJudge } from './pair-judge.ts';

/** Keys of `records` that are no evidence. */
export interface KnownIgnored {
  /** Null if it is known of every record. */
  readonly records: ReadonlySet<number> | null;
  readonly keys: ReadonlySet<number>;
}

/** The links of the touched records, decided and not yet written. */
export type Decided = Awaited<ReturnType<typeof decideLinks>>;

/**
 * Decides again which records belong together with the touched ones, using only what was gathered. It compares pairs that
 * share a key or have a ruling; a key that more than `keyCap` records share does not count.
 *
 * Records that still wait to be matched (`unmatched`) are not compared: they are when their turn comes.
 */
export async function decideLinks(
  reader: Tx,
  touched: ReadonlySet<number>,
  gathered: Gathered,
  { loader, isMatched, uncommitted, scorer }: BatchScope,
) {
  const states = gathered.states.map((state) => ({ ...state, ignored: uncommitted.get(state.key) ?? state.ignored }));
  const crossing = states.filter((state) => state.isOver !== state.ignored);
  const since =
    crossing.length === 0
      ? uncommitted
      : new Map([...uncommitted, ...crossing.map(({ key, ignored }) => [key, !ignored] as const)]);
  const ignoredKeys = ignoredSince(gathered.ignoredKeys, since);

  const { pairs } = gathered;
  const partners = [...pairs.members()].filter(
    (record) => touched.has(record) || gathered.matched.has(record) || isMatched(record),
  );
  const loaded = await loader.load(reader, partners);
  const judge = createPairJudge(ignoredKeys, gathered.rulings);
  const links = await (scorer === null
    ? judgePairs(pairs, loaded, judge, () => true)
    : weighApart(pairs, loaded, judge, (asked) => scorer.weigh({ ...asked, ignored: Float64Array.from(ignoredKeys) })));
  return {
    gathered,
    links,
    /** Keys that count no longer, or again: `ignored` is as it was before. */
    crossing,
    /** Keys that count no longer (true), or again (false), since the last commit, these included. */
    uncommitted: since,
    ignoredKeys,
  };
}

/**
 * Writes the links that were decided, and gives every record besides the touched whose edition may be another now. Where a change carries a key
 * over the cap, or back, all pairs that share it are decided again. The links that the touched records had are gone already.
 */
export async function writeLinks(transaction: Tx, decided: Decided, scope: BatchScope) {
  const { gathered, links, crossing, ignoredKeys } = decided;
  const again = crossing.length === 0 ? null : await decideAgain(transaction, decided, scope);
  const all = [...links, ...(again?.links ?? [])];
  await insertLinks(transaction, all);
  const affected = new Set<number>(again?.holders);
  for (const { a, b } of all) affected.add(a).add(b);
  const known: KnownIgnored = { records: scope.allIgnored === null ? gathered.met : null, keys: ignoredKeys };
  return { affected, links: all, ignored: again?.ignored ?? known };
}

/** Pairs had a key in common that may count no longer, or counts again: those not decided yet have to be looked at. */
async function decideAgain(
  transaction: Tx,
  { gathered, crossing, uncommitted }: Decided,
  { loader, isMatched, allIgnored }: BatchScope,
) {
  const keysOf = (ignored: boolean): readonly number[] =>
    crossing.filter((state) => state.ignored === ignored).map(({ key }) => key);
  await markKeys(transaction, keysOf(false), keysOf(true));
  const sharers = await findHoldersOf(
    transaction,
    crossing.map(({ key }) => key),
  );
  const matched = await findMatched(transaction, [...new Set(sharers.flat())]);
  const pairs = new PairSet();
  const holders = new Set<number>();
  for (const all of sharers) {
    const standing = all.filter((record) => matched.has(record) || isMatched(record));
    await deleteLinksAmong(transaction, standing);
    pairs.addTouched(standing, new Set(standing));
    for (const record of standing) holders.add(record);
  }
  const further = [...holders].filter((record) => !gathered.met.has(record));
  const furtherIgnored = allIgnored === null ? await findIgnoredKeys(transaction, further) : [];
  const ignoredKeys = ignoredSince(new Set([...gathered.ignoredKeys, ...furtherIgnored]), uncommitted);
  // Of all: `gathered` has the rulings over the touched records alone, and knows of more than those.
  const judge = createPairJudge(ignoredKeys, await findRulingsOf(transaction, [...holders]));
  const loaded = await loader.load(transaction, [...holders]);
  const links = await judgePairs(
    pairs,
    loaded,
    judge,
    (a, b) => !gathered.pairs.has(a.record, b.record) && (judge.isRuled(a, b) || judge.sharesKey(a, b)),
  );
  const known = allIgnored === null ? new Set([...gathered.met, ...further]) : null;
  return { holders, links, ignored: { records: known, keys: ignoredKeys } };
}

/** Keys that are no evidence, with those that crossed the cap since they were read. */
function ignoredSince(ignored: ReadonlySet<number>, changes: ReadonlyMap<number, boolean>): ReadonlySet<number> {
  if (changes.size === 0) return ignored;
  const keys = new Set(ignored);
  for (const [key, isIgnored] of changes) {
    if (isIgnored) keys.add(key);
    else keys.delete(key);
  }
  return keys;
}
