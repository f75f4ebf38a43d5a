/** Compares pairs of records: here, or in a second thread, to the same links. */
import type { LinkRow } from '../repositories/links.ts';
import { areOutlinesApart } from '../match/outline.ts';
import { inOrder, type PairJudge } from './pair-judge.ts';
import type { LoadedRecord } from './record-loader.ts';
import type { PairBatch } from '../match/pair-batch.ts';
import { createYielder } from './yield-to-others.ts';

/** The links among the pairs, of those that `isWanted` lets through. */
export async function judgePairs(
  pairs: PairSet,
  loaded: readonly LoadedRecord[],
  judge: PairJudge,
  isWanted: (a: LoadedRecord, b: LoadedRecord) => boolean,
): Promise<readonly LinkRow[]> {
  const yielder = createYielder();
  const links: LinkRow[] = [];
  for (const [a, b] of loadedPairs(pairs, loaded)) {
    if (!isWanted(a, b)) continue;
    const weight = judge.linkWeight(a, b);
    if (weight !== null) links.push({ a: a.record, b: b.record, weight });
    if (yielder.isDue()) await yielder.yieldToOthers();
  }
  return links;
}

/** The same as `judgePairs` of all pairs, where `weigh` compares those that nobody ruled over. */
export async function weighApart(
  pairs: PairSet,
  loaded: readonly LoadedRecord[],
  judge: PairJudge,
  weigh: (asked: Omit<PairBatch, 'ignored'>) => Promise<Float64Array>,
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
  const weights = await weigh({
    descriptions: [...places.keys()].map(({ stored }) => stored.description),
    pairs: Uint32Array.from(placed),
  });
  for (const [place, pair] of asked.entries()) {
    const weight = weights[place] ?? Number.NaN;
    if (!Number.isNaN(weight)) links.push({ ...pair, weight });
  }
  return links;
}

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

const NO_OUTLINES: ReadonlyMap<number, number> = new Map();

/** Pairs of records, each once, the lower number first. */
export class PairSet implements Iterable<readonly [number, number]> {
  readonly #byLower = new Map<number, Set<number>>();

  add(a: number, b: number): void {
    if (a === b) return;
    const lower = Math.min(a, b);
    const others = this.#byLower.get(lower) ?? new Set();
    this.#byLower.set(lower, others.add(Math.max(a, b)));
  }

  has(a: number, b: number): boolean {
    return this.#byLower.get(Math.min(a, b))?.has(Math.max(a, b)) === true;
  }

  /** Every pair among `sharers` of which at least one was touched, but those that their outlines tell apart. */
  addTouched(sharers: readonly number[], touched: ReadonlySet<number>, outlines = NO_OUTLINES): void {
    for (const a of sharers) {
      if (!touched.has(a)) continue;
      const outline = outlines.get(a) ?? 0;
      for (const b of sharers) if (!areOutlinesApart(outline, outlines.get(b) ?? 0)) this.add(a, b);
    }
  }

  members(): ReadonlySet<number> {
    const members = new Set<number>();
    for (const [a, b] of this) members.add(a).add(b);
    return members;
  }

  *[Symbol.iterator](): Iterator<readonly [number, number]> {
    for (const [lower, others] of this.#byLower) for (const higher of others) yield [lower, higher];
  }
}
