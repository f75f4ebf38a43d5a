/** A library with an export and an SRU server beside it, both of one truth, for the conformance suite. */
import { KOHA_WORDS } from '#adapters/z3950/config.ts';
import { cannot } from '#conformance/situations.ts';
import type { ConformanceSystem, OwnFault } from '#conformance/system.ts';
import { catalogueOfFiles } from '#simulators/z3950/files-catalogue.ts';
import { createSruSimulator, SRU_PATH } from '#simulators/z3950/index.ts';
import type { CatalogueForm } from '#simulators/z3950/index.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { checkOut } from '#simulators/sip2/world.ts';
import { CARD, CONNECTIONS, createFilesLibrary, liveSystemOf, statesOf } from './files-live-system.ts';
import { SIMULATOR_FAULTS } from './simulator-faults.ts';

/** What only a catalogue that is searched can do wrong. */
const FAULTS = ['a diagnostic in the place of every record', 'a record that is not the one'] as const;
export const Z3950_FAULTS: readonly OwnFault[] = FAULTS.map((name) => ({ name, codes: ['LMS_BAD_RESPONSE'] }));

const SETTINGS: Readonly<Record<CatalogueForm, object>> = {
  opac: {
    statusIn: 'temporaryLocation',
    dueInAvailabilityDate: true,
    statuses: {
      'Checked In': 'AVAILABLE',
      'Checked Out': 'ON_LOAN',
      'On order': 'ON_ORDER',
      'In process': 'IN_PROCESS',
      'On hold shelf': 'ON_HOLD_SHELF',
      'Just returned': 'RESHELVING',
      'In transit': 'IN_TRANSIT',
      'Claims returned': 'CLAIMED_RETURNED',
      Lost: 'LOST',
      Missing: 'MISSING',
      Withdrawn: 'WITHDRAWN',
      'Library use only': { status: 'AVAILABLE', use: 'REFERENCE' },
    },
  },
  koha: { items: { tag: '952', barcode: 'p', status: 'k' }, statuses: KOHA_WORDS },
};

export async function createFilesZ3950System(form: CatalogueForm): Promise<ConformanceSystem> {
  const files = await createFilesLibrary();
  const { stock, served, put } = files;
  let hasDiagnostics = false;
  const library = { ...catalogueOfFiles(files.world, libraryOf(served)), isUnreadable: () => hasDiagnostics };
  const simulator = await createSruSimulator({ library, form, workers: CONNECTIONS });
  const { situations, ...system } = liveSystemOf(files, {
    live: { kind: 'z3950', settings: { path: SRU_PATH, ...SETTINGS[form] } },
    port: simulator.port,
    scheme: 'http',
    secrets: {},
  });
  return {
    ...system,
    setFault: (fault) => simulator.faults.set(fault === null ? {} : SIMULATOR_FAULTS[fault]),
    setOwnFault(name) {
      hasDiagnostics = name === FAULTS[0];
      return simulator.faults.set(name === FAULTS[1] ? { lie: 'otherRows' } : {});
    },
    ownStates: statesOf(
      simulator.faults,
      files,
      form === 'opac'
        ? {
            AVAILABLE: 'AVAILABLE',
            ON_ORDER: 'ON_ORDER',
            IN_PROCESS: 'IN_PROCESS',
            ON_HOLD_SHELF: 'ON_HOLD_SHELF',
            TO_BE_RESHELVED: 'RESHELVING',
            CLAIMED_RETURNED: 'CLAIMED_RETURNED',
            MISSING: 'MISSING',
          }
        : { AVAILABLE: 'AVAILABLE', ON_HOLD_SHELF: 'UNAVAILABLE', DAMAGED: 'DAMAGED', NOT_FOR_LOAN: 'UNKNOWN' },
      form === 'opac' ? 'the word of its OPAC record' : 'the word of its field',
    ),
    situations: {
      ...situations,
      lendUntil:
        form === 'koha'
          ? cannot('a word in a field tells no day')
          : (localId, at) => {
              for (const { barcode } of stock.ofTitle(localId))
                checkOut(served, { barcode, card: CARD, due: at.getTime() });
              return 'day';
            },
      giveUnmappedState:
        form === 'koha'
          ? cannot("Koha's responder says Available of every state that it has no word for")
          : (localId) => {
              put(localId, 'RESTRICTED');
            },
      makeReference: cannot('the composition leaves the rule of lending to harvest'),
      placeThreeHolds: cannot('a record tells nobody who waits for it'),
      hidesTitleAtOnce: cannot('a search that finds nothing does not say why'),
      hidesCopyAtOnce: cannot('a search that finds nothing does not say why'),
      expireLogin: cannot('SRU has no log-in'),
      cancelsOnTheWay: cannot('it tells each transit, whatever it is for'),
    },
    async close() {
      await simulator.close();
      await files.files.close();
    },
  };
}
