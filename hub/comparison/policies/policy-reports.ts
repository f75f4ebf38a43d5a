/** What is lent to whom and for how long, side by side: the answer after each system's own fall-back. */
import type { CodeListName } from '#domain/policies.ts';
import type { SystemId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import {
  tableOf,
  text,
  type Report,
  type ReportContext,
  type ReportOption,
  type ReportTable,
  type SummaryLine,
} from '../reports/report.ts';
import { comparePolicies, POLICY_TERMS, type PolicyCell, type PolicyRow, type PolicyTerm } from './compare-policies.ts';
import { pairCodes, type CodePairing } from '../codes/pair-codes.ts';
import { policiesOfSnapshot, type SnapshotPolicies } from '../codes/snapshot-policies.ts';
import { counted, sayNumber } from '../reports/say.ts';

export const TERM_NAMES: Readonly<Record<PolicyTerm, string>> = {
  loanPeriod: 'Loan period',
  renewals: 'Renewals',
  renewalPeriod: 'Renewal period',
  loanLimit: 'Loans of this type at a time',
  totalLoanLimit: 'Loans at a time',
  overdueCharge: 'Overdue charge',
  overdueChargeLimit: 'Most that is charged',
  gracePeriod: 'Days of grace',
  holdLimit: 'Holds at a time on this type',
  holdsPerTitle: 'Holds on one title',
  totalHoldLimit: 'Holds at a time',
  holdsFrom: 'Who may place holds',
  shelfHolds: 'Holds on what is on the shelf',
};

const OPTIONS: readonly ReportOption[] = [
  { name: 'category', says: 'Category of readers: its code, or words of its name', takes: 'TEXT' },
  { name: 'type', says: 'Item type: its code, or words of its name', takes: 'TEXT' },
  { name: 'with', says: 'Another library to compare with', takes: 'LIBRARY' },
];

/** The rows of the report's systems and libraries; with `category` or `type` among its options, of those that are named so. */
async function compare(context: ReportContext) {
  const { db, snapshot, region, system, library, options } = context;
  const told = await policiesOfSnapshot(db, snapshot.number);
  const systems = region.systems.filter(({ id }) => system === null || id === system);
  const other = options['with'];
  if (other !== undefined && !region.libraries.some(({ id }) => id === other)) {
    throw badUserInput(`with: there is no library "${other}" in this snapshot.`);
  }
  const sides = systems.flatMap(({ id, owners }) => {
    const rules = told.find((one) => one.system === id)?.rules ?? null;
    return owners
      .filter((owner) => library === null || owner.library === library || owner.library === other)
      .map((owner) => ({ system: id, library: owner.code, rules }));
  });
  const codesOf = (list: CodeListName): readonly CodePairing[] =>
    pairCodes(systems.map(({ id }) => toCodes(told, id, list)));
  const rows = comparePolicies({
    sides,
    patronCategories: named(codesOf('PATRON_CATEGORY'), options['category']),
    itemTypes: named(codesOf('ITEM_TYPE'), options['type']),
  });
  const asked = library === null ? systems : systems.filter(({ id }) => sides.some((side) => side.system === id));
  const silent = asked.filter(({ id }) => (told.find((one) => one.system === id)?.rules ?? null) === null);
  // Silent: they do not tell their rules.
  return { rows: [...rows], silent: silent.map(({ id }) => id) };
}

function toCodes(
  told: readonly SnapshotPolicies[],
  system: SystemId,
  list: CodeListName,
): Parameters<typeof pairCodes>[0][number] {
  const lists = told.find((one) => one.system === system)?.lists ?? [];
  return { system, codes: lists.find((one) => one.list === list)?.codes ?? [] };
}

function named(pairings: readonly CodePairing[], wanted: string | undefined): readonly CodePairing[] {
  if (wanted === undefined) return pairings;
  const word = wanted.toLowerCase();
  return pairings.filter(
    ({ name, codes }) =>
      name.toLowerCase().includes(word) || [...codes.values()].some((code) => code.toLowerCase() === word),
  );
}

/** A term in words: `28 days`, `not told`. */
function inWords(value: unknown): string {
  if (value === 'NOT_TOLD' || value === null || value === undefined) return 'not told';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value.toLowerCase().replaceAll('_', ' ');
  const { amount, unit, every } = value as {
    amount: number | string;
    unit?: string;
    every?: { amount: number; unit: string };
  };
  if (every !== undefined) return `${String(amount)} every ${inWords(every)}`;
  return unit === undefined ? String(amount) : `${String(amount)} ${plural(Number(amount), unit.toLowerCase())}`;
}

function plural(amount: number, unit: string): string {
  return amount === 1 ? unit.replace(/s$/, '') : unit;
}

function termOf({ policy }: PolicyCell, term: PolicyTerm): string {
  return inWords(policy?.[term]);
}

function sideOf({ side }: PolicyCell): string {
  return `${side.system} ${side.library}`;
}

export const loanPeriods: Report = {
  name: 'loan-periods',
  question: 'What is the loan period of a reader category for an item type, here and there?',
  leavesOut: null,
  options: OPTIONS,
  async run(context) {
    const { rows, silent } = await compare(context);
    const lines = rows.flatMap(({ patronCategory, itemType, cells }) =>
      cells.filter(({ policy }) => policy !== null).map((cell) => ({ patronCategory, itemType, cell })),
    );
    const periods = new Set(lines.map(({ cell }) => termOf(cell, 'loanPeriod')));
    return {
      title: `${counted(lines.length, 'combination')} of category, item type and branch have ${counted(periods.size, 'different loan period')}.`,
      summary: [
        { label: 'Combinations', value: lines.length, notToldBy: silent },
        { label: 'Different loan periods', value: periods.size, notToldBy: silent },
      ],
      tables: [
        gridTable(rows),
        tableOf({ name: 'loan periods', title: 'What holds after each system’s own fall-back' }, lines, [
          text('Reader category', ({ patronCategory }) => patronCategory.name),
          text('Item type', ({ itemType }) => itemType.name),
          text('System', ({ cell }) => cell.side.system),
          text('Branch', ({ cell }) => cell.side.library),
          text('Library', ({ cell }) => ownerOf(context, cell)),
          text('Codes', ({ cell }) => `${String(cell.patronCategory)} / ${String(cell.itemType)}`),
          text('Loan period', ({ cell }) => termOf(cell, 'loanPeriod')),
          text('Renewals', ({ cell }) => termOf(cell, 'renewals')),
          text('Loans of this type at a time', ({ cell }) => termOf(cell, 'loanLimit')),
          text('Overdue charge', ({ cell }) => termOf(cell, 'overdueCharge')),
        ]),
      ],
    };
  },
};

/** Categories and item types crossed, the more of the two as rows; a cell has the loan periods: several where branches differ. */
function gridTable(rows: Awaited<ReturnType<typeof compare>>['rows']): ReportTable {
  type Row = (typeof rows)[number];
  const categoryOf = ({ patronCategory }: Row): string => patronCategory.name;
  const typeOf = ({ itemType }: Row): string => itemType.name;
  const hasMoreTypes = new Set(rows.map(typeOf)).size >= new Set(rows.map(categoryOf)).size;
  const [down, across] = hasMoreTypes ? [typeOf, categoryOf] : [categoryOf, typeOf];
  const periodsOf = (own: readonly Row[]): string => {
    const told = own.flatMap(({ cells }) => cells.filter(({ policy }) => policy !== null));
    return [...new Set(told.map((cell) => termOf(cell, 'loanPeriod')))].join(BETWEEN_PERIODS);
  };
  return tableOf(
    { name: 'grid', title: 'Loan periods by category and item type; where there are several, branches differ' },
    [...Map.groupBy(rows, down)],
    [
      text(hasMoreTypes ? 'Item type' : 'Reader category', ([name]) => name),
      ...[...new Set(rows.map(across))].map((name) =>
        text(name, ([, own]: [string, Row[]]) => periodsOf(own.filter((row) => across(row) === name))),
      ),
    ],
  );
}

/** In a cell of the grid. */
const BETWEEN_PERIODS = ' / ';

function ownerOf({ region }: ReportContext, { side }: PolicyCell): string | null {
  const owners = region.systems.find(({ id }) => id === side.system)?.owners ?? [];
  return owners.find(({ code }) => code === side.library)?.library ?? null;
}

export const policiesThatDiffer: Report = {
  name: 'policies-differ',
  question: 'Which loan periods, renewals, limits, charges and hold rules differ?',
  leavesOut: [],
  options: OPTIONS,
  async run(context) {
    const { rows, silent } = await compare(context);
    const lines = rows.flatMap((row) => row.differs.map((term) => ({ ...row, term })));
    const combinations = rows.filter(({ differs }) => differs.length > 0).length;
    return {
      title: `${sayNumber(combinations)} of ${counted(rows.length, 'combination')} of reader category and item type are not treated alike.`,
      summary: [
        { label: 'Combinations that two systems or more have', value: rows.length, notToldBy: silent },
        { label: 'Of these, treated differently', value: combinations, notToldBy: silent },
        ...POLICY_TERMS.map((term) => termLine(rows, term, silent)),
      ],
      tables: [
        tableOf({ name: 'differences', title: 'What differs, and who does what' }, lines, [
          text('Reader category', ({ patronCategory }) => patronCategory.name),
          text('Item type', ({ itemType }) => itemType.name),
          text('What', ({ term }) => TERM_NAMES[term]),
          text('Who does what', ({ cells, term }) => bySide(cells, term)),
        ]),
      ],
    };
  },
};

/** Null if no two branches tell it of a combination because one does not, so that nothing was compared. One branch alone is like itself. */
function termLine(rows: readonly PolicyRow[], term: PolicyTerm, silent: readonly SystemId[]): SummaryLine {
  const tells = ({ policy }: PolicyCell): boolean => policy !== null && policy[term] !== 'NOT_TOLD';
  const untold = rows.flatMap(({ cells }) => cells.filter((cell) => cell.policy !== null && !tells(cell)));
  const isTold = untold.length === 0 && silent.length === 0;
  const isCompared = rows.length === 0 || isTold || rows.some(({ cells }) => cells.filter(tells).length > 1);
  return {
    label: `${TERM_NAMES[term]}: combinations that differ`,
    value: isCompared ? rows.filter(({ differs }) => differs.includes(term)).length : null,
    notToldBy: [...new Set([...silent, ...untold.map(({ side }) => side.system as SystemId)])],
  };
}

/** `28 days: koha-a CLW, koha-a HAG; 21 days: koha-b TAM` */
function bySide(cells: readonly PolicyCell[], term: PolicyTerm): string {
  const sides = new Map<string, string[]>();
  for (const cell of cells) {
    if (cell.policy === null) continue;
    const words = termOf(cell, term);
    sides.set(words, [...(sides.get(words) ?? []), sideOf(cell)]);
  }
  return [...sides].map(([words, who]) => `${words}: ${who.join(', ')}`).join('; ');
}
