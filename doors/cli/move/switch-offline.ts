/** `mercia move switch offline`: a list of an offline client against the new system. Cards stay in this process: only barcodes are asked for. */
import { badUserInput } from '#platform/errors.ts';
import { readSheet } from '#platform/sheets/read-sheet.ts';
import type { Command } from 'commander';
import type { CopyThereQuery, MayKeyQuery } from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { printNote, printRows } from '../output.ts';
import {
  findRepeated,
  readOfflineLine,
  sayWhatToKey,
  sayWrong,
  type CopyThere,
  type OfflineLine,
} from './offline-lines.ts';

/** Refused to everybody who may not see what concerns readers: only the role `migration` may. */
const MAY = /* asks */ `query MayKey($library: ID!) { phases(library: $library) { systems { system phase } toRekey { asOf } } }`;
const COPY = /* asks */ `query CopyThere($barcode: String!) { items(barcode: $barcode) {
  holding { library { id } } item { state status due { on } reason { code } } } }`;

const COLUMNS = {
  barcode: { header: 'Barcode', kind: 'code' },
  card: { header: 'Card', kind: 'code' },
  time: { header: 'Time', kind: 'code' },
  action: { header: 'Action', kind: 'code' },
} as const;

interface OfflineFlags extends GraphFlags {
  readonly json?: boolean;
}

export function registerOffline(steps: Command): void {
  withGraphFlags(
    steps
      .command('offline')
      .description('what an offline client wrote while the library was frozen, and what of it to key in'),
  )
    .argument('<library>', 'id of the library, which has moved')
    .argument('<file>', 'CSV or XLSX with columns Barcode, Card, Time and Action')
    .option('--json', 'one JSON line for each')
    .action(async (library: string, file: string, flags: OfflineFlags) => listOffline(library, file, flags));
}

async function listOffline(library: string, file: string, flags: OfflineFlags): Promise<void> {
  const graph = await openGraph(flags);
  await assertMoved(graph, library);
  const { rows, faults } = await readSheet(file, COLUMNS);
  const lines: OfflineLine[] = [];
  const wrong = faults.map(({ number: line, message }) => ({ line, message }));
  for (const { number: line, values } of rows) {
    const read = readOfflineLine(line, values);
    if (typeof read === 'string') wrong.push({ line, message: read });
    else lines.push(read);
  }
  const repeated = findRepeated(lines);
  for (const [line, before] of repeated) wrong.push({ line, message: `the same as line ${before}` });
  const kept = lines.filter(({ line }) => !repeated.has(line));
  const there = await findCopies(graph, library, new Set(kept.map(({ barcode }) => barcode)));
  printRows(sayWhatToKey(kept, there), flags.json, {
    none: 'No line can be keyed.',
    head: ['LINE', 'TIME', 'BARCODE', 'CARD', 'ACTION', 'DO', ''],
    toCells: (row) => [String(row.line), row.time, row.barcode, row.card ?? '', row.action, row.do, row.say],
  });
  for (const each of wrong.toSorted((a, b) => a.line - b.line)) printNote(sayWrong(file, each));
  if (wrong.length > 0) process.exitCode = 1;
}

async function assertMoved(graph: Graph, library: string): Promise<void> {
  const { phases } = await askGraph<MayKeyQuery>(graph, MAY, { library });
  if (phases[0]?.systems.some(({ phase }) => phase === 'MOVED' || phase === 'ARCHIVED') === true) return;
  const standing = (phases[0]?.systems ?? []).map(({ system, phase }) => `${phase} at ${system}`).join(', ');
  throw badUserInput(
    `${library} has not moved${standing === '' ? '' : ` (${standing})`}: its new system is asked once it answers for the library. Switch it (MOVED), then give the list again.`,
  );
}

/** One after the other: a desk that was closed for a day wrote some hundred lines. */
async function findCopies(
  graph: Graph,
  library: string,
  barcodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, CopyThere>> {
  const there = new Map<string, CopyThere>();
  for (const barcode of barcodes) {
    const { items } = await askGraph<CopyThereQuery>(graph, COPY, { barcode });
    there.set(barcode, toCopy(items.filter(({ holding }) => holding?.library.id === library)));
  }
  return there;
}

function toCopy(found: readonly { readonly item: NonNullable<CopyThereQuery['items']>[number]['item'] }[]): CopyThere {
  const [first, ...others] = found.flatMap(({ item }) => item ?? []).filter(({ state }) => state !== null);
  if (first === undefined) return { state: 'NONE' };
  if (others.length > 0) return { state: 'SEVERAL' };
  const { state, status, due, reason } = first;
  if (state !== 'LIVE' || status === null || status === 'UNKNOWN')
    return { state: 'UNKNOWN', why: reason?.code ?? 'UNKNOWN' };
  return { state: 'LIVE', status, dueOn: due?.on ?? null };
}
