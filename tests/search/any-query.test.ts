import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue, region } from '#tests/catalogue/catalogue-world.ts';
import { BEFORE_RELEASE } from '#tests/release.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, pageOf } from '#tests/union-index/index-world.ts';
import { parseQuery } from '#search/query/parse-query.ts';
import { readNewestIntent } from '#search/query/newest-intent.ts';
import { readAsShort } from '#search/query/short-readings.ts';
import { toTsquery } from '#search/query/to-tsquery.ts';
import { everydayRecords } from './everyday-records.ts';

/** Longer nobody waits for an answer to nonsense, on a busy machine either. */
const ANSWER_MS = 5_000;

const store = withTestDatabase();

beforeAll(async () => {
  await applyPage(store.db, 'north', pageOf(everydayRecords().slice(0, 150)));
});

async function ask(
  query: string,
): Promise<{ readonly errors: readonly { readonly code: unknown }[]; readonly ms: number }> {
  const started = performance.now();
  const { errors } = await openCatalogue(store.db, region).ask(
    `query ($query: String!) { search(query: $query, first: 3) { totalCount newestFirst wordsLeftOut edges { node { title } } } }`,
    { query },
  );
  return { errors, ms: performance.now() - started };
}

const SIGNS = [
  '"',
  '-',
  "'",
  '(',
  ')',
  '&',
  '|',
  '!',
  ':*',
  '<->',
  '\\',
  '/',
  '.',
  'a',
  'C.',
  'or',
  'latest',
  'vol',
  '10th',
  'ed',
  '\u202e',
  'א',
  '\ud800',
  'β',
  '978',
  '10.1000/',
  '0140-6736',
  ' ',
];

describe('any text', () => {
  it('is answered or refused with a code, in time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...SIGNS), { maxLength: 60 }),
        fc.constantFrom('', ' '),
        async (signs, between) => {
          const { errors, ms } = await ask(signs.join(between));

          expect(errors.every(({ code }) => code === 'BAD_USER_INPUT')).toBe(true);
          expect(ms).toBeLessThan(ANSWER_MS);
        },
      ),
      { seed: 50, numRuns: BEFORE_RELEASE ? 150 : 50 },
    );
  });

  it.each([
    ['hyphens', '-'.repeat(1000)],
    ['quotation marks', '"'.repeat(1000)],
    ['single letters', 'a b c d '.repeat(120)],
    ['initials', 'C. '.repeat(300)],
    ['dots', '.'.repeat(1000)],
    ['digits', '9'.repeat(1000)],
    ['digits with hyphens', '978-0-'.repeat(160)],
    ['the start of DOIs', '10.1000/'.repeat(120)],
    ['brackets', '('.repeat(1000)],
    ['right to left', '\u202e\u05d0\u05d1 '.repeat(200)],
    ['half a sign', '\ud800nursing\udc00'],
    ['a wish and nothing else', 'latest newest latest'],
    ['an edition and nothing else', '10th edition'],
    ['a long word', 'paediatrichaemoleuco'.repeat(50)],
    ['words with many spellings', 'haemoleucopaediatricoedema '.repeat(37)],
    ['a word and the same letter, 490 times', `West ${'J '.repeat(490)}`],
    [
      'three times three words in brackets',
      '(nurse OR nursing OR midwife) (stress OR burnout OR fatigue) (hospital OR ward OR clinic)',
    ],
    [
      'words in forty alternatives',
      `(${Array.from({ length: 40 }, (_, n) => `word${n}`).join(' OR ')}) haemoglobin paediatric oedema tumour`,
    ],
    ['a phrase of 200 words', `"${'a b '.repeat(100)}"`],
    ['all operators', "& | ! <-> :* ' \\ ( ) 'a':* & !b"],
  ])('of %s is answered in time', async (_name, query) => {
    const { errors, ms } = await ask(query);

    expect(errors).toEqual([]);
    expect(ms).toBeLessThan(ANSWER_MS);
  });

  it.each([
    ['NUL', 'nursing\u0000'],
    ['100 kB', 'nursing '.repeat(12_800)],
    ['65 different words', Array.from({ length: 65 }, (_, n) => `word${n}`).join(' ')],
    ['a phrase of 300 words', `"${'a b '.repeat(150)}"`],
    [
      'forty alternatives of ten words',
      `(${Array.from({ length: 40 }, (_, n) => `w${n}`).join(' OR ')}) a1 b1 c1 d1 e1 f1 g1 h1 i1`,
    ],
  ])('with %s is refused', async (_name, query) => {
    const { errors, ms } = await ask(query);

    expect(errors.map(({ code }) => code)).toEqual(['BAD_USER_INPUT']);
    expect(ms).toBeLessThan(ANSWER_MS);
  });

  it('is read in time however long it is, should the limit ever rise', () => {
    for (const part of [
      '-',
      '"',
      'a ',
      'C. ',
      '978-0-',
      '10.1000/',
      '(OCoLC',
      '(pbk.) ',
      'vol ',
      '0140-673',
      "'s ",
      '9 ',
    ]) {
      const started = performance.now();
      const query = parseQuery(part.repeat(Math.ceil(20_000 / part.length)));
      toTsquery(query.groups);
      readNewestIntent(query);
      readAsShort(query);

      expect(performance.now() - started, part).toBeLessThan(ANSWER_MS);
    }
  });
});

describe('a search that finds nothing while help with it cannot be given', () => {
  it('is answered in the time of the request', async () => {
    const short = openCatalogue(store.db, region, { answerWithinMs: 1_250 });

    // As if the words of the index were being read by much else.
    const { data, errors } = await store.db.transaction().execute(async (transaction) => {
      await sql`LOCK TABLE search_term IN ACCESS EXCLUSIVE MODE`.execute(transaction);
      return short.ask(`{ search(query: "zzzzzzzz", first: 3) { totalCount didYouMean nearby { text } } }`);
    });

    expect(errors).toEqual([]);
    expect(data).toEqual({ search: { totalCount: 0, didYouMean: null, nearby: [] } });
  });
});
