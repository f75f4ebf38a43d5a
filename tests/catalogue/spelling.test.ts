/** Searches for words that were mistyped, over the real keeper of terms. */
import { withTestDatabase } from '#tests/support/database.ts';
import { AT, applyPage, harvested, keepAllTerms, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { authority, inPieces, iso2709 } from '#tests/vocabulary/vocabulary-files.ts';
import { loadVocabulary } from '#search/vocabulary/index.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

const TITLES: readonly (readonly [title: string, copies: number])[] = [
  ['Child psychiatry', 1],
  ['Adult psychiatry in practice', 1],
  ['Paediatric nephrology', 1],
  ['Heart failure nursing', 1],
  ['Principles of microbiology', 1],
  ['Alzheimer care', 1],
  // Rivals: one slip each from "hydroxizine" would be two drugs; from "cerebrix" both.
  ['Celebrex for arthritis', 1],
  ['Celebrax for epilepsy', 1],
  ['Anatomy of the hand', 30],
  ['Antomy: a misprint', 1],
  ['COPD in primary care', 1],
  ['Heart attack: living on', 1],
];

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const records = TITLES.flatMap(([title, copies], at) =>
    Array.from({ length: copies }, (_, copy) =>
      harvested(`${at}-${copy}`, marcOf(field008({ dates: `s${1970 + copy}` }), `245 10 $a ${title}`), {
        owners: ['NQ'],
      }),
    ),
  );
  const hidden = harvested('hidden', marcOf(field008(), '245 10 $a Xylography of a reader'), {
    owners: ['NQ'],
    visibility: 'SUPPRESSED',
  });
  await applyPage(store.db, 'north', pageOf([...records, hidden]));
  await loadVocabulary(store.db, {
    vocabulary: 'topics',
    name: 'topics.mrc',
    chunks: inPieces(iso2709(authority('Myocardial Infarction', ['Heart Attack'])), 100),
    now: AT,
  });
  await keepAllTerms(store.db);
});

interface Found {
  readonly titles: readonly string[];
  readonly instead: string | null;
  readonly meant: string | null;
  readonly left: readonly string[];
}

async function find(query: string, filter: object = {}): Promise<Found> {
  const { data, errors } = await catalogue.ask(
    `query ($query: String!, $filter: SearchFilter) { search(query: $query, filter: $filter) {
      searchedInstead didYouMean wordsLeftOut edges { node { title } } } }`,
    { query, filter },
  );
  expect(errors).toEqual([]);
  const search = data?.['search'] as {
    searchedInstead: string | null;
    didYouMean: string | null;
    wordsLeftOut: readonly string[];
    edges: { node: { title: string } }[];
  };
  return {
    titles: search.edges.map(({ node }) => node.title),
    instead: search.searchedInstead,
    meant: search.didYouMean,
    left: search.wordsLeftOut,
  };
}

