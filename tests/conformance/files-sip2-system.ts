/** A library with an export and a SIP2 server beside it, both of one truth, for the conformance suite. */
import { cannot } from '#conformance/situations.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { ConformanceSystem, OwnFault, SystemFault } from '#conformance/system.ts';
import type { Faults } from '#simulators/faults.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { checkOut, placeHold } from '#simulators/sip2/world.ts';
import type { ShelfState } from '#simulators/sip2/world.ts';
import { CARD, createFilesLibrary, liveSystemOf, statesOf } from './files-live-system.ts';

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

export const SECRETS: Readonly<Record<string, string>> = { SIP_USER: 'terminal', SIP_PASSWORD: 'terminal-password' };

/** The export in its first state, and a SIP2 server that sees every change at once. */
export async function createFilesSip2System(
  dialect: 'generic' | 'koha',
): Promise<ConformanceSystem & { readonly filesPort: number }> {
  const files = await createFilesLibrary();
  const { stock, served, put } = files;
  const simulator = await createSip2Simulator({ library: libraryOf(served), dialect });
  const { situations, ...system } = liveSystemOf(files, {
    live: {
      kind: 'sip2',
      credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: 'SIP_USER', passwordEnv: 'SIP_PASSWORD' },
      // Koha leaves CF out where nobody waits.
      settings: { dialect, institution: 'DEMO', holdQueue: dialect === 'koha' ? 'none' : 'title' },
    },
    port: simulator.port,
    scheme: 'tcp',
    secrets: SECRETS,
  });
  return {
    ...system,
    setFault: (fault) => simulator.faults.set(fault === null ? {} : (SYSTEM_FAULTS[fault] ?? {})),
    setOwnFault: (name) => simulator.faults.set(FAULTS.find((one) => one.name === name)?.faults ?? {}),
    ownStates: [
      ...statesOf(simulator.faults, files, STATES[dialect], 'its circulation status'),
      {
        name: 'of a circulation status that SIP2 does not have',
        status: 'UNKNOWN',
        set(localId) {
          put(localId, 'MISSING');
          void simulator.faults.set({ circulationStatus: '47' });
        },
      },
    ],
    situations: {
      ...situations,
      lendUntil(localId, at) {
        for (const { barcode } of stock.ofTitle(localId)) checkOut(served, { barcode, card: CARD, due: at.getTime() });
        return 'hour';
      },
      giveUnmappedState:
        dialect === 'koha'
          ? cannot("Koha's SIP2 says 03, available, of every state that it has no code for")
          : (localId) => {
              put(localId, 'DAMAGED');
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
    },
    async close() {
      await simulator.close();
      await files.files.close();
    },
  };
}
