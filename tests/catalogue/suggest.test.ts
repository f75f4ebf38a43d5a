import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, keepAllTerms, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

function book(title: string, year: number, ...more: readonly string[]): ReturnType<typeof marcOf> {
  return marcOf(
    field008({ dates: `s${year}` }),
    ...more.filter((line) => line < '245'),
    `245 10 $a ${title}`,
    ...more.filter((line) => line >= '245'),
  );
}

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  await applyPage(
    store.db,
    'north',
    pageOf([
      harvested(
        '1',
        book('Heart failure', 2004, '060 00 $a WG 370', '100 1_ $a Murray, Patrick R.', '650 _2 $a Heart Failure'),
        { owners: ['NQ'] },
      ),
      harvested(
        '2',
        book(
          'Heart disease in women',
          2010,
          '060 00 $a WG 100.5',
          '100 1_ $a Murphy, Anne',
          '650 _2 $a Myocardial Infarction',
        ),
        { owners: ['NQ', 'NW'] },
      ),
      harvested(
        '3',
        book(
          'The failing heart',
          2015,
          '060 00 $a WG 20',
          '100 1_ $a O’Brien, Márta',
          '650 _2 $a Myocardial Infarction',
        ),
        { owners: ['NW'] },
      ),
      harvested('4', book('Paediatric nursing', 1999, '060 00 $a WY 159', '650 _2 $a Pediatric Nursing'), {
        owners: ['NQ'],
      }),
      harvested('5', book('Secrets of hearts', 2001, '100 1_ $a Hidden, Hilda', '650 _2 $a Hidden Heart'), {
        owners: ['NQ'],
        visibility: 'SUPPRESSED',
      }),
      harvested('6', marcOf('LDR 00000nas a2200000 i 4500', '245 14 $a The Lancet.'), { owners: ['NQ'] }),
      harvested('7', book('Heart failure', 2024, '250 __ $a 5th edition', '100 1_ $a Murray, Patrick R.'), {
        owners: ['NQ'],
      }),
    ]),
  );
  await keepAllTerms(store.db);
});

async function suggest(text: string, rest: object = {}): Promise<readonly string[]> {
  const { data, errors } = await catalogue.ask(
    `query ($text: String!, $kinds: [SuggestionKind!], $first: Int) {
      suggest(text: $text, kinds: $kinds, first: $first) { kind text count exact edition { title } } }`,
    { text, ...rest },
  );
  expect(errors).toEqual([]);
  const found = data?.['suggest'] as {
    kind: string;
    text: string;
    count: number;
    exact: boolean;
    edition: { title: string } | null;
  }[];
  expect(found.every(({ exact }) => exact)).toBe(true);
  expect(
    found.every(({ kind, text: title, edition }) => (kind === 'TITLE' ? edition?.title === title : edition === null)),
  ).toBe(true);
  return found.map(({ kind, text: shown, count }) => `${kind} ${shown} (${String(count)})`);
}

