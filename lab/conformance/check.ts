/**
 * A check as data: what it is called, what it needs, what it does to a system, and a function that finds something or nothing.
 * It knows the contract (`hub/contract/adapter.ts`) and nothing of any system, and no test runner.
 */
import type { Capability, LmsAdapter } from '#contract/adapter.ts';
import { MerciaError } from '#platform/errors.ts';

/**
 * What a check does to a system. `reads` only asks; `wire faults` breaks the way to it, on our side; `system faults` needs a system
 * that can be told to fail; `changes` needs one whose copies and records can be changed; `reader` asks for the account of a test
 * reader; `pins` also tries a PIN; `writes` changes an account.
 */
export type Touch = 'reads' | 'wire faults' | 'system faults' | 'changes' | 'reader' | 'pins' | 'writes';

export interface Check<Bench> {
  /** What is so where nothing is found: a sentence that goes on from the name of its group. */
  readonly name: string;
  /** Capabilities without which it says nothing. */
  readonly needs: readonly Capability[];
  readonly touches: Touch;
  /** The fault that it sets, where it is one of a table. */
  readonly fault?: string | undefined;
  /** Comes before what the adapter declares is looked at: one that is elsewhere learns that only when it asks. */
  readonly learn?: ((bench: Bench) => Promise<unknown>) | undefined;
  /** Throws a {@link Finding}, or {@link NotTried}; ends without a word where all is well. */
  run(bench: Bench): Promise<void>;
}

export interface Group<Bench> {
  /** What the adapter does meanwhile: `asked for live items`. Null for what belongs to no subject. */
  readonly name: string | null;
  readonly checks: readonly Check<Bench>[];
}

/** Something that is not as the contract says. */
export class Finding extends Error {
  override readonly name = 'Finding';
  /** Values that were found: for whoever mends an adapter, and never shown where they may be a reader's. */
  readonly detail: string | null;

  constructor(words: string, detail: string | null = null) {
    super(words);
    this.detail = detail;
  }
}

/** The check has nothing to say of this system, for the reason that is its message. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
}

export type Verdict =
  | { readonly verdict: 'proven' }
  | { readonly verdict: 'absent'; readonly capabilities: readonly Capability[] }
  | { readonly verdict: 'failed'; readonly words: string; readonly detail: string | null }
  | { readonly verdict: 'not tried'; readonly why: string };

/** Runs one check; whatever is thrown is a finding, because a check that breaks off has proven nothing. */
export async function tryCheck<Bench extends { readonly adapter: LmsAdapter }>(
  check: Check<Bench>,
  bench: Bench,
): Promise<Verdict> {
  // One that learns nothing is judged by what it knew.
  await check.learn?.(bench).catch(() => undefined);
  const capabilities = check.needs.filter((capability) => !bench.adapter.capabilities.includes(capability));
  if (capabilities.length > 0) return { verdict: 'absent', capabilities };
  try {
    await check.run(bench);
    return { verdict: 'proven' };
  } catch (error) {
    if (error instanceof NotTried) return { verdict: 'not tried', why: error.message };
    if (error instanceof MerciaError) {
      const words = `a question that has an answer ended with ${error.code}: read what the check brings about, and answer it`;
      return { verdict: 'failed', words, detail: error.stack ?? null };
    }
    if (error instanceof Finding) return { verdict: 'failed', words: error.message, detail: error.detail };
    const [kind, stack] =
      error instanceof Error ? [error.name, error.stack ?? error.message] : ['Error', String(error)];
    return {
      verdict: 'failed',
      words: `broke off with an error that no part of the contract names (${kind})`,
      detail: stack,
    };
  }
}