describe('a search that finds nothing as it was typed', () => {
  it.each([
    ['child psychiarty', 'child psychiatry', 'Child psychiatry'],
    ['pediatric nefrology', 'pediatric nephrology', 'Paediatric nephrology'],
    ['Paediatric nephrolgy', 'Paediatric nephrology', 'Paediatric nephrology'],
    ['heartfailure', 'heart failure', 'Heart failure nursing'],
    ['micro biology', 'microbiology', 'Principles of microbiology'],
    ['micro-biology principles', 'microbiology principles', 'Principles of microbiology'],
    ['alzhiemer’s care', 'alzheimer’s care', null],
    ['alzhiemer care', 'alzheimer care', 'Alzheimer care'],
    ['PAEDIATRIC NEPHROLGY', 'PAEDIATRIC nephrology', 'Paediatric nephrology'],
    ['zebra or nephrolgy', 'zebra or nephrology', 'Paediatric nephrology'],
    // No title has the words: a vocabulary knows them, and the other name.
    ['myocardal infarction', 'myocardial infarction', 'Heart attack: living on'],
  ])('is put right where there is no doubt, and says so: %s', async (query, instead, title) => {
    const found = await find(query);

    if (title === null) expect(found.instead ?? found.left).not.toEqual([]);
    else expect(found).toEqual({ titles: [title], instead, meant: null, left: [] });
  });

  it('leaves other words out behind the correction', async () => {
    expect(await find('child psychiarty zzqqxxy')).toEqual({
      titles: ['Child psychiatry'],
      instead: 'child psychiatry zzqqxxy',
      meant: null,
      left: ['zzqqxxy'],
    });
  });

  it('is asked with fewer words where what was put right would be left out', async () => {
    expect(await find('hand anatomy psychiarty')).toMatchObject({ instead: null, meant: null, left: ['psychiarty'] });
  });

  it('only offers one of two that are as near', async () => {
    const found = await find('celebrix');

    expect(found).toMatchObject({ titles: [], instead: null });
    expect(found.meant).toMatch(/^celebr[ea]x$/);
    expect(await find('celebrix epilepsy')).toMatchObject({ instead: 'celebrax epilepsy' });
  });

  it.each([
    ['"child psychiarty"'],
    ['-psychiarty zzqqxxy'],
    ['psychiarty2'],
    ['psy'],
    ['10.1000/psychiarty'],
    ['nobody@psychiarty.example'],
  ])('leaves as it is what is no mistyped word: %s', async (query) => {
    expect(await find(query)).toMatchObject({ titles: [], instead: null, meant: null });
  });

  it('leaves a short form in capitals as it is', async () => {
    expect(await find('COPX care')).toMatchObject({ instead: null, meant: null, left: ['COPX'] });
    expect(await find('copx care')).toMatchObject({ instead: null, meant: 'copd care' });
  });

  it('takes the spelling of many for that of one record, and shows that record first', async () => {
    expect(await find('antomy hand')).toMatchObject({ instead: 'anatomy hand', meant: null });
    const { titles, instead, meant } = await find('antomy');
    expect([titles[0], titles[1], instead, meant]).toEqual([
      'Antomy: a misprint',
      'Anatomy of the hand',
      'anatomy',
      null,
    ]);
    expect(await find('anatomy')).toMatchObject({ instead: null, meant: null });
    expect(await find('psychiatries')).toMatchObject({ instead: null, meant: null });
  });

  it('offers only what public editions have, under the same filter', async () => {
    expect(await find('xylografy')).toMatchObject({ titles: [], instead: null, meant: null });
    expect(await find('child psychiarty', { publishedFrom: 2020 })).toMatchObject({ instead: null, meant: null });
    expect(await find('child psychiarty', { libraries: ['qe'] })).toMatchObject({ instead: 'child psychiatry' });
  });
});

describe('pages of a corrected search', () => {
  const PAGES = `query ($first: Int, $after: String) { search(query: "anatmoy", first: $first, after: $after) {
    totalCount searchedInstead didYouMean edges { node { id } } pageInfo { hasNextPage endCursor } } }`;

  const idsOf = ({ data }: Awaited<ReturnType<CatalogueWorld['ask']>>): readonly string[] =>
    (data?.['search'] as { edges: { node: { id: string } }[] }).edges.map(({ node }) => node.id);

  it('go on with the correction, and are counted by it', async () => {
    const whole = await catalogue.ask(PAGES, { first: 100 });
    const counts = await catalogue.ask(PAGES, { first: 0 });
    const first = await catalogue.ask(PAGES, { first: 12 });
    const { endCursor } = (first.data?.['search'] as { pageInfo: { endCursor: string } }).pageInfo;
    const second = await catalogue.ask(PAGES, { first: 100, after: endCursor });

    for (const { data } of [whole, counts, first, second]) {
      expect(data).toMatchObject({ search: { totalCount: 30, searchedInstead: 'anatomy', didYouMean: null } });
    }
    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(whole));
  });

  it('refuse a cursor whose correction is none of the words', async () => {
    const { data } = await catalogue.ask(PAGES, { first: 1 });
    const { endCursor } = (data?.['search'] as { pageInfo: { endCursor: string } }).pageInfo;
    const place = JSON.parse(Buffer.from(endCursor, 'base64url').toString()) as unknown[];
    const correction = { start: 0, end: 7, text: 'anatomy' };
    expect(place[6]).toEqual([correction]);
    const older = Buffer.from(JSON.stringify(place.slice(0, 7))).toString('base64url');
    expect((await catalogue.ask(PAGES, { first: 5, after: older })).errors).toEqual([]);

    for (const forged of [
      { text: 'secretword' },
      { end: 6 },
      { text: 'anatomy" or "x' },
      { text: '' },
      { start: -1 },
    ]) {
      const after = Buffer.from(JSON.stringify([...place.slice(0, 6), [{ ...correction, ...forged }]])).toString(
        'base64url',
      );
      const { errors } = await catalogue.ask(PAGES, { first: 5, after });

      expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    }
  });
});
