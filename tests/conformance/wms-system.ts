/** A library with an export and WMS beside it, both of one truth, for the conformance suite. */
import { createAdapter } from '#adapters/registry.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { cannot } from '#conformance/situations.ts';
import type { ConformanceSystem, OwnFault, OwnState } from '#conformance/system.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import type { Faults } from '#simulators/faults.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, deleteRecord, editRecord } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { addPatron, checkIn, checkOut, createSip2World, placeHold } from '#simulators/sip2/world.ts';
import type { ShelfState } from '#simulators/sip2/world.ts';
import { createWmsSimulator, INSTITUTION, KEY, SECRET } from '#simulators/wms/index.ts';
import type { Oddities } from '#simulators/wms/opac.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { createTestWorld, filesHidings, filesSituations, FOR_STAFF, marcOf, testConfig } from './files-system.ts';
import { SIMULATOR_FAULTS } from './simulator-faults.ts';

const ZONE = 'Europe/London';
const CONNECTIONS = 2;
const CARD = '70000005';
const HOUR_MS = 3_600_000;

interface WmsFault extends OwnFault {
  readonly faults?: Partial<Faults>;
  readonly oddities?: Omit<Oddities, 'spoilt'>;
}

const FAULTS: readonly WmsFault[] = [
  { name: 'more records promised than come', codes: ['LMS_BAD_RESPONSE'], faults: { lie: 'fewerRows' } },
  { name: 'a diagnostic', codes: ['LMS_BAD_RESPONSE'], oddities: { diagnostic: true } },
  { name: 'the answer about another title', codes: ['LMS_BAD_RESPONSE'], faults: { lie: 'otherRows' } },
  { name: '429 without Retry-After', codes: ['LMS_RATE_LIMITED'], faults: { status: 429 } },
  { name: '429 with Retry-After', codes: ['LMS_RATE_LIMITED'], faults: { status: 429, retryAfterSeconds: 30 } },
  { name: 'a web page for a token', codes: ['LMS_BAD_RESPONSE'], faults: { garbage: 'html', only: ['login'] } },
  { name: 'a token without its life', codes: ['LMS_BAD_RESPONSE'], faults: { garbage: 'shape', only: ['login'] } },
  { name: 'an empty answer', codes: ['LMS_BAD_RESPONSE'], faults: { garbage: 'empty', only: ['availability'] } },
  { name: 'a token that ends in the middle', codes: [], oddities: { endsTokensAfter: 1 } },
  { name: 'a clock that is an hour ahead', codes: [], oddities: { clockMs: HOUR_MS } },
  { name: 'a clock that is an hour behind', codes: [], oddities: { clockMs: -HOUR_MS } },
  { name: 'fields that nobody knows', codes: [], oddities: { unknownFields: true } },
];
export const WMS_FAULTS: readonly OwnFault[] = FAULTS;

/** By the reason that WMS gives. */
const STATES: Partial<Readonly<Record<ShelfState, ItemStatus>>> = {
  AVAILABLE: 'AVAILABLE',
  ON_ORDER: 'ON_ORDER',
  IN_PROCESS: 'IN_PROCESS',
  ON_HOLD_SHELF: 'ON_HOLD_SHELF',
  IN_TRANSIT: 'IN_TRANSIT',
  CLAIMED_RETURNED: 'CLAIMED_RETURNED',
  LOST: 'LOST',
  MISSING: 'MISSING',
};

function configOf(files: string, live: string, callTimeoutMs: number): SystemConfig {
  const main = testConfig(files, 5_000);
  return {
    ...main,
    live: {
      kind: 'wms',
      address: live,
      credentials: { clientIdEnv: 'WMS_KEY', clientSecretEnv: 'WMS_SECRET', userEnv: null, passwordEnv: null },
      limits: { ...main.limits, connections: CONNECTIONS, callTimeoutMs },
      settings: { institution: INSTITUTION, tokenUrl: '/token', numberPrefix: 'b' },
    },
  };
}

const SECRETS: Readonly<Record<string, string>> = { WMS_KEY: KEY, WMS_SECRET: SECRET };

