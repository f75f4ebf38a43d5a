/** The reports about registrations: numbers of readers, small ones hidden. */
import type { ShownCount } from '#domain/small-numbers.ts';
import type { ReaderGroup } from '../readers/reader-groups.ts';
import type { SystemGroups, Told } from '../readers/registrations.ts';
import { describeHidden } from '../readers/shown-counts.ts';
import { readCodeNames } from '../reports/code-names.ts';
import { number, tableOf, text } from '../reports/report.ts';
import type { Report, ReportContext, ReportTable, SummaryLine } from '../reports/report.ts';
import { loanTable } from './loan-table.ts';
import { elsewhereLine, readCounts, rowsGone, shownLine, withoutAgreement } from './reader-scope.ts';

type Registrations = Awaited<ReturnType<typeof readRegistrations>>;

interface RegistrationReport extends Pick<Report, 'name' | 'question'> {
  readonly lines: readonly (readonly [label: string, group: ReaderGroup])[];
  readonly title: (said: (group: ReaderGroup) => string) => string;
  readonly tables: (registrations: Registrations, context: ReportContext) => Promise<readonly ReportTable[]>;
}

function registrationReport({ name, question, lines, title, tables }: RegistrationReport): Report {
  return {
    name,
    question,
    leavesOut: null,
    aboutReaders: true,
    async run(context) {
      const registrations = await readRegistrations(context);
      const { line, gaps } = registrations;
      return {
        title: title((group) => {
          const { value, text: why } = line('', group);
          return String(value ?? why ?? 'not told');
        }),
        summary: [...lines.map(([label, group]) => line(label, group)), ...gaps],
        tables: await tables(registrations, context),
      };
    },
  };
}

export const readersByCategory = registrationReport({
  name: 'readers-by-category',
  question: 'How many readers are there, by category and year of expiry?',
  lines: [
    ['Readers', 'ALL'],
    ['With loans', 'WITH_LOANS'],
    ['Owing', 'OWING'],
  ],
  title: (said) => `Readers: ${said('ALL')}.`,
  async tables(registrations, { db, snapshot, region }) {
    const names = await readCodeNames(db, snapshot.number, region);
    return [
      tableOf(
        { name: 'by category', title: 'Readers by category and year of expiry; numbers below five are not shown' },
        registrations.of.flatMap(({ library, table }) => table.cells.map((cell) => ({ library, ...cell }))),
        [
          text('Library', ({ library }) => library),
          text('System', ({ system }) => system),
          text('Category', ({ category }) => sayTold(category)),
          text('Name', ({ system, category }) =>
            category.value === null ? null : names.nameOf(system, 'PATRON_CATEGORY', category.value),
          ),
          text('Expires', ({ expiryYear }) => sayTold(expiryYear)),
          number('Readers', ({ count }) => count.value),
          text('Not shown', ({ count }) => describeHidden(count) ?? null),
        ],
      ),
      groupTable({ name: 'by library', title: 'Readers by library and system' }, registrations, [
        'ALL',
        'WITH_LOANS',
        'OWING',
        'WITHOUT_EMAIL',
        'EXPIRED',
        'REMOVABLE',
      ]),
    ];
  },
});

export const expiredReaders = registrationReport({
  name: 'expired-readers',
  question: 'How many expired readers can go; who of them has loans or debts?',
  lines: [
    ['Expired', 'EXPIRED'],
    ['Can go: expired, nothing out, nothing owed', 'REMOVABLE'],
    ['Expired, with loans', 'EXPIRED_WITH_LOANS'],
    ['Expired, owing', 'EXPIRED_OWING'],
  ],
  title: (said) => `Expired readers: ${said('EXPIRED')}; can go: ${said('REMOVABLE')}.`,
  tables: async (registrations, context) => [
    groupTable(
      { name: 'by library', title: 'Expired readers by library and system; numbers below five are not shown' },
      registrations,
      ['EXPIRED', 'REMOVABLE', 'EXPIRED_WITH_LOANS', 'EXPIRED_OWING'],
    ),
    await loanTable(
      context,
      {
        name: 'out to expired',
        title:
          'Items of these libraries that expired readers of any library of their systems have: the system names the reader of each',
      },
      'TO_EXPIRED_READERS',
    ),
  ],
});

