/** A system behind an adapter server that can tell of its copies only since the router was started, and no longer later on. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { createFakeAdapter } from '#tests/federation/support/fake-adapter.ts';
import { expect, it } from 'vitest';
import { askRouter, SECRET } from './support/asked-router.ts';

const QUESTION = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Holding { availability { state } } ... on Item { state } } }`;
const OF = [
  { __typename: 'Holding', id: 'hill:holding:1@lib-hill', liveKeys: [] },
  { __typename: 'Item', id: 'hill:item:1.1' },
];

it('is asked as soon as it can be, and no longer than it can', async () => {
  let tellsOfCopies = false;
  const fake = createFakeAdapter('hill' as SystemId, 'Koha of Hill');
  const adapter = {
    ...fake,
    get items() {
      return tellsOfCopies ? fake.items : undefined;
    },
  } as LmsAdapter;
  const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const router = askRouter({ adapters: [adapter], means, now: Date.now, freshForMs: 0 });
  const states = async (): Promise<string> => JSON.stringify((await router.ask(QUESTION, { of: OF })).data);

  expect(await states()).not.toContain('LIVE');
  expect(fake.calls).toEqual([]);
  tellsOfCopies = true;
  expect((await states()).match(/LIVE/g)).toHaveLength(2);
  tellsOfCopies = false;
  expect((await states()).match(/LIVE/g)).toBeNull();
  expect(fake.calls).toHaveLength(2);
});
