/** Every figure that README claims, and those that the pages behind it measured, each with the part that finds it again. */
import { stripVTControlCharacters } from 'node:util';
import type { PartName } from './parts.ts';

export interface Seen {
  readonly seen: string;
  readonly held: boolean;
}

export interface Claim {
  readonly page: string;
  /** As it stands there, but for blanks and line ends. */
  readonly says: string;
  readonly part: PartName;
  /** What the part's output says of it; null if it says nothing. */
  readonly read: (output: string) => Seen | null;
}

/** The cells of each line of the tables in a text. */
function rowsOf(output: string): readonly (readonly string[])[] {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()));
}

const numberIn = (text: string | undefined): number => Number.parseFloat((text ?? '').replaceAll(',', ''));

/** What a table says at the row of this name. */
function cellOf(output: string, row: string, column: number): string | undefined {
  return rowsOf(output).find(([name]) => name === row)?.[column];
}

/** Counts of the demonstration, by the rows of its table. */
function counts(wanted: Readonly<Record<string, number>>): Claim['read'] {
  return (output) => {
    const found = Object.entries(wanted).map(([row, count]) => ({ row, count, cell: cellOf(output, row, 1) }));
    if (found.some(({ cell }) => cell === undefined)) return null;
    return {
      seen: found.map(({ row, cell }) => `${row}: ${String(cell)}`).join('; '),
      held: found.every(({ count, cell }) => numberIn(cell) === count),
    };
  };
}

/** From the least to the most of a column of ratios, of which no page claims anything. */
function measured(column: number, of: string): Claim['read'] {
  return (output) => {
    const ratios = rowsOf(output).flatMap((cells) =>
      cells[column]?.endsWith('×') === true ? [numberIn(cells[column])] : [],
    );
    if (ratios.length === 0) return null;
    const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
    return { seen: `${of}: ${String(least)} to ${String(most)} ×; no page claims a figure of it`, held: true };
  };
}

/** Precision, recall and best F1 of one row: none may be lower than is said by more than rounding. */
function matching(row: string, said: { readonly precision: number; readonly recall: number }): Claim['read'] {
  return (output) => {
    const [precision, recall] = [cellOf(output, row, 1), cellOf(output, row, 2)];
    if (precision === undefined || recall === undefined) return null;
    return {
      seen: `precision ${precision}, recall ${recall}`,
      held: numberIn(precision) >= said.precision - ROUNDING && numberIn(recall) >= said.recall - ROUNDING,
    };
  };
}

/** Figures are said in four digits, and other splits of the same pairs differ by less. */
const ROUNDING = 0.001;
const HELD_OUT = 'Goldfinch validation, held out by cluster';

/** Tests that passed, of those that were run. */
const passed: Claim['read'] = (output) => {
  const text = stripVTControlCharacters(output);
  const [, failed = '0', good] = /^\s*Tests\s+(?:(\d+) failed \| )?(\d+) passed/m.exec(text) ?? [];
  return good === undefined ? null : { seen: `${good} tests passed, ${failed} failed`, held: failed === '0' };
};

const drilled: Claim['read'] = (output) => {
  const [, faults] = /^(\d+) faults met/m.exec(output) ?? [];
  const [, untrue] = /^(\d+) times something untrue was shown/m.exec(output) ?? [];
  if (faults === undefined || untrue === undefined) return null;
  return {
    seen: `${faults} faults; ${untrue} times something untrue was shown`,
    held: Number(faults) >= FAULTS && untrue === '0',
  };
};

const FAULTS = 10_000;

/** Milliseconds of pages that ask no library system, at p95. */
const pageTimes: Claim['read'] = (output) => {
  const rows = rowsOf(output).filter((cells) => cells[3]?.startsWith('≤') === true);
  const slowest = rows.toSorted((a, b) => numberIn(b[2]) - numberIn(a[2]))[0];
  if (slowest === undefined) return null;
  const [name = '', , p95 = ''] = slowest;
  return {
    seen: `${p95} ms (p95) at most, of ${String(rows.length)} kinds of page: ${name}`,
    held: numberIn(p95) <= PAGE_MS,
  };
};

const PAGE_MS = 150;

