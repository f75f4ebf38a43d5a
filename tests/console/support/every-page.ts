/** Every page with its addresses, over a region of which two snapshots were taken: what is measured, and that none is forgotten. */
import type { DemoPersonId } from '#demo/persons.ts';

export interface KindOfPage {
  /** For people: `question last-copies, of one's library`. */
  readonly name: string;
  /** As `Page.path` writes it. */
  readonly path: string;
  /** Signed in as; null for the public. */
  readonly who: DemoPersonId | null;
  /** Each is such a page. */
  readonly addresses: readonly string[];
  /** Whether library systems are asked while the page is made. */
  readonly live: boolean;
  /** Whether all numbers of a snapshot are made again for it. */
  readonly allNumbers: boolean;
}

/** What addresses need that only the region knows. */
export interface PlacesOfPages {
  /** The newest snapshot, and an earlier one. */
  readonly snapshot: string;
  readonly earlier: string;
  /** Of staff who sign in as `librarian`. */
  readonly library: string;
  readonly system: string;
  /** Ids of editions. */
  readonly titles: readonly string[];
  /** Ids of two records. */
  readonly pair: readonly [string, string] | null;
  readonly decision: string | null;
  readonly key: string | null;
  /** Id of an act of taking back. */
  readonly takeBack: string | null;
  /** A code that can be mapped: `list=ITEM_TYPE&system=koha-a&code=BOOK`. */
  readonly code: string | null;
  readonly reports: readonly ReportKind[];
  /** Addresses of rows behind numbers. */
  readonly rows: readonly string[];
}

export interface ReportKind {
  readonly name: string;
  readonly scope: 'REGION' | 'LIBRARY' | 'SYSTEM';
  readonly aboutReaders: boolean;
}

type Kind = Omit<KindOfPage, 'live' | 'allNumbers' | 'addresses'> & {
  readonly live?: boolean;
  readonly allNumbers?: boolean;
  readonly addresses?: readonly string[];
};

/** A kind with one address unless more are given; one without a varying part has its path. */
function kind({ live = false, allNumbers = false, addresses, ...rest }: Kind): KindOfPage {
  return { ...rest, live, allNumbers, addresses: addresses ?? [rest.path] };
}

const TEXTS = ['/help', '/accessibility', '/privacy', '/cookies', '/develop', '/discover'] as const;
const OPERATE = [
  '/operate',
  '/operate/told',
  '/operate/rejects',
  '/operate/take-back',
  '/operate/keys',
  '/operate/jobs',
  '/operate/audit',
] as const;
const SEARCHES = ['nursing', 'clinical trials', 'journal', ''] as const;

/** All but those of a snapshot. */
export function pagesOfRegion({ library, system, titles, pair, key, takeBack }: PlacesOfPages): readonly KindOfPage[] {
  const title = titles.map((id) => `/titles/${encodeURIComponent(id)}`);
  const records = pair === null ? null : `/records/${pair.map(encodeURIComponent).join('/with/')}`;
  return [
    kind({ name: 'start page', path: '/', who: null }),
    kind({
      name: 'search',
      path: '/find',
      who: null,
      addresses: SEARCHES.map((words) => `/find?q=${encodeURIComponent(words)}`),
    }),
    kind({ name: 'title', path: '/titles/:id', who: null, addresses: title, live: true }),
    kind({
      name: 'request',
      path: '/titles/:id/request/:library',
      who: 'reader',
      addresses: title.map((one) => `${one}/request/${library}`),
      live: true,
    }),
    kind({
      name: 'citation',
      path: '/titles/:id/cite/:form',
      who: null,
      addresses: title.map((one) => `${one}/cite/ris`),
    }),
    kind({
      name: 'whom to ask',
      path: '/titles/:id/lenders',
      who: null,
      addresses: title.map((one) => `${one}/lenders?for=${library}`),
      live: true,
    }),
    kind({ name: 'libraries', path: '/libraries', who: null }),
    kind({ name: 'your library', path: '/your-library', who: null }),
    kind({ name: 'library', path: '/libraries/:id', who: null, addresses: [`/libraries/${library}`] }),
    kind({ name: 'systems', path: '/systems', who: null }),
    kind({ name: 'system', path: '/systems/:id', who: null, addresses: [`/systems/${system}`] }),
    kind({ name: 'system, for operators', path: '/systems/:id', who: 'operator', addresses: [`/systems/${system}`] }),
    ...TEXTS.map((path) => kind({ name: path, path, who: null })),
    kind({ name: 'rulings', path: '/rulings', who: null }),
    kind({ name: 'requests for rulings', path: '/rulings/requests', who: 'librarian' }),
    kind({ name: 'requests for rulings, to answer', path: '/rulings/requests', who: 'migration' }),
    ...(records === null
      ? []
      : [
          kind({ name: 'two records', path: '/records/:a/with/:b', who: null, addresses: [records] }),
          kind({
            name: 'ruling on two records',
            path: '/records/:a/with/:b/ruling',
            who: 'migration',
            addresses: [`${records}/ruling`],
          }),
          kind({
            name: 'asking for a ruling',
            path: '/records/:a/with/:b/ask',
            who: 'librarian',
            addresses: [`${records}/ask`],
          }),
        ]),
    kind({ name: 'account', path: '/account', who: 'reader', live: true }),
    kind({ name: 'link a card', path: '/account/link', who: 'reader' }),
    kind({ name: 'account at the desk', path: '/desk', who: 'librarian' }),
    ...OPERATE.map((path) => kind({ name: path, path, who: 'operator' })),
    kind({ name: 'why a copy was shown so', path: '/copy', who: 'librarian' }),
    ...(takeBack === null
      ? []
      : [
          kind({
            name: 'what was taken back',
            path: '/operate/take-back/:id',
            who: 'operator',
            addresses: [`/operate/take-back/${takeBack}`],
          }),
        ]),
    ...(key === null
      ? []
      : [
          kind({
            name: 'revoke a key',
            path: '/operate/keys/:id/revoke',
            who: 'operator',
            addresses: [`/operate/keys/${key}/revoke`],
          }),
        ]),
  ];
}

