import type { ItemSource } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { expect, it } from 'vitest';
import { askRouter, createNamer, SECRET } from './support/asked-router.ts';
import { createFakeReaders, type Writing } from './support/fake-readers.ts';

const SYSTEM = 'arden' as SystemId;
const AVAILABILITY = `query ($holdings: [_Any!]!) { _entities(representations: $holdings) {
  ... on Holding { availability { holdQueue } } } }`;
const RENEW = 'mutation ($loan: ID!) { renewLoan(input: { loan: $loan }) { outcome } }';
const HOLDINGS = [{ __typename: 'Holding', id: `${SYSTEM}:holding:1@lib`, liveKeys: [] }];

const FIRST = 11;

/** A system that says how often it was asked, in the place of a queue. */
function open(writing: Writing) {
  // A queue that is shown: small numbers are not.
  let asked = FIRST - 1;
  const items: ItemSource = {
    async findAvailability(holdings) {
      asked += 1;
      return holdings.map(() => ({ asOf: new Date().toISOString(), items: [], holdQueue: asked, limitation: null }));
    },
    findItems: async (ids) => ids.map(() => null),
  };
  const adapter = Object.assign(createFakeReaders(SYSTEM), { items, writing });
  const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const router = askRouter({ adapters: [adapter], means, now: Date.now, freshForMs: 60_000 });
  const namer = createNamer(means, Date.now);
  return {
    queue: async () => JSON.stringify((await router.ask(AVAILABILITY, { holdings: HOLDINGS })).data),
    renew: () => router.ask(RENEW, { loan: namer.loan(SYSTEM, '51') }, { accounts: [namer.account(SYSTEM)] }),
  };
}

const told = (queue: number): string => JSON.stringify({ _entities: [{ availability: { holdQueue: queue } }] });

it.each<Writing>([{ kind: 'does it' }, { kind: 'breaks off', code: 'LMS_TIMEOUT' }])(
  'what a system said of its copies is told to nobody any more after a write that it may have done: $kind',
  async (writing) => {
    const { queue, renew } = open(writing);
    expect([await queue(), await queue()]).toEqual([told(FIRST), told(FIRST)]);

    await renew();

    expect(await queue()).toBe(told(FIRST + 1));
  },
);

it('is told again after a write that was refused: nothing changed', async () => {
  const { queue, renew } = open({
    kind: 'refuses',
    refusal: { code: 'LIMIT_REACHED', message: 'Too often.', sourceCode: null },
  });
  await queue();

  await renew();

  expect(await queue()).toBe(told(FIRST));
});
