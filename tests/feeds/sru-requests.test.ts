/** Requests of SRU: parameters, pages, schemas, packings, and what is said of each that is wrong. */
import { spawnSync } from 'node:child_process';
import { Writable } from 'node:stream';
import type { FeedServer } from '#feeds/index.ts';
import type { Region } from '#domain/region.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { sql } from 'kysely';
import { answerSru } from '#feeds/sru/answer.ts';
import type { EntrySearcher } from '#feed-log/index.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedRegion } from './support/feed-region.ts';
import { sruRecords } from './support/sru-records.ts';
import { askSru, hold, keepTerms, publishIndex, readAnswer, startSruServer } from './support/sru-world.ts';
import { HAS_XMLLINT } from './support/xmllint.ts';

const SEARCH = { version: '1.2', operation: 'searchRetrieve', query: 'cql.allRecords = 1' };
const SCAN = { version: '1.2', operation: 'scan', scanClause: 'dc.title = a' };

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

function isWellFormed(xml: string): boolean {
  return spawnSync('xmllint', ['--noout', '--nonet', '-'], { input: xml }).status === 0;
}

describe('a request of SRU', () => {
  it.each([
    [{ operation: 'searchRetrieve', query: 'a' }, 7, 'version'],
    [{ version: '1.2', query: 'a' }, 7, 'operation'],
    [{ version: '1.2', operation: 'searchRetrieve' }, 7, 'query'],
    [{ ...SEARCH, query: '' }, 7, 'query'],
    [{ version: '1.2', operation: 'scan' }, 7, 'scanClause'],
    [{ ...SEARCH, operation: 'update' }, 4, 'update'],
    [{ ...SEARCH, version: '2.0' }, 5, '1.2'],
    [{ ...SEARCH, version: '1.0' }, 5, '1.2'],
    [{ ...SEARCH, startRecord: '0' }, 6, 'startRecord'],
    [{ ...SEARCH, startRecord: '-1' }, 6, 'startRecord'],
    [{ ...SEARCH, startRecord: '1.5' }, 6, 'startRecord'],
    [{ ...SEARCH, startRecord: '99999999999999999999' }, 6, 'startRecord'],
    [{ ...SEARCH, maximumRecords: 'ten' }, 6, 'maximumRecords'],
    [{ ...SEARCH, startRecord: '14' }, 61, null],
    [{ ...SEARCH, startRecord: '10001' }, 61, null],
    [{ ...SEARCH, startRecord: '999999999999999' }, 61, null],
    [{ ...SEARCH, recordSchema: 'mods' }, 66, 'mods'],
    [{ ...SEARCH, recordPacking: 'json' }, 71, 'json'],
    [{ ...SEARCH, recordXPath: '//a' }, 72, 'recordXPath'],
    [{ ...SEARCH, sortKeys: 'title' }, 80, 'sortKeys'],
    [{ ...SEARCH, stylesheet: '/a.xsl' }, 110, 'stylesheet'],
    [{ ...SCAN, stylesheet: '/a.xsl' }, 110, 'stylesheet'],
    [{ ...SEARCH, nothing: '1' }, 8, 'nothing'],
    [{ ...SCAN, query: 'a' }, 8, 'query'],
    [{ ...SCAN, maximumTerms: '0' }, 6, 'maximumTerms'],
    [{ version: '1.2', operation: 'explain', query: 'a' }, 8, 'query'],
    [{ ...SEARCH, query: 'a sortby dc.creator' }, 88, 'dc.creator'],
    [{ ...SEARCH, query: 'a sortby nothing' }, 16, 'nothing'],
    [{ ...SEARCH, query: 'a sortby dc.title/sort.respectCase' }, 91, 'sort.respectcase'],
    [{ ...SEARCH, query: 'a sortby dc.title/sort.missingFail' }, 92, 'sort.missingfail'],
    [{ ...SEARCH, query: 'a sortby dc.title/sort.locale=fr' }, 82, 'sort.locale'],
    [{ ...SEARCH, query: 'a sortby dc.title/sort.ascending/sort.descending' }, 90, 'ascending descending'],
    [{ ...SEARCH, query: 'a sortby mercia.relevance/sort.ascending' }, 90, 'ascending'],
    [{ ...SEARCH, query: 'a sortby dc.title dc.date dc.title dc.date' }, 84, '4'],
    [{ ...SEARCH, query: 'dc.title adj "^a b"/x' }, 10, null],
    [{ ...SEARCH, query: 'dc.language = english' }, 36, 'english'],
    [{ ...SEARCH, query: 'dc.type = scroll' }, 36, 'scroll'],
    [{ ...SEARCH, query: 'mercia.library = west-lib' }, 36, 'west-lib'],
    [{ ...SEARCH, query: `"${'a'.repeat(1_001)}"` }, 23, '1001'],
    [{ ...SEARCH, query: 'dc.title = "a^"' }, 32, '^'],
    [{ ...SEARCH, query: '^a' }, 31, '^'],
  ])('%j is refused with diagnostic %i of %s', async (parameters, diagnostic, details) => {
    const { status, text, ...answer } = await askSru(server, parameters);

    expect({ status, diagnostic: answer.diagnostic }).toEqual({ status: 200, diagnostic });
    if (details !== null) expect(text).toContain(`<details>${details}</details>`);
    // A number, in words, and what to do.
    expect(answer.message).toMatch(/^[A-Z].*: .{8,}/);
  });

  it('is ignored where it says nothing that matters here', async () => {
    const { message, count } = await askSru(server, {
      ...SEARCH,
      'x-anything': '1',
      resultSetTTL: '300',
      recordXPath: '',
      sortKeys: '',
      recordSchema: '',
    });

    expect({ message, count }).toEqual({ message: '', count: 12 });
  });

  it('is refused if a parameter is there twice', async () => {
    const response = await fetch(`${server.url}/sru?${new URLSearchParams(SEARCH).toString()}&query=b`);

    expect(readAnswer(response.status, await response.text()).diagnostic).toBe(6);
  });

  it('may come by POST, and only as a form', async () => {
    const posted = await fetch(`${server.url}/sru`, { method: 'POST', body: new URLSearchParams(SEARCH) });
    const soap = await fetch(`${server.url}/sru`, {
      method: 'POST',
      body: '<soap/>',
      headers: { 'content-type': 'text/xml' },
    });
    const head = await fetch(`${server.url}/sru`, { method: 'HEAD' });

    expect(readAnswer(posted.status, await posted.text()).count).toBe(12);
    expect(soap.status).toBe(415);
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/xml; charset=utf-8']);
  });
});

