/** A drilled library that has an export and SIP2: how it is asked, and what its staff do in the words of every kind. */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';
import { stockOfFiles } from '../sip2/files-stock.ts';
import { createSip2Simulator } from '../sip2/index.ts';
import type { Sip2Library } from '../sip2/library.ts';
import {
  addPatron,
  cancelHold,
  checkIn,
  checkOut,
  createSip2World,
  placeHold,
  setState,
  setWaiting,
  startTransfer,
  type Sip2World,
} from '../sip2/world.ts';
import { libraryOf } from '../sip2/world-library.ts';
import type { DrilledLogin, DrilledWorld } from '../simulated-kind.ts';
import type { SimulatorServer } from '../server.ts';
import type { HoldStaff, Staff } from '../staff.ts';
import { localDate } from '../time.ts';
import { catalogueOfFiles } from '../z3950/files-catalogue.ts';
import { createSruSimulator, SRU_PATH } from '../z3950/index.ts';
import { createFilesSimulator } from './index.ts';
import { addCopy, createFilesWorld, removeCopy, type FilesWorld } from './world.ts';

const BRANCH = 'MAIN';
/** Whoever waits for titles: a loan fills the holds of its own reader. */
const OTHER_READER = 'other';
const ZONE = 'Europe/London';

/** Worthless: they open simulated systems alone. */
const SECRETS = { HILL_SIP_USER: 'terminal', HILL_SIP_PASSWORD: 'terminal-password' } as const;

const ITEM_LIST = {
  columns: {
    record: 'BIB',
    barcode: 'BARCODE',
    owner: 'BRANCH',
    callNumber: 'CALL NUMBER',
    location: 'LOCATION',
    itemType: 'TYPE',
    status: 'STATUS',
    due: 'DUE',
  },
};

/** What is so of both, whichever protocol says how the copies stand. */
const EXPORTED = {
  credentials: {},
  settings: (address: string) => ({
    records: [{ source: `${address}/catalogue.mrc` }],
    recordOwner: '040$a',
    items: [{ source: `${address}/items.csv`, ...ITEM_LIST }],
    statuses: { '0': 'AVAILABLE', L: 'LOST', M: 'MISSING', T: 'IN_TRANSIT', H: 'ON_HOLD_SHELF', W: 'WITHDRAWN' },
    itemTypes: { BOOK: 'LOAN' },
  }),
  showsAccounts: false,
  expires: false,
  neverReported: [],
} as const;

export const filesDrills: readonly DrilledLogin[] = [
  {
    ...EXPORTED,
    login: 'files-sip2',
    secrets: SECRETS,
    calls: ['item', 'login'],
    live: {
      kind: 'sip2',
      credentials: { userEnv: 'HILL_SIP_USER', passwordEnv: 'HILL_SIP_PASSWORD' },
      settings: { holdQueue: 'title' },
      tells: 'copies',
    },
    start: (drilled) =>
      start(drilled, ({ world, spoilt }) => createSip2Simulator({ library: withSpoilt(libraryOf(world), spoilt) })),
  },
  {
    ...EXPORTED,
    login: 'files-z3950',
    secrets: {},
    calls: ['search'],
    tellsQueue: false,
    live: {
      kind: 'z3950',
      credentials: {},
      settings: {
        path: SRU_PATH,
        statusIn: 'temporaryLocation',
        dueInAvailabilityDate: true,
        statuses: {
          'Checked In': 'AVAILABLE',
          'Checked Out': 'ON_LOAN',
          'On hold shelf': 'ON_HOLD_SHELF',
          'In transit': 'IN_TRANSIT',
          Lost: 'LOST',
          Missing: 'MISSING',
        },
      },
      tells: 'copies',
    },
    start: (drilled) =>
      start(drilled, ({ files, world, spoilt }) => {
        const library = catalogueOfFiles(files, withSpoilt(libraryOf(world), new Set()));
        return createSruSimulator({
          library: { ...library, isUnreadable: (id) => isOneOf(files, id, spoilt) },
          form: 'opac',
        });
      }),
  },
];

/** Whether a record has one of these copies. */
function isOneOf(files: FilesWorld, id: string, barcodes: ReadonlySet<string>): boolean {
  return files.records.get(id)?.copies.some(({ barcode }) => barcodes.has(barcode ?? '')) === true;
}

