/** Live facts, probes and descriptions as they travel, checked where they arrive. */
import { itemFacts, libraryId, reason } from '#shapes/facts.ts';
import { z } from 'zod';
import { CAPABILITIES, type LiveItem, type LoanSource, type Probe } from '#contract/adapter.ts';

const text = z.string();
const textOrNull = text.nullable();

export const liveItem: z.ZodType<LiveItem> = z.object({
  asOf: text,
  item: itemFacts,
  library: libraryId.nullable(),
  recordLocalId: text,
  limitation: reason.nullable(),
});

/** Those that are known here: a newer end may have more, and the rest of what it says counts all the same. */
function knownOf<Name extends string>(names: readonly Name[]) {
  return z.array(text).transform((told) => told.flatMap((name) => names.find((known) => known === name) ?? []));
}

const capabilities = knownOf(CAPABILITIES);

export const probeShape: z.ZodType<Probe> = z.object({
  reachable: z.boolean(),
  product: textOrNull,
  steps: z.array(
    z.object({ what: text, ok: z.boolean(), warn: z.boolean().optional(), elapsedMs: z.number(), detail: text }),
  ),
  capabilities,
  unmapped: z.array(z.object({ list: text, code: text, label: textOrNull, where: text.optional() })),
});

/** The lists of loans that there may be, as their paths name them. */
export const LOAN_LISTS = [
  'openLoans',
  'openHolds',
  'useCounts',
  'readers',
  'openCharges',
] as const satisfies readonly (keyof LoanSource)[];

/** What an adapter server says of a system without asking it. */
export const systemShape = z.object({
  kind: text,
  name: text,
  capabilities,
  loanLists: knownOf(LOAN_LISTS),
  /** Digest of the rules by which it reads records; null if it is not harvested. */
  rules: textOrNull.default(null),
  /** Whether it finds a copy with its holding only. */
  needsHolding: z.boolean().default(false),
  writesOff: text.optional(),
});

export const harvestDescription = z.object({ how: text, unseen: z.array(text).default([]) });