describe('the records of an answer', () => {
  it('are ten, or as many as asked for, and a hundred at most', async () => {
    const ten = await askSru(server, SEARCH);
    const rest = await askSru(server, { ...SEARCH, startRecord: '11' });
    const none = await askSru(server, { ...SEARCH, maximumRecords: '0' });
    const many = await askSru(server, { ...SEARCH, maximumRecords: '1000000' });

    expect([ten, rest, none, many].map(({ identifiers }) => identifiers.length)).toEqual([10, 2, 0, 12]);
    expect(ten.text).toContain('<zs:nextRecordPosition>11</zs:nextRecordPosition>');
    expect(rest.text).toContain('<zs:recordPosition>12</zs:recordPosition>');
    expect(`${rest.text}${many.text}${none.text}`).not.toContain('nextRecordPosition');
    expect(none.count).toBe(12);
  });

  it.each(['13', '10001', '999999999999999'])('are counted also if none is at position %s', async (startRecord) => {
    const { diagnostic, count, identifiers } = await askSru(server, { ...SEARCH, startRecord });

    expect({ diagnostic, count, identifiers }).toEqual({ diagnostic: 61, count: 12, identifiers: [] });
  });

  it('lead to no position that is refused', async () => {
    const entries = Array.from({ length: 10 }, () => ({ identifier: 'a', body: new Uint8Array() }));
    const searcher: EntrySearcher = {
      search: () => Promise.resolve({ count: 20_000, exact: true, entries }),
      scan: () => Promise.resolve(null),
    };
    const region = feedRegion();
    const context = {
      region,
      rules: region.feeds ?? undefined,
      searcher,
      baseUrl: server.url,
      logger: pino({ level: 'silent' }),
    };
    const at = (startRecord: string) => answerSru(context, new URLSearchParams({ ...SEARCH, startRecord }), null);

    expect(await at('9990')).toContain('<zs:nextRecordPosition>10000</zs:nextRecordPosition>');
    expect(await at('9991')).not.toContain('nextRecordPosition');
  });

  it('are in the order asked for', async () => {
    const years = async (order: string): Promise<readonly string[]> => {
      const { text } = await askSru(server, `cql.allRecords = 1 sortby ${order}`);
      return [...text.matchAll(/<subfield code="c">(\d{4})</g)].map(([, year = '']) => year);
    };
    const byTitle = await askSru(server, 'dc.subject = nursing sortby dc.title/sort.descending');

    expect((await years('dc.date')).slice(0, 3)).toEqual(['1997', '2006', '2008']);
    expect((await years('dc.date/sort.descending')).slice(0, 2)).toEqual(['2021', '2019']);
    expect(byTitle.titles).toEqual(
      ['Nursing research', 'Nephrology nursing', 'Heart failure &amp; nursing care'].map((title) =>
        title.replace('&amp;', '&'),
      ),
    );
  });

  it('are the most relevant first if no order is asked for', async () => {
    const { titles } = await askSru(server, 'tropical');
    const asked = await askSru(server, 'tropical sortby mercia.relevance/sort.descending');

    // Its title has the word in another language; the heading alone has it.
    expect(titles.at(-1)).toBe('Médecine tropicale');
    expect(asked.titles).toEqual(titles);
  });

  it('come as Dublin Core too, and as text', async () => {
    const core = await askSru(server, { ...SEARCH, query: 'dc.title = difficile', recordSchema: 'dc' });
    const packed = await askSru(server, { ...SEARCH, query: 'dc.title = difficile', recordPacking: 'string' });

    expect(core.text).toContain('<zs:recordSchema>info:srw/schema/1/dc-v1.1</zs:recordSchema>');
    expect(core.text).toContain(
      '<dc:title>C. difficile: a &lt;guide&gt; "for" wards</dc:title>'.replaceAll('"', '&quot;'),
    );
    expect(packed.text).toContain('<zs:recordData>&lt;record xmlns=&quot;http://www.loc.gov/MARC21/slim&quot;&gt;');
  });

  it('are told apart from one that cannot be read', async () => {
    await sql`UPDATE feed_entry SET body = 'broken' WHERE edition = (
      SELECT edition FROM search_doc WHERE sort_title = 'nephrology nursing')`.execute(store.db);

    const { count, titles, text } = await askSru(server, 'dc.title = nephrology sortby dc.title');

    expect({ count, titles }).toEqual({ count: 2, titles: ['Paediatric nephrology'] });
    expect(text).toContain('<zs:recordSchema>info:srw/schema/1/diagnostics-v1.1</zs:recordSchema>');
    expect(text).toContain('info:srw/diagnostic/1/64');
  });

  it('are found only while they are published and public', async () => {
    await sql`UPDATE feed_entry SET hash = NULL, body = NULL WHERE edition = (
      SELECT edition FROM search_doc WHERE sort_title = 'nursing research')`.execute(store.db);
    await sql`DELETE FROM search_doc WHERE sort_title = 'failure of the heart'`.execute(store.db);

    expect((await askSru(server, 'dc.title = "nursing research"')).count).toBe(0);
    expect((await askSru(server, 'dc.title = "failure of the heart"')).count).toBe(0);
    expect((await askSru(server, SEARCH)).count).toBe(10);
  });
});

