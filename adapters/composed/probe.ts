/** Probes both parts of a system. */
import type { Capability, Probe, ProbeStep } from '#contract/adapter.ts';

export interface ProbedParts {
  readonly main: Probe;
  readonly live: Probe;
  /** The live part's kind, with which its steps begin. */
  readonly liveKind: string;
  /** What the parts that answered can do together. */
  readonly capabilities: readonly Capability[];
}

/** One report of two. It is reachable if both parts are. */
export function composeProbe({ main, live, liveKind, capabilities }: ProbedParts): Probe {
  const named = live.steps.map((step): ProbeStep => ({ ...step, what: `${liveKind}: ${step.what}` }));
  const products = [main.product, live.product].filter((product) => product !== null);
  return {
    reachable: main.reachable && live.reachable,
    product: products.length === 0 ? null : products.join(', '),
    steps: [...main.steps, ...named],
    capabilities,
    unmapped: [
      ...main.unmapped,
      ...live.unmapped.map((code) => (code.where === undefined ? code : { ...code, where: `live.${code.where}` })),
    ],
  };
}
