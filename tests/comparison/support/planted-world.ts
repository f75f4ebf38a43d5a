/**
 * A region of two systems in which every class of thing stands that a report may count or leave out, as many of each as a seed says:
 * hidden titles and copies, titles hidden by their copies, copies of nobody and of a code that nobody knows, interlibrary loans, states
 * that nobody knows, records that cannot be read, records that are read online. What was planted is kept beside it, to be counted.
 */
import type { MarcField, MarcRecord } from '#marc/index.ts';
import { createRandom } from '#simulators/random.ts';
import { addRecord, createFilesWorld, type FilesWorld } from '#simulators/files/world.ts';
import { data, describe, statement } from './planted-faults.ts';

export const OWNERS = {
  north: { N1: 'northfield', N2: 'norwood' },
  south: { S1: 'southam', S2: 'sutton' },
} as const;
export type PlantedSystem = keyof typeof OWNERS;
export const SYSTEMS = Object.keys(OWNERS) as readonly PlantedSystem[];

type Seen = 'PUBLIC' | 'SUPPRESSED' | 'ILL_TEMPORARY';

export interface PlantedCopy {
  /** Null for a copy that names none, or a code that nobody knows. */
  readonly library: string | null;
  readonly seen: Seen;
  readonly barcode: string | null;
  readonly status: 'AVAILABLE' | 'LOST' | 'ON_ORDER' | 'IN_TRANSIT' | 'UNKNOWN';
}

export interface PlantedRecord {
  readonly system: PlantedSystem;
  readonly seen: Seen;
  /** The same for records of one edition. */
  readonly publication: number;
  readonly hasTitle: boolean;
  readonly hasClassMark: boolean;
  readonly copies: readonly PlantedCopy[];
  /** Libraries whose runs are stated. */
  readonly runs: readonly string[];
}

export interface PlantedWorld {
  readonly worlds: Readonly<Record<PlantedSystem, FilesWorld>>;
  readonly records: readonly PlantedRecord[];
  /** By system: records that cannot be read. */
  readonly rejected: Readonly<Record<PlantedSystem, number>>;
}

/** As the region file describes the exports; copies are fields of their records. */
export function settingsOf(address: string): object {
  return {
    records: [{ source: `${address}/catalogue.mrc` }],
    copies: {
      tag: '952',
      subfields: { barcode: 'p', owner: 'a', callNumber: 'o', location: 'c', itemType: 'y', status: '7', hidden: 'h' },
    },
    statuses: { '0': 'AVAILABLE', '1': 'LOST', '2': 'ON_ORDER', '3': 'IN_TRANSIT' },
    itemTypes: { BOOK: 'LOAN' },
    suppression: { record: { '942$n': ['1'] } },
    maxDeletedShare: 1,
  };
}

interface Copy {
  readonly owner?: string;
  readonly isHidden?: boolean;
  readonly isIll?: boolean;
  readonly barcode?: string;
  readonly status?: string;
}

interface Plan {
  readonly copies?: readonly Copy[];
  readonly isHidden?: boolean;
  readonly publication?: number;
  readonly without?: readonly string[];
  readonly more?: readonly MarcField[];
  readonly runs?: readonly string[];
}

const MOST_OF_EACH = 4;
const FEW_GOOD = 12;