const QUESTIONS = '/compare/:snapshot/questions/:name';

/** Those of a snapshot, each report by itself. */
export function pagesOfSnapshot(places: PlacesOfPages): readonly KindOfPage[] {
  const { snapshot, library, decision, code, rows } = places;
  const base = `/compare/${snapshot}`;
  const of = (end: string, who: DemoPersonId, addresses?: readonly string[], name = end): KindOfPage =>
    kind({ name, path: `/compare/:snapshot${end}`, who, addresses: addresses ?? [base + end] });
  return [
    kind({ name: 'start page, of one’s library', path: '/', who: 'librarian' }),
    kind({ name: 'compare', path: '/compare', who: 'migration' }),
    of('/drop', 'migration'),
    of('', 'migration', undefined, 'snapshot'),
    of('', 'librarian', undefined, 'snapshot, of one’s library'),
    ...['hold', 'share', 'clash', 'clean', 'borrow'].map((end) =>
      kind({
        name: `theme ${end}`,
        path: '/compare/:snapshot/about/:theme',
        who: 'migration',
        addresses: [`${base}/about/${end}`],
      }),
    ),
    of('/overlap', 'migration', [`${base}/overlap?library=${library}`]),
    of('/overlap.csv', 'migration', [`${base}/overlap.csv?table=matrix`]),
    ...['/scarce', '/conflicts', '/collisions', '/policies'].flatMap((end) => [
      of(end, 'migration'),
      of(end, 'librarian', undefined, `${end}, of one’s library`),
    ]),
    of('/mappings', 'migration', [`${base}/mappings`, `${base}/mappings?state=ALL`]),
    ...(code === null ? [] : [of('/mappings/decide', 'migration', [`${base}/mappings/decide?${code}`])]),
    of('/decisions', 'migration'),
    of('/decisions/new', 'migration', [`${base}/decisions/new?of=ITEMS&where=LIBRARY:${library}`]),
    ...(decision === null ? [] : [of('/decisions/:id', 'migration', [`${base}/decisions/${decision}`])]),
    of('/rows', 'migration', rows),
    of('/rows', 'librarian', rows, '/rows, of one’s library'),
    of(
      '/rows.csv',
      'migration',
      rows.map((address) => address.replace('/rows?', '/rows.csv?')),
    ),
    kind({ name: 'move', path: '/move', who: 'migration' }),
    { ...of('/evidence', 'migration'), allNumbers: true },
    of('/evidence', 'librarian', undefined, 'evidence, to sign for one’s library'),
    { ...of('/evidence.json', 'migration'), allNumbers: true },
    kind({ name: 'go or no-go', path: '/move/:library', who: 'migration', addresses: [`/move/${library}`] }),
    kind({
      name: 'go or no-go, of one’s library',
      path: '/move/:library',
      who: 'librarian',
      addresses: [`/move/${library}`],
    }),
    kind({ name: 'my library', path: '/my-library', who: 'migration' }),
    kind({ name: 'fix list', path: '/my-library/:id', who: 'migration', addresses: [`/my-library/${library}`] }),
    kind({
      name: 'fix list, of one’s library',
      path: '/my-library/:id',
      who: 'librarian',
      addresses: [`/my-library/${library}`],
    }),
    ...places.reports.flatMap((report) => questionPages(places, report)),
  ];
}

/** A report for the migration team, compared with an earlier snapshot, and for staff of one library. */
function questionPages(
  { snapshot, earlier, library, system }: PlacesOfPages,
  { name, scope, aboutReaders }: ReportKind,
): readonly KindOfPage[] {
  const base = `/compare/${snapshot}/questions/${name}?`;
  const about = scope === 'LIBRARY' ? `library=${library}&` : scope === 'SYSTEM' ? `system=${system}&` : '';
  const question = (who: DemoPersonId, query: string, how: string): KindOfPage =>
    kind({ name: `question ${name}${how}`, path: QUESTIONS, who, addresses: [base + query] });
  return [
    question('migration', about, ''),
    question('migration', `${about}since=${earlier}`, ', compared'),
    ...(aboutReaders ? [] : [question('librarian', scope === 'SYSTEM' ? about : '', ', of one’s library')]),
  ];
}
