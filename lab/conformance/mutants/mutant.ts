/** Adapters that are wrong on purpose. A kit that does not find one of them has a hole. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { tryCheck } from '../check.ts';
import type { Check, Group, Verdict } from '../check.ts';
import { FOUND_BY } from './found-by.ts';

export interface Mutant<Bench> {
  /** What it does wrong: `tells of no copies where the wire does reset`. */
  readonly name: string;
  /** The fault at which it does so; null where it always does. */
  readonly fault: string | null;
  /** How the names of the checks begin that find it; those of {@link FOUND_BY}, or else all of its fault, where not said. */
  readonly foundBy?: string | undefined;
  /** The wrong adapter; `acted` is called each time that it does its wrong. */
  alter(adapter: LmsAdapter, bench: () => Bench, acted: () => void): LmsAdapter;
}

/**
 * Found by a check; by none although it did its wrong; never come to do it; or no check had anything to say of the system, which has no
 * such thing.
 */
export type Hunted = { readonly foundBy: string; readonly words: string } | 'survived' | 'never acted' | 'not tried';

export interface Hunt<Bench> {
  readonly groups: readonly Group<Bench>[];
  /** Starts a fresh system with the altered adapter before it. */
  readonly stand: (
    alter: (adapter: LmsAdapter, bench: () => Bench) => LmsAdapter,
  ) => Promise<{ readonly bench: Bench; readonly close: () => Promise<void> }>;
}

/** Runs checks until one finds the mutant; those of its fault first. */
export async function huntMutant<Bench extends { readonly adapter: LmsAdapter }>(
  mutant: Mutant<Bench>,
  { groups, stand }: Hunt<Bench>,
): Promise<Hunted> {
  const acts: string[] = [];
  const checks = groups.flatMap((group) => group.checks);
  const { fault, foundBy = FOUND_BY[mutant.name] } = mutant;
  const own =
    foundBy === undefined
      ? checks.filter((check) => fault === null || check.fault === fault)
      : checks.filter(({ name }) => name.startsWith(foundBy));
  let tried = 0;
  for (const check of own) {
    const verdict = await tryOn(check, mutant, stand, () => acts.push(mutant.name));
    if (verdict.verdict === 'failed') return { foundBy: check.name, words: verdict.words };
    if (verdict.verdict === 'proven') tried += 1;
  }
  return tried === 0 ? 'not tried' : acts.length > 0 ? 'survived' : 'never acted';
}

async function tryOn<Bench extends { readonly adapter: LmsAdapter }>(
  check: Check<Bench>,
  mutant: Mutant<Bench>,
  stand: Hunt<Bench>['stand'],
  acted: () => void,
): Promise<Verdict> {
  const { bench, close } = await stand((adapter, benchOf) => mutant.alter(adapter, benchOf, acted));
  try {
    return await tryCheck(check, bench);
  } finally {
    await close();
  }
}
