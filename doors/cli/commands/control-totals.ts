import type { Command } from 'commander';
import type { ControlTotalsQuery } from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { readTotalsFile, type LibraryTotals } from '../compare/totals-file.ts';
import { printNote, printRows } from '../output.ts';

interface ListFlags extends GraphFlags {
  readonly library?: string;
  readonly json?: boolean;
}

const ENTER = /* asks */ `mutation EnterTotals($input: EnterControlTotalsInput!) {
  enterControlTotals(input: $input) { totals { class } }
}`;
const LIST = /* asks */ `query ControlTotals($library: ID) { controlTotals(library: $library) {
  library class where { dimension in } value countedOn note enteredBy enteredAt includes restOwner restNote
} }`;

export function registerControlTotals(program: Command): void {
  const totals = program
    .command('control-totals')
    .description("what libraries counted in their own systems, for the report 'reconcile'");

  withGraphFlags(totals.command('enter').description('enter the counts of a file, and sign for them'))
    .argument('<file>', 'a CSV or workbook with the columns library, class and count, or a YAML file')
    .option('--sure', 'numbers that look mistyped beside the newest snapshot are meant')
    .action(async (file: string, flags: GraphFlags & { readonly sure?: boolean }) => {
      // Read first: a file with one line that cannot be right is entered in no part.
      const read = await readTotalsFile(file);
      const graph = await openGraph(flags);
      await enterAll(graph, read, flags.sure === true);
    });

  withGraphFlags(totals.command('list').description('list the counts that stand now'))
    .option('--library <id>', 'only those of one library')
    .option('--json', 'one JSON line for each count')
    .action(async (flags: ListFlags) => list(await openGraph(flags), flags));
}

/** One after another: if the graph refuses those of one library, those before it are entered, and stay. */
async function enterAll(graph: Graph, read: readonly LibraryTotals[], sure: boolean): Promise<void> {
  for (const [place, input] of read.entries()) {
    try {
      await enter(graph, { ...input, sure });
    } catch (error) {
      if (read.length > 1) printNote(describeStop(read, place));
      throw error;
    }
  }
}

function describeStop(read: readonly LibraryTotals[], place: number): string {
  const named = (what: string, part: readonly LibraryTotals[]): string =>
    part.length === 0 ? '' : ` ${what}: ${[...new Set(part.map(({ library }) => library))].join(', ')}.`;
  const [before, after] = [read.slice(0, place), read.slice(place + 1)];
  return `Stopped at the counts of ${read[place]?.library ?? ''}.${named('Entered', before)}${named('Not entered', after)}`;
}

async function enter(graph: Graph, input: LibraryTotals): Promise<void> {
  await askGraph(graph, ENTER, { input });
  const number = input.totals.length;
  printNote(`${input.library}: ${number} ${number === 1 ? 'count' : 'counts'} entered`);
}

async function list(graph: Graph, { library, json }: ListFlags): Promise<void> {
  const { controlTotals } = await askGraph<ControlTotalsQuery>(graph, LIST, { library });
  printRows(controlTotals, json, {
    none: 'No library has entered its counts. Enter them: mercia control-totals enter FILE',
    head: ['LIBRARY', 'CLASS', 'WHICH', 'COUNT', 'COUNTED ON', 'SIGNED ON', 'BY', 'INCLUDES', 'SEES TO THE REST'],
    toCells: (total) => [
      total.library,
      total.class,
      total.where.map(({ dimension, in: values }) => `${dimension}=${values.join('|')}`).join(' '),
      String(total.value),
      total.countedOn,
      total.enteredAt.slice(0, 10),
      total.enteredBy,
      total.includes?.join(' ') ?? '',
      total.restOwner ?? '',
    ],
  });
}
