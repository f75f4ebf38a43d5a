/** What a search by SRU finds, over real sockets: each index and relation, order, pages, schemas. */
import type { FeedServer } from '#feeds/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { authority, inPieces, iso2709 } from '#tests/vocabulary/vocabulary-files.ts';
import { loadVocabulary, removeVocabulary } from '#search/vocabulary/index.ts';
import { toPublication } from '#cli/graph/feeds.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regionMoving } from '#tests/catalogue/catalogue-world.ts';
import { feedRegion } from './support/feed-region.ts';
import { sruRecords } from './support/sru-records.ts';
import { askSru, hold, keepTerms, publishIndex, startSruServer } from './support/sru-world.ts';

const store = withTestDatabase();
let server: FeedServer;

beforeAll(async () => {
  await hold(store.db, sruRecords());
  await publishIndex(store.db);
  await keepTerms(store.db);
  server = await startSruServer({ db: store.db });
}, 60_000);

afterAll(async () => {
  await server.close();
});

describe('a search by SRU', () => {
  it('finds by the names that a vocabulary has, where the words may be anywhere', async () => {
    const chunks = inPieces(iso2709(authority('Kidney Diseases', ['Renal disorders'])), 1000);
    await loadVocabulary(store.db, { vocabulary: 'own', name: 'own.mrc', chunks, now: new Date() });
    const countOf = async (query: string): Promise<number | null> => (await askSru(server, query)).count;

    expect(await countOf('"renal disorders"')).toBe(2);
    expect(await countOf('dc.title = "renal disorders"')).toBe(0);
    expect(await countOf('cql.anywhere adj "renal disorders"')).toBe(0);
    await removeVocabulary(store.db, 'own');
    expect(await countOf('"renal disorders"')).toBe(0);
  });

  it.each([
    ['tropical', 4],
    ['dc.title = medicine', 3],
    ['dc.title = "medicine tropical"', 3],
    ['dc.title adj "tropical medicine"', 2],
    ['dc.title adj "medicine tropical"', 0],
    ['dc.title any "heart anaesthesia"', 3],
    ['dc.title all "failure heart"', 2],
    ['dc.title == "Tropical medicine"', 1],
    ['dc.title = nephrolog*', 2],
    ['dc.title adj "heart fail*"', 1],
    ['dc.title = "^tropical"', 1],
    ['dc.title = "^trop*"', 1],
    ['dc.title = "^the sjögren"', 1],
    ['dc.title = "^sjögren syndrome^"', 1],
    ['dc.title = "^nephro"', 0],
    ['dc.title = "^medicine^"', 0],
    ['dc.creator = ^stewart', 1],
    ['dc.creator == "stewart, simon"', 1],
    ['dc.creator = ^simon', 0],
    ['dc.subject = "^kidney dis*"', 2],
    ['dc.subject == "kidney diseases"', 2],
    ['dc.subject <> "kidney diseases"', 10],
    ['mercia.nlm = "ws 320"', 1],
    ['mercia.nlm = W*', 2],
    ['mercia.nlm = "wy 1*"', 1],
    ['mercia.nlm = "ws320"', 1],
    ['mercia.nlm = ws32*', 1],
    ['mercia.nlm = "Ws  32*"', 1],
    ['mercia.nlm <> "WS 320"', 11],
    ['dc.title = pediatric', 1],
    ['dc.title = sjogren', 1],
    ['dc.creator = rees', 1],
    ['dc.title = rees', 0],
    ['dc.subject == "Tropical Medicine"', 4],
    ['subject = nursing', 3],
    ['dc.date = 2019', 2],
    ['dc.date < 2000', 1],
    ['dc.date <= 2006', 2],
    ['dc.date > 2019', 1],
    ['dc.date >= 2019', 3],
    ['dc.date <> 2019', 10],
    ['dc.date within "2012 2014"', 5],
    ['dc.date any "1997 2021"', 2],
    ['dc.language = fre', 1],
    ['dc.type = book', 12],
    ['bath.isbn = 978-0-7020-5101-2', 1],
    ['bath.isbn = 0702051012', 1],
    ['dc.identifier = 9780198810858', 1],
    ['mercia.library = qe', 7],
    ['mercia.library = "South Library"', 6],
    ['mercia.library = GB-QE', 7],
    ['cql.allRecords = 1', 12],
    ['cql.allRecords = 1 not dc.title = nursing', 9],
    ['nursing or heart and failure', 2],
    ['nursing or (heart and failure)', 4],
    ['> t = "info:srw/cql-context-set/1/dc-v1.1" t.title = nursing', 3],
    ['> "http://zing.z3950.org/cql/bath/2.0/" isbn = 9780702051012', 1],
    ['dc.title = wards', 1],
    ['dc.title = and', 0],
    ['"---"', 0],
  ])('finds for %s as many as there are', async (query, count) => {
    const answer = await askSru(server, query);

    expect({ message: answer.message, count: answer.count }).toEqual({ message: '', count });
    expect(answer.identifiers).toHaveLength(Math.min(count, 10));
  });

  it('gives the record that OAI-PMH serves, with its holdings', async () => {
    const { text } = await askSru(server, 'dc.title = anaesthesia');

    expect(text).toContain('<zs:recordSchema>info:srw/schema/1/marcxml-v1.1</zs:recordSchema>');
    expect(text).toContain('<subfield code="a">GB-QE</subfield>');
    expect(text).toContain('South Library');
    expect(text).toMatch(/tag="035".*\(north\)110/);
  });

  it('finds a journal by its numbers, as soon as it is published', async () => {
    const marc = marcOf(
      'LDR 00000nas a2200000 i 4500',
      '001 ocm01755507',
      '003 OCoLC',
      '022 __ $a 0140-6736',
      '024 7_ $a 10.1016/S0140-6736 $2 doi',
      '245 04 $a The lancet.',
      '260 __ $a London',
    );
    await hold(store.db, [{ system: 'north', localId: '500', marc }]);
    const countsOf = async (queries: readonly string[]): Promise<readonly (number | null)[]> => {
      const counts: (number | null)[] = [];
      for (const query of queries) counts.push((await askSru(server, query)).count);
      return counts;
    };
    const queries = [
      'bath.issn = 0140-6736',
      'bath.issn = 01406736',
      'dc.identifier = 0140-6736',
      'dc.identifier = "10.1016/S0140-6736"',
      'dc.title == lancet',
      'dc.title == "The Lancet"',
      'dc.title = "^the lancet^"',
      'dc.type = journal',
    ];

    expect(await countsOf(queries)).toEqual(queries.map(() => 0));
    await publishIndex(store.db);
    expect(await countsOf(queries)).toEqual(queries.map(() => 1));
  });
});