export const CLAIMS: readonly Claim[] = [
  {
    page: 'README.md',
    says: 'twelve libraries over three simulated Kohas, a simulated SirsiDynix Symphony, and two small systems that give exports',
    part: 'demonstration',
    read: counts({ 'libraries of the region': 12, Kohas: 3, Symphonies: 1, 'systems that give exports': 2 }),
  },
  {
    page: 'README.md',
    says: 'the seven libraries that hold the second title',
    part: 'demonstration',
    read: counts({ 'libraries that hold its second title': 7 }),
  },
  {
    page: 'README.md',
    says: 'covers twelve libraries on six systems',
    part: 'demonstration',
    read: counts({ 'libraries in the answer to the first question': 12, 'systems in it': 6 }),
  },
  {
    page: 'README.md',
    says: 'If a system is down, its copies are shown as they last were, with the age of that information, or as unknown if that could not be read in time; never as "not available". The answers of the other systems are not changed by it',
    part: 'features',
    read: passed,
  },
  {
    page: 'README.md',
    says: 'fail in some fifty ways, in 10,000 faults | 0 |',
    part: 'drill',
    read: drilled,
  },
  {
    page: 'README.md',
    says: 'held out of training: recall of what is joined, where precision was set to 0.996 | 0.959 |',
    part: 'matching',
    read: matching(HELD_OUT, { precision: 0.996, recall: 0.959 }),
  },
  {
    page: 'docs/demonstration.md',
    says: 'twelve libraries in two networks, ten of them over three simulated Kohas and a simulated SirsiDynix Symphony',
    part: 'demonstration',
    read: counts({ 'libraries of the region': 12, Kohas: 3, Symphonies: 1 }),
  },
  {
    page: 'docs/README.md',
    says: '10,000 faults, and whether any fact was ever wrong',
    part: 'drill',
    read: drilled,
  },
  {
    page: 'docs/performance.md',
    says: 'of that page and the same calls by hand (-- by-hand)',
    part: 'by-hand',
    read: measured(1, 'time of the answer, Mercia ÷ by hand'),
  },
  ...(['hive', 'stock'] as const).map((part): Claim => ({
    page: 'docs/performance.md',
    says: 'of two gateways (-- hive, -- stock)',
    part,
    read: measured(3, 'processor time of an answer, our gateway ÷ the other'),
  })),
  { page: 'docs/trust.md', says: 'tests that with 10,000 faults of some fifty kinds', part: 'drill', read: drilled },
  {
    page: 'docs/console.md',
    says: 'Pages are to be there within 150 ms (p95) over the demonstration',
    part: 'pages',
    read: pageTimes,
  },
  {
    page: 'docs/matching.md',
    says: 'Goldfinch validation | 0.9962 | 0.9594 | 0.9774 |',
    part: 'matching',
    read: matching(HELD_OUT, { precision: 0.9962, recall: 0.9594 }),
  },
  ...[
    { row: 'all numbers shown', precision: 0.9905, recall: 0.9509 },
    { row: 'control numbers hidden', precision: 0.9866, recall: 0.9364 },
    { row: 'ISBN hidden too', precision: 0.9864, recall: 0.9218 },
  ].map(({ row, precision, recall }): Claim => ({
    page: 'docs/matching.md',
    says: `marc-pairs, ${row} | ${precision.toFixed(4)} | ${recall.toFixed(4)} |`,
    part: 'matching',
    read: matching(`marc-pairs, ${row}`, { precision, recall }),
  })),
  { page: 'docs/matching.md', says: 'None of the 2,000 is joined', part: 'traps', read: passed },
];

/** What else README says with a number: names, versions, days. */
export const NO_FIGURES: readonly string[] = [
  'Two commands',
  'Node 20 or newer',
  'its own Node 24',
  'Three parts only compare',
  'Part of the answer: three of',
  'due on 2 December',
  'so availableCount is 0',
  'Federation 2 router',
  'Apache-2.0',
  'Elastic License 2.0',
];

/** Figures of the pages that README leads to which no part finds again, and why. */
export const LEFT_OUT: readonly string[] = [
  'docs/console.md, over a million editions: `npm run bench:console` takes hours.',
  'docs/matching.md, other rules than Mercia’s, the table of probabilities and the time of a pair: what measured them was taken out.',
  'docs/sru.md, docs/search.md, docs/loans.md and docs/marc-check.md, times over large indexes and files: each was measured once, by no command that is left.',
  'docs/operations.md, the size of the image: `npm run test:release` holds it below 300 MB.',
];