describe('suggest', () => {
  it('suggests titles that begin so, then those with a word that does', async () => {
    expect(await suggest('heart', { kinds: ['TITLE'] })).toEqual([
      'TITLE Heart disease in women (1)',
      'TITLE Heart failure (2)',
      'TITLE The failing heart (1)',
    ]);
    expect(await suggest('heart f', { kinds: ['TITLE'] })).toEqual([
      'TITLE Heart failure (2)',
      'TITLE The failing heart (1)',
    ]);
    expect(await suggest('women he', { kinds: ['TITLE'] })).toEqual(['TITLE Heart disease in women (1)']);
  });

  it('finds a title with and without its article', async () => {
    for (const text of ['lanc', 'the lanc', 'The Lancet', 'THE  LANCET '])
      expect(await suggest(text, { kinds: ['TITLE'] })).toEqual(['TITLE The Lancet (1)']);
  });

  it('suggests authors by the beginning of their name, or their first name and the beginning of the last', async () => {
    expect(await suggest('mur', { kinds: ['AUTHOR'] })).toEqual([
      'AUTHOR Murray, Patrick R. (2)',
      'AUTHOR Murphy, Anne (1)',
    ]);
    expect(await suggest('patrick mur', { kinds: ['AUTHOR'] })).toEqual(['AUTHOR Murray, Patrick R. (2)']);
    expect(await suggest("o'brien, mar", { kinds: ['AUTHOR'] })).toEqual(['AUTHOR O’Brien, Márta (1)']);
  });

  it('suggests subjects by their beginning, and by a later word', async () => {
    expect(await suggest('infarct', { kinds: ['SUBJECT'] })).toEqual(['SUBJECT Myocardial Infarction (2)']);
    expect(await suggest('heart', { kinds: ['SUBJECT'] })).toEqual(['SUBJECT Heart Failure (1)']);
  });

  it('knows British and American spelling', async () => {
    expect(await suggest('paediatr')).toEqual(['TITLE Paediatric nursing (1)', 'SUBJECT Pediatric Nursing (1)']);
    expect(await suggest('pediatric nur')).toEqual(['TITLE Paediatric nursing (1)', 'SUBJECT Pediatric Nursing (1)']);
  });

  it('shares what is wanted among the kinds', async () => {
    expect(await suggest('heart', { first: 2 })).toEqual([
      'TITLE Heart disease in women (1)',
      'SUBJECT Heart Failure (1)',
    ]);
    expect(await suggest('heart', { first: 3 })).toHaveLength(3);
  });

  it('forgives one slip where nothing fits, of a whole word or of a beginning', async () => {
    expect(await suggest('haert fai', { kinds: ['TITLE'] })).toEqual([
      'TITLE Heart failure (2)',
      'TITLE The failing heart (1)',
    ]);
    expect(await suggest('infract', { kinds: ['SUBJECT'] })).toEqual(['SUBJECT Myocardial Infarction (2)']);
    expect(await suggest('murphey, an', { kinds: ['AUTHOR'] })).toEqual(['AUTHOR Murphy, Anne (1)']);
    expect(await suggest('haert fialure', { kinds: ['TITLE'] })).toEqual([]);
    expect(await suggest('hiddne', { kinds: ['AUTHOR'] })).toEqual([]);
  });

  it('suggests nothing for less than two letters, for signs alone, or for no kind', async () => {
    for (const text of ['', ' ', 'h', '%', '%%', '__', '--', '"', '\\\\', '…']) expect(await suggest(text)).toEqual([]);
    expect(await suggest('heart', { kinds: [] })).toEqual([]);
    expect(await suggest('xylophone')).toEqual([]);
  });

  it('takes signs of patterns and queries for signs', async () => {
    for (const text of ['he%rt', 'h_art', "'); DROP TABLE search_term; --", 'heart | !', ':*', "'heart':*"])
      expect(await suggest(text, { kinds: ['SUBJECT'] })).toEqual(
        text.includes('heart') ? ['SUBJECT Heart Failure (1)'] : [],
      );
  });

  it.each([
    ['a lone surrogate', 'heart\ud800'],
    ['right-to-left marks', '\u202eheart\u202c'],
    ['Arabic', 'قلب الإنسان'],
    ['two hundred words', 'a '.repeat(100)],
    ['spellings that multiply', 'haemo oesophag paediatr oedem '.repeat(6)],
    ['combining marks', 'e' + '\u0301'.repeat(190)],
  ])('answers %s in bounded time', async (_, text) => {
    const from = performance.now();
    expect(await suggest(text)).toEqual(expect.any(Array));
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  async function refused(variables: object): Promise<unknown> {
    const { data, errors } = await catalogue.ask(
      'query ($text: String!, $kinds: [SuggestionKind!], $first: Int) { suggest(text: $text, kinds: $kinds, first: $first) { text } }',
      variables as Record<string, unknown>,
    );
    expect(data).toEqual({ suggest: null });
    return errors;
  }

  it('refuses what it cannot read, and names the place', async () => {
    const bad = (message: string) => [
      { code: 'BAD_USER_INPUT', message: expect.stringContaining(message) as string, path: ['suggest'] },
    ];
    expect(await refused({ text: 'x'.repeat(100_000) })).toEqual(
      bad('text: at most 200 characters; these are 100000.'),
    );
    expect(await refused({ text: 'he\0art' })).toEqual(bad('text: a text with the character NUL'));
    expect(await refused({ text: 'heart', first: 51 })).toEqual(bad('first: 1 to 50; this is 51.'));
    expect(await refused({ text: 'heart', first: 0 })).toEqual(bad('first: 1 to 50; this is 0.'));
  });

  it('takes ten thousand kinds for the three that there are', async () => {
    const kinds = Array.from({ length: 10_000 }, (_, at) => (at % 2 === 0 ? 'SUBJECT' : 'AUTHOR'));
    expect(await suggest('heart', { kinds })).toEqual(['SUBJECT Heart Failure (1)']);
  });

  it('shows nothing that is not public any more, before the keeper has seen it', async () => {
    const lonely = book('Zebras of the savannah', 2001, '100 1_ $a Zander, Zoe', '650 _2 $a Zebra Medicine');
    await applyPage(store.db, 'north', pageOf([harvested('z', lonely, { owners: ['NQ'] })]));
    await keepAllTerms(store.db);
    expect(await suggest('ze')).toEqual(['TITLE Zebras of the savannah (1)', 'SUBJECT Zebra Medicine (1)']);

    await applyPage(store.db, 'north', pageOf([harvested('z', lonely, { owners: ['NQ'], visibility: 'SUPPRESSED' })]));

    expect(await suggest('ze')).toEqual([]);
    expect(await suggest('zander')).toEqual([]);
    await keepAllTerms(store.db);
    expect(await suggest('ze')).toEqual([]);
  });
});
