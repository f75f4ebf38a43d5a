/** The five things that a manager asks of a snapshot, and which questions belong to each. */
import { questionPath } from '../report/question.ts';
import { CURATED } from '../curated/curated.ts';
import { snapshotHref } from '../hrefs.ts';

export const THEME_ENDS = ['hold', 'share', 'clash', 'clean', 'borrow'] as const;
export type ThemeEnd = (typeof THEME_ENDS)[number];

export interface Theme {
  /** The end of its address: `/compare/first/about/hold`. */
  readonly end: ThemeEnd;
  readonly heading: string;
  /** Reports, in the order in which somebody would ask. */
  readonly reports: readonly string[];
}

/** A report stands in one of them at most. */
export const THEMES: readonly Theme[] = [
  {
    end: 'hold',
    heading: 'What we hold',
    reports: [
      'totals',
      'journal-runs',
      'serials',
      'class-schemes',
      'codes',
      'profile',
      'suppressed',
      'temporary',
      'on-order',
      'changes',
      'reconcile',
      'not-across',
    ],
  },
  {
    end: 'share',
    heading: 'What we share',
    reports: ['overlap-matrix', 'titles-together', 'ours-alone', 'last-copies'],
  },
  {
    end: 'clash',
    heading: 'What clashes',
    reports: [
      'to-rule-on',
      'conflicts',
      'wrong-merges',
      'barcodes-of-others',
      'record-numbers',
      'codes-alike',
      'card-clashes',
      'readers-in-two-systems',
      'loan-periods',
      'policies-differ',
    ],
  },
  {
    end: 'clean',
    heading: 'What to clean',
    reports: [
      'fix-first',
      'day-one',
      'mended',
      'barcodes',
      'duplicates',
      'without-items',
      'items-without-title',
      'assumed-lost',
      'completeness',
      'validity',
      'local-fields',
      'unmapped',
      'mapping',
      'decisions',
    ],
  },
  {
    end: 'borrow',
    heading: 'Who borrows',
    reports: [
      'never-borrowed',
      'loans-by-month',
      'long-overdue',
      'stuck',
      'readers-by-category',
      'expired-readers',
      'readers-without-email',
    ],
  },
];

/** The page of a theme, or of what is asked in it. */
export function themeHref(snapshot: string, end: ThemeEnd): string {
  return `${snapshotHref(snapshot)}/about/${end}`;
}

interface Kind {
  readonly name: string;
}

/** Those of the theme among all reports, in its order. */
export function reportsOf<Report extends Kind>({ reports }: Theme, all: readonly Report[]): readonly Report[] {
  return reports.flatMap((name) => all.find((report) => report.name === name) ?? []);
}

/** Those of no theme, which a move alone needs: none is out of reach. */
export function otherReports<Report extends Kind>(all: readonly Report[]): readonly Report[] {
  const known = new Set(THEMES.flatMap(({ reports }) => reports));
  return all.filter(({ name }) => !known.has(name));
}

/** Questions that have a page of their own. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  'overlap-matrix': 'overlap',
  ...Object.fromEntries(CURATED.map(({ main, end }) => [main, end])),
  unmapped: 'mappings',
  mapping: 'mappings',
  decisions: 'decisions',
};

/** Where a question is answered. */
export function questionHref(snapshot: string, name: string): string {
  const own = Object.hasOwn(OWN_PAGES, name) ? OWN_PAGES[name] : undefined;
  return own === undefined ? questionPath(snapshot, name) : `${snapshotHref(snapshot)}/${own}`;
}
