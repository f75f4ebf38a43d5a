import { randomInt } from 'node:crypto';
import { badUserInput } from '#platform/errors.ts';
import type { Column, Row } from '#platform/sheets/cells.ts';
import type { Command } from 'commander';
import type { PilotAvailabilityQuery, PilotTitlesQuery } from '../__generated__/answers.ts';
import { askGraph, openGraph, withGraphFlags, type Graph, type GraphFlags } from '../ask-graph.ts';
import { printLine, printNote } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { writeSheetFile } from '../write-sheet-file.ts';

interface SampleFlags extends GraphFlags {
  readonly library: string;
  readonly count: number;
  readonly out: string;
}

const TITLES = /* asks */ `query PilotTitles($library: ID!, $after: String) {
  search(query: "", filter: { libraries: [$library] }, first: 200, after: $after) {
    totalCount nodes { id } pageInfo { endCursor hasNextPage }
  }
}`;
const AVAILABILITY = /* asks */ `query PilotAvailability($by: [EditionKey!]!) {
  editions(by: $by) { editions { title holdings {
    library { id } catalogueUrl
    availability {
      state asOf reason { message } availableCount itemCount
      items(first: 200) {
        nodes {
          state asOf reason { message } barcode status limitations due { on } callNumber permanentLocation { siteCode }
        }
        pageInfo { hasNextPage }
      }
    }
  } } }
}`;

/** Of so many is asked at once, as readers' pages do. */
const PAGE = 10;

const COLUMNS: readonly Column[] = [
  { header: 'number', kind: 'number' },
  { header: 'title', kind: 'text', width: 50 },
  { header: 'its own catalogue', kind: 'link', width: 20 },
  { header: 'barcode', kind: 'text', width: 16 },
  { header: 'shelf mark', kind: 'text', width: 16 },
  { header: 'site', kind: 'text' },
  { header: 'Mercia: available count', kind: 'number' },
  { header: 'Mercia: state', kind: 'text', width: 14 },
  { header: 'Mercia: status', kind: 'text', width: 14 },
  { header: 'Mercia: due', kind: 'text', width: 12 },
  { header: 'Mercia: reason', kind: 'text', width: 24 },
  { header: 'Mercia: asked at', kind: 'text', width: 24 },
  ...['catalogue: status', 'catalogue: due', 'looked at', 'by', 'same, other, missing or hidden', 'remark'].map(
    (header): Column => ({ header, kind: 'text', width: 18 }),
  ),
];

export function registerPilot(program: Command): void {
  const pilot = program.command('pilot').description('compare what Mercia says with a library’s own catalogue');
  withGraphFlags(pilot.command('sample').description('draw titles of a library, ask how they stand, write the form'))
    .requiredOption('--library <id>', 'whose titles')
    .option('--count <number>', 'how many titles', wholeNumber, 100)
    .requiredOption('--out <file>', 'a file that ends in .csv or .xlsx')
    .action(async (flags: SampleFlags) => {
      await sample(await openGraph(flags), flags);
    });
}

/** Each title has the same chance. Throws BAD_USER_INPUT for a library that has none. */
async function sample(graph: Graph, { library, count, out }: SampleFlags): Promise<void> {
  const titles = await titlesOf(graph, library);
  if (titles.length === 0) {
    throw badUserInput(`The graph has no title of ${library}: is that the id of a library?`);
  }
  const drawn = draw(titles, count);
  const rows: Row[] = [];
  for (let at = 0; at < drawn.length; at += PAGE) {
    const by = drawn.slice(at, at + PAGE).map((id) => ({ id }));
    const { editions } = await askGraph<PilotAvailabilityQuery>(graph, AVAILABILITY, { by });
    const found = editions.map((answer) => answer?.editions[0]);
    rows.push(
      ...found.flatMap((edition, index) => (edition === undefined ? [] : rowsOf(edition, library, at + index + 1))),
    );
  }
  await writeSheetFile(out, 'Pilot', COLUMNS, rows);
  printLine(`${out}: ${drawn.length} of ${titles.length} titles of ${library}, ${rows.length} lines.`);
  printNote(
    'Compare them within the hour: copies are lent and returned. docs/pilot.md says how, and what counts as passed.',
  );
}

interface Titles {
  readonly search: NonNullable<PilotTitlesQuery['search']>;
}

async function titlesOf(graph: Graph, library: string): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { search }: Titles = await askGraph<PilotTitlesQuery>(graph, TITLES, { library, after });
    ids.push(...search.nodes.map(({ id }) => id));
    after = search.pageInfo.hasNextPage ? search.pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

/** So many of them, each once, in the order in which they were drawn. */
function draw(from: readonly string[], count: number): readonly string[] {
  const left = [...from];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(randomInt(left.length), 1)).flat();
}

type Edition = NonNullable<NonNullable<PilotAvailabilityQuery['editions']>[number]>['editions'][number];

/** A line for each copy, as it is told itself; one for what is not listed, and one for a holding of which no copy is told. */
function rowsOf({ title, holdings }: Edition, library: string, number: number): readonly Row[] {
  const own = holdings.filter((holding) => holding.library.id === library);
  return own.flatMap(({ catalogueUrl, availability }) => {
    const items = availability?.items?.nodes ?? [];
    const address = catalogueUrl === null ? null : { text: 'open', url: catalogueUrl };
    const before = [number, title, address];
    const count = availability?.availableCount ?? null;
    const ofAll = availability?.reason?.message ?? null;
    const empty = [null, null, null, null, null, null];
    if (items.length === 0) {
      const said = [ofAll, availability?.asOf ?? null];
      return [[...before, null, null, null, count, availability?.state ?? null, null, null, ...said, ...empty]];
    }
    const lines: readonly Row[] = items.map((item) => [
      ...before,
      item.barcode,
      item.callNumber,
      item.permanentLocation?.siteCode ?? null,
      count,
      item.state,
      [item.status ?? 'UNKNOWN', ...(item.limitations ?? [])].join(', '),
      item.due?.on ?? null,
      [...new Set([item.reason?.message ?? null, ofAll])].filter((message) => message !== null).join(' ') || null,
      item.asOf,
      ...empty,
    ]);
    if (availability?.items?.pageInfo.hasNextPage !== true) return lines;
    const inAll = availability.itemCount === null ? '' : ` (${availability.itemCount} that can be found in all)`;
    const rest = [`… more copies${inAll}`, null, null, count, null, null, null, null, null];
    return [...lines, [...before, ...rest, ...empty]];
  });
}
