/** `mercia move switch changes`: what was changed in the old system although its catalogue is frozen. */
import type { Command } from 'commander';
import { openGraph, withGraphFlags, type GraphFlags } from '../ask-graph.ts';
import { askReport } from '../compare/ask-report.ts';
import { chooseSnapshot } from '../compare/choose.ts';
import { printShown } from '../compare/print-shown.ts';
import { printLine, printNote } from '../output.ts';
import { writeAnswer } from './write-answer.ts';

interface ChangesFlags extends GraphFlags {
  readonly snapshot?: string;
  readonly since?: string;
  readonly to?: string;
}

/** Of each table; whoever wants all of them writes a file. */
const MOST_SHOWN = 100;
const WIDTH = 100;

export function registerChanges(steps: Command): void {
  withGraphFlags(steps.command('changes').description('records and copies changed in the old system since the freeze'))
    .argument('<library>', 'id of the library')
    .option('--snapshot <name>', 'as of this snapshot; the newest if not given')
    .option('--since <name>', 'compared with this one; the newest from before the freeze if not given')
    .option('--to <file>', 'write them to a file that ends in .html, .xlsx, .csv or .json')
    .action(async (library: string, flags: ChangesFlags) => list(library, flags));
}

async function list(library: string, { snapshot: name, since, to, ...flags }: ChangesFlags): Promise<void> {
  const graph = await openGraph(flags);
  const options = since === undefined ? [] : [{ name: 'since', value: since }];
  const question = {
    name: 'freeze-changes',
    snapshot: await chooseSnapshot(graph, name),
    library,
    system: null,
    options,
  };
  if (to === undefined) {
    await printShown(await askReport(graph, question), { rows: MOST_SHOWN, width: process.stdout.columns || WIDTH });
    return;
  }
  printLine(await writeAnswer(graph, question, { path: to }));
  printNote(`${to} is written.`);
}
