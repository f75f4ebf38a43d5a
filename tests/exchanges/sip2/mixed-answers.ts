/** Copies that differ in title, due date and state, at a server that mixes up its answers; and what a client was told of each. */
import type { Faults } from '#simulators/faults.ts';
import { createRandom } from '#simulators/random.ts';
import { createSip2Simulator, type Sip2Simulator, type Sip2SimulatorOptions } from '#simulators/sip2/index.ts';
import { addCopy, addPatron, checkOut, createSip2World, type Sip2World } from '#simulators/sip2/world.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';

export const COPIES = 500;
const FIRST_DUE = Date.UTC(2027, 0, 4, 9);
const MINUTE = 60_000;

export const barcodeOf = (copy: number): string => String(30_001_000_000_000 + copy);
export const titleOf = (copy: number): string => `Title of copy ${copy}`;
/** Null for each fifth copy, which is in its place. */
export const dueOf = (copy: number): number | null => (copy % 5 === 0 ? null : FIRST_DUE + copy * MINUTE);

export function createMixedWorld(): Sip2World {
  const world = createSip2World();
  const { card } = addPatron(world);
  for (let copy = 0; copy < COPIES; copy += 1) {
    const barcode = barcodeOf(copy);
    addCopy(world, { barcode, title: titleOf(copy) });
    const due = dueOf(copy);
    if (due !== null) checkOut(world, { barcode, card, due });
  }
  return world;
}

/** Every way in which an answer may be somebody else's, or unreadable. */
const WAYS: readonly Partial<Faults>[] = [
  { mixed: 'late' },
  { mixed: 'crossed' },
  { mixed: 'crossed' },
  { mixed: 'crossed', split: true },
  { mixed: 'otherBarcode' },
  { mixed: 'joined' },
  { mixed: 'joined', split: true },
  { sequence: 'wrong' },
  { sequence: 'shuffled' },
  { wrongChecksum: true },
  { split: true },
  { unknownFields: true },
  { nulPadding: true, unknownFields: true },
  { resend: true },
  { cutOff: true },
  { garbage: 'truncated' },
  { garbage: 'shape' },
  { garbage: 'html' },
  { slowMs: 3 },
];
const MISBEHAVES = 0.5;

export async function startMixingServer(options: Partial<Sip2SimulatorOptions> = {}): Promise<Sip2Simulator> {
  const random = createRandom(7);
  return createSip2Simulator({
    library: libraryOf(createMixedWorld()),
    misbehave: () => (random.chance(MISBEHAVES) ? random.one(WAYS) : {}),
    ...options,
  });
}

/** Does something for each, no more than so many at once. */
export async function forEachOf(count: number, atOnce: number, act: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async () => {
    for (let number = next++; number < count; number = next++) await act(number);
  };
  await Promise.all(Array.from({ length: atOnce }, run));
}