export const readersWithoutEmail = registrationReport({
  name: 'readers-without-email',
  question: 'How many readers have no e-mail address?',
  lines: [
    ['Readers without an e-mail address', 'WITHOUT_EMAIL'],
    ['Readers', 'ALL'],
  ],
  title: (said) => `Readers without an e-mail address: ${said('WITHOUT_EMAIL')}.`,
  tables: async (registrations) => [
    groupTable(
      { name: 'by library', title: 'Readers without an e-mail address, by library and system' },
      registrations,
      ['ALL', 'WITHOUT_EMAIL'],
    ),
  ],
});

async function readRegistrations(context: ReportContext) {
  const libraries = await readCounts(context);
  const of = libraries.flatMap(({ library, counts }) => {
    const table = counts?.registrations ?? null;
    return table === null ? [] : [{ library, table }];
  });
  const silent = libraries.filter(({ counts }) => (counts?.registrations ?? null) === null);
  return {
    of,
    /** Lines that say whose readers are in no number, and whose rows are gone. */
    gaps: [
      ...withoutAgreement(
        context,
        silent.map(({ library }) => library),
      ),
      ...elsewhereLine(
        context,
        of.map(({ library }) => library),
      ),
      ...(await rowsGone(context, 'READERS')),
    ],
    line: (label: string, group: ReaderGroup): SummaryLine => {
      const totals = of.flatMap(({ table }) => table.totals.map((total) => ({ ...total, count: total.counts[group] })));
      const untold = totals.filter(({ count }) => count.value === null && !count.suppressed).map((one) => one.system);
      const unlisted = of.flatMap(({ table }) =>
        table.notTold.filter(({ facts }) => facts.includes('READERS')).map((one) => one.system),
      );
      const counts = totals.map(({ count }) => count);
      return shownLine(label, counts, [...new Set([...untold, ...unlisted])].toSorted());
    },
  };
}

const GROUP_WORDS: Readonly<Record<ReaderGroup, string>> = {
  ALL: 'Readers',
  WITH_LOANS: 'With loans',
  OWING: 'Owing',
  WITHOUT_EMAIL: 'Without e-mail',
  EXPIRED: 'Expired',
  EXPIRED_WITH_LOANS: 'Expired, with loans',
  EXPIRED_OWING: 'Expired, owing',
  REMOVABLE: 'Can go',
};

function hiddenOf(counts: Readonly<Record<ReaderGroup, ShownCount>>, groups: readonly ReaderGroup[]): string | null {
  const hidden = groups.flatMap((group) => {
    const why = describeHidden(counts[group]);
    return why === undefined ? [] : [`${GROUP_WORDS[group]}: ${why}`];
  });
  return hidden.length === 0 ? null : hidden.join('; ');
}

/** A row for each library and system: a column for each group, and one that says why a number is not there. */
function groupTable(
  head: Pick<ReportTable, 'name' | 'title'>,
  { of }: Registrations,
  groups: readonly ReaderGroup[],
): ReportTable {
  return tableOf(
    head,
    of.flatMap(({ library, table }) => table.totals.map((total) => ({ library, ...total }))),
    [
      text('Library', ({ library }) => library),
      text('System', ({ system }) => system),
      ...groups.map((group) => number<SystemGroups>(GROUP_WORDS[group], ({ counts }) => counts[group].value)),
      text('Not shown', ({ counts }) => hiddenOf(counts, groups)),
    ],
  );
}

function sayTold(told: Told<string | number>): string {
  if (told.state === 'TOLD') return String(told.value);
  if (told.state === 'OTHERS') return 'others';
  return told.state === 'NONE' ? 'none' : 'not told';
}
