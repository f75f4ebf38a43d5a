/** How many rows went and how many came in their place. */
export interface Replaced {
  readonly before: number;
  readonly now: number;
}

interface Outcome {
  readonly numAffectedRows?: bigint | undefined;
}

export function toReplaced(gone: Outcome, come: Outcome): Replaced {
  return { before: Number(gone.numAffectedRows ?? 0), now: Number(come.numAffectedRows ?? 0) };
}
