/** What a simulated system says in the head of an answer reaches the wire, whichever kind it is: `Retry-After` above all. */
import { createFilesSimulator } from '#simulators/files/index.ts';
import { createFilesWorld } from '#simulators/files/world.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { createKohaWorld } from '#simulators/koha/world.ts';
import type { SimulatorServer } from '#simulators/server.ts';
import { createSkeletonSimulator } from '#simulators/skeleton/index.ts';
import { createSkeletonWorld } from '#simulators/skeleton/world.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import { createSymphonyWorld } from '#simulators/symphony/world.ts';
import { expect, it } from 'vitest';

const KINDS: readonly (readonly [string, () => Promise<SimulatorServer>])[] = [
  ['skeleton', () => createSkeletonSimulator({ world: createSkeletonWorld() })],
  ['files', () => createFilesSimulator({ world: createFilesWorld() })],
  ['koha', () => createKohaSimulator({ world: createKohaWorld() })],
  ['symphony', () => createSymphonySimulator({ world: createSymphonyWorld() })],
];

it.each(KINDS)('keeps the headers of an answer: %s', async (_kind, start) => {
  const simulator = await start();
  try {
    await simulator.faults.set({ status: 503, retryAfterSeconds: 30 });

    const { status, headers } = await fetch(`${simulator.url}/api/records`);

    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
  } finally {
    await simulator.close();
  }
});
