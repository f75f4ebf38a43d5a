import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MarcRecord } from '#marc/marc-record.ts';
import { skeletonKind } from '#adapters/skeleton/index.ts';
import { createId } from '#domain/ids.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { createSkeletonSimulator } from '#simulators/skeleton/index.ts';
import {
  addCopy,
  addRecord,
  createSkeletonWorld,
  deleteCopy,
  deleteRecord,
  editRecord,
  hideCopy,
  hideRecord,
  idsOf,
  spoilRecord,
} from '#simulators/skeleton/world.ts';
import type { SkeletonWorld } from '#simulators/skeleton/world.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { expect, it } from 'vitest';
import { describeAdapter } from './describe-adapter.ts';
import { cannot, notYet } from '#conformance/situations.ts';
import type { Situations } from '#conformance/situations.ts';
import type { ConformanceSystem } from '#conformance/system.ts';
import { SIMULATOR_FAULTS } from './simulator-faults.ts';

const SYSTEM = 'skeleton-t' as SystemId;
const RECORDS = 26;
const CONNECTIONS = 2;

/** Alder owns A1 and A2, Birch owns B1. */
function testConfig(address: string, callTimeoutMs: number): SystemConfig {
  const owner = (code: string, library: string) => ({
    system: SYSTEM,
    code,
    library: library as LibraryId,
    site: null,
  });
  return {
    id: SYSTEM,
    name: 'Test Skeleton',
    kind: 'skeleton',
    address,
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: [owner('A1', 'alder'), owner('A2', 'alder'), owner('B1', 'birch')],
    limits: {
      connections: CONNECTIONS,
      callTimeoutMs,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 10, everySeconds: 60, fullEverySeconds: 604_800 },
    settings: {},
  };
}

function marcOf(title: string, ...more: MarcRecord['fields']): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [{ tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `${title} /` }] }, ...more],
  };
}

/** Copies at one, two or three sites; record 7 is hidden, and so is a copy of record 8. */
function createTestWorld(): SkeletonWorld {
  const world = createSkeletonWorld();
  for (let number = 1; number <= RECORDS; number += 1) {
    const { id } = addRecord(world, marcOf(`Title ${number}`), { hidden: number === 7 });
    const owners = number % 3 === 0 ? ['A1', 'A2', 'B1'] : number % 3 === 1 ? ['A1'] : ['B1', 'B1'];
    for (const owner of owners) addCopy(world, id, { owner, callNumber: `W ${number}` });
    if (number === 8) addCopy(world, id, { owner: 'A1', hidden: true });
  }
  return world;
}

async function createSkeletonSystem(): Promise<ConformanceSystem> {
  const world = createTestWorld();
  const simulator = await createSkeletonSimulator({ world });
  return {
    port: simulator.port,
    connections: CONNECTIONS,
    timeZone: 'Europe/London',
    secrets: [],
    createAdapter(address, callTimeoutMs, logger = createLogger('silent')) {
      const system = testConfig(address, callTimeoutMs);
      return skeletonKind.create({
        system,
        guard: freshGuard(system),
        secret: () => undefined,
        logger,
        now: Date.now,
      });
    },
    setFault: (fault) => simulator.faults.set(fault === null ? {} : SIMULATOR_FAULTS[fault]),
    recordIds: () => idsOf(world),
    missing: { id: createId(SYSTEM, 'holding', '999999@alder'), liveKeys: ['r:999999', 'l:alder'] },
    missingItem: createId(SYSTEM, 'item', '999999-1'),
    spoilRecord: notYet('spoilRecord'),
    sendAway: notYet('sendAway'),
    keepForReader: notYet('keepForReader'),
    change() {
      editRecord(world, '000003', marcOf('Title 3, second edition'));
      const { id } = addRecord(world, marcOf('Title 40'));
      addCopy(world, id, { owner: 'A2' });
      deleteRecord(world, '000013');
    },
    situations: situationsOf(world),
    close: () => simulator.close(),
  };
}

/**
 * Everything that the suite wants to see told: each is brought about, or `cannot` says why systems of this kind have no such thing.
 * `notYet` is asked for as soon as the adapter declares LIVE_ITEMS.
 */
function situationsOf(world: SkeletonWorld): Situations {
  return {
    lendUntil: notYet('lendUntil'),
    takeBack: notYet('takeBack'),
    giveUnmappedState: notYet('giveUnmappedState'),
    lose: notYet('lose'),
    makeReference: notYet('makeReference'),
    placeThreeHolds: notYet('placeThreeHolds'),
    hideCopy: (localId) => hideCopy(world, localId),
    hideRecord: (localId) => {
      hideRecord(world, localId);
    },
    hidesTitleAtOnce: true,
    hidesCopyAtOnce: true,
    addForeignCopy: (localId) => addCopy(world, localId, { owner: 'X9' }).id,
    deleteCopy: (localId) => deleteCopy(world, localId),
    deleteRecord: (localId) => {
      deleteRecord(world, localId);
    },
    editTitle: (localId, title) => {
      editRecord(world, localId, marcOf(title));
    },
    addRecord({ title, note, barcodes }) {
      const noted: MarcRecord['fields'] =
        note === undefined ? [] : [{ tag: '500', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: note }] }];
      const { id } = addRecord(world, marcOf(title, ...noted));
      for (const barcode of barcodes) addCopy(world, id, { owner: 'A1', barcode });
      return id;
    },
    bindInto: cannot('a copy belongs to one record'),
    largeRecords: true,
    sharesBarcodes: true,
    lacksBarcodes: true,
    spoilDescription: (localId) => {
      spoilRecord(world, localId);
    },
    spoilNumber: cannot('every record comes under its number'),
    expireLogin: cannot('it has no log-in'),
    everyField: cannot('its copies have few columns, and the situations above show them'),
    cancelsOnTheWay: cannot('its simulator has no holds'),
    passTime: cannot('its simulator goes by the clock of the machine'),
    failsInPart: cannot('it asks one question for everything'),
  };
}

it.each([
  ['nothing', []],
  ['what it had brought before', [{ id: '000001', deleted: true, changedAt: '2026-01-05T09:00:00Z' }]],
])('ends a harvest where a page brings %s, and says that more follow', async (_, records) => {
  const page = JSON.stringify({ records, asOf: '2026-01-05T09:00:00Z', more: true });
  const server = createServer((_request, response) => response.end(page)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const system = testConfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 5_000);
  const context = { system, guard: freshGuard(system), secret: () => undefined, now: Date.now };
  const adapter = skeletonKind.create({ ...context, logger: createLogger('silent') });
  const from = { run: { kind: 'full' }, resumeAt: null } as const;
  const read = async (): Promise<void> => {
    for await (const _page of adapter.harvest?.pages(from, new AbortController().signal) ?? []) continue;
  };

  await expect(read()).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  await adapter.close();
  server.close();
});

describeAdapter('Skeleton', { create: createSkeletonSystem, logsIn: false, tells: [] });
