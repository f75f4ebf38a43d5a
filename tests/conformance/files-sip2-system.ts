/** A library with an export and a SIP2 server beside it, both of one truth, for the conformance suite. */
import { createAdapter } from '#adapters/registry.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { cannot } from '#conformance/situations.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { ConformanceSystem, OwnFault, OwnState, SystemFault } from '#conformance/system.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import type { Faults } from '#simulators/faults.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, deleteRecord, editRecord } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import type { Sip2Simulator } from '#simulators/sip2/index.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { addPatron, checkIn, checkOut, createSip2World, placeHold } from '#simulators/sip2/world.ts';
import type { ShelfState } from '#simulators/sip2/world.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { createTestWorld, filesHidings, filesSituations, FOR_STAFF, marcOf, testConfig } from './files-system.ts';

const ZONE = 'Europe/London';
const CONNECTIONS = 2;
const CARD = '70000005';

interface Sip2Fault extends OwnFault {
  readonly faults: Partial<Faults>;
}

/** Faults that only SIP2 has: the answer of somebody else, one that cannot be trusted, and what must make no difference. */
const FAULTS: readonly Sip2Fault[] = [
  { name: 'a late answer', codes: ['LMS_BAD_RESPONSE', 'LMS_TIMEOUT'], endsWithTime: true, faults: { mixed: 'late' } },
  { name: 'an answer about another copy', codes: ['LMS_BAD_RESPONSE'], faults: { mixed: 'otherBarcode' } },
  { name: 'a wrong sequence number', codes: ['LMS_BAD_RESPONSE'], faults: { sequence: 'wrong' } },
  { name: 'shuffled sequence numbers', codes: ['LMS_BAD_RESPONSE'], faults: { sequence: 'shuffled' } },
  { name: 'a wrong checksum', codes: ['LMS_BAD_RESPONSE'], faults: { wrongChecksum: true } },
  { name: 'an answer of another kind', codes: ['LMS_BAD_RESPONSE'], faults: { garbage: 'shape' } },
  {
    name: 'an empty answer',
    codes: ['LMS_BAD_RESPONSE', 'LMS_TIMEOUT'],
    endsWithTime: true,
    faults: { garbage: 'empty' },
  },
  { name: '96 each time', codes: ['LMS_BAD_RESPONSE'], faults: { resend: true } },
  { name: 'an answer that is cut off', codes: ['LMS_UNAVAILABLE', 'LMS_BAD_RESPONSE'], faults: { cutOff: true } },
  { name: 'a connection that is closed', codes: ['LMS_UNAVAILABLE'], faults: { reset: true } },
  { name: 'fields that nobody knows', codes: [], faults: { unknownFields: true } },
  { name: 'each byte in a packet of its own', codes: [], faults: { split: true } },
  { name: 'zeros before and behind', codes: [], faults: { nulPadding: true } },
];
export const SIP2_FAULTS: readonly OwnFault[] = FAULTS;

const SYSTEM_FAULTS: Readonly<Partial<Record<SystemFault, Partial<Faults>>>> = {
  'web page': { garbage: 'html' },
  'cut answer': { garbage: 'truncated' },
  'wrong credentials': { wrongCredentials: true },
};

/** By the codes of the protocol; Koha has few of them. */
const STATES: Readonly<Record<'generic' | 'koha', Partial<Readonly<Record<ShelfState, ItemStatus>>>>> = {
  generic: {
    AVAILABLE: 'AVAILABLE',
    ON_ORDER: 'ON_ORDER',
    IN_PROCESS: 'IN_PROCESS',
    TO_BE_RESHELVED: 'RESHELVING',
    CLAIMED_RETURNED: 'CLAIMED_RETURNED',
    MISSING: 'MISSING',
  },
  // Of what has left the stock it says that it is in its place, and the list says what it is.
  koha: { AVAILABLE: 'AVAILABLE', ON_HOLD_SHELF: 'ON_HOLD_SHELF', LOST: 'LOST', WITHDRAWN: 'WITHDRAWN' },
};

function statesOf(
  { faults }: Sip2Simulator,
  put: (localId: string, state: ShelfState) => void,
  dialect: 'generic' | 'koha',
): readonly OwnState[] {
  return [
    ...(Object.entries(STATES[dialect]) as [ShelfState, ItemStatus][]).map(([state, status]): OwnState => ({
      name: `${state} by its circulation status`,
      status,
      set(localId) {
        void faults.set({});
        put(localId, state);
      },
    })),
    {
      name: 'of a circulation status that SIP2 does not have',
      status: 'UNKNOWN',
      set(localId) {
        put(localId, 'MISSING');
        void faults.set({ circulationStatus: '47' });
      },
    },
  ];
}

