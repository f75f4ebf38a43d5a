import { basename } from 'node:path';
import { badUserInput } from '#platform/errors.ts';
import type { Row } from '#platform/sheets/cells.ts';
import type { Command } from 'commander';
import type {
  ChangeMappingsMutation,
  ChangeTargetCodesMutation,
  CodeMappingsQuery,
  NewestQuery,
  RefusedRowsQuery,
  SuggestMappingsMutation,
  TargetListsQuery,
} from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { eachNode, startExport } from '../compare/start-export.ts';
import {
  MAPPING_COLUMNS,
  readMappingSheet,
  readTargetSheet,
  TARGET_COLUMNS,
  toParts,
  type UnreadRow,
} from '../mapping/mapping-sheet.ts';
import { printJson, printLine, printNote, renderTable } from '../output.ts';
import { writeSheetFile } from '../write-sheet-file.ts';

interface MappingFlags extends GraphFlags {
  readonly targets?: boolean;
  readonly list?: string;
  readonly system?: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** Of rows in one request; the gateway reads 256 KB. */
const MOST_BYTES = 120_000;

export function registerMapping(program: Command): void {
  const mapping = program
    .command('mapping')
    .description('what the codes of each system become in the target: out as XLSX or CSV, and in again');
  withGraphFlags(mapping.command('export'))
    .description('write every code with what it becomes into a sheet')
    .argument('<file>', 'a file that ends in .xlsx or .csv')
    .option('--targets', "the target's own codes instead")
    .option('--list <list>', 'only this list, such as ITEM_TYPE')
    .option('--system <id>', 'only this system')
    .option('--state <state>', 'only DECIDED, SUGGESTED or UNMAPPED')
    .action(async (file: string, flags: MappingFlags) => {
      const graph = await openGraph(flags);
      const written = await (flags.targets === true ? exportTargets(graph, file) : exportMappings(graph, file, flags));
      printLine(`${written} codes are in ${file}.`);
    });
  withGraphFlags(mapping.command('import'))
    .description('read a sheet that was filled in; a wrong row is refused with its line, the rest is taken')
    .argument('<file>', 'a workbook (.xlsx) or separated values (.csv)')
    .option('--targets', "the target's own codes instead")
    .option('--json', 'one line that a script can read')
    .action(async (file: string, flags: MappingFlags) => {
      const graph = await openGraph(flags);
      printOutcome(await (flags.targets === true ? importTargets(graph, file) : importMappings(graph, file)), flags);
    });
  withGraphFlags(mapping.command('suggest'))
    .description('suggest a target for every code of which nobody has decided')
    .action(async (flags: MappingFlags) => {
      const { suggestMappings: made } = await askGraph<SuggestMappingsMutation>(await openGraph(flags), SUGGEST);
      printLine(`${made.suggested} codes have a suggestion, ${made.unmapped} have none.`);
    });
  withGraphFlags(mapping.command('refused'))
    .description('list the rows of files that were refused, until the corrected file is read')
    .argument('[file]', 'only those of this file')
    .option('--json', 'one line that a script can read')
    .action(async (file: string | undefined, flags: MappingFlags) => {
      printRefused(await refusedRows(await openGraph(flags), file), flags);
    });
}

const SUGGEST = /* asks */ `mutation SuggestMappings { suggestMappings { suggested unmapped } }`;
const NEWEST = /* asks */ `query Newest { snapshot { name } }`;
const TARGETS = /* asks */ `query TargetLists { targetLists { list codes { code label meaning } } }`;
const CHANGE_MAPPINGS = /* asks */ `mutation ChangeMappings($input: ChangeMappingsInput!) {
  changeMappings(input: $input) { taken refused { line column problem } } }`;
const CHANGE_TARGETS = /* asks */ `mutation ChangeTargetCodes($input: ChangeTargetCodesInput!) {
  changeTargetCodes(input: $input) { taken refused { line column problem } } }`;
const REFUSED = /* asks */ `query RefusedRows($file: String, $after: String) {
  refusedRows(file: $file, first: 200, after: $after) {
    nodes { file line column problem } pageInfo { hasNextPage endCursor } } }`;
const MAPPINGS = /* asks */ `query CodeMappings($list: CodeListName, $system: ID, $state: MappingState, $after: String) {
  codeMappings(list: $list, system: $system, state: $state, first: 200, after: $after) {
    nodes { list system code label items target targetLabel state reason warnings note }
    pageInfo { hasNextPage endCursor } } }`;

async function exportMappings(graph: Graph, file: string, { list, system, state }: MappingFlags): Promise<number> {
  const { snapshot } = await askGraph<NewestQuery, 'snapshot'>(graph, NEWEST);
  if (snapshot === null) {
    throw badUserInput('There is no snapshot, and codes are those of one: mercia snapshot take.');
  }
  const format = file.toLowerCase().endsWith('.xlsx') ? 'XLSX' : 'CSV';
  const options = [{ name: 'mappings', value: 'now' }];
  const subject = { snapshot: snapshot.name, report: 'mapping', options };
  let written = 0;
  // Read once the file is open: what cannot be written is no export.
  async function* rows(): AsyncGenerator<Row> {
    await startExport(graph, subject, format);
    const nodes = eachNode(async (after) => {
      const { codeMappings } = await askGraph<CodeMappingsQuery>(graph, MAPPINGS, {
        list: list?.toUpperCase(),
        system,
        state: state?.toUpperCase(),
        after,
      });
      return codeMappings;
    });
    for await (const row of nodes) {
      written += 1;
      const { list: of, system: id, code, label, items, target, targetLabel, state: now, reason, note, warnings } = row;
      yield [of, id, code, label, items, target, targetLabel, now, reason, warnings.join(', '), note].map((cell) =>
        typeof cell === 'string' || typeof cell === 'number' ? cell : null,
      );
    }
  }
  await writeSheetFile(file, 'mapping', MAPPING_COLUMNS, rows());
  return written;
}

async function exportTargets(graph: Graph, file: string): Promise<number> {
  const { targetLists } = await askGraph<TargetListsQuery>(graph, TARGETS);
  const rows = targetLists.flatMap(({ list, codes }) =>
    codes.map(({ code, label, meaning }): Row => [list, code, label, meaning]),
  );
  await writeSheetFile(file, 'target codes', TARGET_COLUMNS, rows);
  return rows.length;
}

type Outcome = NonNullable<ChangeMappingsMutation['changeMappings']>;

async function importMappings(graph: Graph, path: string): Promise<Outcome> {
  const { rows, unread } = await readMappingSheet(path);
  return sendParts(path, rows, unread, async (mappings, file) => {
    const input = { mappings, file };
    return (await askGraph<ChangeMappingsMutation>(graph, CHANGE_MAPPINGS, { input })).changeMappings;
  });
}

async function importTargets(graph: Graph, path: string): Promise<Outcome> {
  const { rows, unread } = await readTargetSheet(path);
  return sendParts(path, rows, unread, async (codes, file) => {
    const input = { codes, file };
    return (await askGraph<ChangeTargetCodesMutation>(graph, CHANGE_TARGETS, { input })).changeTargetCodes;
  });
}

/** Part after part. What could not be read goes along, so that the graph can list it again. */
async function sendParts<Row extends UnreadRow | { readonly line: number; readonly code: string }>(
  path: string,
  rows: readonly Row[],
  unread: readonly UnreadRow[],
  send: (
    rows: readonly Row[],
    file: { readonly name: string; readonly isFirst: boolean; readonly unread: readonly UnreadRow[] },
  ) => Promise<Outcome>,
): Promise<Outcome> {
  const name = basename(path);
  let taken = 0;
  const refused: UnreadRow[] = [...unread];
  for (const [place, part] of toParts(unread, MOST_BYTES).entries()) {
    await send([], { name, isFirst: place === 0, unread: part });
  }
  for (const part of toParts(rows, MOST_BYTES)) {
    const outcome = await send(part, { name, isFirst: false, unread: [] });
    taken += outcome.taken;
    refused.push(...outcome.refused);
  }
  return { taken, refused: refused.toSorted((a, b) => a.line - b.line) };
}

type RefusedRow = NonNullable<RefusedRowsQuery['refusedRows']>['nodes'][number];

async function refusedRows(graph: Graph, file: string | undefined): Promise<readonly RefusedRow[]> {
  const rows = eachNode(async (after) => {
    return (await askGraph<RefusedRowsQuery>(graph, REFUSED, { file, after })).refusedRows;
  });
  const all: RefusedRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

function printOutcome({ taken, refused }: Outcome, { json }: MappingFlags): void {
  if (refused.length > 0) process.exitCode = 1;
  if (json === true) {
    printJson({ taken, refused });
    return;
  }
  printLine(`${taken} rows were taken, ${refused.length} refused.`);
  if (refused.length === 0) return;
  printLine(renderTable([['LINE', 'COLUMN', 'WHY'], ...refused.map(toCells)]));
  printNote('Correct these rows and import the file again; "mercia mapping refused" lists them.');
}

function printRefused(rows: readonly RefusedRow[], { json }: MappingFlags): void {
  if (json === true) {
    printJson(rows);
    return;
  }
  if (rows.length === 0) printLine('No row is refused.');
  else printLine(renderTable([['FILE', 'LINE', 'COLUMN', 'WHY'], ...rows.map((row) => [row.file, ...toCells(row)])]));
}

function toCells({ line, column, problem }: UnreadRow): readonly string[] {
  return [String(line), column ?? '', problem];
}
