/** `shadowed` of title, call and copy, which only the tree of a title tells. One call a title, kept for a minute. */
import { createShortCache } from '../shared/short-cache.ts';
import type { SymphonyClient } from './client.ts';
import { textOf } from './details.ts';
import type { SymphonySite } from './site.ts';
import { SHADOWS, readBib } from './bib.ts';
import type { WireBib } from './wire.ts';

/** What of one title the public must not see. */
export interface Shadow {
  readonly title: boolean;
  /** Barcodes of copies that are shadowed themselves, or whose call is. */
  readonly copies: ReadonlySet<string>;
  /** Libraries that have a call number here without a copy of their own: the copy hangs on another title. */
  readonly callLibraries: readonly string[];
  /** Barcode → number of the copy, as far as it was asked. */
  readonly numbers?: ReadonlyMap<string, string>;
}

export interface ShadowSource {
  /** What is shadowed now: harvest must not write down what was so a minute ago. Null where there is no such title. */
  ask(titleId: string, signal: AbortSignal): Promise<Shadow | null>;
  /** The same, as it was within the last minute. */
  of(titleId: string, signal: AbortSignal): Promise<Shadow | null>;
}

const NOTHING: Shadow = { title: false, copies: new Set(), callLibraries: [] };

/** Of a site that vouches for what it shows. */
export const NO_SHADOWS: ShadowSource = { ask: async () => NOTHING, of: async () => NOTHING };

/** What a tree hides, and what it does not hold itself. */
export function shadowOf(bib: WireBib): Shadow {
  const copies = new Set<string>();
  const callLibraries: string[] = [];
  const numbers = new Map<string, string>();
  for (const call of bib.callList) {
    if (call.itemList.length === 0 && !call.shadowed && call.library !== null) callLibraries.push(call.library);
    for (const item of call.itemList) {
      const number = textOf(item.copyNumber);
      if (item.barcode !== null && number !== null) numbers.set(item.barcode, number);
      if ((call.shadowed || item.shadowed) && item.barcode !== null) copies.add(item.barcode);
    }
  }
  return { title: bib.shadowed, copies, callLibraries, numbers };
}

/** Binds the question to one site; a site that vouches for what it shows is not asked. */
export function createShadows(site: SymphonySite, client: SymphonyClient): ShadowSource {
  if (site.settings.shadows === 'none') return NO_SHADOWS;
  const kept = createShortCache<string, { readonly shadow: Shadow | null }>();
  async function ask(titleId: string, signal: AbortSignal): Promise<Shadow | null> {
    const bib = await readBib(site.system.id, client, titleId, SHADOWS, signal);
    const shadow = bib === null ? null : shadowOf(bib);
    kept.set(titleId, { shadow });
    return shadow;
  }

  return {
    ask,
    of: async (titleId, signal) => {
      const known = kept.get(titleId);
      return known === undefined ? ask(titleId, signal) : known.shadow;
    },
  };
}