it('finds nothing, and passes nothing on, of what a library only tries out at another system', async () => {
  const { libraries } = regionMoving('south-lib', 'TEST_LOADED');
  const of = { ...feedRegion(), libraries };
  const trying = await startSruServer({ db: store.db, of });
  const counts = async (asked: FeedServer) => {
    const queries = [
      'cql.allRecords = 1',
      'mercia.library = south-lib',
      'dc.title = nursing',
      'dc.title = anaesthesia',
    ];
    return Promise.all(queries.map(async (query) => (await askSru(asked, query)).count));
  };
  const before = await counts(server);
  expect(before).toEqual([13, 6, 3, 1]);

  // At once, whatever is published. Its one title that another library has, too, stays: without its holding.
  expect(await counts(trying)).toEqual([8, 0, 1, 1]);
  const scan = { version: '1.2', operation: 'scan', responsePosition: '1', maximumTerms: '1' };
  const listed = async (asked: FeedServer) => (await askSru(asked, { ...scan, scanClause: 'dc.title = "heart"' })).text;
  expect(await listed(server)).toContain('<zs:value>heart failure and nursing care<');
  expect(await listed(trying)).toMatch(/<zs:value>(?!heart)/);
  await publishIndex(store.db, of);
  expect(await counts(trying)).toEqual([8, 0, 1, 1]);
  expect((await askSru(trying, 'dc.title = anaesthesia')).text).not.toContain('South Library');
  await trying.close();

  await publishIndex(store.db);
  expect(await counts(server)).toEqual(before);
});

it('takes back what was passed on of a trial before such titles were left out', async () => {
  const { libraries } = regionMoving('south-lib', 'TEST_LOADED');
  const of = { ...feedRegion(), libraries };
  const live = async () => {
    const { rows } = await sql`SELECT FROM feed_entry WHERE replaced_at IS NULL AND hash IS NOT NULL`.execute(store.db);
    return rows.length;
  };
  await publishIndex(store.db);
  const before = await live();
  const rules = toPublication(feedRegion())?.renderer.rules ?? '';
  await sql`UPDATE feed_state SET rules = ${`${rules} south south-lib`}`.execute(store.db);

  await publishIndex(store.db, of);

  expect(await live()).toBeLessThan(before);
  await publishIndex(store.db);
  expect(await live()).toBe(before);
});

it('finds an article by its DOI alone, whatever numbers stand in that', async () => {
  const article = (localId: string, doi: string) => ({
    system: 'north' as const,
    localId,
    marc: marcOf(`001 ${localId}`, `024 7_ $a ${doi} $2 doi`, `245 10 $a Article ${localId}`),
  });
  // The number in the second is that of a journal (above).
  await hold(store.db, [article('601', '10.1136/bmj.n71'), article('602', '10.1016/S0140-6736(20)30183-5')]);
  await publishIndex(store.db);
  const found = async (query: string): Promise<string> => {
    const { count, text } = await askSru(server, query);
    return `${String(count)} ${/Article \d+|The lancet/.exec(text)?.[0] ?? ''}`;
  };

  expect(await found('dc.identifier = "10.1136/bmj.n71"')).toBe('1 Article 601');
  expect(await found('dc.identifier = "https://doi.org/10.1016/S0140-6736(20)30183-5"')).toBe('1 Article 602');
  expect(await found('dc.identifier = "0140-6736"')).toContain('The lancet');
});
