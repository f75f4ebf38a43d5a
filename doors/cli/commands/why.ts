import { canBeAsked } from '#adapters/registry.ts';
import { parseId, type ItemId, type LibraryId } from '#domain/ids.ts';
import { standAs } from '#domain/move-phases.ts';
import type { Library, Region } from '#domain/region.ts';
import { readPhases } from '#moving/index.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Store } from '#store/open-store.ts';
import {
  createCopyHistories,
  readAnsweringIn,
  readListReadBy,
  tellOfLibrary,
  tellOfSystem,
  toSpan,
  writeMoment,
  writeSpan,
  zoneOf,
  type ToldSources,
} from '#subgraphs/circulation/index.ts';
import { createIndexScope, itemsByBarcode } from '#union-index/index.ts';
import { readRegionText } from '#region/load-region.ts';
import { createSettingPlaces, type SettingPlaces } from '#region/setting-places.ts';
import type { Command } from 'commander';
import { withStore } from '../graph/hub.ts';
import { printLine } from '../output.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { describeAll, describeCopy } from '../why/words.ts';

/** What its value is called if it cannot be read. */
const AT = '--at';

interface WhyFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly at?: string;
  readonly library?: string;
  readonly barcode?: string;
}

export function registerWhy(program: Command): void {
  program
    .command('why')
    .description('say what readers were told at a time, or of a copy, and why, from what is kept for 30 days')
    .option(
      '--at <time>',
      'by the clock of the library: 14:03 (the whole minute) or 2:03pm, of today or, if that is still to come, of yesterday; or "2026-11-30 14:03"; or 2026-11-30T14:03:00Z',
    )
    .option('--library <id>', 'whose copies; if it is not given, of every system')
    .option('--barcode <barcode>', 'of a copy: each change of what was told of it, or with --at what was told then')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .addOption(settingFlag('logLevel'))
    .action(why);
}

async function why(flags: WhyFlags): Promise<void> {
  const settings = readSettings(flags);
  const { region: written, fileName } = await findRegion(settings);
  const placeOf: SettingPlaces =
    fileName === undefined ? () => null : createSettingPlaces(readRegionText(fileName, fileName), fileName);
  await withStore(settings, async (store) => {
    const region = standAs(written, await readPhases(store.db));
    const { at } = flags;
    if (at === undefined && flags.barcode === undefined) {
      throw badUserInput('Name the time, with --at TIME, or a copy, with --barcode BARCODE.');
    }
    const copies = flags.barcode === undefined ? [] : await findCopies(store, region, flags.barcode);
    const named = flags.library === undefined ? copies.flatMap(({ library }) => library ?? []) : [flags.library];
    if (at !== undefined && flags.library === undefined && flags.barcode === undefined)
      return printOfAll(store, region, at);
    const libraries = [...new Set(named)].map((id) => findLibrary(region, id));
    if (at !== undefined) for (const library of libraries) await printOfLibrary(store, region, library, at);
    for (const { id, library } of copies) {
      if (flags.library !== undefined && library !== flags.library) {
        printLine(`Copy ${id} is not of ${flags.library}${library === null ? '' : `, but of ${library}`}.`);
      } else await tellOfCopy(store, region, { id, library }, { at, placeOf, keepDays: settings.lastKnownDays });
    }
  });
}

function findLibrary(region: Region, id: string): Library {
  const library = region.libraries.find((each) => each.id === id);
  if (library !== undefined) return library;
  const known = region.libraries.map((each) => each.id).join(', ');
  throw badUserInput(`--library: the region file has no library "${id}". It has ${known}.`);
}

function sourcesOf({ db }: Store): ToldSources {
  return {
    answeringIn: (system, span) => readAnsweringIn(db, system, span),
    listReadBy: (system, until) => readListReadBy(db, system, until),
    canBeAsked,
  };
}

async function printOfLibrary(store: Store, region: Region, library: Library, text: string): Promise<void> {
  const told = await tellOfLibrary(region, library, { text, name: AT, now: Date.now() }, sourcesOf(store));
  for (const { about, sentences } of told) for (const line of [about, ...sentences]) printLine(line);
}

/** Every system, those first of which copies were not shown as they said. */
async function printOfAll(store: Store, region: Region, text: string): Promise<void> {
  const asked = { text, name: AT, now: Date.now() };
  const sources = sourcesOf(store);
  const all = await Promise.all(
    region.systems.map(async (system) => ({ name: system.name, told: await tellOfSystem(system, asked, sources) })),
  );
  for (const line of describeAll(all)) printLine(line);
}

interface FoundCopy {
  readonly id: ItemId;
  readonly library: LibraryId | null;
}

async function findCopies({ db }: Store, region: Region, barcode: string): Promise<readonly FoundCopy[]> {
  const found = await itemsByBarcode(createIndexScope(db, region), barcode);
  if (found.length > 0) return found.map(({ item, holding }) => ({ id: item, library: holding?.library ?? null }));
  throw badUserInput(`--barcode: no copy that is shown bears "${barcode}".`);
}

/** Each span of what was told of it, or those of one moment; by the clock by which its library is told of. */
async function tellOfCopy(
  { db }: Store,
  region: Region,
  { id, library }: FoundCopy,
  {
    at,
    placeOf,
    keepDays,
  }: { readonly at: string | undefined; readonly placeOf: SettingPlaces; readonly keepDays: number },
): Promise<void> {
  const key = parseId(id, 'item')?.routingKey;
  const system = region.systems.find((each) => each.id === key);
  if (system === undefined) {
    printLine(`Copy ${id}: ${key} is not in the region file any more, so what was told of its copies cannot be said.`);
    return;
  }
  const zone = zoneOf(region.libraries.find((each) => each.id === library) ?? {}, system);
  const { since, told } = await createCopyHistories({ db, keepDays, now: Date.now }).reader()(id);
  const span = at === undefined ? null : toSpan(at, zone, Date.now(), AT);
  const when = span === null ? 'the last 30 days' : writeSpan(span, zone);
  printLine(`Copy ${id} (${zone}), ${when}; when its system did not answer is told since ${writeMoment(since, zone)}:`);
  for (const line of describeCopy(told, region.systems, { zone, at: span, placeOf })) printLine(line);
}
