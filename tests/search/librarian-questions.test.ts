import { parseId } from '#domain/ids.ts';
import { ensureDemoVocabulary } from '#cli/demo/demo.ts';
import { openCatalogue } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, editionOf, pageOf } from '#tests/union-index/index-world.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { everydayRecords } from './everyday-records.ts';
import { librarianRecords } from './librarian-records.ts';
import { questionsOf, type Question } from './questions.ts';

const FIRST = 5;

const store = withTestDatabase();
const recordOf = new Map<number, string>();

beforeAll(async () => {
  await applyPage(store.db, 'north', pageOf([...everydayRecords(), ...librarianRecords()]));
  while (await keepNext(store.db, { at: new Date() }));
  await ensureDemoVocabulary(store);
  for (const { localId } of [...everydayRecords(), ...librarianRecords()]) {
    const edition = await editionOf(store.db, 'north', localId);
    if (edition !== null) recordOf.set(edition, localId);
  }
}, 60_000);

/** What is wrong with the answer; null if it is right. */
async function faultOf({ asked, wanted, unwanted, first, spelt }: Question): Promise<string | null> {
  const { data, errors } = await openCatalogue(store.db).ask(
    `query ($asked: String!, $first: Int!) { search(query: $asked, first: $first) {
      totalCount wordsLeftOut searchedInstead didYouMean edges { node { id title publishedYear } } } }`,
    { asked, first: FIRST },
  );
  expect(errors).toEqual([]);
  const search = data?.['search'] as {
    totalCount: number;
    wordsLeftOut: string[];
    searchedInstead: string | null;
    didYouMean: string | null;
    edges: { node: { id: string; title: string; publishedYear: number | null } }[];
  };
  const found = search.edges.map(({ node }) => recordOf.get(Number(parseId(node.id, 'edition')?.local)) ?? '');
  const isRight =
    wanted.every((record) => found.includes(record)) &&
    !unwanted.some((record) => found.includes(record)) &&
    (!first || found[0] === wanted[0]) &&
    (spelt === undefined || (search.searchedInstead ?? search.didYouMean) === spelt);
  if (isRight) return null;
  const titles = search.edges.map(
    ({ node }, at) => `\n    ${found[at] ?? ''}: ${node.title} (${String(node.publishedYear)})`,
  );
  const { totalCount, wordsLeftOut, searchedInstead, didYouMean } = search;
  return `${asked} → ${wanted.join(', ')} ${JSON.stringify({ totalCount, wordsLeftOut, searchedInstead, didYouMean })}${titles.join('')}`;
}

async function faultsOf(questions: readonly Question[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const question of questions) {
    const fault = await faultOf(question);
    if (fault !== null) faults.push(fault);
  }
  return faults;
}

describe('questions of librarians', () => {
  it('find what was wanted', async () => {
    const faults = await faultsOf(questionsOf('librarians'));

    expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(1);
  });

  it('find it also where nothing was made by them', async () => {
    const faults = await faultsOf(questionsOf('librarians, held out'));

    expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(2);
  });

  it.each(['pathologie hart', 'niere hart pathologie', 'hart pathologie der niere'])(
    'leave out a word where nothing has all of them: %s',
    async (asked) => {
      const { data } = await openCatalogue(store.db).ask(
        `query ($asked: String!) { search(query: $asked, first: 5) {
          wordsLeftOut searchedInstead nodes { title } } }`,
        { asked },
      );

      expect(data?.['search']).toMatchObject({
        wordsLeftOut: ['hart'],
        searchedInstead: null,
        nodes: [{ title: 'Pathologie der Niere' }],
      });
    },
  );
});