export function plantWorld(seed: number): PlantedWorld {
  const random = createRandom(seed);
  const worlds = { north: createFilesWorld(), south: createFilesWorld() };
  worlds.south.nextNumber = 500_001;
  const records: PlantedRecord[] = [];
  const rejected = { north: 0, south: 0 };
  const add = (system: PlantedSystem, plan: Plan): void => {
    records.push(addPlanned(worlds[system], system, plan));
  };
  for (const system of SYSTEMS) {
    const owners = Object.keys(OWNERS[system]);
    const [first = '', second = ''] = owners;
    const owner = (): string => random.one(owners);
    const good = (): Copy => ({ owner: owner() });
    const each: readonly (() => Plan)[] = [
      () => ({ isHidden: true, copies: [good()] }),
      () => ({ copies: [good(), { owner: owner(), isHidden: true }] }),
      () => ({ copies: [{ owner: owner(), isHidden: true }] }),
      () => ({ copies: [good(), { owner: '' }] }),
      () => ({ copies: [{ owner: 'GONE' }] }),
      () => ({ copies: [{ owner: owner(), isIll: true }] }),
      () => ({ copies: [{ owner: owner(), status: '9' }] }),
      () => ({ copies: [{ owner: owner(), status: '1' }] }),
      () => ({ copies: [{ owner: owner(), status: '2' }] }),
      () => ({ copies: [{ owner: owner(), status: '3' }] }),
      () => ({ copies: [{ owner: owner(), barcode: '' }] }),
      () => ({ copies: [], more: [data('856', '40', { u: 'https://books.example/1' })] }),
      () => ({ copies: [] }),
      () => ({ copies: [good()], without: ['245'] }),
      () => ({ copies: [good()], without: ['060'] }),
      () => ({ copies: [], runs: [owner()] }),
      () => ({ copies: [], runs: [first, second], isHidden: true }),
    ];
    for (let count = 0; count < FEW_GOOD + random.below(MOST_OF_EACH); count += 1) add(system, { copies: [good()] });
    for (const plan of each) for (let count = random.below(MOST_OF_EACH); count >= 0; count -= 1) add(system, plan());
    for (let count = random.below(MOST_OF_EACH); count >= 0; count -= 1) {
      const publication = worlds[system].nextNumber;
      add(system, { publication, copies: [good()] });
      add(system, { publication, copies: [good()] });
    }
    for (let count = random.below(MOST_OF_EACH); count >= 0; count -= 1) {
      addRecord(worlds[system], publish(worlds[system].nextNumber, [], [])).isBroken = true;
      rejected[system] += 1;
    }
  }
  for (let count = random.below(MOST_OF_EACH); count >= 0; count -= 1) {
    const barcode = `42000${String(count).padStart(6, '0')}`;
    add('north', { copies: [{ owner: 'N1', barcode }] });
    add('south', { copies: [{ owner: 'S1', barcode }] });
  }
  return { worlds, records, rejected };
}

const STATUSES = { '0': 'AVAILABLE', '1': 'LOST', '2': 'ON_ORDER', '3': 'IN_TRANSIT', '9': 'UNKNOWN' } as const;

function addPlanned(world: FilesWorld, system: PlantedSystem, plan: Plan): PlantedRecord {
  const serial = world.nextNumber;
  const { copies = [], isHidden = false, publication = serial, without = [], runs = [] } = plan;
  const libraries: Readonly<Record<string, string>> = OWNERS[system];
  const planted = copies.map((copy, place): PlantedCopy => {
    const { owner = '', status = '0', barcode = `39${String(serial).padStart(9, '0')}${place}` } = copy;
    return {
      library: libraries[owner] ?? null,
      seen: copy.isIll === true ? 'ILL_TEMPORARY' : copy.isHidden === true ? 'SUPPRESSED' : 'PUBLIC',
      barcode: barcode === '' ? null : barcode,
      status: STATUSES[status as keyof typeof STATUSES],
    };
  });
  const fields = copies.map((copy, place) => {
    const parts = {
      p: planted[place]?.barcode ?? '',
      a: copy.owner ?? '',
      c: 'MAIN',
      o: 'WB 100',
      y: copy.isIll === true ? 'ILL' : 'BOOK',
      7: copy.status ?? '0',
      h: copy.isHidden === true ? '1' : '',
    };
    return data('952', '  ', Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== '')));
  });
  const stated = runs.flatMap((place) => statement(place, 'v.1-20 (1990-2009)'));
  addRecord(world, publish(publication, without, [...(plan.more ?? []), ...stated, ...fields]), { isHidden });
  return {
    system,
    seen: isHidden ? 'SUPPRESSED' : seenBy(planted),
    publication,
    hasTitle: !without.includes('245'),
    hasClassMark: !without.includes('060'),
    // Of one interlibrary loan nothing is kept but that the record is there.
    copies: planted.filter(({ seen }) => seen !== 'ILL_TEMPORARY'),
    runs: runs.map((code) => libraries[code] ?? code),
  };
}

/** A title whose copies are all hidden is hidden by them. */
function seenBy(copies: readonly PlantedCopy[]): Seen {
  if (copies.length === 0 || copies.some(({ seen }) => seen === 'PUBLIC')) return 'PUBLIC';
  return copies.every(({ seen }) => seen === 'ILL_TEMPORARY') ? 'ILL_TEMPORARY' : 'SUPPRESSED';
}

/** A publication of its own for each number. */
function publish(serial: number, without: readonly string[], more: readonly MarcField[]): MarcRecord {
  const fields = describe(serial, 'eng').filter(({ tag }) => !without.includes(tag));
  return { leader: '00000nam a2200000 a 4500', fields: [...fields, ...more] };
}
