/**
 * Makes the demo region: three Kohas, a Symphony, two exports and the truth of what they hold. The same seed and the same day give the same
 * region, byte for byte; nothing but `titles.tsv` is read.
 */
import { editItem } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { createRandom } from '#simulators/random.ts';
import type { SymphonyWorld, SymphonyItem } from '#simulators/symphony/world.ts';
import { chooseHolders, copiedFrom, groupHolders, type Cataloguing } from './cataloguing.ts';
import { addCopies, addSetCopies } from './circulation.ts';
import { addInterLoans, addSuppressed } from './hidden-records.ts';
import { generateExports } from './generate-exports.ts';
import type { DemoExport } from './generate-exports.ts';
import { generateSymphony } from './generate-symphony.ts';
import { setUpKoha } from './koha-setup.ts';
import { addCountedReaders, addNamedReaders } from './koha-readers.ts';
import { addOnlineCopy, addRecord, openStock } from './koha-stock.ts';
import type { KohaStock } from './koha-stock.ts';
import type { DemoExportId, DemoKohaId, DemoLibrary, DemoSystemId } from './libraries.ts';
import { toPublications } from './publications.ts';
import type { Publication } from './publications.ts';
import { SHOWCASE_ISBNS, addShowcase } from './showcase.ts';
import { readTitles } from './titles.ts';
import type { TruthRow } from './truth.ts';
import { isBiblioHidden } from '#simulators/koha/visibility.ts';

export const DEMO_KOHAS: readonly DemoKohaId[] = ['koha-a', 'koha-b', 'koha-c'];
/** Those that tell everything over an interface of their own. */
export const DEMO_SYSTEMS: readonly DemoSystemId[] = [...DEMO_KOHAS, 'symphony-d'];
/** Those that give an export: the second one has SIP2 beside it. */
export const DEMO_EXPORTS: readonly DemoExportId[] = ['export-e', 'export-f'];

export interface DemoRegionOptions {
  readonly seed?: number;
  /** The instant that loans, holds and overdues are counted from, and that the systems' clocks stand at. */
  readonly now: number;
}

export interface DemoRegion {
  readonly worlds: ReadonlyMap<DemoKohaId, KohaWorld>;
  readonly symphony: SymphonyWorld;
  /** Of the Kohas and the Symphony. */
  readonly truth: readonly TruthRow[];
  /** In the order of {@link DEMO_EXPORTS}. */
  readonly exports: readonly DemoExport[];
}

interface Plan {
  /** How much of the region's publications this Koha holds, of 1. */
  readonly coverage: number;
  /** How often two of its libraries hold one record each of a title instead of sharing one, of 1. */
  readonly duplicates: number;
  readonly suppressed: number;
  readonly interLoans: number;
}

const PLANS: Readonly<Record<DemoKohaId, Plan>> = {
  'koha-a': { coverage: 0.96, duplicates: 0.6, suppressed: 20, interLoans: 24 },
  'koha-b': { coverage: 0.84, duplicates: 0.45, suppressed: 12, interLoans: 14 },
  'koha-c': { coverage: 0.6, duplicates: 0.02, suppressed: 8, interLoans: 8 },
};

export function generateDemoRegion(options: DemoRegionOptions): DemoRegion {
  const publications = toPublications(readTitles());
  const byKey = new Map(publications.map((publication) => [publication.key, publication]));
  const seed = options.seed ?? 1;
  const truth: TruthRow<DemoKohaId>[] = [];
  const worlds = new Map<DemoKohaId, KohaWorld>();
  for (const [index, system] of DEMO_KOHAS.entries()) {
    const world = setUpKoha(system, () => options.now);
    const random = createRandom(seed * 1000 + index);
    const stock = openStock({ system, world, random, truth, today: options.now });
    addShowcase(stock, byKey);
    fill(stock, publications, byKey);
    labelAsOthers(stock);
    addNamedReaders(stock, recordsOf(truth, system, SHOWCASE_ISBNS));
    addCountedReaders(stock);
    worlds.set(system, world);
  }
  const symphony = generateSymphony(publications, { seed: seed * 1000 + DEMO_KOHAS.length, now: options.now });
  const shown = hideByCopies([...truth, ...symphony.truth], worlds, symphony.world);
  const exports = generateExports(publications, { seed: seed * 1000 + DEMO_KOHAS.length + 1, now: options.now });
  return { worlds, symphony: symphony.world, truth: shown, exports };
}

function fill(stock: KohaStock, publications: readonly Publication[], byKey: ReadonlyMap<string, Publication>): void {
  const { random } = stock;
  const plan = PLANS[stock.system];
  const done = new Set<string>(SHOWCASE_ISBNS);
  for (const publication of publications) {
    if (done.has(publication.key) || !random.chance(plan.coverage)) continue;
    const holders = chooseHolders(stock.libraries, random);
    if (publication.set === publication.key && random.chance(0.5)) {
      for (const volume of addSet(stock, publication, publications, holders)) done.add(volume.key);
    } else if (publication.title.form === 'electronic') {
      addOnline(stock, publication, holders, plan);
    } else {
      addPrint(stock, publication, holders, { byKey, done, plan });
    }
  }
  const apart = publications.filter((publication) => publication.title.kind === 'book' && !done.has(publication.key));
  addSuppressed(stock, random.some(apart, plan.suppressed));
  addInterLoans(stock, random.some(apart, plan.interLoans));
}

