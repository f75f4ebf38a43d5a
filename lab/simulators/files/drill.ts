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
import type { HoldStaff, Staff } from '../staff.ts';
import { localDate } from '../time.ts';
import { createFilesSimulator } from './index.ts';
import { addCopy, createFilesWorld, removeCopy, type FilesWorld } from './world.ts';

const BRANCH = 'MAIN';
/** Whoever waits for titles: a loan fills the holds of its own reader. */
const OTHER_READER = 'other';
const ZONE = 'Europe/London';

/** Worthless: they open simulated systems alone. */
const SECRETS = { HILL_SIP_USER: 'terminal', HILL_SIP_PASSWORD: 'terminal-password' } as const;

/** How the part that is harvested is described, whatever tells how its copies stand. */
export const FILES_PART = {
  credentials: {},
  settings: (address: string) => ({
    records: [{ source: `${address}/catalogue.mrc` }],
    recordOwner: '040$a',
    items: [
      {
        source: `${address}/items.csv`,
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
      },
    ],
    statuses: { '0': 'AVAILABLE', L: 'LOST', M: 'MISSING', T: 'IN_TRANSIT', H: 'ON_HOLD_SHELF', W: 'WITHDRAWN' },
    itemTypes: { BOOK: 'LOAN' },
  }),
  showsAccounts: false,
  neverReported: [],
} as const;

export const filesDrills: readonly DrilledLogin[] = [
  {
    ...FILES_PART,
    login: 'files-sip2',
    secrets: SECRETS,
    calls: ['item', 'login'],
    expires: false,
    live: {
      kind: 'sip2',
      credentials: { userEnv: 'HILL_SIP_USER', passwordEnv: 'HILL_SIP_PASSWORD' },
      settings: { holdQueue: 'title' },
      tells: 'copies',
    },
    start,
  },
];

async function start(drilled: DrilledWorld): ReturnType<DrilledLogin['start']> {
  const spoilt = new Set<string>();
  const { files, world, staff } = startLibrary(drilled, spoilt);
  return {
    simulator: await createFilesSimulator({ world: files }),
    live: await createSip2Simulator({ library: withSpoilt(libraryOf(world), spoilt) }),
    staff,
  };
}

/** Titles and no copies yet: a title without copies says in 040 whose it is. Of copies in `spoilt` nothing readable is to be told. */
export function startLibrary({ titles, reader }: DrilledWorld, spoilt: Set<string>) {
  const files = createFilesWorld();
  for (const [title, marc] of titles) {
    const id = String(title);
    files.records.set(id, { id, marc: withOwner(marc), isHidden: false, copies: [] });
  }
  const world = createSip2World({ timeZone: ZONE, stock: stockOfFiles(files, ZONE) });
  for (const card of [reader, OTHER_READER]) addPatron(world, { card });
  return { files, world, staff: createStaff(files, world, { reader, spoilt }) };
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
export function withSpoilt(library: Sip2Library, spoilt: ReadonlySet<string>): Sip2Library {
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
