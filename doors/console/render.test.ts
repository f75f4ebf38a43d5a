/** What a page costs to make, by processor time and as a ratio: a slow machine is slow at both sides. */
import { cpuMsSince } from '#tests/support/cpu-time.ts';
import { describe, expect, it } from 'vitest';
import { choiceOf } from './pages/find/choice.ts';
import { findView } from './pages/find/page.ts';
import { sumView, tellLibrary, waitingLibrary } from './pages/title/copies.ts';
import type { Availability } from './pages/title/copy.ts';
import type { Edition, Holder } from './pages/title/holders.ts';
import { titleView } from './pages/title/page.ts';
import { createRender, type Frame } from './render.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const ROUNDS = 6;
/** Some systems count processor time in steps of 4 ms: a round of a few such steps may be told as half or twice as long. */
const ROUND_MS = 80;
const FRAME: Frame = {
  title: 'A page',
  region: 'A region',
  nonce: 'nonce',
  csrf: '',
  viewer: null,
  who: null,
  canSignIn: true,
  signInHref: '/sign-in',
  notices: [],
  session: null,
};

const render = createRender();

/** Milliseconds of processor time for one call. Of some rounds the least: what disturbs one only makes it longer. */
function cpuOf(work: () => void): number {
  work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let calls = 1; ; calls += 1) {
      work();
      const taken = cpuMsSince(before);
      if (taken >= ROUND_MS) return taken / calls;
    }
  });
  return Math.min(...rounds);
}

/** As every page has it, with a sentence. */
const MESSAGE = { ...FRAME, paragraphs: ['A sentence.'] };
/** With the frame of who is signed in, of which nothing is kept. */
const SIGNED_IN = { ...MESSAGE, viewer: { role: 'OPERATOR' as const, libraries: [] }, who: 'Operator' };
const frameAlone = (): string => render('templates/message.njk', SIGNED_IN);

function results(words = 'title'): string {
  const values = Array.from({ length: 12 }, (_, at) => ({
    value: `v${String(at)}`,
    label: `Value ${String(at)}`,
    count: at,
    exact: true,
  }));
  const nodes = Array.from({ length: 20 }, (_, at) => ({
    id: `told:edition:${String(at)}`,
    title: 'A title of usual length: with a subtitle',
    creators: ['Writer, A.', 'Author, B.'],
    publishedYear: 2024,
    editionStatement: '3rd ed.',
    publisher: 'A press',
    format: 'BOOK' as const,
    language: 'eng',
    work: null,
    holdings: ['one', 'two'].map((id) => ({
      id,
      basis: 'ITEMS' as const,
      statements: [],
      online: false,
      sites: [],
      library: { id, name: id, system: { id: 'koha' } },
    })),
  }));
  const search = {
    totalCount: 2_000,
    approximate: true,
    searchedInstead: null,
    didYouMean: null,
    takenAsWords: [],
    lastKnownFrom: null,
    wordsLeftOut: [],
    nodes,
    pageInfo: { hasNextPage: true, endCursor: 'c' },
    facets: (['LIBRARY', 'FORMAT', 'LANGUAGE', 'SUBJECT', 'CREATOR'] as const).map((field) => ({ field, values })),
    years: [{ field: 'YEAR' as const, values: values.map((one, at) => ({ ...one, value: String(2000 + at) })) }],
  };
  const choice = choiceOf(new URLSearchParams(), words);
  const model = findView({ region: { name: 'A region', incomplete: [], libraries: [] }, search }, choice, {
    refused: false,
    cut: false,
    now: NOW,
  });
  return render('pages/find/page.njk', { ...FRAME, ...model, region: FRAME.region });
}

