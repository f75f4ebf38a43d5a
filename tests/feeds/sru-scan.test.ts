/** Lists of titles, names, headings and class marks, as SRU scans them; what a list counts, a search finds. */
import type { FeedServer } from '#feeds/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sruRecords } from './support/sru-records.ts';
import { askSru, hold, keepTerms, publishIndex, startSruServer, type Parameters } from './support/sru-world.ts';

const store = withTestDatabase();
let server: FeedServer;

beforeAll(async () => {
  await hold(store.db, sruRecords());
  await publishIndex(store.db);
  await keepTerms(store.db);
  await sql`ANALYZE search_doc, search_term, browse_doc, feed_entry`.execute(store.db);
  server = await startSruServer({ db: store.db });
}, 60_000);

afterAll(async () => {
  await server.close();
});

interface Term {
  readonly value: string;
  readonly count: number;
}

async function scan(scanClause: string, rest: Parameters = {}): Promise<readonly Term[]> {
  const { text, message } = await askSru(server, { version: '1.2', operation: 'scan', scanClause, ...rest });
  expect(message).toBe('');
  return [...text.matchAll(/<zs:value>([^<]*)<\/zs:value><zs:numberOfRecords>(\d+)</g)].map(([, value, count]) => ({
    value: value ?? '',
    count: Number(count),
  }));
}

const valuesOf = (terms: readonly Term[]): readonly string[] => terms.map(({ value }) => value);

describe('scan', () => {
  it.each([
    ['dc.title = "nursing"', {}, ['nursing research', 'oxford handbook of tropical medicine', 'paediatric nephrology']],
    ['dc.title = "nursing"', { responsePosition: '0' }, ['nursing research', 'oxford handbook of tropical medicine']],
    ['dc.title = "nursing research"', { responsePosition: '0' }, ['oxford handbook of tropical medicine']],
    ['dc.title = "nursing"', { responsePosition: '2' }, ['nephrology nursing', 'nursing research']],
    [
      'dc.title = "nursing"',
      { responsePosition: '3', maximumTerms: '2' },
      ['medicine in the tropics', 'nephrology nursing'],
    ],
    ['dc.title = ""', {}, ['anaesthesia at a glance', 'c difficile a guide for wards']],
    ['dc.title = zzz', {}, []],
    ['dc.title = zzz', { responsePosition: '2' }, ['tropical medicine']],
    ['dc.creator = "Re"', {}, ['Rees, Lesley', 'Stewart, Simon']],
    ['dc.subject = "kidney"', {}, ['Kidney Diseases', 'Nursing', 'Nursing Research']],
    ['mercia.nlm = "WS 100"', {}, ['WS 320', 'WY 164']],
    ['mercia.dewey = "616"', {}, []],
  ])('of %s %j begins with %j', async (clause, rest, values) => {
    const terms = await scan(clause, rest);

    expect(valuesOf(terms).slice(0, values.length)).toEqual(values);
    if (values.length === 0) expect(terms).toEqual([]);
  });

  it('gives as many as asked for, ten by default', async () => {
    expect(await scan('dc.title = ""')).toHaveLength(10);
    expect(await scan('dc.title = ""', { maximumTerms: '3' })).toHaveLength(3);
    expect(await scan('dc.title = ""', { maximumTerms: '5000' })).toHaveLength(12);
  });

  it.each(['dc.title', 'dc.creator', 'dc.subject', 'mercia.nlm'])(
    'counts for each term of %s what a search for it finds',
    async (index) => {
      const terms = await scan(`${index} = ""`, { maximumTerms: '100' });

      const found: Term[] = [];
      for (const { value } of terms) {
        const { count } = await askSru(server, `${index} == "${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`);
        found.push({ value, count: count ?? -1 });
      }
      expect(found).toEqual(terms);
      expect(terms.length).toBeGreaterThan(1);
    },
  );

  it('shows a heading once, however it is written', async () => {
    const terms = await scan('dc.subject = "kidney"', { maximumTerms: '1' });

    expect(terms).toEqual([{ value: 'Kidney Diseases', count: 2 }]);
  });

  it('shows nothing of what is not passed on or not public any more', async () => {
    expect(valuesOf(await scan('dc.title = "wards of"', { maximumTerms: '1' }))).toEqual([]);
    await sql`DELETE FROM search_doc WHERE sort_title = 'anaesthesia at a glance'`.execute(store.db);

    expect(valuesOf(await scan('dc.title = ""', { maximumTerms: '1' }))).toEqual(['c difficile a guide for wards']);
    expect(valuesOf(await scan('dc.creator = "Stewart"'))).not.toContain('Stone, Julian');
    expect(valuesOf(await scan('dc.subject = ""'))).not.toContain('Anesthesia');
  });

  it.each([
    ['dc.date = 2010', 16],
    ['foo.bar = a', 15],
    ['dc.nothing = a', 16],
    ['a and b', 10],
    ['dc.title = a sortby dc.title', 10],
    ['dc.title within a', 22],
    ['dc.title = a*', 28],
  ])('refuses %s with diagnostic %i', async (scanClause, diagnostic) => {
    const answer = await askSru(server, { version: '1.2', operation: 'scan', scanClause });

    expect(answer).toMatchObject({ status: 200, diagnostic });
    expect(answer.text).toContain('<zs:scanResponse');
  });

  it('refuses a position behind the terms', async () => {
    const asked = { version: '1.2', operation: 'scan', scanClause: 'dc.title = a', maximumTerms: '5' };

    expect((await askSru(server, { ...asked, responsePosition: '6' })).diagnostic).toBeNull();
    expect((await askSru(server, { ...asked, responsePosition: '7' })).diagnostic).toBe(120);
  });
});

it('lists nothing, and answers to no whole value, that a record of a withheld library may have brought into an edition', async () => {
  const book = (system: 'north' | 'west', ...fields: readonly string[]) => ({
    system,
    localId: '700',
    marc: marcOf('001 700', '020 __ $a 9780702027956', '245 10 $a Shared and withheld', ...fields),
  });
  const own = ['100 1_ $a Own, Olga', '650 _2 $a Zzz own'];
  await hold(store.db, [book('north', ...own)]);
  await publishIndex(store.db);
  await keepTerms(store.db);
  expect(valuesOf(await scan('dc.subject = "zzz"'))).toEqual(['Zzz own']);

  await hold(store.db, [book('west', '100 1_ $a Secret, Sam', '650 _2 $a Zzz secret', '060 _4 $a ZZ 999')]);
  await publishIndex(store.db);
  await keepTerms(store.db);
  const counts = async (...queries: readonly string[]): Promise<readonly (number | null)[]> =>
    Promise.all(queries.map(async (query) => (await askSru(server, query)).count));

  // It is one edition, with an entry of its own.
  expect(await counts('bath.isbn = 9780702027956')).toEqual([1]);
  expect(await scan('dc.subject = "zzz"')).toEqual([]);
  expect(valuesOf(await scan('dc.creator = "Secret"'))).not.toContain('Secret, Sam');
  expect(await scan('mercia.nlm = "ZZ"')).toEqual([]);
  expect(valuesOf(await scan('dc.title = "shared"'))).not.toContain('shared and withheld');
  expect(
    await counts(
      'dc.subject == "zzz secret"',
      'dc.creator == "Secret, Sam"',
      'mercia.nlm = ZZ*',
      'dc.title = "^shared"',
    ),
  ).toEqual([0, 0, 0, 0]);
});