/** The export in its first state, and an availability service that sees every change at once. */
export async function createWmsSystem(): Promise<ConformanceSystem> {
  const world = createTestWorld();
  const files = await createFilesSimulator({ world });
  const stock = stockOfFiles(world, ZONE);
  const library = createSip2World({ timeZone: ZONE, stock });
  addPatron(library, { card: CARD });
  const simulator = await createWmsSimulator({ files: world, library });
  const { oddities } = simulator;
  const put = (recordId: string, state: ShelfState): void => {
    for (const copy of stock.ofTitle(recordId)) copy.state = state;
  };
  const behave = ({ spoilt }: Oddities, other: Omit<Oddities, 'spoilt'> = {}): void => {
    for (const key of Object.keys(oddities)) if (key !== 'spoilt') Reflect.deleteProperty(oddities, key);
    Object.assign(oddities, { spoilt, ...other });
  };
  const stateOf = ([state, status]: [ShelfState, ItemStatus]): OwnState => ({
    name: `${state} by its reason`,
    status,
    set(localId) {
      behave(oddities);
      put(localId, state);
    },
  });
  return {
    port: simulator.port,
    connections: CONNECTIONS,
    timeZone: ZONE,
    secrets: [SECRET, Buffer.from(`${KEY}:${SECRET}`).toString('base64')],
    createAdapter(address, callTimeoutMs, logger = createLogger('silent')): LmsAdapter {
      const system = configOf(`http://127.0.0.1:${files.port}`, address, callTimeoutMs);
      return createAdapter({
        system,
        guard: freshGuard(system),
        liveGuard: freshGuard(system),
        secret: (name) => SECRETS[name],
        logger,
        now: Date.now,
      });
    },
    setFault: (fault) => simulator.faults.set(fault === null ? {} : SIMULATOR_FAULTS[fault]),
    setOwnFault(name) {
      const fault = FAULTS.find((one) => one.name === name);
      behave(oddities, fault?.oddities);
      // Whoever has a token asks for none.
      if (fault?.faults?.only?.includes('login') === true) simulator.faults.expireTokens();
      return simulator.faults.set(fault?.faults ?? {});
    },
    recordIds: () => [...world.records.keys()],
    writtenAt: () => world.writtenAt,
    missing: null,
    missingItem: null,
    spoilRecord: null,
    sendAway: (localId) => {
      put(localId, 'IN_TRANSIT');
    },
    keepForReader: (localId) => {
      put(localId, 'ON_HOLD_SHELF');
    },
    change() {
      editRecord(world, 'b1000003', marcOf('Title 3, second edition'));
      const barcode = world.records.get('b1000004')?.copies[0]?.barcode ?? '';
      checkOut(library, { barcode, card: CARD, days: 14 });
      addCopy(world, addRecord(world, marcOf('Title 40')), { branch: 'A2' });
      deleteRecord(world, 'b1000013');
    },
    ownStates: [
      ...(Object.entries(STATES) as [ShelfState, ItemStatus][]).map(stateOf),
      {
        name: 'not available for a reason that nobody has mapped',
        status: 'UNKNOWN',
        set(localId) {
          behave(oddities, { reason: 'Gone to the printer' });
          put(localId, 'MISSING');
        },
      },
      {
        name: 'not available, and no reason is given',
        status: 'UNAVAILABLE',
        set(localId) {
          behave(oddities, { reason: '' });
          put(localId, 'MISSING');
        },
      },
    ],
    ownHidings: filesHidings(world),
    forStaff: [FOR_STAFF],
    situations: {
      ...filesSituations(world),
      lendUntil(localId, at) {
        for (const { barcode } of stock.ofTitle(localId)) checkOut(library, { barcode, card: CARD, due: at.getTime() });
        return 'hour';
      },
      takeBack(localId) {
        for (const { barcode } of stock.ofTitle(localId)) checkIn(library, barcode);
      },
      giveUnmappedState: (localId) => {
        put(localId, 'DAMAGED');
      },
      lose: (localId) => {
        put(localId, 'LOST');
      },
      makeReference: cannot('WMS does not tell by which rule a copy is lent'),
      placeThreeHolds(localId) {
        const [copy] = stock.ofTitle(localId);
        for (let hold = 0; hold < 3; hold += 1)
          placeHold(library, { card: CARD, barcode: copy?.barcode ?? '', pickup: 'A1' });
      },
      hidesTitleAtOnce: cannot('WMS is asked for copies of the list, and says nothing of what is hidden'),
      hidesCopyAtOnce: cannot('WMS is asked for copies of the list, and says nothing of what is hidden'),
      async expireLogin() {
        simulator.faults.expireTokens();
      },
      cancelsOnTheWay: cannot('it tells each transit, whatever it is for'),
      failsInPart: cannot('one answer tells everything of a title and its copies'),
    },
    async close() {
      await simulator.close();
      await files.close();
    },
  };
}
