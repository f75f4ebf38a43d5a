/** Public pages on days that are easily forgotten, over a graph that is told what kind of day it is. */
import { startConsole, type ConsoleServer } from '#console/index.ts';
import { createLogger } from '#platform/logger.ts';
import { GraphQLError } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from './support/text-of.ts';
import { startToldGraph, type ToldGraph } from './support/told-graph.ts';
import { availability, edition, found, holding, item, library, region, system } from './support/told-region.ts';

const now = (): number => Date.parse('2026-11-27T10:00:00Z');

let graph: ToldGraph;
let pages: ConsoleServer;

beforeAll(async () => {
  graph = await startToldGraph();
  const ready = async () => ({ ready: true });
  const logger = createLogger('silent');
  pages = await startConsole({ host: '127.0.0.1', port: 0, graphUrl: graph.url, ready, logger, now });
});
afterAll(async () => {
  await pages.close();
  await graph.close();
});
beforeEach(() => {
  graph.tell({});
});

async function get(path: string): Promise<{ status: number; html: string; text: string; location: string | null }> {
  const response = await fetch(`${pages.url}${path}`, { redirect: 'manual' });
  const html = await response.text();
  return { status: response.status, html, text: textOf(html), location: response.headers.get('location') };
}

const fails = (): never => {
  throw new Error('the index does not answer');
};
const gapOf = (id: string, why: string) => ({ system: system(id), why, since: '2026-11-25T08:00:00Z' });

describe('a region that is not whole', () => {
  it('says that a first harvest runs, and what that means', async () => {
    const harvest = { lastCompleteAt: null, lagSeconds: null, records: 40, rejects: 0, running: true, problem: null };
    const read = system('one', { harvest, libraries: [library('Hill')] });
    const here = region({ systems: [read], libraries: [library('Hill')], incomplete: [gapOf('one', 'PARTIAL')] });
    graph.tell({ region: here, search: found() });

    expect((await get('/')).text).toContain('1 library on 1 system. No title is listed yet.');
    expect((await get('/')).text).toContain(
      'System one: Its records are being read for the first time. Titles of Hill Library may be missing here.',
    );
    expect((await get('/systems')).text).toMatch(/1 of 1 is being read\..*40 records read so far/);
    expect((await get('/find?q=heart')).text).toContain(
      'Nothing found. No title here has the word “heart”. Check the spelling, or type another word for it. Information: 1 system is incomplete: System one (not all of its records have been read yet). It may be there.',
    );
  });

  it('calls a region without systems by what it is, and nothing up to date', async () => {
    graph.tell({ region: region(), search: found() });

    for (const path of ['/', '/systems']) {
      const { text } = await get(path);
      expect(text).toContain('This region has no system yet.');
      expect(text).not.toContain('up to date');
    }
    expect((await get('/find?q=heart')).text).toContain('Nothing found.');
  });

  it('puts trouble first, with since when, what it means and who acts', async () => {
    const problem = 'LMS_UNAVAILABLE: A library system did not answer: refused, reset, or no such host.';
    const down = system('two', {
      harvest: { ...system('two').harvest, lagSeconds: 7_200, problem },
      libraries: [library('Bay')],
    });
    const faulty = system('three', {
      harvest: { ...system('three').harvest, rejects: 2 },
      libraries: [library('Moor')],
    });
    const incomplete = [gapOf('three', 'UNREADABLE')];
    graph.tell({ region: region({ systems: [system('one'), faulty, down], incomplete }), search: found() });

    const { text } = await get('/systems');

    expect(text).toContain('1 of 3 is in trouble. 1 of 3 is incomplete.');
    expect(text).toMatch(
      /System two Trouble Its system does not answer\. Last read 2 hours ago\. Titles of Bay Library may be missing here, or old\..*Who acts Whoever runs the library’s system.*System three Incomplete .*20 of 22 records held; 2 could not be read.*System one Up to date/,
    );
    expect(text).not.toContain('LMS_');
  });

  it('says once of a system that it does not answer', async () => {
    const harvest = { ...system('two').harvest, problem: 'LMS_UNAVAILABLE: A library system did not answer.' };
    const answering = { lastAnswerAt: null, failingSince: '2026-11-27T09:50:00Z', reason: { code: 'UNREACHABLE' } };
    graph.tell({ region: region({ systems: [system('two', { harvest, answering })] }), search: found() });

    const { text } = await get('/systems');

    expect(text).toContain(
      'System two Trouble Since today 09:50 it does not say whether a copy is in. Last read 1 minute ago.',
    );
    expect(text.match(/not answer|not say whether/gi)).toHaveLength(1);
  });
});

