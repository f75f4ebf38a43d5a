import type { SystemId } from '#domain/ids.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, matchWaiting, pageOf, rejectOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { noteBegin, noteEnd, noteFailure } from '#union-index/repositories/harvest-state.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

beforeEach(async () => {
  await emptyIndex(store.db);
  catalogue = openCatalogue(store.db);
});

async function recordRun(systemId: string, minutesAgo: number, finished: boolean): Promise<void> {
  const at = new Date(NOW - minutesAgo * 60_000);
  const system = await ensureSystemNumber(store.db, systemId as SystemId);
  const run = { kind: 'full' as const, startedAt: at, finishedAt: at, nextCursor: null };
  await store.db.transaction().execute(async (transaction) => {
    await noteBegin(transaction, system, at);
    if (finished) await noteEnd(transaction, system, run);
    else await noteFailure(transaction, system, 'the host did not answer', at);
  });
}

describe('the region', () => {
  it('is as its file describes it', async () => {
    const { data, errors } = await catalogue.ask(`{
      region { id name networks { id asks { name } } systems { id kind capabilities libraries { id } } }
      library(id: "qe") { name aliases { scheme value } network { name } organisations { name odsCode } system { name }
        sites { id name organisation { id } locations { id code name site { id } } } memberships { phase since system { id } } }
      south: library(id: "south-lib") { network { id } memberships { since } }
      nobody: library(id: "nobody") { id } nothing: system(id: "nothing") { id } }`);

    expect(errors).toEqual([]);
    expect(data).toEqual({
      region: {
        id: 'mids',
        name: 'Middle Shires',
        networks: [
          { id: 'hill', asks: [{ name: 'Vale Network' }] },
          { id: 'vale', asks: [] },
        ],
        systems: [
          {
            id: 'north',
            kind: 'koha',
            capabilities: ['HARVEST_FULL', 'LIVE_ITEMS'],
            libraries: [{ id: 'qe' }, { id: 'wing' }],
          },
          {
            id: 'south',
            kind: 'koha',
            capabilities: ['HARVEST_FULL', 'LIVE_ITEMS'],
            libraries: [{ id: 'south-lib' }],
          },
          { id: 'west', kind: 'koha', capabilities: [], libraries: [{ id: 'west-lib' }] },
        ],
      },
      library: {
        name: 'Queen Edith Library',
        aliases: [{ scheme: 'ISIL', value: 'GB-QE' }],
        network: { name: 'Hill Network' },
        organisations: [{ name: 'Hill Trust', odsCode: 'RX1' }],
        system: { name: 'North Koha' },
        sites: [
          {
            id: 'main',
            name: 'Main',
            organisation: { id: 'trust' },
            locations: [{ id: 'main:location:STACK', code: 'STACK', name: 'Stack', site: { id: 'main' } }],
          },
        ],
        memberships: [{ phase: 'LIVE', since: null, system: { id: 'north' } }],
      },
      south: { network: null, memberships: [{ since: '2024-04-01T00:00:00Z' }] },
      nobody: null,
      nothing: null,
    });
  });

  it('answers references to what the region file names, twice the same too', async () => {
    const r = [
      { __typename: 'Library', id: 'qe' },
      { __typename: 'Library', id: 'qe' },
      { __typename: 'LibrarySystem', id: 'north' },
      { __typename: 'Location', id: 'main:location:STACK' },
      { __typename: 'Library', id: 'nobody' },
    ];
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename
      ... on Library { name } ... on LibrarySystem { kind } ... on Location { code } } }`;

    const { data, errors } = await catalogue.ask(query, { r });

    expect(errors).toEqual([]);
    expect(data).toEqual({
      _entities: [
        { __typename: 'Library', name: 'Queen Edith Library' },
        { __typename: 'Library', name: 'Queen Edith Library' },
        { __typename: 'LibrarySystem', kind: 'koha' },
        { __typename: 'Location', code: 'STACK' },
        null,
      ],
    });
  });
});

describe('incomplete', () => {
  const query = '{ editions(by: [{ isbn: "0198526636" }]) { incomplete { why since system { id } } } }';

  async function gaps(): Promise<unknown> {
    const { data } = await catalogue.ask(query);
    return (data?.['editions'] as [{ incomplete: unknown }])[0].incomplete;
  }

  it('names systems that were never harvested, those harvested in part, and those left alone too long', async () => {
    await applyPage(store.db, 'south', pageOf([harvested('1', marcOf('245 10 $a One'))]));
    await recordRun('south', 10, false);
    await recordRun('west', 46, true);

    expect(await gaps()).toEqual([
      { system: { id: 'north' }, why: 'NEVER_HARVESTED', since: null },
      { system: { id: 'south' }, why: 'PARTIAL', since: '2025-03-01T12:50:00.000Z' },
      { system: { id: 'west' }, why: 'STALE', since: '2025-03-01T12:14:00.000Z' },
    ]);
  });

  it('names a system with records that could not be read: one of them may be what is asked for', async () => {
    for (const system of ['north', 'south', 'west']) await recordRun(system, 44, true);
    const reject = {
      localId: '7',
      place: 'record 7',
      reason: 'a control character',
      format: 'unknown' as const,
      raw: Buffer.from('x'),
    };
    await applyPage(store.db, 'south', { ...pageOf([harvested('1', marcOf('245 10 $a One'))]), rejects: [reject] });

    expect(await gaps()).toEqual([{ system: { id: 'south' }, why: 'UNREADABLE', since: expect.any(String) as string }]);
  });

  it('is empty when every system was harvested to the end of late, whatever went wrong since', async () => {
    for (const system of ['north', 'south', 'west']) await recordRun(system, 44, true);
    await recordRun('north', 1, false);

    expect(await gaps()).toEqual([]);
  });

  it('names a system as partly there while its new records wait to be matched', async () => {
    for (const system of ['north', 'south', 'west']) await recordRun(system, 44, true);
    await applyPage(store.db, 'south', pageOf([harvested('1', marcOf('245 10 $a One'))]), undefined, 'later');

    expect(await gaps()).toMatchObject([{ system: { id: 'south' }, why: 'PARTIAL' }]);

    await matchWaiting(store.db);
    expect(await gaps()).toEqual([]);
  });
});

describe('harvest', () => {
  it('says how far the index of a system can be trusted; null for one that cannot be harvested', async () => {
    await applyPage(
      store.db,
      'north',
      pageOf(
        [
          harvested('1', marcOf('245 10 $a One')),
          harvested('2', marcOf('245 10 $a Two'), { visibility: 'SUPPRESSED' }),
        ],
        {
          rejects: [rejectOf('3')],
        },
      ),
    );
    await recordRun('north', 60, true);
    await recordRun('north', 5, false);

    const { data } = await catalogue.ask(`{
      library(id: "wing") { harvest { lastCompleteAt lagSeconds records rejects running problem } }
      south: system(id: "south") { harvest { lastCompleteAt lagSeconds records rejects running problem } }
      west: system(id: "west") { harvest { records } } }`);

    expect(data).toEqual({
      library: {
        harvest: {
          lastCompleteAt: '2025-03-01T12:00:00.000Z',
          lagSeconds: 3600,
          records: 2,
          rejects: 1,
          running: false,
          problem: 'the host did not answer',
        },
      },
      south: {
        harvest: { lastCompleteAt: null, lagSeconds: null, records: 0, rejects: 0, running: false, problem: null },
      },
      west: { harvest: null },
    });
  });
});