const HOLDERS: readonly Holder[] = Array.from({ length: 30 }, (_, at) => {
  const library = {
    id: `l${String(at)}`,
    name: `Library ${String(at)}`,
    contact: { telephone: '01632 960001', email: 'a@b.example', website: null },
    address: null,
    network: { id: 'vale' },
    coordinates: { latitude: 52, longitude: -2 },
    sites: [],
    openNow: true,
    opensNext: null,
    closesAt: null,
    timeZone: 'Europe/London',
    closures: [],
    system: { id: 'one', capabilities: [] },
  };
  const holding = {
    id: library.id,
    basis: 'ITEMS' as const,
    online: false,
    copies: null,
    callNumbers: ['WB 115'],
    catalogueUrl: null,
    sites: [{ id: 'main', name: 'Main', openNow: true, opensNext: null, closesAt: null, contact: null, address: null }],
    statements: [],
    library,
  };
  return { edition: 'told:edition:1', library, holdings: [holding], near: null, request: 'Request it' };
});
const EDITION: Edition = {
  id: 'told:edition:1',
  title: 'A title',
  creators: ['Writer, A.'],
  publisher: 'A press',
  publishedYear: 2024,
  editionStatement: null,
  language: null,
  format: 'BOOK',
  isbns: [],
  issns: [],
  subjects: [],
  links: [],
  work: null,
  partOf: [],
  records: { nodes: [], pageInfo: { hasNextPage: false } },
  holdings: HOLDERS.flatMap(({ holdings }) => holdings),
};
const COPY = {
  id: 'copy',
  state: 'LIVE',
  asOf: '2026-11-27T09:59:58Z',
  reason: null,
  status: 'AVAILABLE',
  limitations: [],
  use: 'LOAN',
  callNumber: 'WB 115',
  enumeration: null,
  due: null,
  currentLocation: null,
  permanentLocation: { name: 'Shelves', site: { id: 'main', name: 'Main' } },
} as const;
const AVAILABLE: Availability = {
  state: 'LIVE',
  asOf: '2026-11-27T09:59:58Z',
  reason: null,
  itemCount: 3,
  availableCount: 3,
  recordGone: false,
  unknownCount: 0,
  holdQueueAtLeast: null,
  earliestDue: null,
  services: null,
  items: { nodes: [COPY, COPY, COPY], pageInfo: { hasNextPage: false } },
};

/** A title that thirty libraries hold, three copies each, with all its parts. */
function title(): string {
  const told = HOLDERS.map((holder) => tellLibrary(holder, () => AVAILABLE, NOW));
  const model = titleView(
    { region: { name: 'A region', incomplete: [] }, edition: EDITION },
    HOLDERS.map((holder) => waitingLibrary(holder, NOW)),
    { isNear: false, words: 'In order.', link: 'Choose', href: '/your-library' },
  );
  const frame = { ...FRAME, ...model, region: FRAME.region };
  return [
    render('pages/title/page.njk', frame),
    ...told.map(({ model: library }) => {
      const part = { ...frame, library };
      return render('pages/title/library-part.njk', part);
    }),
    render('pages/title/sum-part.njk', { ...frame, ...sumView(told) }),
  ].join('');
}

it('stacks the copies of a title on a small screen', () => {
  expect(title()).toContain('nhsuk-table--responsive');
});

it('has the entry of a reader’s account for readers and for who is not signed in, not for staff', () => {
  const hasAccount = (role: 'PATRON' | 'STAFF' | 'OPERATOR' | null) =>
    render('templates/message.njk', { ...MESSAGE, viewer: role === null ? null : { role, libraries: [] } }).includes(
      'href="/account"',
    );

  expect(([null, 'PATRON', 'STAFF', 'OPERATOR'] as const).map(hasAccount)).toEqual([true, true, false, false]);
});

it('makes the header of who is not signed in once, and leads from each page back to it', () => {
  const of = (signInHref: string): string => render('templates/message.njk', { ...MESSAGE, signInHref });
  const [first, other] = [of('/sign-in?from=%2Ftitle'), of('/sign-in?from=a&b="c"')];

  expect(first).toContain('href="/sign-in?from=%2Ftitle"');
  expect(other).toContain('href="/sign-in?from=a&amp;b=&quot;c&quot;"');
  expect(other.replace('/sign-in?from=a&amp;b=&quot;c&quot;', '/sign-in?from=%2Ftitle')).toBe(first);
  expect(render('templates/message.njk', { ...MESSAGE, canSignIn: false })).not.toContain('sign-in');
  expect(
    [MESSAGE, { ...MESSAGE, current: '/find' }].map((one) =>
      render('templates/message.njk', one).includes('aria-current'),
    ),
  ).toEqual([false, true]);
});

it('makes a page of results, and a title with ninety copies, at a small multiple of a page that only says a sentence', () => {
  const [alone, found, held] = [cpuOf(frameAlone), cpuOf(results), cpuOf(title)];

  // About 3, and 8 to 16, since results say where a title is and have filters by year, subject and author, and the cards of libraries say
  // hours, distance and how to ask: a template that is read for each row, or a model that is made twice, shows.
  expect(found / alone).toBeLessThan(8);
  expect(held / alone).toBeLessThan(22);
});

describe('a text that turns the direction of what follows', () => {
  const turned = 'Heart\u202e failure\u2067';

  it('is shown without its marks, so that nothing behind it is turned', () => {
    const model = { ...MESSAGE, paragraphs: [`${turned} is available.`] };
    const html = render('templates/message.njk', model);

    expect(html).toContain('Heart failure is available.');
    expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('is sent back by a form as it is', () => {
    expect(results(turned)).toContain(`value="${turned}"`);
  });
});
