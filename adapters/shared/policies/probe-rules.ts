import type { PolicySource } from '#contract/policy-source.ts';

/** For `mercia doctor`: reads the rules of lending, and says how many there are. Throws what reading them throws. */
export async function describeRules(source: PolicySource, signal: AbortSignal): Promise<string> {
  if (source.loanRules === undefined) return 'not told: the region file does not say where they are';
  const { rules } = await source.loanRules(signal);
  return rules.length === 1 ? '1 rule' : `${rules.length} rules`;
}
