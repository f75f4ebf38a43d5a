/** What `mercia doctor` reports of a system, step by step. */
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { ProbeStep, UnmappedCode, PolicySource } from '#contract/adapter.ts';
import type { Site } from './site.ts';

/** What a step found: in words, and whether something should be done about it. */
export type StepFound = string | { readonly detail: string; readonly warn: boolean };

export type ProbeReport = ReturnType<typeof createProbeReport>;

export function createProbeReport(now: () => number) {
  const steps: ProbeStep[] = [];
  const unmapped: UnmappedCode[] = [];
  /**
   * Runs one step: what it gives is what was found. Gives the error that ended it, or null if it worked. A step that finds
   * unmapped codes works, with a warning.
   */
  async function run(what: string, work: () => Promise<StepFound>): Promise<MerciaError | null> {
    const started = now();
    const mapped = unmapped.length;
    try {
      const found = await work();
      const { detail, warn: warned } = typeof found === 'string' ? { detail: found, warn: false } : found;
      const warn = warned || unmapped.length > mapped;
      steps.push({ what, ok: true, ...(warn && { warn }), elapsedMs: now() - started, detail });
      return null;
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      steps.push({ what, ok: false, elapsedMs: now() - started, detail: error.message });
      return error;
    }
  }
  return {
    steps,
    unmapped,
    run,
    /** The same; true if it worked. */
    works: async (what: string, work: () => Promise<StepFound>) => (await run(what, work)) === null,
    /** Notes what is known without asking. */
    note: (what: string, detail: string): void => {
      steps.push({ what, ok: true, elapsedMs: 0, detail });
    },
  };
}

/**
 * Compares the owner codes of the region file with those of the system, a name by each. Gives how many of the system's
 * belong to no library, and notes them. Throws CONFIG_INVALID if the region file names one that the system does not have.
 */
export function compareOwners(
  { system, libraryOf }: Pick<Site<unknown>, 'system' | 'libraryOf'>,
  { list, plural }: { readonly list: string; readonly plural: string },
  known: ReadonlyMap<string, string | null>,
  unmapped: UnmappedCode[],
): number {
  const nobodys = [...known].filter(([code]) => libraryOf(code) === null);
  for (const [code, label] of nobodys) unmapped.push({ list, code, label, where: 'owners' });
  const gone = system.owners.map((owner) => owner.code).filter((code) => !known.has(code));
  if (gone.length > 0) {
    const what = `the region file names ${plural} that the system does not have: ${gone.join(', ')}`;
    throw new MerciaError('CONFIG_INVALID', what, { system: system.id });
  }
  return nobodys.length;
}

/** For `mercia doctor`: reads the rules of lending, and says how many there are. Throws what reading them throws. */
export async function describeRules(source: PolicySource, signal: AbortSignal): Promise<string> {
  if (source.loanRules === undefined) return 'not told: the region file does not say where they are';
  const { rules } = await source.loanRules(signal);
  return rules.length === 1 ? '1 rule' : `${rules.length} rules`;
}
