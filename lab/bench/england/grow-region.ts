import type { Random } from '#simulators/random.ts';
import { createExportWriter, HOLDERS_MEAN } from '../load/write-exports.ts';

/**
 * An edition is held by some of so many systems that join one after the other. So the share of a system's titles that are in the
 * index already is the same for all but the first, and a record costs more only because the index is larger.
 */
const NEIGHBOURS = 20;

interface GrowingRegion {
  readonly systems: number;
  /** Records of each, about. */
  readonly perSystem: number;
  /** They are put together out of one real record in so many, so that keys are shared as in a region so many times as large. */
  readonly thin: number;
}

/** Writes export after export, and gives each system as soon as nothing more is written of it. */
export async function* growRegion(
  folder: string,
  { systems, perSystem, thin }: GrowingRegion,
): AsyncGenerator<number, void, undefined> {
  const writer = createExportWriter(folder, drawCopies, thin);
  const editions = Math.round(perSystem / HOLDERS_MEAN);
  for (let first = 1 - NEIGHBOURS; first < systems; first += 1) {
    const neighbours = Array.from({ length: NEIGHBOURS }, (_, place) => first + place);
    const inRegion = (holders: readonly number[]): readonly number[] =>
      holders.filter((system) => system >= 0 && system < systems);
    for (let edition = 0; edition < editions; edition += 1) await writer.writeEdition(neighbours, inRegion);
    if (first < 0) continue;
    await writer.end(first);
    yield first;
  }
}

/** One or two, or one to three: five of three records. */
function drawCopies(random: Random): number {
  return random.whole(1, random.chance(2 / 3) ? 2 : 3);
}
