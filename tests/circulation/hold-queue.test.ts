/** How many wait: told to everybody, and so without the numbers that could point at a person. */
import type { ItemSource } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { expect, it } from 'vitest';
import { askRouter, SECRET } from './support/asked-router.ts';
import { createFakeReaders } from './support/fake-readers.ts';

const SYSTEM = 'arden' as SystemId;
const QUESTION = `query ($holdings: [_Any!]!) { _entities(representations: $holdings) { ... on Holding { availability {
  holdQueue holdQueueAtLeast items { edges { node { holdQueue holdQueueAtLeast } } } } } } }`;
const HOLDINGS = [{ __typename: 'Holding', id: `${SYSTEM}:holding:1@lib`, liveKeys: [] }];

async function toldOf(ofTitle: number | null, ofCopy: number | null, role: 'public' | 'staff') {
  const facts = {
    asOf: new Date().toISOString(),
    items: [createCopy(SYSTEM, '1', { holdQueue: ofCopy })],
    holdQueue: ofTitle,
    limitation: null,
  };
  const items: ItemSource = {
    findAvailability: async (holdings) => holdings.map(() => facts),
    findItems: async (ids) => ids.map(() => null),
  };
  const adapter = Object.assign(createFakeReaders(SYSTEM), { items });
  const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const { data } = await askRouter({ adapters: [adapter], means, now: Date.now }).ask(
    QUESTION,
    { holdings: HOLDINGS },
    { role },
  );
  const [holding] = data?.['_entities'] as readonly [
    { availability: Record<string, unknown> & { items: { edges: readonly { node: object }[] } } },
  ];
  const { items: page, ...title } = holding.availability;
  return { title, copy: page.edges[0]?.node };
}

it.each(['public', 'staff'] as const)('1 to 4 who wait are a bound and no number, for %s', async (role) => {
  for (const waiting of [1, 2, 3, 4])
    expect((await toldOf(waiting, 0, role)).title).toEqual({ holdQueue: null, holdQueueAtLeast: 1 });
  for (const waiting of [0, 5, 12])
    expect((await toldOf(waiting, 0, role)).title).toEqual({ holdQueue: waiting, holdQueueAtLeast: waiting });
  expect((await toldOf(null, 0, role)).title).toEqual({ holdQueue: null, holdQueueAtLeast: null });
});

it('of one copy only whether anybody waits: its number could be taken from the title’s', async () => {
  expect((await toldOf(6, 0, 'public')).copy).toEqual({ holdQueue: 0, holdQueueAtLeast: 0 });
  for (const waiting of [1, 5])
    expect((await toldOf(6, waiting, 'public')).copy).toEqual({ holdQueue: null, holdQueueAtLeast: 1 });
  expect((await toldOf(6, null, 'public')).copy).toEqual({ holdQueue: null, holdQueueAtLeast: null });
});
