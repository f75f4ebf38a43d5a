/** The editions of a page with what finds their copies live, as `catalogue` hands them to `circulation`. Pure. */
import { toId } from './ids.ts';
import type { EditionId, HoldingId } from './ids.ts';

/** More are not asked for at once: each would be asked of every system that has it. */
export const AVAILABLE_NOW_MAX = 50;

export interface HeldEdition {
  readonly id: EditionId;
  readonly holdings: readonly HeldCopies[];
}

/** What is asked of a system for one holding. */
export interface HeldCopies {
  readonly id: HoldingId;
  readonly library: string;
  readonly liveKeys: readonly string[];
  readonly online: boolean;
}

/** One text for a whole page, because a key of the graph cannot have lists in it. */
export function writeHeldEditions(editions: readonly HeldEdition[]): string {
  return JSON.stringify(
    editions.map(({ id, holdings }) => [
      id,
      holdings.map((holding) => [holding.id, holding.library, holding.online, ...holding.liveKeys]),
    ]),
  );
}

/** Null for a text that `writeHeldEditions` does not write. */
export function readHeldEditions(text: string): readonly HeldEdition[] | null {
  try {
    const editions = listOf(JSON.parse(text)).map((entry) => toEdition(listOf(entry)));
    return editions.every((edition) => edition !== null) ? editions : null;
  } catch {
    return null;
  }
}

function toEdition([id, holdings]: readonly unknown[]): HeldEdition | null {
  const edition = typeof id === 'string' ? toId(id, 'edition') : null;
  const copies = listOf(holdings).map((holding) => toCopies(listOf(holding)));
  return edition !== null && copies.every((held) => held !== null) ? { id: edition, holdings: copies } : null;
}

function toCopies([id, library, online, ...liveKeys]: readonly unknown[]): HeldCopies | null {
  const holding = typeof id === 'string' ? toId(id, 'holding') : null;
  if (holding === null || typeof library !== 'string' || typeof online !== 'boolean') return null;
  return liveKeys.every((key) => typeof key === 'string') ? { id: holding, library, online, liveKeys } : null;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new TypeError('a list is wanted here');
}
