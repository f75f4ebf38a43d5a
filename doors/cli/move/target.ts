/** `mercia move target`: the files that the target of a move is given. Beside the database: a catalogue is too much for the graph. */
import {
  assignBarcodes,
  countPlanned,
  requirePlan,
  TARGET_FILE_NAMES,
  writeTarget,
  type GivenBarcodes,
  type Manifest,
} from '#moving/index.ts';
import { gapsOfSnapshot, insertExport } from '#comparison/index.ts';
import { readDatabaseClock } from '#feed-log/index.ts';
import { badUserInput } from '#platform/errors.ts';
import { forgetWrittenFile, noteWrittenFiles, wasWithdrawing } from '#take-back/index.ts';
import { InvalidArgumentError, type Command } from 'commander';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withHub, type Hub } from '../graph/hub.ts';
import { printLine, printNote, renderTable } from '../output.ts';
import { showCount } from '../progress.ts';
import { settingFlag, type SettingFlags } from '../settings.ts';

export interface TargetFlags extends SettingFlags<'region' | 'data'> {
  readonly plan: string;
  readonly to: string;
  readonly staffNotes?: boolean;
  readonly barcodesFrom?: string;
}

export function registerMoveTarget(move: Command): void {
  move
    .command('target')
    .description('write what the target is given: records in MARC with their copies and runs, lists, labels')
    .requiredOption('--plan <name>', 'the plan')
    .requiredOption('--to <folder>', 'a folder that is empty or not there; it is there when all is written')
    .option('--staff-notes', 'also what staff wrote on copies (952 $x), which may name readers')
    .option('--barcodes-from <barcode>', 'give copies that need a new label a number, from this one on', once)
    .addOption(settingFlag('region'))
    .addOption(settingFlag('data'))
    .action((flags: TargetFlags) =>
      withHub({ holder: 'mercia move target', flags, only: [] }, async (hub) => {
        const manifest = await writeTargetOf(hub, flags);
        printManifest(manifest, flags.to);
      }),
    );
}

/** What leaves is written into the audit of exports before the first row. */
export async function writeTargetOf(
  { store }: Pick<Hub, 'store'>,
  { plan: name, to, staffNotes = false, barcodesFrom }: TargetFlags,
): Promise<Manifest> {
  const db = store.jobs;
  const plan = await requirePlan(db, name);
  const { records, items, statements } = await countPlanned(db, plan);
  for (const gap of await gapsOfSnapshot(db, plan.snapshot.number, plan.settings.systems)) {
    printNote(`Not in these files, because the snapshot "${plan.snapshot.name}" lacks it: ${gap}.`);
  }
  if (barcodesFrom !== undefined) printNote(sayGiven(await assignBarcodes(db, plan, barcodesFrom)));
  const beganAt = await readDatabaseClock(db);
  await insertExport(db, {
    subject: {
      snapshot: plan.snapshot.name,
      what: 'REPORT',
      report: 'move-target',
      library: null,
      system: null,
      options: { plan: plan.name },
    },
    at: new Date(),
    actor: 'command line',
    role: 'operator',
    actorLibraries: [],
    staffNotes,
    rowCount: records + items + statements,
    format: 'CSV',
  });
  const progress = showCount('records');
  try {
    const namesIn = (folder: string): readonly string[] => TARGET_FILE_NAMES.map((file) => join(folder, file));
    let places: readonly [string, string] = [to, to];
    const manifest = await writeTarget(db, {
      plan,
      folder: to,
      staffNotes,
      // Before they are there: if records are taken back, files that are found must be known, also those that a killed process leaves.
      onFolders: async (folders) => {
        places = folders;
        await noteWrittenFiles(db, folders.flatMap(namesIn));
      },
      onProgress: progress.update,
    });
    const [unfinished, whole] = places;
    for (const file of namesIn(unfinished)) await forgetWrittenFile(db, file);
    await noteWrittenFiles(db, namesIn(whole));
    if (await wasWithdrawing(db, beganAt)) {
      await rm(to, { recursive: true });
      throw badUserInput(
        'Records were being taken back while the files were written, so the files were deleted: run mercia take-back, which cleans snapshots, and write them again.',
      );
    }
    return manifest;
  } finally {
    progress.stop();
  }
}

/** Of an option that is given twice nobody could say which of both is meant. */
function once(value: string, before: string | undefined): string {
  if (before === undefined) return value;
  throw new InvalidArgumentError('Give it once: the plan has one run of new numbers.');
}

function sayGiven({ given, before, least, greatest }: GivenBarcodes): string {
  const had =
    before === 0 ? '' : `; ${before} from before, ${least} to ${greatest}, stay as they are: labels may be printed`;
  return `New barcodes: ${given} given now${had}.`;
}

function printManifest({ counts: { records, items, statements }, files }: Manifest, to: string): void {
  printLine(
    renderTable([
      ['', 'NEW', 'UPDATED', 'THERE ALREADY', 'NOT WRITTEN'],
      ['records', records.added, records.updated, records.unchanged, records.notWritten].map(String),
      ['copies', items.written, '', items.unchanged, items.notWritten].map(String),
      ['statements', statements.written, '', statements.unchanged, statements.notWritten].map(String),
    ]),
  );
  printNote(`${files.length} files and manifest.json are in ${to}.`);
  if (items.withoutBarcode > 0) printNote(sayWithoutBarcode(items));
  if (items.statusLost > 0)
    printNote(
      `${items.statusLost} copies have a state that becomes nothing, and would be loaded as if nothing were wrong: see STATUS_NOT_MAPPED in attention.csv.`,
    );
  if (items.unmapped > 0)
    printNote(`${items.unmapped} copies have a code that becomes nothing: see "Not mapped" in items.csv.`);
  if (records.notWritten > 0) printNote(`${records.notWritten} records could not be written: attention.csv says why.`);
}

/** The report `plan` counts labels, and this the copies in the file: both numbers, and what is between them. */
function sayWithoutBarcode({ withoutBarcode, unlabelled }: Manifest['counts']['items']): string {
  const online = withoutBarcode - unlabelled;
  const none = online === 0 ? '' : `; ${online} are read online alone and need none`;
  const labels =
    unlabelled === 0
      ? 'none of them needs a label'
      : `${unlabelled} need a new label (--barcodes-from gives it a number)`;
  return `${withoutBarcode} copies go without a barcode: ${labels}${none}.`;
}
