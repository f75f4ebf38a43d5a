/** `mercia move load-errors`: takes in what a supplier could not load. */
import { noteLoadErrors, requirePlan, UNKNOWN_LINES, type LoadErrorLine } from '#moving/index.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import type { Command } from 'commander';
import { withStore } from '../graph/hub.ts';
import { printJson, printLine, printNote } from '../output.ts';
import { readSettings, settingFlag, type SettingFlags } from '../settings.ts';

interface LoadErrorFlags extends SettingFlags<'data'> {
  readonly plan: string;
  readonly json?: boolean;
}

const COLUMNS = {
  record: { header: 'Record', kind: 'code', optional: true },
  barcode: { header: 'Barcode', kind: 'code', optional: true },
  reason: { header: 'Reason', kind: 'text' },
} as const;

export function registerLoadErrors(move: Command): void {
  move
    .command('load-errors')
    .description(
      "take in a supplier's list of what could not be loaded; what it had before and has no longer is loaded by now",
    )
    .argument('<file>', 'CSV or XLSX with columns Record or Barcode, and Reason')
    .requiredOption('--plan <name>', 'the plan whose files were loaded')
    .option('--json', 'one JSON line')
    .addOption(settingFlag('data'))
    .action(takeIn);
}

async function takeIn(file: string, { plan: name, json = false, ...flags }: LoadErrorFlags): Promise<void> {
  const { rows, faults } = await readSheet(file, COLUMNS);
  const lines = rows.map(({ number: line, values }): LoadErrorLine => {
    const { record, barcode, reason } = values;
    return { line, record, barcode, reason: reason ?? '' };
  });
  const noted = await withStore(readSettings(flags), async ({ jobs: db }) =>
    noteLoadErrors(db, await requirePlan(db, name), { lines, isWhole: faults.length === 0, at: new Date() }),
  );
  if (faults.length + noted.unknown.length > 0) process.exitCode = 1;
  if (json) {
    printJson({ ...noted, faults });
    return;
  }
  for (const { number: line, message } of faults) printNote(`${file}, line ${line}: ${message}`);
  for (const { line, why } of noted.unknown) printNote(`${file}, line ${line}: ${UNKNOWN_LINES[why]}`);
  const gone = noted.gone === null ? 'nobody can say what is loaded by now' : `${noted.gone} loaded by now`;
  printLine(`${noted.opened} new, ${noted.retried} reported before as well, ${gone}.`);
  printNote('What is open: mercia compare load-errors');
}
