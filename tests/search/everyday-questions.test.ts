import { beforeAll, describe, expect, it } from 'vitest';
import { parseId } from '#domain/ids.ts';
import { openCatalogue, region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, editionOf, pageOf } from '#tests/union-index/index-world.ts';
import { EVERYDAY_QUESTIONS, type EverydayQuestion } from './everyday-questions.ts';
import { everydayRecords } from './everyday-records.ts';

/** Parts of search that are there besides words: a question that needs another is not asked. */
const PARTS: ReadonlySet<EverydayQuestion['needs']> = new Set([undefined]);
/** Of forty, thirty-eight are to be right. */
const WRONG_MAX = 2;
const FIRST = 5;

const store = withTestDatabase();
const editionByRecord = new Map<string, number>();

beforeAll(async () => {
  await applyPage(store.db, 'north', pageOf(everydayRecords()));
  for (const { wanted } of EVERYDAY_QUESTIONS) {
    for (const record of wanted) {
      const edition = await editionOf(store.db, 'north', record);
      if (edition === null) throw new Error(`no edition has the record ${record}`);
      editionByRecord.set(record, edition);
    }
  }
});

interface Found {
  readonly nodes: readonly { readonly number: number; readonly title: string }[];
  readonly wordsLeftOut: readonly string[];
}

async function ask(asked: string): Promise<Found> {
  const catalogue = openCatalogue(store.db, region);
  const { data, errors } = await catalogue.ask(
    `query ($asked: String!, $first: Int!) { search(query: $asked, first: $first) {
      wordsLeftOut edges { node { id title editionStatement publishedYear } } } }`,
    { asked, first: FIRST },
  );
  expect(errors).toEqual([]);
  const search = data?.['search'] as {
    wordsLeftOut: string[];
    edges: { node: { id: string; title: string; editionStatement: string | null; publishedYear: number | null } }[];
  };
  const nodes = search.edges.map(({ node }) => ({
    number: Number(parseId(node.id, 'edition')?.local),
    title: `${node.title} (${node.editionStatement ?? ''}, ${String(node.publishedYear)})`,
  }));
  return { nodes, wordsLeftOut: search.wordsLeftOut };
}

/** What is wrong with the answer; null if it is right. */
async function faultOf({ asked, wanted, first }: EverydayQuestion): Promise<string | null> {
  const { nodes, wordsLeftOut } = await ask(asked);
  const found = nodes.map(({ number }) => number);
  const numbers = wanted.map((record) => editionByRecord.get(record) ?? 0);
  const isRight = numbers.every((number) => found.includes(number)) && (first !== true || found[0] === numbers[0]);
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
    for (const question of EVERYDAY_QUESTIONS.filter(({ needs }) => PARTS.has(needs))) {
      const fault = await faultOf(question);
      if (fault !== null) faults.push(fault);
    }

    expect(faults.length, faults.join('\n')).toBeLessThanOrEqual(WRONG_MAX);
  });
});
