/** What Koha, or what stands before it, answers with 200 and another shape: never "there is no such thing". */
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { KohaFaults } from '#simulators/koha/index.ts';
import { addPatron, placeHold, setWaiting } from '#simulators/koha/world.ts';
import { SYSTEM } from '#tests/conformance/koha-system.ts';
import { expect, it } from 'vitest';
import { start } from './running-koha.ts';

const signal = new AbortController().signal;
const item = createId(SYSTEM, 'item', '10');

const GARBAGE: readonly NonNullable<KohaFaults['garbage']>[] = ['empty', 'shape', 'rows', 'html', 'truncated'];

it.each([
  ...GARBAGE.map((garbage) => ({ login: 'oauth', only: 'biblios', garbage }) as const),
  ...GARBAGE.map((garbage) => ({ login: 'none', only: 'public-biblio', garbage }) as const),
])('a copy is there though its record is answered by $garbage at $only', async ({ login, only, garbage }) => {
  const { simulator, adapter } = await start({ login });
  await simulator.faults.set({ garbage, only: [only] });

  const answer = await adapter.items?.findItems([item], signal).catch((error: unknown) => [error]);
  await simulator.faults.clear();

  expect(answer).toEqual([expect.any(MerciaError)]);
  expect(await adapter.items?.findItems([item], signal)).toMatchObject([{ item: { status: 'AVAILABLE' } }]);
});

it('a copy on the hold shelf is not surely available where the fields of holds are missing', async () => {
  const { simulator, adapter } = await start({ login: 'oauth' });
  const { world } = simulator;
  const { patron_id: reader } = addPatron(world, { library_id: 'A1' });
  const { hold_id: hold } = placeHold(world, { biblio_id: 1, patron_id: reader, pickup_library_id: 'A1' });
  setWaiting(world, hold, 10);
  await simulator.faults.set({ garbage: 'thin', only: ['holds'] });

  const answer = await adapter.items?.findItems([item], signal);

  expect(answer).toMatchObject([
    {
      item: { limitations: ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'], holdQueue: null },
      limitation: { code: 'BAD_ANSWER' },
    },
  ]);
});