describe('a title', () => {
  const silent = { code: 'UNREACHABLE', message: 'Silent.', system: 'one' };
  const nothing = { itemCount: null, availableCount: null, unknownCount: null, items: null };

  it('says of each library what it is, as of when, and whom to ask', async () => {
    const frozen = { code: 'FROZEN', message: 'Frozen.', system: 'one' };
    const holdings = [
      holding(library('Bay'), availability()),
      holding(library('Hill'), availability({ state: 'LAST_KNOWN', asOf: '2026-11-26T14:05:00Z', reason: silent })),
      holding(library('Moor'), availability({ state: 'LAST_KNOWN', asOf: '2026-11-20T08:00:00Z', reason: frozen })),
      holding(library('Rill'), availability({ state: 'UNKNOWN', asOf: null, reason: silent, ...nothing })),
      holding(library('Vale'), availability({ state: 'NOT_SUPPORTED', asOf: null, ...nothing })),
      holding(
        library('Wold'),
        availability({
          availableCount: 0,
          items: { nodes: [item('1', { status: 'ON_LOAN' })], pageInfo: { hasNextPage: false } },
          earliestDue: { on: '2026-12-05', at: null },
        }),
      ),
      holding(library('Yard'), null, { online: true }),
    ];
    graph.tell({ region: region(), edition: edition('told:1', holdings) });

    const { text } = await get('/titles/told%3A1');

    for (const words of [
      'Bay Library WB 115 2 available now Checked today 09:59.',
      'Hill Library WB 115 2 copies on the shelf yesterday 14:05; the system is not answering Ask the library for it – Hill Library Telephone 01632 960001',
      'Moor Library WB 115 2 copies on the shelf on 20 November 2026 at 08:00; the library is moving to another system',
      'Rill Library WB 115 We could not check. It may be on the shelf. The library’s system is not answering. Ask the library for it – Rill Library Telephone',
      'Vale Library WB 115 This system cannot tell us; ask the library. Ask the library for it – Vale Library Telephone 01632 960001 – Vale Library Write to vale@library.example',
      'Wold Library WB 115 None available now First due back 5 December 2026. Checked today 09:59.',
      'Yard Library WB 115 Read online',
      'At least 2 copies available now; 2 libraries may have one on the shelf; 2 libraries could not be checked; it can be read online.',
      'Available now at Bay Library (2)',
    ])
      expect(text).toContain(words);
    expect(text.match(/None available now/g)).toHaveLength(1);
  });

  it('could not check a library whose part of the graph fails, and shows the others', async () => {
    const one = library('Bay', { system: system('one') });
    const two = library('Hill', { system: system('two') });
    graph.tell({ region: region(), edition: edition('told:1', [holding(one, availability()), holding(two, fails)]) });

    const { status, text } = await get('/titles/told%3A1');

    expect(status).toBe(200);
    expect(text).toContain('Hill Library WB 115 We could not check. It may be on the shelf.');
    expect(text).toContain('At least 2 copies available now; 1 library could not be checked.');
  });

  it('shows how the copies last stood, with the age, if its own time was over before a system answered', async () => {
    const late = new GraphQLError('Late.', { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    const [reason, asOf] = [{ code: 'TIMEOUT', message: 'Late.', system: 'one' }, '2026-11-27T09:57:00Z'];
    const items = { nodes: [item('1', { state: 'LAST_KNOWN', asOf, reason })], pageInfo: { hasNextPage: false } };
    const known = availability({ state: 'LAST_KNOWN', asOf, reason, availableCount: 1, items });
    const untold = availability({ state: 'UNKNOWN', asOf: null, reason, ...nothing });
    const once = (
      then: object,
      first: () => object = () => {
        throw late;
      },
    ) => {
      let isFirst = true;
      return () => {
        if (!isFirst) return then;
        isFirst = false;
        return first();
      };
    };
    const bay = library('Bay', { system: system('one') });
    const hill = library('Hill', { system: system('two') });
    const moor = library('Moor', { system: system('three') });
    const holdings = [
      holding(bay, once(known)),
      holding(hill, once(untold)),
      holding(
        moor,
        once(known, () => untold),
      ),
    ];
    graph.tell({ region: region(), edition: edition('told:1', holdings) });

    const { text } = await get('/titles/told%3A1');

    expect(text).toContain(
      'Bay Library WB 115 1 copy on the shelf today 09:57; it could not be checked now Look again Ask the library for it',
    );
    expect(text).toContain('On the shelf today 09:57; not checked now');
    expect(text).toContain(
      'Hill Library WB 115 We could not check. It may be on the shelf. The service behind these pages did not answer in time: that says nothing about the library. Look again',
    );
    expect(text).toContain(
      'Moor Library WB 115 1 copy on the shelf today 09:57; it could not be checked now Look again',
    );
    expect(text).toContain('2 libraries may have one on the shelf; 1 library could not be checked.');
    expect(graph.asked.toSorted()).toEqual([...Array<string>(6).fill('Copies'), 'Title']);
  });

  it('leads from an edition that was merged to the one that has its records', async () => {
    graph.tell({ region: region(), edition: edition('told:2', []) });

    expect(await get('/titles/told%3A1')).toMatchObject({ status: 302, location: '/titles/told%3A2' });
    expect(await get('/titles/told%3A1/lenders')).toMatchObject({ status: 302, location: '/titles/told%3A2/lenders' });
    expect(await get('/titles/told%3A1/lenders?for=Hill&year=1995&volume=12&after=5')).toMatchObject({
      status: 302,
      location: '/titles/told%3A2/lenders?for=Hill&year=1995&volume=12',
    });
  });

  it('writes names as text in parts that come later, too', async () => {
    const odd = library('Odd', { name: '<img src=x> <!-- later --> Library' });
    graph.tell({
      region: region(),
      edition: edition('told:1', [holding(odd, availability())], { title: '<!-- later -->' }),
    });

    const { html } = await get('/titles/told%3A1');

    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('<!-- later -->');
    expect(html).toMatch(/<\/html>\s*$/);
  });
});

describe('whom to ask', () => {
  const lender = (of: object, more: object = {}) => ({
    rank: 1,
    library: of,
    reasons: [{ code: 'OWN_NETWORK', words: 'It is in the same network.' }],
    covers: null,
    openNow: false,
    opensOn: '2026-11-30',
    holdings: [holding(library('Bay'), availability({ availableCount: 0 }))],
    ...more,
  });
  const lenders = (more: object = {}) => ({
    totalCount: 1,
    supply: 'LOAN',
    pageInfo: { hasNextPage: false, endCursor: null },
    nodes: [lender(library('Bay'))],
    excluded: [{ library: library('Moor'), reasons: [{ code: 'NOT_SUPPLIED', words: 'It lends nothing.' }] }],
    incomplete: [gapOf('two', 'STALE')],
    ...more,
  });
  const here = region({ libraries: [library('Hill'), library('Bay')] });

  it('says who, in which order, how the copies stand, who not and why, and what may be missing', async () => {
    graph.tell({ region: here, edition: edition('told:1', [], { lenders: lenders() }) });

    const { text } = await get('/titles/told%3A1/lenders?for=Hill');

    expect(text).toContain('Hill Library can ask 1 library for a loan, in this order.');
    expect(text).toContain('1. Bay Library None available now Checked today 09:59.');
    expect(text).toContain('Closed now; opens on 30 November 2026. It is in the same network.');
    expect(text).toContain('Whom not to ask Moor Library: It lends nothing.');
    expect(text).toContain('1 system is incomplete: System two (changes since 25 November 2026 may be missing).');
  });

  it('numbers them as the graph does, and not by their names', async () => {
    const nodes = ['Moor', 'Bay', 'Hill'].map((name, at) => lender(library(name), { rank: at + 1 }));
    graph.tell({ region: here, edition: edition('told:1', [], { lenders: lenders({ totalCount: 3, nodes }) }) });

    const { text } = await get('/titles/told%3A1/lenders?for=Hill');

    expect(text).toMatch(/1\. Moor Library .*2\. Bay Library .*3\. Hill Library /);
  });

  it('puts who has a copy in now before who has none, and before whom it is not known of, among equals only', async () => {
    const reason = { code: 'NOT_SUPPORTED', message: 'Copies as listed on 1 November 2026.' };
    const [out, unseen, unsure, isIn] = [
      availability({ availableCount: 0 }),
      availability({ availableCount: 0, reason }),
      availability({ state: 'UNKNOWN', availableCount: null }),
      availability({ availableCount: 1 }),
    ];
    const other = { reasons: [{ code: 'ON_ROTA', words: 'Vale is number 2.' }] };
    const nodes = [
      lender(library('Moor'), { rank: 1, holdings: [holding(library('Moor'), out)] }),
      lender(library('Fen'), { rank: 2, holdings: [holding(library('Fen'), unseen)] }),
      lender(library('Bay'), { rank: 3, holdings: [holding(library('Bay'), unsure)] }),
      lender(library('Hill'), { rank: 4, holdings: [holding(library('Hill'), isIn)] }),
      lender(library('Vale'), { rank: 5, holdings: [holding(library('Vale'), isIn)], ...other }),
    ];
    graph.tell({ region: here, edition: edition('told:1', [], { lenders: lenders({ totalCount: 5, nodes }) }) });

    const { text } = await get('/titles/told%3A1/lenders?for=Hill');

    expect(text).toMatch(/1\. Hill Library .*2\. Fen Library .*3\. Bay Library .*4\. Moor Library .*5\. Vale Library /);
  });

  it('puts who has its copies at a place that is closed for long after who has one to give', async () => {
    const closures = [{ from: '2026-09-01', to: null, note: null }];
    const sites = [
      { id: 'east', closures },
      { id: 'west', closures: [] },
    ];
    const moor = library('Moor', { sites });
    const nodes = [
      lender(moor, { rank: 1, holdings: [holding(moor, availability(), { sites: [{ id: 'east' }] })] }),
      lender(library('Bay'), { rank: 2, holdings: [holding(library('Bay'), availability())] }),
    ];
    graph.tell({ region: here, edition: edition('told:1', [], { lenders: lenders({ totalCount: 2, nodes }) }) });

    const { text } = await get('/titles/told%3A1/lenders?for=Hill');

    expect(text).toMatch(
      /1\. Bay Library 2 available now .*2\. Moor Library 2 on the shelf, but the library is closed /,
    );
  });

  it('asks for the library first, and for the part of a journal', async () => {
    graph.tell({
      region: here,
      edition: edition('told:1', [], { format: 'JOURNAL', lenders: lenders({ supply: 'COPY' }) }),
    });

    expect((await get('/titles/told%3A1/lenders')).text).not.toContain('can ask');
    const { text } = await get('/titles/told%3A1/lenders?for=Hill&year=199x');
    expect(text).toContain('“199x” is not a year. Enter four digits, such as 1995.');
    expect((await get('/titles/told%3A1/lenders?for=Hill&year=1995')).text).toContain('for a copy of an article');
  });

  it('says that a library is unknown, or that it cannot say', async () => {
    graph.tell({ region: here, edition: edition('told:1', [], { lenders: null }) });

    expect((await get('/titles/told%3A1/lenders?for=Nowhere')).text).toContain('The region has no such library.');
    expect((await get('/titles/told%3A1/lenders?for=Hill')).text).toContain('Whom to ask cannot be said now.');
  });
});

describe('a library', () => {
  it.each([
    ['FROZEN', 'Nothing is changed in System old since 20 November 2026: what it says of copies and loans may be'],
    ['CATALOGUE_FROZEN', 'Its catalogue in System old is not edited since 20 November 2026; loans go on.'],
    ['MOVED', 'The library left System old since 20 November 2026.'],
  ])('says what it means that it is %s', async (phase, words) => {
    const memberships = [{ phase, since: '2026-11-20T00:00:00Z', system: system('old') }];
    graph.tell({ region: region(), library: library('Hill', { memberships }) });

    expect((await get('/libraries/Hill')).text).toContain(words);
  });

  it.each([
    ['FROZEN', false],
    ['TEST_LOADED', false],
    ['CATALOGUE_FROZEN', true],
    ['LIVE', true],
  ])('that is %s has a system that says how copies stand now: %s', async (phase, isSaid) => {
    const memberships = [{ phase, since: '2026-11-20T00:00:00Z', system: system('one') }];
    graph.tell({ region: region(), library: library('Hill', { memberships, system: system('one') }) });

    const { text } = await get('/libraries/Hill');

    expect(text.includes('Its system can be asked how copies stand now.')).toBe(isSaid);
    expect(text.includes('Its system does not say how copies stand now, but how they stood before the move.')).toBe(
      !isSaid,
    );
  });

  it('shows the next days with what differs from the ordinary week', async () => {
    const times = [{ opens: '09:00', closes: '17:00' }];
    const openingHours = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'].map((day) => ({ day, times }));
    const closures = [{ from: '2026-12-01', to: '2026-12-01', note: 'Stocktaking' }];
    const open = { openNow: true, closesAt: '2026-11-27T17:00:00Z' };
    graph.tell({
      region: region({ bankHolidays: ['2026-11-30'] }),
      library: library('Hill', { openingHours, closures, ...open }),
    });

    const { text } = await get('/libraries/Hill');

    expect(text).toContain('Open now; closes today 17:00. Closed on 1 December 2026: Stocktaking');
    expect(text).toContain(
      'Friday 27 November (today) 09:00 to 17:00 Saturday 28 November Closed Sunday 29 November Closed Monday 30 November Closed: bank holiday Tuesday 1 December Closed: Stocktaking Wednesday 2 December 09:00 to 17:00',
    );
  });

  it('does not call a library closed of which the hours are not known', async () => {
    graph.tell({ region: region(), library: library('Hill') });

    const { text } = await get('/libraries/Hill');

    expect(text).toContain('Its opening hours are not known here: ask the library.');
    expect(text).not.toContain('Closed');
  });
});

describe('finding', () => {
  const node = { ...edition('told:1', []), holdings: [] };
  const facets = [{ field: 'LIBRARY', values: [{ value: 'Hill', label: 'Hill Library', count: 3, exact: true }] }];

  it('says where it may be when nothing is found because systems are missing', async () => {
    const incomplete = [gapOf('one', 'NEVER_HARVESTED'), gapOf('two', 'STALE')];
    graph.tell({ region: region({ incomplete }), search: found() });

    expect((await get('/find?q=heart')).text).toContain(
      '2 systems are incomplete: System one (none of its records has been read yet), System two (changes since 25 November 2026 may be missing). It may be there.',
    );
  });

  it('says that there may be more where systems are missing, too, when something is found', async () => {
    const incomplete = [gapOf('one', 'NEVER_HARVESTED')];
    graph.tell({ region: region({ incomplete }), search: found({ totalCount: 1, nodes: [node] }) });

    expect((await get('/find?q=heart')).text).toContain(
      '1 system is incomplete: System one (none of its records has been read yet). They may hold more.',
    );
  });

  it('offers another spelling, and says what it searched in place of what was typed', async () => {
    graph.tell({ region: region(), search: found({ didYouMean: 'pathology' }) });
    expect((await get('/find?q=pathologgy')).html).toContain('Did you mean <a href="/find?q=pathology">pathology</a>?');

    const search = found({ totalCount: 1, nodes: [node], searchedInstead: 'heart', wordsLeftOut: ['blue'] });
    graph.tell({ region: region(), search });
    const { text } = await get('/find?q=haert%20blue');
    expect(text).toContain('shown is what “heart” finds.');
    expect(text).toContain('left out “blue”.');
  });

  it('pages through results, keeps what was chosen, and says which are the last', async () => {
    const pageInfo = { hasNextPage: true, endCursor: 'c20' };
    graph.tell({ region: region(), search: found({ totalCount: 21, nodes: [node, node], facets, pageInfo }) });
    const first = await get('/find?q=heart&format=BOOK&sort=NEWEST');
    expect(first.html).toContain('href="/find?q=heart&amp;format=BOOK&amp;sort=NEWEST&amp;after=c20&amp;from=2"');
    expect(first.html).toContain('href="/find?q=heart&amp;library=Hill&amp;format=BOOK&amp;sort=NEWEST"');
    expect(first.html).toMatch(/Kind: Book <a href="\/find\?q=heart&amp;sort=NEWEST">Remove/);

    graph.tell({ region: region(), search: found({ totalCount: 21, nodes: [node], facets }) });
    const last = await get('/find?q=heart&after=c20&from=20');
    expect(last.text).toContain('Results 21 to 21. These are the last.');
    expect(last.text).toContain('First results');
    expect(last.text).not.toContain('Next results');
    expect(last.html).toContain('<title>Find: heart (results 21 to 21) – ');
    expect(first.html).toContain('<title>Find: heart – ');
  });

  /** What the graph says of editions by their ids. */
  const editionsOf = (all: readonly { readonly id: string }[]) => ({
    editions: ({ by }: { readonly by: readonly { readonly id: string }[] }) =>
      by.map(({ id }) => ({ editions: all.filter((one) => one.id === id) })),
  });

  it('says of each title where it is in now, as of when, and what could not be checked', async () => {
    const hill = library('Hill', { system: system('one') });
    const moor = library('Moor', { system: system('two') });
    const bay = library('Bay', { system: system('three') });
    const silent = { code: 'UNREACHABLE', message: 'It does not answer.' };
    const nothing = { itemCount: null, availableCount: null, unknownCount: null, reason: silent };
    const yesterday = { state: 'LAST_KNOWN', asOf: '2026-11-26T15:00:00Z', reason: silent };
    const all = [
      edition('told:1', [
        holding(hill, availability()),
        holding(moor, availability({ ...nothing, state: 'UNKNOWN', asOf: null })),
      ]),
      edition('told:2', [holding(bay, availability(yesterday))], { title: 'Another title' }),
      edition('told:3', [
        holding(hill, availability({ availableCount: 0, earliestDue: { on: '2026-12-05' } }), { id: 'of-3' }),
      ]),
      edition('told:4', [holding(moor, null, { online: true })], { title: 'Read online' }),
      edition('told:5', [
        holding(bay, availability({ availableCount: 0, earliestDue: { on: '2026-11-20' } }), { id: 'bay-5' }),
        holding(hill, availability({ availableCount: 0, earliestDue: { on: '2026-12-09' } }), { id: 'hill-5' }),
        holding(moor, availability({ availableCount: 0, earliestDue: { on: '2026-12-07' } }), { id: 'moor-5' }),
      ]),
      edition(
        'told:6',
        ['2026-11-26T15:00:00Z', '2026-11-26T09:00:00Z', '2026-11-26T12:00:00Z', '2026-11-26T13:00:00Z'].map(
          (asOf, at) => holding(bay, availability({ ...yesterday, asOf }), { id: `bay-6-${String(at)}` }),
        ),
      ),
    ];
    graph.tell({ region: region(), search: found({ totalCount: 6, nodes: all }), ...editionsOf(all) });

    const { text } = await get('/find?q=heart');
    expect(text).toContain(
      'At least 2 copies available now; 1 library could not be checked. Certainly in: Hill Library. Not checked: Moor Library. Others checked today 09:59.',
    );
    expect(text).toContain('Perhaps in, ask first: Bay Library (not checked now; as it was yesterday 15:00).');
    expect(text).toContain('None available now. First due back 5 December 2026. Checked today 09:59.');
    expect(text).toContain('It can be read online.');
    expect(text).toContain('None available now. First due back 7 December 2026.');
    expect(text).toContain('Perhaps in, ask first: Bay Library (not checked now; as it was yesterday 09:00).');
    expect(text).toContain(
      'Of the 6 titles shown, 1 is certainly in now; 1 can be read online; 2 may be in, but could not be checked for certain.',
    );
    expect(graph.asked.toSorted()).toEqual(['Find', 'WhereNow', 'WhereNow', 'WhereNow']);
  });

  it('says that nothing could be checked where the graph does not answer any more', async () => {
    const one = edition('told:1', [holding(library('Hill'), availability())]);
    graph.tell({ region: region(), search: found({ totalCount: 1, nodes: [one] }), editions: null });

    const { text } = await get('/find?q=heart');
    expect(text).toContain(
      'None is certainly available now; 1 library could not be checked. Not checked: Hill Library.',
    );
    expect(text).not.toContain('None available now');
  });

  it('puts editions of one work together, each with its own copies', async () => {
    const work = { id: 'w1' };
    const print = edition('told:1', [], { title: 'Heart failure', work });
    const other = edition('told:2', [], { title: 'Heart of Europe' });
    const online = edition('told:3', [], { title: 'Heart failure', format: 'EBOOK', work });
    const all = [print, other, online];
    graph.tell({ region: region(), search: found({ totalCount: 3, nodes: all }), ...editionsOf(all) });

    const { html } = await get('/find?q=heart');
    expect(html).toMatch(/told%3A1[^]*Also among these results[^]*told%3A3[^]*E-book[^]*told%3A2[^]*<\/template>/);
  });

  it('narrows by year, subject and author, and takes each off alone', async () => {
    const counted = (value: string, count: number) => ({ value, label: value, count, exact: true });
    const by = [
      { field: 'SUBJECT', values: [counted('Heart failure', 2)] },
      { field: 'CREATOR', values: [counted('Writer, A.', 1)] },
      { field: 'YEAR', values: ['2024', '2021', '2019'].map((year) => counted(year, 1)) },
    ];
    const decades = { field: 'YEAR', values: Array.from({ length: 15 }, (_, at) => counted(String(2005 + at), 2)) };
    graph.tell({ region: region(), search: found({ totalCount: 3, nodes: [node], facets: by }) });
    const { html, text } = await get('/find?q=heart&library=Hill');
    expect(html).toContain('href="/find?q=heart&amp;library=Hill&amp;subject=Heart+failure"');
    expect(html).toContain('href="/find?q=heart&amp;library=Hill&amp;author=Writer%2C+A."');
    expect(html).toContain('href="/find?q=heart&amp;library=Hill&amp;year=2021"');
    expect(text).toContain('2024 (1)');

    let filter: object = {};
    const search = (args: { readonly filter: object }) => {
      filter = args.filter;
      return found({ totalCount: 3, nodes: [node], facets: [decades] });
    };
    graph.tell({ region: region(), search });
    expect((await get('/find?q=heart')).text).toContain('2010 to 2019 (20) 2000 to 2009 (10)');
    // As many as are asked for came: there may be more years in each of the tens.
    const cut = { field: 'YEAR', values: Array.from({ length: 200 }, (_, at) => counted(String(1820 + at), 2)) };
    graph.tell({ region: region(), search: found({ totalCount: 500, nodes: [node], facets: [cut] }) });
    expect((await get('/find?q=heart')).text).toContain('2010 to 2019 (at least 20)');
    graph.tell({ region: region(), search });
    const chosen = await get('/find?q=heart&year=2010-2019&subject=S&author=W');
    expect(filter).toEqual({ publishedFrom: 2010, publishedTo: 2019, subjects: ['S'], creators: ['W'] });
    expect(chosen.html).toMatch(/Year: 2010 to 2019 <a href="\/find\?q=heart&amp;subject=S&amp;author=W">Remove/);
    expect(chosen.html).toMatch(/Author: W <a href="\/find\?q=heart&amp;year=2010-2019&amp;subject=S">Remove/);
  });

  it('narrows to what was on the shelf when last known, with the age of that', async () => {
    let filter: object = {};
    let approximate = false;
    const search = (args: { readonly filter: object }) => {
      filter = args.filter;
      return found({ totalCount: 1, nodes: [node], lastKnownFrom: '2026-11-26T08:00:00Z', approximate });
    };
    graph.tell({ region: region(), search });
    expect((await get('/find?q=heart')).html).toContain(
      '<a href="/find?q=heart&amp;in=now">On the shelf when last known',
    );
    const { html, text } = await get('/find?q=heart&in=now');
    expect(filter).toEqual({ lastKnownIn: true });
    expect(text).toContain(
      'when last known; the oldest of these answers came yesterday 08:00. What has come back since,',
    );
    expect(html).toMatch(/On the shelf when last known <a href="\/find\?q=heart">Remove/);
    approximate = true;
    expect((await get('/find?q=heart&in=now')).text).toContain('the oldest of those answers that were looked at came');
  });

  it('offers what is near and whom to ask where nothing is found', async () => {
    const nearby = [
      { kind: 'WIDER', text: 'Nursing', count: 3 },
      { kind: 'NARROWER', text: 'Care', count: 1_000 },
      { kind: 'WORD', text: 'midwives', count: 1 },
    ];
    const search = ({ filter }: { readonly filter?: object }) =>
      found(filter === undefined ? { totalCount: 7 } : { nearby });
    const contact = { telephone: '01632 960001 ext 4', email: null, website: null };
    graph.tell({ region: region({ libraries: [library('Hill', { contact }), library('Bay')] }), search });
    const { html, text } = await get('/find?q=midwifery&library=Hill');

    expect(text).toContain(
      'A wider subject Nursing (3 titles) A part of the subject Care (1,000 titles or more) A word that begins alike midwives (1 title)',
    );
    expect(html).toContain('href="/find?q=Nursing&amp;library=Hill"');
    expect(html).toContain('<a href="/find?q=midwifery">Without what you chose: 7 titles</a>');
    expect(html).toContain('href="tel:01632960001;ext=4"');
    expect(text).not.toContain('Bay Library');
  });

  it('takes off a filter with which nothing is found', async () => {
    graph.tell({ region: region(), search: found() });

    expect((await get('/find?q=heart&library=Nowhere')).html).toMatch(
      /Library: Nowhere <a href="\/find\?q=heart">Remove/,
    );
  });

  it('understands what people paste: rubbish, too much, an old page', async () => {
    graph.tell({ region: region(), search: found() });
    expect((await get('/find?q=%21%3F%21')).text).toContain('Nothing found. Type words, a name or a number.');

    let length = 0;
    const search = ({ query }: { readonly query: string }) => {
      length = query.length;
      return found();
    };
    graph.tell({ region: region(), search });
    expect((await get(`/find?q=${'heart+'.repeat(500)}`)).text).toContain(
      'only its first 300 characters were searched',
    );
    expect(length).toBe(300);

    graph.tell({ region: region(), search: found() });
    expect((await get('/find?q=heart&format=__proto__&sort=x&from=-3&after=')).status).toBe(200);
  });
});

describe('a graph that fails', () => {
  describe.each([{ withoutPaths: false }, { withoutPaths: true }])(
    'with errors that have no path: $withoutPaths',
    (options) => {
      it.each([
        '/',
        '/systems',
        '/systems/one',
        '/titles/told%3A1',
        '/titles/told%3A1/lenders?for=Hill',
        '/libraries/Hill',
        '/records/one%3Arecord%3A1/with/two%3Arecord%3A1',
      ])('%s takes nothing that could not be told for something that is not there', async (path) => {
        graph.tell(
          { region: fails, system: fails, edition: fails, library: fails, search: fails, record: fails, match: fails },
          options,
        );

        const { status, text } = await get(path);

        expect(status).toBe(503);
        expect(text).toContain('This says nothing of whether a copy is on its shelf: ask the library.');
      });
    },
  );

  it('shows what was told, whatever else was not', async () => {
    graph.tell({ region: region(), search: fails, library: library('Hill') }, { withoutPaths: true });

    expect((await get('/')).status).toBe(200);
    expect((await get('/libraries/Hill')).status).toBe(200);
  });

  it('takes no harvest that could not be told for one that a system has not', async () => {
    const untold = system('one', { harvest: fails });
    graph.tell({ region: region({ systems: [untold] }), search: found() }, { withoutPaths: true });

    expect((await get('/systems')).status).toBe(503);
  });

  it('says that a search cannot be answered, and not that nothing is found', async () => {
    graph.tell({ region: region({ libraries: [library('Hill')] }), search: fails });

    const { status, text } = await get('/find?q=heart');

    expect(status).toBe(503);
    expect(text).toContain('This says nothing of whether a library has it.');
    expect(text).toContain('Ask a librarian');
    expect(text).toContain('Telephone 01632 960001, Hill Library');
    expect(text).not.toContain('Nothing found');
  });
});

describe('what it costs', () => {
  it.each([
    ['/', ['Home']],
    ['/find?q=heart', ['Find', 'NothingFound']],
    ['/systems', ['Systems']],
    ['/libraries/Hill', ['Library']],
    ['/titles/told%3A1/lenders?for=Hill', ['Lenders']],
    // What the index knows, then each system once, however many libraries it has.
    ['/titles/told%3A1', ['Title', 'Copies', 'Copies']],
  ])('%s asks the graph %j', async (path, asked) => {
    const [one, two] = [system('one'), system('two')];
    const holdings = [
      holding(library('Bay', { system: one }), availability()),
      holding(library('Hill', { system: one }), availability()),
      holding(library('Moor', { system: two }), availability()),
      holding(library('Yard', { system: two }), null, { online: true }),
    ];
    const lenders = {
      totalCount: 0,
      supply: 'LOAN',
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: [],
      excluded: [],
      incomplete: [],
    };
    graph.tell({
      region: region(),
      edition: edition('told:1', holdings, { lenders }),
      library: library('Hill'),
      search: found(),
    });

    expect((await get(path)).status).toBe(200);
    expect(graph.asked).toEqual(asked);
  });
});
