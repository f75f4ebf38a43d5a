import { parseId, type ItemId, type LibraryId } from '#domain/ids.ts';
import { hiddenPairs, pairKey, standAs } from '#domain/move-phases.ts';
import type { Library, Region } from '#domain/region.ts';
import { readPhases } from '#moving/index.ts';
import { MerciaError } from '#platform/errors.ts';
import { findKnownItems } from '#store/repositories/last-known/items.ts';
import type { Store } from '#store/open-store.ts';
import { readAnsweringAt } from '#subgraphs/circulation/index.ts';
import { createIndexScope, itemsByBarcode } from '#union-index/index.ts';
import type { Command } from 'commander';
import { withStore } from '../graph/hub.ts';
import { printLine } from '../output.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';
import { describeTold, toMoment, writeMoment, zoneOf } from '../why/words.ts';

interface WhyFlags extends SettingFlags<'region' | 'data' | 'logLevel'> {
  readonly at: string;
  readonly library?: string;
  readonly barcode?: string;
}

export function registerWhy(program: Command): void {
  program
    .command('why')
    .description('say what readers were told of a library at a time, and why, from what is kept for 30 days')
    .requiredOption('--at <time>', 'by the clock of the library: 14:03, or "2026-11-30 14:03"; or 2026-11-30T14:03:00Z')
    .option('--library <id>', 'whose copies')
    .option('--barcode <barcode>', 'of a copy: what is known of it now, too')
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .addOption(settingFlag('logLevel'))
    .action(why);
}

async function why(flags: WhyFlags): Promise<void> {
  const settings = readSettings(flags);
  const { region: written } = await findRegion(settings);
  await withStore(settings, async (store) => {
    const region = standAs(written, await readPhases(store.db));
    const copies = flags.barcode === undefined ? [] : await findCopies(store, region, flags.barcode);
    const named = flags.library === undefined ? copies.flatMap(({ library }) => library ?? []) : [flags.library];
    if (named.length === 0)
      throw new MerciaError('BAD_USER_INPUT', 'Name the library, with --library ID, or a --barcode.');
    for (const id of new Set(named)) await tellOfLibrary(store, region, findLibrary(region, id), flags.at);
    for (const { id, library } of copies) {
      if (flags.library !== undefined && library !== flags.library) {
        printLine(`Copy ${id} is not of ${flags.library}${library === null ? '' : `, but of ${library}`}.`);
      } else await tellOfCopy(store, region, { id, library }, flags.at);
    }
  });
}

function findLibrary(region: Region, id: string): Library {
  const library = region.libraries.find((each) => each.id === id);
  if (library !== undefined) return library;
  const known = region.libraries.map((each) => each.id).join(', ');
  throw new MerciaError('BAD_USER_INPUT', `--library: the region file has no library "${id}". It has ${known}.`);
}

async function tellOfLibrary({ db }: Store, region: Region, library: Library, text: string): Promise<void> {
  const hidden = new Set(hiddenPairs(region).map(pairKey));
  for (const { system: id, phase } of library.memberships) {
    const system = region.systems.find((each) => each.id === id);
    if (system === undefined) continue;
    if (hidden.has(pairKey({ library: library.id, system: id }))) {
      printLine(`${library.name}, ${system.name} (${id}): its copies there are not shown now (${phase}).`);
      continue;
    }
    const zone = zoneOf(library, system);
    const at = toMoment(text, zone, Date.now());
    printLine(`${library.name}, ${writeMoment(at, zone)} (${zone}); it stands there as ${phase} now`);
    for (const line of describeTold(system, await readAnsweringAt(db, system.id, at), zone)) printLine(line);
  }
}

interface FoundCopy {
  readonly id: ItemId;
  readonly library: LibraryId | null;
}

async function findCopies({ db }: Store, region: Region, barcode: string): Promise<readonly FoundCopy[]> {
  const found = await itemsByBarcode(createIndexScope(db, region), barcode);
  if (found.length > 0) return found.map(({ item, holding }) => ({ id: item, library: holding?.library ?? null }));
  throw new MerciaError('BAD_USER_INPUT', `--barcode: no copy that is shown bears "${barcode}".`);
}

/** Of a copy only the newest word of its system is kept. */
async function tellOfCopy({ db }: Store, region: Region, { id, library: of }: FoundCopy, text: string): Promise<void> {
  const system = region.systems.find((each) => each.id === parseId(id, 'item')?.routingKey);
  const known = (await findKnownItems(db, [id], new Date(0))).get(id);
  if (system === undefined || known === undefined) {
    printLine(
      `Copy ${id}: nothing that its system said is kept, so that it is unknown while the system does not answer.`,
    );
    return;
  }
  // By the clock by which its library was told of.
  const zone = zoneOf(region.libraries.find((library) => library.id === of) ?? {}, system);
  const said = new Date(known.asOf);
  const isOlder = said <= toMoment(text, zone, Date.now());
  const what = `Copy ${id}: the newest word that is kept is ${known.item.status}, as of ${writeMoment(said, zone)} (${zone}).`;
  printLine(
    isOlder
      ? `${what} If it was shown as last known at that time, it was shown so.`
      : `${what} That is later than the time you ask for; what it was then is not kept.`,
  );
}
