/** Words asked for in one field of an edition only. */
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

function book(title: string, ...more: readonly string[]): ReturnType<typeof marcOf> {
  return marcOf(field008({ dates: 's2001' }), `245 10 $a ${title}`, ...more);
}

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const records = [
    book('Nursing in Oxford', '100 1_ $a Young, Anne'),
    book('Young people and asthma', '100 1_ $a Grey, Tom', '650 _2 $a Asthma', '650 _2 $a Nursing'),
    book(
      'Surgery',
      '260 __ $b Oxford University Press',
      '490 0_ $a Handbooks of nursing. Series B',
      '650 _2 $a Vitamin C',
    ),
    book('Paediatrics', '490 0_ $a Oxford medical handbooks', '100 1_ $a Grey, Tom'),
    book('Tumour boards', '490 0_ $a Handbooks, Oxford', '650 _2 $a Neoplasms'),
  ];
  await applyPage(
    store.db,
    'north',
    pageOf([
      ...records.map((marc, at) => harvested(String(at), marc, { owners: ['NQ'] })),
      harvested('hidden', book('Hidden handbook', '490 0_ $a Oxford medical handbooks'), {
        owners: ['NQ'],
        visibility: 'SUPPRESSED',
      }),
    ]),
  );
});

type Fields = Readonly<Partial<Record<'title' | 'author' | 'subject' | 'series', string | null>>>;

async function find(fields: Fields | null, more: object = {}) {
  const { data, errors } = await catalogue.ask(
    `query ($query: String!, $in: SearchFields, $filter: SearchFilter, $first: Int, $after: String, $sort: SearchSort) {
      search(query: $query, in: $in, filter: $filter, first: $first, after: $after, sort: $sort) {
        totalCount wordsLeftOut edges { node { title } } pageInfo { endCursor } } }`,
    { query: '', in: fields, ...more },
  );
  const search = data?.['search'] as {
    readonly totalCount: number;
    readonly wordsLeftOut: readonly string[];
    readonly edges: readonly { readonly node: { readonly title: string } }[];
    readonly pageInfo: { readonly endCursor: string | null };
  } | null;
  return { errors, search, titles: search?.edges.map(({ node }) => node.title) ?? [] };
}

describe('a search of one field', () => {
  it.each([
    [{ title: 'nursing' }, ['Nursing in Oxford']],
    [{ author: 'young' }, ['Nursing in Oxford']],
    [{ title: 'young' }, ['Young people and asthma']],
    [{ subject: 'nursing' }, ['Young people and asthma']],
    [{ series: 'nursing' }, ['Surgery']],
    [{ series: 'oxford' }, ['Paediatrics', 'Tumour boards']],
    [{ series: 'handbooks series B' }, ['Surgery']],
    [{ series: 'handbooks series C' }, []],
    [{ subject: 'vitamin C' }, ['Surgery']],
    [{ title: 'surgery C' }, []],
    [{ author: 'oxford' }, []],
    [{ author: 'grey', title: 'asthma' }, ['Young people and asthma']],
    [{ author: 'grey', title: 'asthma', series: 'handbooks' }, []],
  ])('finds %j there alone', async (fields, titles) => {
    const found = await find(fields);

    expect(found.errors).toEqual([]);
    expect(found.titles.toSorted()).toEqual(titles);
    expect(found.search?.totalCount).toBe(titles.length);
  });

  it.each([
    ['phrases', { series: '"oxford medical"' }, ['Paediatrics']],
    ['phrases in their order', { series: '"medical oxford"' }, []],
    ['what is not wanted', { series: 'oxford -medical' }, ['Tumour boards']],
    ['only what is not wanted', { series: '-oxford' }, ['Surgery']],
    ['alternatives', { title: 'surgery or pediatrics' }, ['Paediatrics', 'Surgery']],
    ['spellings and endings', { title: 'tumors' }, ['Tumour boards']],
    ['capitals and accents', { author: 'GRÉY' }, ['Paediatrics', 'Young people and asthma']],
  ])('understands %s', async (_, fields, titles) => {
    expect((await find(fields)).titles.toSorted()).toEqual(titles);
  });

  it('stands next to the words of the query, the filter and the sort', async () => {
    expect((await find({ series: 'oxford' }, { query: 'grey' })).titles).toEqual(['Paediatrics']);
    expect((await find({ series: 'oxford' }, { filter: { subjects: ['Neoplasms'] } })).titles).toEqual([
      'Tumour boards',
    ]);
    expect((await find({ series: 'handbooks' }, { sort: { by: 'TITLE' } })).titles).toEqual([
      'Paediatrics',
      'Surgery',
      'Tumour boards',
    ]);
  });

  it('asks for nothing with an empty text, and finds nothing by a text without a letter', async () => {
    expect((await find({ title: ' ', author: null })).search?.totalCount).toBe(5);
    expect((await find({ title: '!!!' })).search?.totalCount).toBe(0);
    expect((await find({ series: '(-)' }, { query: 'grey' })).titles).toEqual([]);
  });

  it('leaves out words of the query, never of a field', async () => {
    const fewer = await find({ series: 'oxford' }, { query: 'grey zebra' });
    const none = await find({ series: 'oxford zebra' });

    expect([fewer.titles, fewer.search?.wordsLeftOut]).toEqual([['Paediatrics'], ['zebra']]);
    expect([none.titles, none.search?.wordsLeftOut]).toEqual([[], []]);
  });

  it('has cursors of its own', async () => {
    const page = await find({ series: 'handbooks' }, { first: 2 });
    const after = page.search?.pageInfo.endCursor;

    expect((await find({ series: 'handbooks' }, { first: 2, after })).titles).toHaveLength(1);
    expect((await find({ series: 'oxford' }, { after })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  it('refuses a text that is too long or cannot be stored, and names the field', async () => {
    expect((await find({ author: 'x'.repeat(1001) })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: 'in: author: at most 1000 characters; these are 1001.' },
    ]);
    expect((await find({ series: 'a\u0000' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    expect((await find({ series: '\ud800 grey' })).errors.length).toBeLessThan(2);
  });
});
