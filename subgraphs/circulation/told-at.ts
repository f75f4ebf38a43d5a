/** What readers were told of a library's copies at a time, and why, of each system that it is or was in: for `mercia why` and for the graph. */
import type { SystemId } from '#domain/ids.ts';
import { hiddenPairs, pairKey } from '#domain/move-phases.ts';
import type { Library, Region } from '#domain/region.ts';
import type { AnsweringIn, TimeSpan } from './answer-history.ts';
import { describeTold, toSpan, writeSpan, zoneOf } from './told-words.ts';

export interface ToldAt {
  /** Of whom, when, and by which clock. */
  readonly about: string;
  /** Empty if its copies there are not shown now. */
  readonly sentences: readonly string[];
}

interface AskedTime {
  /** As `toSpan` reads it. */
  readonly text: string;
  /** Under which it was given. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Throws BAD_USER_INPUT if the time cannot be read or is still to come. */
export async function tellOfLibrary(
  region: Pick<Region, 'libraries' | 'systems' | 'moved'>,
  library: Library,
  { text, name, now }: AskedTime,
  answeringIn: (system: SystemId, span: TimeSpan) => Promise<AnsweringIn>,
): Promise<readonly ToldAt[]> {
  const hidden = new Set(hiddenPairs(region).map(pairKey));
  const told: ToldAt[] = [];
  for (const { system: id, phase } of library.memberships) {
    const system = region.systems.find((each) => each.id === id);
    if (system === undefined) continue;
    const zone = zoneOf(library, system);
    const span = toSpan(text, zone, now, name);
    if (hidden.has(pairKey({ library: library.id, system: id }))) {
      const about = `${library.name}, ${system.name} (${id}): its copies there are not shown now (${phase}).`;
      told.push({ about, sentences: [] });
      continue;
    }
    const moves = phase === 'LIVE' ? '' : `; the library moves, and its phase at this system is now ${phase}`;
    const about = `${library.name}, ${writeSpan(span, zone)} (${zone})${moves}`;
    told.push({ about, sentences: describeTold(system, await answeringIn(id, span), zone) });
  }
  return told;
}
