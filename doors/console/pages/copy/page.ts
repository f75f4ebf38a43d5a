import { CopyHistoryDocument, type CopyHistoryQuery } from '../../__generated__/operations.ts';
import type { Cell, TableRow } from '../../templates/cells.ts';
import { STATUS_WORDS } from '../../words/copies.ts';
import { languageOf } from '../../words/language.ts';
import { sayMoment, sayWhen } from '../../words/moments.ts';
import { titleHref } from '../hrefs.ts';
import { given, type Page } from '../page.ts';

const TITLE = 'Why a copy was shown as it was';

/** `/copy?barcode=`: what was told of a copy for 30 days, and what made it so. Staff see copies of their own libraries. */
export const copyPage: Page = {
  path: '/copy',
  needs: 'STAFF',
  async show({ graph, query, now }) {
    const barcode = given(query, 'barcode')?.trim() ?? '';
    const { data, errors } = barcode === '' ? NOTHING : await graph.ask(CopyHistoryDocument, { barcode });
    const refused = errors.find(({ code }) => code === 'FORBIDDEN');
    const isUnread = errors.some(({ code }) => code !== 'FORBIDDEN');
    return { template: 'pages/copy/page.njk', model: copyView(data.items, { barcode, refused, isUnread }, now) };
  },
};

const NOTHING = { data: { items: null }, errors: [] } as const;

interface Asked {
  readonly barcode: string;
  /** A copy is another library's, or of a library that is not known. */
  readonly refused: object | undefined;
  /** Something could not be read now. */
  readonly isUnread: boolean;
}

export function copyView(found: CopyHistoryQuery['items'], { barcode, refused, isUnread }: Asked, now: number) {
  const copies = (found ?? []).flatMap(({ item, holding }) => {
    const history = item?.history ?? null;
    return history === null ? [] : { ...history, holding };
  });
  return {
    title: TITLE,
    barcode,
    copies: copies.map(({ since, told, holding }) => ({
      title: holding?.edition.title ?? 'A copy whose title is not known',
      lang: holding === null ? null : languageOf(holding.edition),
      href: holding === null ? null : titleHref(holding.edition.id),
      facts:
        holding === null
          ? 'Its library is not known.'
          : [holding.library.name, holding.callNumbers.join(', ')].filter((part) => part !== '').join(' · '),
      silence: `When its system did not answer is told since ${sayMoment(since)}.`,
      rows: newestFirst(told).map((span) => rowOf(span, now)),
    })),
    faults: barcode === '' ? [] : faultsOf({ found, refused, isUnread, shown: copies.length }),
  };
}

/** What holds now stands before a silence that began later and is over. */
function newestFirst(told: readonly Told[]): readonly Told[] {
  const [now, past] = [told.filter(({ until }) => until === null), told.filter(({ until }) => until !== null)];
  return [...now.toReversed(), ...past.toReversed()];
}

function faultsOf({
  found,
  refused,
  isUnread,
  shown,
}: Omit<Asked, 'barcode'> & {
  readonly found: CopyHistoryQuery['items'];
  readonly shown: number;
}): readonly string[] {
  if (isUnread) return ['Not everything could be read now. Look again in a minute.'];
  const faults: string[] = [];
  if (refused !== undefined)
    faults.push('A copy with this barcode is not shown as one of your libraries’: only staff of its library see this.');
  else if (found?.length === 0) faults.push('No copy that is shown has this barcode. Write it as your system does.');
  else if (shown === 0) faults.push('Nothing is kept of this copy.');
  return faults;
}

type Told = NonNullable<NonNullable<NonNullable<CopyHistoryQuery['items']>[number]['item']>['history']>['told'][number];

const NOT_RECORDED = 'Not recorded';
/** What was first said after a silence began may not have been known in it: then readers were told that nothing was checked. */
const NOT_KEPT = [
  'As last known, or as not checked: which of the two is not recorded',
  NOT_RECORDED,
  NOT_RECORDED,
] as const;
const TOO_OLD = ['Unknown: what was known was too old to be shown', 'Not shown', 'Not shown'] as const;
const SAID_BY = { LIVE: 'Its system, when asked', HARVEST: 'The harvest of its system' } as const;

function rowOf(told: Told, now: number): TableRow {
  const { from, until, source, asOf, status, statusAtSource, rule, code, why } = told;
  const said = asOf === null ? [] : [`As of ${sayWhen(asOf, now)}`];
  const isTooOld = status === null && asOf !== null;
  const by =
    source === 'LAST_KNOWN'
      ? {
          text:
            status === null
              ? 'Its system did not answer when it was asked'
              : 'Last known: its system did not answer when it was asked',
          notes: [...said, ...(code === null || why === null ? [] : [`Why, at first: ${why} (${code})`])],
        }
      : { text: source === null ? NOT_RECORDED : SAID_BY[source], notes: said };
  return {
    header: { text: sayTime(from, until, now) },
    cells: [
      ...(status === null
        ? isTooOld
          ? TOO_OLD
          : NOT_KEPT
        : [STATUS_WORDS[status], statusAtSource ?? 'No word of its own', sayRule(rule)]),
      by,
    ],
  };
}

function sayTime(from: string | null, until: string | null, now: number): string {
  if (from === null) {
    return until === null
      ? 'Now (since when is not recorded)'
      : `Before ${sayWhen(until, now)}; the start was not recorded`;
  }
  return `From ${sayWhen(from, now)}, until ${until === null ? 'now' : sayWhen(until, now)}`;
}

/** What an entry of the region file is about: `codes.LOST.4`, `locations.BIN`, `statuses.08`. */
const ENTRIES: readonly (readonly [form: RegExp, words: string])[] = [
  [/^codes\.([^.]+)\.(.+)$/, 'the value $2 of $1'],
  [/^locations?[. ](.+)$/, 'the place $1'],
  [/^statuses\.(.+)$/, 'the state $1'],
];

/** What decided of a status, in words; who looks after the region file is told its entry as well. */
function sayRule(rule: string | null): Cell {
  if (rule === null) return NOT_RECORDED;
  const missing = /^no (.+) in the region file$/.exec(rule)?.[1];
  const entry = missing ?? rule;
  const [form, words] = ENTRIES.find(([each]) => each.test(entry)) ?? [];
  if (form === undefined || words === undefined) return `A fixed rule for ${rule}`;
  const about = entry.replace(form, words);
  return missing === undefined
    ? { text: `The settings of this region, for ${about}`, notes: [`In the region file: ${entry}`] }
    : `Nobody has said in the settings of this region what ${about} means`;
}
