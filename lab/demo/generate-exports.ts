/** What the two services with little more than an export hold: fewer of the same publications, catalogued in haste. */
import { createRandom } from '#simulators/random.ts';
import type { Random } from '#simulators/random.ts';
import { addCopy, addRecord, createFilesWorld } from '#simulators/files/world.ts';
import type { ExportedCopy, FilesWorld } from '#simulators/files/world.ts';
import { callNumber } from './call-number.ts';
import { describe } from './describe.ts';
import { type DemoExportId, EXPORT_LIBRARIES, type ExportLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';
import { SHOWCASE, SHOWCASE_ISBNS } from './showcase.ts';

const DAY = 86_400_000;
const TITLES = 240;
const HIDDEN = 6;

/** A record of an export, and the publication that it describes in truth. */
export interface ExportTruth {
  readonly record: string;
  /** The publication's key. */
  readonly edition: string;
  readonly isHidden: boolean;
}

export interface DemoExport {
  readonly library: ExportLibrary;
  readonly world: FilesWorld;
  readonly truth: readonly ExportTruth[];
}

type Shelved = Partial<ExportedCopy>;

/** What the list says of the copies of a title that is shown on purpose. */
const SHOWN: Readonly<Record<DemoExportId, Readonly<Record<string, readonly ((today: number) => Shelved)[]>>>> = {
  'export-e': {
    [SHOWCASE.pathology]: [() => ({}), (today) => ({ due: day(today, 11) })],
    [SHOWCASE.publicationManual]: [() => ({ type: 'REF' })],
  },
  'export-f': {
    [SHOWCASE.pathology]: [() => ({}), () => ({ branch: 'STO' })],
    [SHOWCASE.anatomy]: [() => ({ type: 'REF' })],
  },
};

/** How many copies in a thousand are in which state; all others are on the shelf. */
const FATES: readonly (readonly [permille: number, fate: (random: Random, today: number) => Shelved])[] = [
  [160, (random, today) => ({ due: day(today, random.whole(1, 28)) })],
  [40, (random, today) => ({ due: day(today, -random.whole(1, 40)) })],
  [25, () => ({ status: 'L' })],
  [15, () => ({ status: 'T' })],
  [60, () => ({ type: 'REF' })],
  [15, () => ({ isHidden: true })],
  [8, () => ({ status: 'X' })],
];

/** The same seed and instant give the same exports, byte for byte. */
export function generateExports(
  publications: readonly Publication[],
  options: { readonly seed: number; readonly now: number },
): readonly DemoExport[] {
  return EXPORT_LIBRARIES.map((library, index) => {
    const random = createRandom(options.seed + index);
    const world = createFilesWorld(() => options.now);
    const truth: ExportTruth[] = [];
    const printed = publications.filter(({ title }) => title.form === 'print' && title.kind === 'book');
    const shown = printed.filter(({ key }) => SHOWN[library.system][key] !== undefined);
    const others = printed.filter(({ key }) => !SHOWCASE_ISBNS.includes(key));
    const held = [...shown, ...random.some(others, TITLES)];
    for (const [at, publication] of held.entries()) {
      const isHidden = at >= held.length - HIDDEN;
      const own = { publication, library, controlNumber: '', itemType: null, careful: shown.includes(publication) };
      const record = addRecord(world, describe(own, random), { isHidden });
      for (const copy of copiesOf(library, publication, random, options.now)) {
        addCopy(world, record, {
          branch: library.branches[0]?.code ?? '',
          callNumber: callNumber(publication, library),
          barcode: `${library.system === 'export-e' ? '30505' : '30606'}${String(world.nextBarcode % 1e9).padStart(9, '0')}`,
          ...copy,
        });
      }
      truth.push({ record: record.id, edition: publication.key, isHidden });
    }
    return { library, world, truth };
  });
}

function copiesOf(library: ExportLibrary, { key }: Publication, random: Random, today: number): readonly Shelved[] {
  const shown = SHOWN[library.system][key];
  if (shown !== undefined) return shown.map((copy) => copy(today));
  const count = random.chance(0.85) ? 1 : 2;
  return Array.from({ length: count }, () => {
    const branch = random.one(library.branches).code;
    let dice = random.whole(0, 999);
    const fate = FATES.find(([permille]) => (dice -= permille) < 0);
    return { branch, ...fate?.[1](random, today) };
  });
}

/** `YYYY-MM-DD`, so many days from today. */
function day(today: number, days: number): string {
  return new Date(today + days * DAY).toISOString().slice(0, 10);
}