function recordsOf(truth: readonly TruthRow[], system: DemoKohaId, editions: readonly string[]): ReadonlySet<number> {
  return new Set(
    truth.filter((row) => row.system === system && editions.includes(row.edition)).map((row) => row.record),
  );
}

/** A barcode that two libraries of two Kohas gave, neither knowing of the other. */
export const CLASHING_BARCODE = '30001000421';

function labelAsOthers(stock: KohaStock): void {
  if (stock.system === 'koha-c') return;
  const shown = new Set(stock.truth.filter((row) => SHOWCASE_ISBNS.includes(row.edition)).map((row) => row.record));
  const item = [...stock.world.items.values()].find(
    (each) => each.home_library_id === 'LIB' && each.external_id !== null && !shown.has(each.biblio_id),
  );
  if (item !== undefined) editItem(stock.world, item.item_id, { external_id: CLASHING_BARCODE });
}

/** Either one record that the libraries share, or each its own, catalogued in its own way. */
function addPrint(
  stock: KohaStock,
  publication: Publication,
  holders: readonly DemoLibrary[],
  { byKey, done, plan }: Cataloguing & { readonly plan: Plan },
): void {
  const { random } = stock;
  for (const group of groupHolders(random, holders, plan)) {
    const cataloguer = random.one(group);
    const other = publication.otherForm === null ? undefined : byKey.get(publication.otherForm);
    const joined = cataloguer.habit.joinsForms && random.chance(0.6) ? other : undefined;
    const isbnOf = copiedFrom(publication, cataloguer, byKey);
    const record = addRecord(stock, { publication, library: cataloguer, joined, isbnOf });
    for (const library of group) addCopies(stock, record, publication, library);
    if (joined !== undefined && !done.has(joined.key)) {
      addOnlineCopy(stock, { record, publication: joined, library: cataloguer });
    }
  }
  // A library that catalogued a title twice, years apart.
  if (random.chance(0.02)) {
    const library = random.one(holders);
    addCopies(stock, addRecord(stock, { publication, library }), publication, library);
  }
}

/** E-books: most Kohas give each buyer a copy without barcode; the single one trusts the link alone. */
function addOnline(stock: KohaStock, publication: Publication, holders: readonly DemoLibrary[], plan: Plan): void {
  const buyers = stock.random.some(holders, Math.min(holders.length, 2));
  for (const group of groupHolders(stock.random, buyers, plan)) {
    const record = addRecord(stock, { publication, library: stock.random.one(group) });
    const linkOnly = stock.system === 'koha-c' ? stock.random.chance(0.5) : stock.random.chance(0.1);
    if (linkOnly) continue;
    for (const library of group) addOnlineCopy(stock, { record, publication, library });
  }
}

/** The volumes of a set on one record, at one library; gives the volumes. */
function addSet(
  stock: KohaStock,
  first: Publication,
  publications: readonly Publication[],
  holders: readonly DemoLibrary[],
): readonly Publication[] {
  const volumes = publications.filter((publication) => publication.set === first.key);
  const library = stock.random.one(holders);
  const record = addRecord(stock, { publication: first, library, volumes: volumes.slice(1) });
  if (first.title.form === 'electronic') addOnlineCopy(stock, { record, publication: first, library });
  else addSetCopies(stock, record, volumes, library);
  return volumes;
}

/** The truth with those records as hidden as their systems hide them. */
function hideByCopies(
  truth: readonly TruthRow[],
  kohas: ReadonlyMap<DemoSystemId, KohaWorld>,
  symphony: SymphonyWorld,
): readonly TruthRow[] {
  const itemsOf = Map.groupBy(symphony.items.values(), ({ bibKey }) => bibKey);
  const isHidden = ({ system, record }: TruthRow): boolean => {
    const koha = kohas.get(system);
    if (koha !== undefined) return isBiblioHidden(koha, record);
    const items = itemsOf.get(String(record)) ?? [];
    return items.length > 0 && items.every((item) => isShadowed(symphony, item)) && !hangsElsewhere(symphony, record);
  };
  return truth.map((row) =>
    row.visibility === 'PUBLIC' && isHidden(row) ? { ...row, visibility: 'SUPPRESSED' } : row,
  );
}

function isShadowed({ calls, policies }: SymphonyWorld, item: SymphonyItem): boolean {
  const locations = policies.get('location');
  return (
    item.shadowed ||
    calls.get(item.callKey)?.shadowed === true ||
    [item.homeLocation, item.currentLocation].some((location) => locations?.get(location)?.shadowed === true)
  );
}

/** Whether a call of the title has its copy under another one. */
function hangsElsewhere({ calls, items }: SymphonyWorld, record: number): boolean {
  const withItems = new Set([...items.values()].map(({ callKey }) => callKey));
  return [...calls.values()].some(
    ({ key, bibKey, shadowed }) => bibKey === String(record) && !shadowed && !withItems.has(key),
  );
}