describe('an answer of SRU', () => {
  it('says what can be asked, at the bare address too', async () => {
    const bare = await (await fetch(`${server.url}/sru`)).text();
    const asked = await askSru(server, { version: '1.1', operation: 'explain' });
    const packed = await askSru(server, { version: '1.2', operation: 'explain', recordPacking: 'string' });

    expect(bare).toContain('<name set="bath">isbn</name>');
    expect(bare).toContain('<setting type="maximumRecords">100</setting>');
    expect(asked.text).toContain('<zs:version>1.1</zs:version>');
    expect(packed.text).toContain('&lt;explain xmlns=');
  });

  it('is estimated and says so if more is found than is counted', async () => {
    const counting = await startSruServer({ db: store.db, exactMax: 3 });
    const { count, text } = await askSru(counting, SEARCH);
    const few = await askSru(counting, 'dc.title = anaesthesia');
    await counting.close();

    expect(count).toBeGreaterThan(3);
    expect(text).toContain('info:srw/vocabulary/resultCountPrecision/1/estimate');
    expect(few.text).not.toContain('resultCountPrecision');
  });

  it('is that more terms begin so than are looked for, never the records of some of them', async () => {
    const narrow = await startSruServer({ db: store.db, termsMax: 1 });
    const answers = [];
    const wide = ['mercia.nlm = W*', 'cql.allRecords = 1 not mercia.nlm = W*'];
    for (const query of [...wide, 'mercia.nlm = WS32*']) answers.push(await askSru(narrow, query));
    await narrow.close();

    expect(answers.map(({ diagnostic }) => diagnostic)).toEqual([29, 29, null]);
    expect(answers[0]?.message).toContain('more than 1 terms begin so: give more letters');
    expect(answers.at(-1)?.count).toBe(1);
  });

  it('is that nothing can be said before anything is published, or if nothing is passed on', async () => {
    const { feeds: _feeds, ...silent }: Region = feedRegion();
    const nothing = await startSruServer({ db: store.db, of: silent });
    const refused = await askSru(nothing, 'a');
    const explained = await fetch(`${nothing.url}/sru`);
    await nothing.close();

    expect(refused).toMatchObject({ status: 200, diagnostic: 1 });
    expect(refused.message).toContain(region.name);
    expect(await explained.text()).toContain('This region passes no records on.');
  });

  it('is that the search took too long', async () => {
    const hasty = await startSruServer({ db: store.db, timeoutMs: 1 });
    const holder = store.open({ poolSize: 1 });
    // Whoever holds the table makes every search wait.
    const answer = await holder.transaction().execute(async (transaction) => {
      await sql`LOCK TABLE search_doc IN ACCESS EXCLUSIVE MODE`.execute(transaction);
      return askSru(hasty, 'a');
    });
    await hasty.close();

    expect(answer).toMatchObject({ status: 200, diagnostic: 2 });
    expect(answer.message).toContain('took too long');
  });

  it('is that the index cannot be read, and the log does not say what was asked', async () => {
    let logged = '';
    const lines = new Writable({
      write(chunk: Buffer, _, done) {
        logged += chunk.toString();
        done();
      },
    });
    const broken = await startSruServer({ db: store.db, log: pino({ level: 'debug' }, lines) });
    await sql`ALTER TABLE search_doc RENAME TO elsewhere`.execute(store.db);
    const answer = await askSru(broken, 'dc.title = "secret-word" and dc.creator == "secret-name"');
    await sql`ALTER TABLE elsewhere RENAME TO search_doc`.execute(store.db);
    await broken.close();

    expect(answer).toMatchObject({ status: 200, diagnostic: 2 });
    expect(logged).toContain('A search of SRU failed');
    expect(logged).not.toContain('secret-');
  });

  it.skipIf(!HAS_XMLLINT)('is XML, whatever was asked (skipped without xmllint)', async () => {
    for (const query of ['dc.title = difficile', '"<&\u0001\ud800>"', 'a and (', '> x = "<&>" x.y = z']) {
      expect(isWellFormed((await askSru(server, query)).text)).toBe(true);
    }
  });
});

describe('somebody who asks much at the same time', () => {
  it('is sent away with 503 until an answer has ended', async () => {
    const held = store.open({ poolSize: 1 });
    const gate = Promise.withResolvers<undefined>();
    const locked = Promise.withResolvers<undefined>();
    const holding = held.transaction().execute(async (transaction) => {
      await sql`LOCK TABLE search_doc IN ACCESS EXCLUSIVE MODE`.execute(transaction);
      locked.resolve(undefined);
      await gate.promise;
    });
    await locked.promise;
    const waiting = Array.from({ length: 4 }, () => askSru(server, 'nursing'));
    await expect.poll(async () => (await fetch(`${server.url}/sru`)).status, { timeout: 5_000 }).toBe(503);
    const refused = await fetch(`${server.url}/sru`);
    gate.resolve(undefined);
    await holding;

    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await fetch(`${server.url}/sru`)).status).toBe(200);
  });
});
