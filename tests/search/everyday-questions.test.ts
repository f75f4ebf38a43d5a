import { beforeAll, describe, expect, it } from 'vitest';
import { ensureDemoVocabulary } from '#cli/demo/demo.ts';
import { parseId } from '#domain/ids.ts';
import { openCatalogue, region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, editionOf, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { keepNext } from '#search/terms/keep-next.ts';
import { everydayRecords } from './everyday-records.ts';
import { questionsOf, type Question } from './questions.ts';

/** Of forty, thirty-nine are to be right. */
const WRONG_MAX = 1;
const FIRST = 5;
const EVERYDAY_QUESTIONS = questionsOf('everybody');

const store = withTestDatabase();
const editionByRecord = new Map<string, number>();

beforeAll(async () => {
  await applyPage(store.db, 'north', pageOf(everydayRecords()));
  while (await keepNext(store.db, { at: new Date() }));
  await ensureDemoVocabulary(store);
  for (const { wanted } of EVERYDAY_QUESTIONS) {
    for (const record of wanted) {
      const edition = await editionOf(store.db, 'north', record);
      if (edition === null) throw new Error(`no edition has the record ${record}`);
      editionByRecord.set(record, edition);
    }
  }
});

interface Found {
  readonly newestFirst: boolean;
  readonly nodes: readonly { readonly number: number; readonly title: string }[];
  readonly wordsLeftOut: readonly string[];
}

async function ask(asked: string): Promise<Found> {
  const catalogue = openCatalogue(store.db, region);
  const { data, errors } = await catalogue.ask(
    `query ($asked: String!, $first: Int!) { search(query: $asked, first: $first) {
      wordsLeftOut newestFirst edges { node { id title editionStatement publishedYear } } } }`,
    { asked, first: FIRST },
  );
  expect(errors).toEqual([]);
  const search = data?.['search'] as {
    wordsLeftOut: string[];
    newestFirst: boolean;
    edges: { node: { id: string; title: string; editionStatement: string | null; publishedYear: number | null } }[];
  };
  const nodes = search.edges.map(({ node }) => ({
    number: Number(parseId(node.id, 'edition')?.local),
    title: `${node.title} (${node.editionStatement ?? ''}, ${String(node.publishedYear)})`,
  }));
  return { nodes, wordsLeftOut: search.wordsLeftOut, newestFirst: search.newestFirst };
}

/** What is wrong with the answer; null if it is right. */
async function faultOf({ asked, wanted, first }: Question): Promise<string | null> {
  const { nodes, wordsLeftOut } = await ask(asked);
  const found = nodes.map(({ number }) => number);
  const numbers = wanted.map((record) => editionByRecord.get(record) ?? 0);
  const isRight = numbers.every((number) => found.includes(number)) && (!first || found[0] === numbers[0]);
  if (isRight) return null;
  const titles = nodes.map(({ title }) => `\n    ${title}`).join('');
  return `${asked} → ${wanted.join(', ')}; without [${wordsLeftOut.join(', ')}]:${titles}`;
}

describe('everyday questions', () => {
  it('are forty, of a library with decoys', () => {
    expect(EVERYDAY_QUESTIONS).toHaveLength(40);
  });

  it(`find what was wanted among the first ${String(FIRST)}, all but ${String(WRONG_MAX)} of them at most`, async () => {
    const faults: string[] = [];
    for (const question of EVERYDAY_QUESTIONS) {
      const fault = await faultOf(question);
      if (fault !== null) faults.push(fault);
    }

    expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(WRONG_MAX);
  });

  it.each([
    ['latest BNF', 'British national formulary (86, 2023)', []],
    ['bnf children latest', 'BNF for children (, 2023)', []],
    [
      "current edition of harrison's principles of internal medicine",
      "Harrison's principles of internal medicine (21st edition, 2022)",
      [],
    ],
    ['kumar and clark 11th edition', "Kumar & Clark's clinical medicine (Tenth edition, 2020)", ['11th edition']],
    [
      "gray's anatomy 43",
      "Gray's anatomy: the anatomical basis of clinical practice (Forty-second edition, 2020)",
      ['43'],
    ],
  ])('put the newest held first for %s, and say so', async (asked, title, left) => {
    const { nodes, wordsLeftOut, newestFirst } = await ask(asked);

    expect(nodes[0]?.title).toBe(title);
    expect({ wordsLeftOut, newestFirst }).toEqual({ wordsLeftOut: left, newestFirst: true });
  });

  it('take no title for a wish', async () => {
    await applyPage(
      store.db,
      'north',
      pageOf([harvested('trends', marcOf('245 10 $a Latest trends in nursing', '260 __ $c 1990'), { owners: ['NQ'] })]),
    );
    const { nodes, newestFirst } = await ask('latest trends in nursing');

    expect(nodes.map(({ title }) => title)).toEqual(['Latest trends in nursing (, 1990)']);
    expect(newestFirst).toBe(false);
  });

  it.each([
    ['who hand hygiene', 'Guidelines on hand hygiene in health care'],
    ['hep b', 'Hepatitis B virus: human diseases'],
    ['West JB pathophysiology', 'Pulmonary pathophysiology: the essentials'],
    ['BMJ Qual Saf', 'BMJ quality & safety'],
    ['NEJM', 'The New England journal of medicine'],
    ['davidson 24', "Davidson's principles and practice of medicine"],
    ['BNF 84', 'British national formulary'],
    ['eating and drinking living', 'The Roper-Logan-Tierney model of nursing: based on activities of living'],
    ['Bbailey10', 'Operative cardiac surgery. Volume 1'],
    ['(OCoLC)984691234', 'Clinical chemistry'],
    ['WQ100', 'Obstetrics by ten teachers'],
    ['617.4', 'Vascular surgery'],
  ])('find by %s what it stands for', async (asked, title) => {
    const { nodes } = await ask(asked);

    expect(nodes[0]?.title.replace(/ \([^()]*\)$/, '')).toBe(title);
  });

  it('find no half of a class mark', async () => {
    expect((await ask('WG 999')).nodes).toEqual([]);
  });

  it('walk on through the newest, and through a title cut short, as they began', async () => {
    const catalogue = openCatalogue(store.db, region);
    for (const asked of ['latest bnf', 'Br J Psychiatry', 'West JB', 'kumar and clark 11th edition']) {
      const walked: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { data, errors } = await catalogue.ask(
          `query ($asked: String!, $after: String) { search(query: $asked, first: 1, after: $after) {
            edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
          { asked, after },
        );
        expect(errors).toEqual([]);
        const page = data?.['search'] as {
          edges: { node: { id: string } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string | null };
        };
        walked.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      const whole = (await ask(asked)).nodes.map(({ number }) => number);

      expect(
        walked.slice(0, FIRST).map((id) => Number(parseId(id, 'edition')?.local)),
        asked,
      ).toEqual(whole);
      expect(new Set(walked).size, asked).toBe(walked.length);
    }
  });
});
