/** Keeps a set from losing too much within a day, until an operator lets it go. */
import type { Tx } from '#store/tables.ts';
import type { NewVersion } from './compare.ts';
import { findHolds, findSizes, readSetKey, toSetKey, type HeldSet } from './hold-rows.ts';

/** A set that loses fewer entries a day is never held, however small it is. */
const HELD_FROM = 20;

/** The sets that a version takes its entry out of, as keys. */
export function lostBy({ before, repository, sets, hash }: NewVersion): readonly string[] {
  if (!before?.hash) return [];
  const lost = hash === null ? ['', ...before.sets] : before.sets.filter((set) => !sets.includes(set));
  return lost.map((set) => toSetKey({ repository, set }));
}

export function growthBy(versions: readonly NewVersion[]): ReadonlyMap<string, number> {
  const growth = new Map<string, number>();
  const add = (repository: string, sets: readonly string[], by: number): void => {
    for (const set of ['', ...sets]) {
      const key = toSetKey({ repository, set });
      growth.set(key, (growth.get(key) ?? 0) + by);
    }
  };
  for (const { before, repository, sets, hash } of versions) {
    if (before?.hash) add(repository, before.sets, -1);
    if (hash !== null) add(repository, sets, 1);
  }
  return growth;
}

export interface EditionLosses {
  readonly edition: number;
  /** A key for each entry and set. */
  readonly losses: readonly string[];
}

export interface HoldDecision {
  /** Keys of the sets that editions wait for. */
  readonly waits: ReadonlyMap<number, readonly string[]>;
  readonly newlyHeld: readonly HeldSet[];
}

/**
 * Decides which of the editions wait. A set is held that would lose more than the percentage within a day, of the most that
 * it had on that day; every edition that takes something out of it waits as a whole.
 */
export async function decideHolds(
  transaction: Tx,
  editions: readonly EditionLosses[],
  { holdPercent, now }: { readonly holdPercent: number; readonly now: Date },
): Promise<HoldDecision> {
  const counts = countLosses(editions);
  if (counts.size === 0) return { waits: new Map(), newlyHeld: [] };
  const held = new Set((await findHolds(transaction)).map(toSetKey));
  const newlyHeld: HeldSet[] = [];
  for (const { key, entries, lost } of await findSizes(transaction, [...counts.keys()], now)) {
    const wouldLose = lost + (counts.get(key) ?? 0);
    const had = entries + lost;
    if (held.has(key) || wouldLose < HELD_FROM || wouldLose * 100 <= holdPercent * had) continue;
    newlyHeld.push({ ...readSetKey(key), since: now, wouldLose, had });
    held.add(key);
  }
  const waits = new Map<number, readonly string[]>();
  for (const { edition, losses } of editions) {
    const waitsFor = [...new Set(losses.filter((key) => held.has(key)))];
    if (waitsFor.length > 0) waits.set(edition, waitsFor);
  }
  return { waits, newlyHeld };
}

export function countLosses(editions: readonly EditionLosses[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { losses } of editions) for (const key of losses) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
