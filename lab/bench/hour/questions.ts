/** What the three users ask of the demonstration, drawn by a seed: developers the graph, discovery systems the feeds, readers the pages. */
import { createRandom, type Random } from '#simulators/random.ts';

export interface Title {
  readonly id: string;
  readonly title: string;
  readonly isbns: readonly string[];
}

export interface Addresses {
  readonly graph: string;
  readonly feeds: string;
  readonly pages: string;
}

export interface Question {
  readonly kind: Kind;
  readonly url: string;
  /** Of a question to the graph; a page or a feed has none. */
  readonly body?: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
  /** Signed in as the reader of this place; null for the public. */
  readonly reader: number | null;
}

/** How many of a hundred questions are of each kind. */
const SHARES = {
  'search, first 20': 20,
  'a title with its copies, live': 20,
  'an ISBN, without copies': 16,
  'ten titles with their copies, live': 12,
  'page of results': 10,
  'page of a title, live': 10,
  'RTAC, one to five titles, live': 6,
  'OAI-PMH, 500 records': 2,
  "a reader's accounts, live": 4,
} as const;

export type Kind = keyof typeof SHARES;
export const KINDS = Object.keys(SHARES) as readonly Kind[];

const COPIES = `holdings { id library { id name } availability { state asOf itemCount availableCount unknownCount
  items { edges { node { id status limitations due { on } } } } } }`;
const QUERIES = {
  search: `query ($words: String!) { search(query: $words, first: 20) { totalCount edges { node { id title isbns holdings { id library { name } } } } } }`,
  live: `query ($by: [EditionKey!]!) { editions(by: $by) { editions { id title ${COPIES} } } }`,
  isbn: `query ($by: [EditionKey!]!) { editions(by: $by) { editions { id title isbns holdings { id library { id name } } } } }`,
  accounts: `{ me { id accounts { id library { id } facts { state loans { id title } holds { id } } } } }`,
};

const PAGE_OF_TITLES = 10;
const MOST_OF_RTAC = 5;
/** A person types a word or two that stand in a title. */
const WORD = /\p{L}{4,}/gu;

/** The same seed draws the same questions in the same order. `readers`: how many there are who sign in. */
export function createQuestions(
  { titles, readers, at }: { readonly titles: readonly Title[]; readonly readers: number; readonly at: Addresses },
  seed: number,
): () => Question {
  const random = createRandom(seed);
  const withIsbn = titles.filter(({ isbns }) => isbns.length > 0);
  const graph = (kind: Kind, query: string, variables: Readonly<Record<string, unknown>>): Question => ({
    kind,
    url: at.graph,
    body: { query, variables },
    reader: null,
  });
  const page = (kind: Kind, base: string, path: string): Question => ({ kind, url: `${base}${path}`, reader: null });
  const draw: Readonly<Record<Kind, (kind: Kind) => Question>> = {
    'search, first 20': (kind) => graph(kind, QUERIES.search, { words: drawWords(titles, random) }),
    'a title with its copies, live': (kind) => graph(kind, QUERIES.live, { by: [{ id: random.one(titles).id }] }),
    'an ISBN, without copies': (kind) =>
      graph(kind, QUERIES.isbn, { by: [{ isbn: random.one(random.one(withIsbn).isbns) }] }),
    'ten titles with their copies, live': (kind) =>
      graph(kind, QUERIES.live, { by: random.some(titles, PAGE_OF_TITLES).map(({ id }) => ({ id })) }),
    'page of results': (kind) => page(kind, at.pages, `/find?q=${encodeURIComponent(drawWords(titles, random))}`),
    'page of a title, live': (kind) => page(kind, at.pages, `/titles/${encodeURIComponent(random.one(titles).id)}`),
    'RTAC, one to five titles, live': (kind) => {
      const ids = random.some(titles, random.whole(1, MOST_OF_RTAC)).map(({ id }) => encodeURIComponent(id));
      return page(kind, at.feeds, `/rtac?instanceIds=${ids.join(',')}`);
    },
    'OAI-PMH, 500 records': (kind) => page(kind, at.feeds, '/oai/editions?verb=ListRecords&metadataPrefix=marc21'),
    "a reader's accounts, live": (kind) => ({ ...graph(kind, QUERIES.accounts, {}), reader: random.below(readers) }),
  };
  return () => {
    const kind = drawKind(random);
    return draw[kind](kind);
  };
}

function drawKind(random: Random): Kind {
  let left = random.below(Object.values(SHARES).reduce((sum, share) => sum + share, 0));
  for (const kind of KINDS) {
    left -= SHARES[kind];
    if (left < 0) return kind;
  }
  throw new RangeError('the shares are of nothing');
}

function drawWords(titles: readonly Title[], random: Random): string {
  const words = [...random.one(titles).title.matchAll(WORD)].map(([word]) => word);
  return random.some(words, random.whole(1, 2)).join(' ') || 'health';
}
