import { FILE_FORMATS, type FileFormat } from '#feeds/files/entry-forms.ts';
import { deletionsPath, exportRecords } from '#feeds/files/export-records.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Rows } from '#platform/sheets/cells.ts';
import {
  describeManifest,
  EDITIONS_REPOSITORY,
  readAtOnePosition,
  type FeedPart,
  type FeedPosition,
  type FeedsAtPosition,
} from '#feed-log/index.ts';
import { Option, type Command } from 'commander';
import { LOCATION_COLUMNS, locationRows, NUMBER_COLUMNS } from '../feeds/location-rows.ts';
import { toPosition } from '../feeds/position-flag.ts';
import type { Store } from '#store/open-store.ts';
import { countTakeBacks, noteWrittenFiles } from '#take-back/index.ts';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buildHub, openSettledStore } from '../graph/hub.ts';
import { takeBackAgain } from '../graph/take-back.ts';
import { printLine, printNote } from '../output.ts';
import { showCount, type Progress } from '../progress.ts';
import { findRegion } from '../region/region-source.ts';
import { readSettings, withRegionFlags, type RegionFlags } from '../settings.ts';
import { createShutdown } from '../shutdown.ts';
import { writeSheetFile } from '../write-sheet-file.ts';

interface SheetFlags extends RegionFlags {
  readonly out: string;
}

interface RecordsFlags extends SheetFlags {
  readonly repository: string;
  readonly set?: string;
  readonly since?: FeedPosition;
  readonly format: FileFormat;
  readonly gzip?: boolean;
  readonly deletions?: string;
}

export function registerExport(program: Command): void {
  const commands = program.command('export').description('write what is published for discovery systems into files');
  withRegionFlags(commands.command('records'))
    .description('write the records of a repository, all of them or what changed, and what is gone into a second file')
    .option('--repository <name>', 'editions, or library/<id>', EDITIONS_REPOSITORY)
    .option('--set <spec>', 'only this set, such as network:<id> or without-online')
    .option(
      '--since <epoch:position>',
      'only what changed behind this position, as the last export printed it',
      toPosition,
    )
    .addOption(new Option('--format <format>', 'the form of the records').choices(FILE_FORMATS).default('ndjson'))
    .option('--gzip', 'compress both files')
    .requiredOption('--out <file>', 'where the records go; a file that is there is replaced when all is written')
    .option('--deletions <file>', 'where the identifiers go that are gone; beside --out if not given')
    .action(writeRecords);
  sheetCommand(commands, 'locations')
    .description('list libraries, sites and shelves with their codes, as discovery services ask for them')
    .action(writeLocations);
  sheetCommand(commands, 'numbers')
    .description('list each record number of the systems with the 001s that it is published under')
    .action(writeNumbers);
}

function sheetCommand(commands: Command, name: string): Command {
  return withRegionFlags(commands.command(name)).requiredOption('--out <file>', 'a file that ends in .csv or .xlsx');
}

async function writeRecords(flags: RecordsFlags): Promise<void> {
  const { repository, format, out, gzip = false } = flags;
  const part: FeedPart = { repository, set: flags.set ?? null, since: flags.since ?? null };
  const deletions = flags.deletions ?? deletionsPath(out, format);
  await withFeeds(flags, 'entries', async (feeds, progress, { db, takeBacks }) => {
    const total = await feeds.count(part);
    // Before it is there: a file that is found must be known.
    await noteWrittenFiles(db, [resolve(out)]);
    const exported = await exportRecords(feeds, { part, format, gzip, out, deletions }, (done) => {
      progress.update(done, total);
    });
    await noteWrittenFiles(db, [resolve(out)]);
    if ((await countTakeBacks(db)) > takeBacks) {
      // Deletions alone would pass for an export.
      await Promise.all([rm(out), rm(deletions, { force: true })]);
      const message = 'Records were taken back while they were written, so the files were deleted: export again.';
      throw new MerciaError('FEED_RESTARTED', message);
    }
    progress.stop();
    printLine(`position ${feeds.state.epoch}:${feeds.state.position}`);
    // A copy of a set has no manifest: it is told of whole repositories.
    if (part.set === null) printLine(`manifest ${describeManifest(await feeds.manifest(repository))}`);
    printNote(`${exported.records} records are in ${out}, ${exported.deletions} that are gone in ${deletions}.`);
    if (!feeds.state.whole) {
      printNote('Not everything has been published yet: a first publication, or one by changed rules, is under way.');
    }
  });
}

async function writeNumbers(flags: SheetFlags): Promise<void> {
  const { out } = flags;
  await withFeeds(flags, 'records', async (feeds, progress) => {
    let written = 0;
    async function* rows(): AsyncGenerator<readonly string[]> {
      for await (const page of feeds.numbers()) {
        for (const { system, localId, identifier, edition, repositories } of page) {
          yield [system, localId, identifier, edition, repositories.join(', ')];
        }
        written += page.length;
        progress.update(written, null);
      }
    }
    await writeSheetFile(out, 'Numbers', NUMBER_COLUMNS, rows() satisfies Rows);
    progress.stop();
    printLine(`${written} record numbers are in ${out}.`);
  });
}

interface FeedsStore extends Pick<Store, 'db'> {
  /** How many acts of taking back were over before the feeds were looked at. */
  readonly takeBacks: number;
}

/** Needs neither the systems nor their secrets: what is exported is published already. */
async function withFeeds(
  flags: SheetFlags,
  what: string,
  work: (feeds: FeedsAtPosition, progress: Progress, store: FeedsStore) => Promise<void>,
): Promise<void> {
  const shutdown = createShutdown();
  const settings = readSettings({ region: flags.region, data: flags.data });
  const source = await findRegion(settings);
  const hub = buildHub(source, settings, await openSettledStore(settings, 'tool'), { only: [] });
  shutdown.onClose(() => hub.close());
  const { store, region } = hub;
  const progress = showCount(what);
  try {
    await takeBackAgain(hub);
    const takeBacks = await countTakeBacks(store.db);
    await readAtOnePosition({ db: store.jobs, region }, (feeds) => work(feeds, progress, { db: store.db, takeBacks }));
  } finally {
    progress.stop();
    await shutdown.close();
  }
}

async function writeLocations(flags: SheetFlags): Promise<void> {
  const { region } = await findRegion(readSettings({ region: flags.region, data: flags.data }));
  if (region.feeds === undefined) {
    throw new MerciaError('CONFIG_INVALID', 'The region file has no `feeds:`, so nothing is passed on.');
  }
  const rows = locationRows(region);
  await writeSheetFile(flags.out, 'Locations', LOCATION_COLUMNS, rows);
  printLine(`${rows.length} locations are in ${flags.out}.`);
}