/** What the live part of a drilled library is made of. */
interface DrilledLibrary {
  readonly files: FilesWorld;
  readonly world: Sip2World;
  /** Copies of which nothing can be read. */
  readonly spoilt: ReadonlySet<string>;
}

/** Titles and no copies yet: a title without copies says in 040 whose it is. */
async function start(
  { titles, reader }: DrilledWorld,
  startLive: (library: DrilledLibrary) => Promise<SimulatorServer>,
): ReturnType<DrilledLogin['start']> {
  const files = createFilesWorld();
  for (const [title, marc] of titles) {
    const id = String(title);
    files.records.set(id, { id, marc: withOwner(marc), isHidden: false, copies: [] });
  }
  const world = createSip2World({ timeZone: ZONE, stock: stockOfFiles(files, ZONE) });
  for (const card of [reader, OTHER_READER]) addPatron(world, { card });
  const spoilt = new Set<string>();
  return {
    simulator: await createFilesSimulator({ world: files }),
    live: await startLive({ files, world, spoilt }),
    staff: createStaff(files, world, { reader, spoilt }),
  };
}

function withOwner(marc: MarcRecord): MarcRecord {
  const owner: MarcField = { tag: '040', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: BRANCH }] };
  const at = marc.fields.findIndex((field) => !isControlField(field) && field.tag > owner.tag);
  return { ...marc, fields: marc.fields.toSpliced(at, 0, owner) };
}

/**
 * A line end in a title makes two of its answer, of which neither can be read. A copy that was withdrawn is available by SIP2, as it is
 * at many a server: only the list of copies knows.
 */
function withSpoilt(library: Sip2Library, spoilt: ReadonlySet<string>): Sip2Library {
  const copyOf = library.copy.bind(library);
  return {
    ...library,
    copy(barcode) {
      const copy = copyOf(barcode);
      if (copy === null) return null;
      const told = copy.status === 'WITHDRAWN' ? { ...copy, status: 'AVAILABLE' as const } : copy;
      return spoilt.has(barcode) ? { ...told, title: 'Half a title\rand the rest' } : told;
    },
  };
}

function createStaff(
  files: FilesWorld,
  world: Sip2World,
  { reader, spoilt }: { readonly reader: string; readonly spoilt: Set<string> },
): Staff {
  return {
    add(title) {
      const record = files.records.get(String(title));
      if (record === undefined) throw new Error(`no title ${title}`);
      return addCopy(files, record, { branch: BRANCH, callNumber: `W ${title}` }).barcode ?? '';
    },
    remove(barcode) {
      removeCopy(files, barcode);
      world.loans.delete(barcode);
    },
    lend(barcode, days) {
      return localDate(checkOut(world, { barcode, card: reader, days }), ZONE);
    },
    takeBack(barcode) {
      checkIn(world, barcode);
    },
    mark(barcode, mark) {
      setState(world, barcode, mark ?? 'AVAILABLE');
    },
    withdraw(barcode) {
      setState(world, barcode, 'WITHDRAWN');
    },
    holds: createHoldStaff(files, world, OTHER_READER),
    transits: {
      send(barcode) {
        startTransfer(world, barcode);
      },
      arrive(barcode) {
        setState(world, barcode, 'AVAILABLE');
      },
    },
    spoil(barcode) {
      spoilt.add(barcode);
      return () => {
        spoilt.delete(barcode);
      };
    },
  };
}

function createHoldStaff(files: FilesWorld, world: Sip2World, card: string): HoldStaff {
  const holdOn = (title: number) => {
    const barcode = files.records.get(String(title))?.copies[0]?.barcode ?? '';
    const hold = {
      card,
      titleId: String(title),
      thisCopy: false,
      barcode,
      pickup: BRANCH,
      state: 'QUEUED',
      until: null,
    } as const;
    world.holds.push({ ...hold });
  };
  return {
    // A title may be wanted that has no copy.
    queue: holdOn,
    shelve(_title, barcode) {
      setWaiting(world, placeHold(world, { card, barcode, pickup: BRANCH }), barcode);
    },
    unshelve(barcode) {
      const hold = world.holds.find((one) => one.barcode === barcode && one.state === 'WAITING');
      if (hold !== undefined) cancelHold(world, hold);
    },
  };
}
