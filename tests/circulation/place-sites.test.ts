/** The site of a place: named by its id, which `catalogue` knows the rest of. */
import type { ItemSource } from '#contract/adapter.ts';
import type { Place } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { createPatronDependencies } from '#subgraphs/circulation/index.ts';
import { createCopy } from '#tests/federation/support/fake-adapter.ts';
import { expect, it } from 'vitest';
import { askRouter, createNamer, SECRET } from './support/asked-router.ts';
import { createFakeReaders } from './support/fake-readers.ts';

const [ARDEN, SEVERN] = ['arden', 'severn'] as [SystemId, SystemId];
const SITES = { sites: ['HQ', 'ANNEXE'], siteIds: { 'arden HQ': 'arden-house', 'severn HQ': 'severn-house' } };
const QUESTION = `query ($holdings: [_Any!]!) { _entities(representations: $holdings) { ... on Holding { availability {
  items { edges { node { permanentLocation { code site { id } } currentLocation { site { id } } } } } } } } }`;

function placed(system: SystemId, place: Place | null) {
  const facts = {
    asOf: new Date().toISOString(),
    items: [createCopy(system, '1', { currentLocation: place })],
    holdQueue: 0,
    limitation: null,
  };
  const items: ItemSource = {
    findAvailability: async (holdings) => holdings.map(() => facts),
    findItems: async (ids) => ids.map(() => null),
  };
  return Object.assign(createFakeReaders(system), { items });
}

async function sitesOf(system: SystemId, place: Place | null): Promise<unknown> {
  const adapters = [ARDEN, SEVERN].map((id) => placed(id, place));
  const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const holdings = [{ __typename: 'Holding', id: `${system}:holding:1@lib`, liveKeys: [] }];
  const { data, errors } = await askRouter({ adapters, means, now: Date.now, ...SITES }).ask(QUESTION, { holdings });
  expect(errors).toEqual([]);
  const [holding] = data?.['_entities'] as { availability: { items: { edges: { node: unknown }[] } } }[];
  return holding?.availability.items.edges[0]?.node;
}

it('is that of the code at its own system', async () => {
  const headquarters: Place = { code: 'SHELF', name: null, siteCode: 'HQ' };

  for (const system of [ARDEN, SEVERN]) {
    expect(await sitesOf(system, headquarters)).toEqual({
      permanentLocation: { code: 'MAIN', site: { id: `${system}-house` } },
      currentLocation: { site: { id: `${system}-house` } },
    });
  }
});

it.each([
  ['the region file maps the code to no site', 'ANNEXE'],
  ['the region file does not know the code', 'ELSEWHERE'],
  ['the code is the name of something that every object has', 'constructor'],
  ['the system gives no code', null],
])('is null if %s', async (_, siteCode) => {
  expect(await sitesOf(ARDEN, { code: 'SHELF', name: null, siteCode })).toMatchObject({
    currentLocation: { site: null },
  });
});

it('is nothing where a copy is at no place', async () => {
  expect(await sitesOf(ARDEN, null)).toMatchObject({ currentLocation: null });
});

it('is where a hold is to be collected, too', async () => {
  const means = createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
  const { account, grant } = createNamer(means, Date.now);
  const id = account(ARDEN);
  const router = askRouter({ adapters: [createFakeReaders(ARDEN)], means, now: Date.now, ...SITES });

  const { data, errors } = await router.ask(
    `query ($accounts: [_Any!]!) { _entities(representations: $accounts) { ... on Account {
      facts { holds { pickup { name site { id } } } } } } }`,
    { accounts: [{ __typename: 'Account', id, grant: await grant({ account: id }) }] },
  );

  expect(errors).toEqual([]);
  expect(data?.['_entities']).toEqual([
    { facts: { holds: [{ pickup: { name: 'Headquarters', site: { id: 'arden-house' } } }] } },
  ]);
});