/** The same system with a live part at an address of TCP. */
function composedConfig(files: string, live: string, dialect: string, callTimeoutMs: number): SystemConfig {
  const main = testConfig(files, 5_000);
  return {
    ...main,
    live: {
      kind: 'sip2',
      address: live,
      credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' },
      limits: { ...main.limits, connections: CONNECTIONS, callTimeoutMs },
      // Koha leaves CF out where nobody waits.
      settings: { dialect, institution: 'DEMO', holdQueue: dialect === 'koha' ? 'none' : 'title' },
    },
  };
}

export const SECRETS: Readonly<Record<string, string>> = { SIP_USER: 'terminal', SIP_PASSWORD: 'terminal-password' };

/** The export in its first state, and a SIP2 server that sees every change at once. */
export async function createFilesSip2System(
  dialect: 'generic' | 'koha',
): Promise<ConformanceSystem & { readonly filesPort: number }> {
  const world = createTestWorld();
  const files = await createFilesSimulator({ world });
  const stock = stockOfFiles(world, ZONE);
  const served = createSip2World({ timeZone: ZONE, stock });
  addPatron(served, { card: CARD });
  const simulator = await createSip2Simulator({ library: libraryOf(served), dialect });
  const put = (recordId: string, state: ShelfState): void => {
    for (const copy of stock.ofTitle(recordId)) copy.state = state;
  };
  return {
    port: simulator.port,
    filesPort: files.port,
    connections: CONNECTIONS,
    timeZone: ZONE,
    secrets: [SECRETS['SIP_PASSWORD'] ?? ''],
    createAdapter(address, callTimeoutMs, logger = createLogger('silent')): LmsAdapter {
      const live = address.replace(/^http/, 'tcp');
      const system = composedConfig(`http://127.0.0.1:${files.port}`, live, dialect, callTimeoutMs);
      return createAdapter({
        system,
        guard: freshGuard(system),
        liveGuard: freshGuard(system),
        secret: (name) => SECRETS[name],
        logger,
        now: Date.now,
      });
    },
    setFault: (fault) => simulator.faults.set(fault === null ? {} : (SYSTEM_FAULTS[fault] ?? {})),
    setOwnFault: (name) => simulator.faults.set(FAULTS.find((one) => one.name === name)?.faults ?? {}),
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
      checkOut(served, { barcode, card: CARD, days: 14 });
      addCopy(world, addRecord(world, marcOf('Title 40')), { branch: 'A2' });
      deleteRecord(world, 'b1000013');
    },
    ownStates: statesOf(simulator, put, dialect),
    ownHidings: filesHidings(world),
    forStaff: [FOR_STAFF],
    situations: {
      ...filesSituations(world),
      lendUntil(localId, at) {
        for (const { barcode } of stock.ofTitle(localId)) checkOut(served, { barcode, card: CARD, due: at.getTime() });
        return 'hour';
      },
      takeBack(localId) {
        for (const { barcode } of stock.ofTitle(localId)) checkIn(served, barcode);
      },
      giveUnmappedState:
        dialect === 'koha'
          ? cannot("Koha's SIP2 says 03, available, of every state that it has no code for")
          : (localId) => {
              put(localId, 'DAMAGED');
            },
      lose: (localId) => {
        put(localId, 'LOST');
      },
      makeReference: cannot('SIP2 does not tell by which rule a copy is lent'),
      placeThreeHolds(localId) {
        const [copy] = stock.ofTitle(localId);
        for (let hold = 0; hold < 3; hold += 1)
          placeHold(served, { card: CARD, barcode: copy?.barcode ?? '', pickup: 'A1' });
      },
      hidesTitleAtOnce: cannot('SIP2 knows nothing of what is hidden'),
      hidesCopyAtOnce: cannot('SIP2 knows nothing of what is hidden'),
      expireLogin: cannot('a terminal stays logged in for as long as it is connected'),
      cancelsOnTheWay: cannot('it tells each transit, whatever it is for'),
      failsInPart: cannot('one answer tells everything of a copy'),
    },
    async close() {
      await simulator.close();
      await files.close();
    },
  };
}
