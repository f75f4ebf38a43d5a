/** Adapters that are wrong on purpose. A kit that does not find one of them has a hole. */
import type { LmsAdapter } from '#adapters/adapter.ts';
import { tryCheck } from '../check.ts';
import type { Check, Group } from '../check.ts';

export interface Mutant<Bench> {
  /** What it does wrong: `tells of no copies where the wire does reset`. */
  readonly name: string;
  /** The fault at which it does so; null where it always does. */
  readonly fault: string | null;
  /** The wrong adapter; `acted` is called each time that it does its wrong. */
  alter(adapter: LmsAdapter, bench: () => Bench, acted: () => void): LmsAdapter;
}

/** Found by a check, by none although it did its wrong, or never come to do it. */
export type Hunted = { readonly foundBy: string; readonly words: string } | 'survived' | 'never acted';

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
  const own = mutant.fault === null ? checks : checks.filter(({ fault }) => fault === mutant.fault);
  for (const check of own) {
    const words = await findBy(check, mutant, stand, () => acts.push(mutant.name));
    if (words !== null) return { foundBy: check.name, words };
  }
  return acts.length > 0 ? 'survived' : 'never acted';
}

async function findBy<Bench extends { readonly adapter: LmsAdapter }>(
  check: Check<Bench>,
  mutant: Mutant<Bench>,
  stand: Hunt<Bench>['stand'],
  acted: () => void,
): Promise<string | null> {
  const { bench, close } = await stand((adapter, benchOf) => mutant.alter(adapter, benchOf, acted));
  try {
    const verdict = await tryCheck(check, bench);
    return verdict.verdict === 'failed' ? verdict.words : null;
  } finally {
    await close();
  }
}
