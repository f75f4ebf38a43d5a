/**
 * What is known, or taken for true, of one make of library system, so that a library need only say what is its own. A preset is
 * data: it stands for a kind of adapter, and for settings that the region file may leave out.
 */

/** How good a claim is. */
export type Standing =
  /** Seen at a running system. */
  | { readonly is: 'CONFIRMED'; readonly transcript: string; readonly version: string; readonly on: string }
  /** Read in something that the supplier, or a library that runs it, has published. */
  | { readonly is: 'DOCUMENTED'; readonly where: string }
  /** Nobody has said it yet. */
  | { readonly is: 'ASSUMED'; readonly because: string };

export interface Claim {
  /** What is taken for true, as a sentence that can be said yes or no to. */
  readonly that: string;
  readonly standing: Standing;
  /** The question whose answer settles it; for what is assumed. */
  readonly ask?: string;
  /** What readers see wrong, or not at all, until it is answered; for what is assumed. */
  readonly untilThen?: string;
  /** Settings of the base kind that follow from it. */
  readonly settings?: object;
  /** What follows for the live part. */
  readonly live?: LivePreset;
}

export interface LivePreset {
  readonly address?: string;
  readonly limits?: object;
  readonly settings?: object;
}

export interface Preset {
  /** What the region file writes as `kind`. */
  readonly name: string;
  readonly title: string;
  readonly supplier: string;
  /** The kind of adapter that harvests it. */
  readonly base: string;
  /** The kind of the live part; null where such a system rarely has any. */
  readonly live: string | null;
  readonly claims: readonly Claim[];
}

export function assumed(because: string): Standing {
  return { is: 'ASSUMED', because };
}

export function documented(where: string): Standing {
  return { is: 'DOCUMENTED', where };
}
