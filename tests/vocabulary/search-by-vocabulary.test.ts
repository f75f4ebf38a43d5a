/** Searches of a catalogue whose region loaded a vocabulary. */
import { withTestDatabase } from '#tests/support/database.ts';
import { openCatalogue, type CatalogueWorld } from '#tests/catalogue/catalogue-world.ts';
import { applyPage, harvested, keepAllTerms, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { loadVocabulary, removeVocabulary } from '#search/vocabulary/index.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { authority, descriptorFile, inPieces, iso2709 } from './vocabulary-files.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

const NOW = new Date('2025-03-01T12:00:00Z');

async function load(vocabulary: string, bytes: Uint8Array): Promise<void> {
  await loadVocabulary(store.db, { vocabulary, name: `${vocabulary}.mrc`, chunks: inPieces(bytes, 1000), now: NOW });
}

const HEADINGS = [
  authority('Myocardial Infarction', ['Heart Attack', 'Heart Attacks', 'Infarction, Myocardial']),
  authority('Breast Neoplasms', ['Breast Cancer', 'Cancer of Breast', 'Mammary Tumor', 'Tumors, Breast']),
  authority('Neoplasms', ['Cancer', 'Tumor']),
  authority('Oncology Nursing', [], '550 _2 $w g $a Specialties, Nursing'),
  authority('Midwifery', ['Midwives'], '550 _2 $w g $a Specialties, Nursing'),
  authority('Nursing'),
  authority('Specialties, Nursing', ['Nursing Specialties'], '550 _2 $w g $a Nursing'),
  authority('Pressure Ulcer', ['Bed Sore', 'Bedsores', 'Decubitus Ulcer']),
];

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const titles: readonly (readonly [string, ...string[]])[] = [
    ['Living after your heart attack'],
    ['Myocardial infarction : a clinical guide'],
    ['Coronary care', '650 _2 $a Myocardial Infarction'],
    ['Attack on the heart of Europe'],
    ['Breast cancer nursing'],
    ['Breast neoplasms : a surgical atlas'],
    ['Mammary tumours of the dog'],
    ['Decubitus ulcer care'],
    ['Preventing pressure ulcers'],
    ['Bed and sores'],
    ['Oncology without the word', '650 _2 $a Neoplasms'],
    ['Oncology nursing'],
    ['The physiotherapist at work'],
  ];
  const records = titles.map(([title, ...more], at) =>
    harvested(String(at), marcOf(field008(), `245 10 $a ${title}`, ...more), { owners: ['NQ'] }),
  );
  await applyPage(store.db, 'north', pageOf(records));
  await load('topics', iso2709(...HEADINGS));
  await keepAllTerms(store.db);
});

async function find(query: string): Promise<readonly string[]> {
  const { data, errors } = await catalogue.ask(
    'query ($query: String!) { search(query: $query) { edges { node { title } } } }',
    { query },
  );
  expect(errors).toEqual([]);
  return (data?.['search'] as { edges: { node: { title: string } }[] }).edges.map(({ node }) => node.title);
}

describe('a search in a region with a vocabulary', () => {
  it('finds the heading for what people call it, and what was typed before it', async () => {
    const titles = await find('heart attack');

    expect(titles.toSorted()).toEqual([
      'Attack on the heart of Europe',
      'Coronary care',
      'Living after your heart attack',
      'Myocardial infarction : a clinical guide',
    ]);
    expect(new Set(titles.slice(0, 2))).toEqual(
      new Set(['Living after your heart attack', 'Attack on the heart of Europe']),
    );
  });

  it.each([
    ['myocardial infarction', 'Living after your heart attack'],
    ['breast neoplasms', 'Breast cancer nursing'],
    ['cancer of the breast', 'Breast cancer nursing'],
    ['bed sores', 'Decubitus ulcer care'],
    ['bedsore', 'Preventing pressure ulcers'],
    ['pressure ulcers care', 'Decubitus ulcer care'],
    ['breast cancer', 'Mammary tumours of the dog'],
    ['breast tumours', 'Breast neoplasms : a surgical atlas'],
    ['tumour', 'Oncology without the word'],
    ['breast neoplasm nursing', 'Breast cancer nursing'],
    ['zebra or heart attacks', 'Coronary care'],
  ])('finds for %s: %s', async (query, title) => {
    expect(await find(query)).toContain(title);
  });

  it('leaves quoted phrases and what is not wanted as they were typed', async () => {
    expect(await find('"heart attack"')).toEqual(['Living after your heart attack']);
    expect(await find('nursing -"breast neoplasms" -oncology')).toEqual(['Breast cancer nursing']);
    expect(await find('care -ulcer -cancer')).toEqual(['Coronary care']);
  });

  it('finds by another name the words of which follow each other, and not by them apart', async () => {
    expect(await find('pressure ulcers')).not.toContain('Bed and sores');
  });

  it('leaves one of its words out where a name finds nothing with the others', async () => {
    expect(await find('breast cancer nursing zebra')).toEqual(['Breast cancer nursing']);
    expect(await find('coronary breast')).toEqual(['Coronary care']);
  });

  it('goes by what is loaded now', async () => {
    expect(await find('cardiac event')).toEqual([]);
    await load('more', Buffer.from(descriptorFile({ name: 'Myocardial Infarction', concepts: [['Cardiac Event']] })));
    expect(await find('cardiac event')).toContain('Coronary care');
    await removeVocabulary(store.db, 'more');
    expect(await find('cardiac event')).toEqual([]);
  });
});

describe('where nothing is found', () => {
  let asked = 0;
  async function findNear(query: string, filter: object = {}): Promise<unknown> {
    const { data, errors, statements } = await catalogue.ask(
      `query ($query: String!, $filter: SearchFilter) { search(query: $query, filter: $filter, first: 0) {
        totalCount nearby { kind text count } } }`,
      { query, filter },
    );
    expect(errors).toEqual([]);
    asked = statements;
    return (data?.['search'] as { readonly nearby: unknown }).nearby;
  }

  it('headings above and beside are offered, if they find something', async () => {
    expect(await findNear('midwifery')).toEqual([
      { kind: 'WIDER', text: 'Nursing', count: 2 },
      { kind: 'BESIDE', text: 'Oncology Nursing', count: 1 },
    ]);
    // Also by another name of the heading.
    expect(await findNear('midwives')).toEqual(await findNear('midwifery'));
  });

  it('headings below are offered', async () => {
    expect(await findNear('nursing specialties zebra', { libraries: [] })).toEqual([]);
    expect(await findNear('"nursing specialties"')).toEqual([
      { kind: 'WIDER', text: 'Nursing', count: 2 },
      { kind: 'NARROWER', text: 'Oncology Nursing', count: 1 },
    ]);
  });

  it('words of records that begin alike are offered', async () => {
    expect(await findNear('physiology')).toEqual([{ kind: 'WORD', text: 'physiotherapist', count: 1 }]);
  });

  it('the filter holds, and what finds something is offered nothing', async () => {
    await findNear('midwifery');
    const found = asked;
    expect(await findNear('midwifery', { libraries: ['wing'] })).toEqual([]);
    // What finds nothing is not looked at in other ways: each is counted once.
    expect(asked).toBe(found);
    expect(await findNear('oncology')).toEqual([]);
  });
});
