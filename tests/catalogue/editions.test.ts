import { writeIso2709 } from '#marc/index.ts';
import type { HarvestedDescription } from '#contract/adapter.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, editionOf, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;

const midwifery = marcOf(
  field008({ dates: 's2020' }),
  '020 __ $a 9780198526636 (pbk.)',
  '024 7_ $a 10.1000/182 $2 doi',
  '035 __ $a (OCoLC)ocm00012345',
  '016 7_ $a 101084139 $2 DNLM',
  '060 __ $a WQ 140',
  '100 1_ $a Jones, Alice.',
  '245 10 $a Midwifery in practice : $b a guide',
  '264 _1 $b Elsevier, $c 2020.',
  '541 1_ $a Mrs Smith, of this parish',
  '650 _2 $a Home Childbirth $0 (DNLM)D006691',
  '856 40 $u http://example.org/book $x password is swordfish $y Read it',
  '952 __ $p B10 $x note for staff',
);
const midwiferyBrief = marcOf('020 __ $a 0198526636', '084 __ $a WQ140 $2 wessex', '245 10 $a Midwifery in practice');
const lancet = marcOf(
  'LDR 00000nas a2200000 i 4500',
  field008({ dates: 'c18239999' }),
  '022 __ $a 0140-6736',
  '245 14 $a The Lancet.',
);
const hidden = marcOf('020 __ $a 9781554042951', '245 10 $a Hidden asthma', '035 __ $a (OCoLC)777');
const loaned = marcOf('020 __ $a 9780306406157', '245 10 $a Loan for Mr Reader');
const gone = marcOf('020 __ $a 9783161484100', '245 10 $a Thrown away');

function asIso2709(record: HarvestedDescription): HarvestedDescription {
  return { ...record, raw: writeIso2709(record.marc), format: 'iso2709' };
}

beforeEach(async () => {
  await emptyIndex(store.db);
  catalogue = openCatalogue(store.db);
  await applyPage(
    store.db,
    'north',
    pageOf([
      asIso2709(harvested('1', midwifery, { owners: ['NQ', 'NQ', 'NW'] })),
      harvested('2', lancet, { owners: ['NW'] }),
      harvested('3', hidden, { owners: ['NQ'], visibility: 'SUPPRESSED' }),
      harvested('4', loaned, { owners: ['NQ'], visibility: 'ILL_TEMPORARY' }),
      harvested('5', gone, { owners: ['NQ'] }),
    ]),
  );
  await applyPage(store.db, 'south', pageOf([harvested('7', midwiferyBrief, { owners: ['S'] })]));
  await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '5', changedAt: null }]));
});

async function titlesBy(by: readonly Record<string, string>[]): Promise<unknown> {
  const { data } = await catalogue.ask('query ($by: [EditionKey!]!) { editions(by: $by) { editions { title } } }', {
    by,
  });
  const answers = data?.['editions'] as ({ editions: { title: string }[] } | null)[];
  return answers.map((answer) => answer?.editions.map(({ title }) => title) ?? null);
}

describe('editions', () => {
  it('finds an edition by each of its identifiers, however it is written, and by its items and records', async () => {
    const found = await titlesBy([
      { isbn: '978-0-19-852663-6' },
      { isbn: '0-19-852663-6' },
      { doi: 'https://doi.org/10.1000/182' },
      { oclcNumber: '12345' },
      { oclcNumber: '(OCoLC)ocm00012345' },
      { nlmId: '101084139' },
      { barcode: 'B10' },
      { record: 'south:record:7' },
      { id: `mids:edition:${await editionOf(store.db, 'north', '1')}` },
      { issn: '01406736' },
    ]);

    expect(found).toEqual([...Array<string[]>(9).fill(['Midwifery in practice: a guide']), ['The Lancet']]);
  });

  it('answers a malformed key with an error in its own place, and the others all the same', async () => {
    const query = 'query ($by: [EditionKey!]!) { editions(by: $by) { editions { title } } }';
    const by = [
      { isbn: '9780198526637' },
      { issn: '0140-6736' },
      {},
      { isbn: '0198526636', issn: '0140-6736' },
      { id: 'x' },
    ];

    const { data, errors } = await catalogue.ask(query, { by });

    expect(data).toEqual({ editions: [null, { editions: [{ title: 'The Lancet' }] }, null, null, null] });
    expect(errors.map(({ path, code }) => [path, code])).toEqual(
      [0, 2, 3, 4].map((place) => [['editions', place], 'BAD_USER_INPUT']),
    );
  });

  it('answers nothing, and no error, for what nobody holds', async () => {
    expect(await titlesBy([{ isbn: '9780131103627' }, { barcode: 'nobody' }, { id: 'mids:edition:999999' }])).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('refuses a text that no database can hold, by the name of its argument', async () => {
    const nul = '\\u0000';
    const { data, errors } =
      await catalogue.ask(`{ items(barcode: "${nul}") { item { id } } record(id: "north:record:${nul}") { id }
      editions(by: [{ barcode: "a${nul}" }]) { editions { id } }
      _entities(representations: [{ __typename: "Holding", id: "north:holding:${nul}" }]) { __typename } }`);

    expect(data).toEqual({ items: null, record: null, editions: null, _entities: [null] });
    expect(errors.map(({ code, message }) => [code, message.split(':', 1)[0]])).toEqual([
      ['BAD_USER_INPUT', 'barcode'],
      ['BAD_USER_INPUT', 'id'],
      ['BAD_USER_INPUT', 'by[0].barcode'],
    ]);
  });

  it('refuses no key and more than 200 keys', async () => {
    const query = 'query ($by: [EditionKey!]!) { editions(by: $by) { redirectedFrom } }';

    for (const by of [[], Array.from({ length: 201 }, () => ({ isbn: '0198526636' }))]) {
      const { errors } = await catalogue.ask(query, { by });

      expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    }
  });

  it('follows the id of an edition that was merged away, and says so', async () => {
    const first = marcOf('020 __ $a 9780702052316', '245 10 $a Physiology for nurses');
    const second = marcOf('020 __ $a 9780131103627', '245 10 $a Physiology for nurses');
    const both = marcOf('020 __ $a 9780702052316', '020 __ $a 9780131103627', '245 10 $a Physiology for nurses');
    await applyPage(store.db, 'north', pageOf([harvested('21', first)]));
    await applyPage(store.db, 'south', pageOf([harvested('22', second)]));
    const ids = [await editionOf(store.db, 'north', '21'), await editionOf(store.db, 'south', '22')];
    expect(ids[0]).not.toBe(ids[1]);

    await applyPage(store.db, 'west', pageOf([harvested('23', both)]));
    const kept = (await editionOf(store.db, 'west', '23'))!;
    const merged = ids.find((id) => id !== kept)!;
    const query =
      'query ($id: ID!) { edition(id: $id) { id } editions(by: [{ id: $id }]) { redirectedFrom editions { id } } }';
    const { data } = await catalogue.ask(query, { id: `mids:edition:${merged}` });

    expect(data).toEqual({
      edition: { id: `mids:edition:${kept}` },
      editions: [{ redirectedFrom: `mids:edition:${merged}`, editions: [{ id: `mids:edition:${kept}` }] }],
    });
  });

  it('knows no id of an edition that is gone, and knows it again when its record returns', async () => {
    const page = pageOf([harvested('21', marcOf('020 __ $a 9780702052316', '245 10 $a Physiology for nurses'))]);
    await applyPage(store.db, 'north', page);
    const id = `mids:edition:${String(await editionOf(store.db, 'north', '21'))}`;
    const ask = async (): Promise<unknown> =>
      (await catalogue.ask('query ($id: ID!) { edition(id: $id) { id title } }', { id })).data;

    await applyPage(store.db, 'north', pageOf([{ deleted: true, localId: '21', changedAt: null }]));
    expect(await ask()).toEqual({ edition: null });

    await applyPage(store.db, 'north', page);
    expect(await ask()).toEqual({ edition: { id, title: 'Physiology for nurses' } });
  });
});

describe('Edition', () => {
  it('says what it is and who holds it, each library its own copies', async () => {
    const { data, errors } = await catalogue.ask(`{
      editions(by: [{ isbn: "0198526636" }]) { editions {
        title creators publisher publishedYear editionStatement format language isbns issns
        subjects { scheme heading id }
        classmarks { scheme mark libraries { id } }
        links { url label libraries { id } }
        holdings { id library { id name } basis copies record { id localId system { id } } edition { title } }
        wing: holdings(libraries: ["wing"]) { library { id } }
      } }
    }`);

    expect(errors).toEqual([]);
    const holding = (record: string, library: string, name: string, copies: number): unknown => ({
      id: `${record.replace(':record:', ':holding:')}@${library}`,
      library: { id: library, name },
      basis: 'ITEMS',
      copies,
      record: { id: record, localId: record.split(':')[2], system: { id: record.split(':')[0] } },
      edition: { title: 'Midwifery in practice: a guide' },
    });
    expect(data).toEqual({
      editions: [
        {
          editions: [
            {
              title: 'Midwifery in practice: a guide',
              creators: ['Jones, Alice'],
              publisher: 'Elsevier',
              publishedYear: 2020,
              editionStatement: null,
              format: 'BOOK',
              language: 'eng',
              isbns: ['9780198526636'],
              issns: [],
              subjects: [{ scheme: 'MESH', heading: 'Home Childbirth', id: 'D006691' }],
              classmarks: [
                { scheme: 'NLM', mark: 'WQ 140', libraries: [{ id: 'qe' }, { id: 'wing' }] },
                { scheme: 'WESSEX', mark: 'WQ140', libraries: [{ id: 'south-lib' }] },
              ],
              links: [{ url: 'http://example.org/book', label: 'Read it', libraries: [{ id: 'qe' }, { id: 'wing' }] }],
              holdings: [
                holding('north:record:1', 'qe', 'Queen Edith Library', 2),
                holding('south:record:7', 'south-lib', 'South Library', 1),
                holding('north:record:1', 'wing', 'Wing Library', 1),
              ],
              wing: [{ library: { id: 'wing' } }],
            },
          ],
        },
      ],
    });
  });

  it('pages its records, each once', async () => {
    const query = `query ($after: String) { editions(by: [{ isbn: "0198526636" }]) { editions {
      records(first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } } }`;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await catalogue.ask(query, { after });
      const [{ records }] = (data?.['editions'] as [{ editions: [{ records: RecordPage }] }])[0].editions;
      seen.push(...records.edges.map(({ node }) => node.id));
      after = records.pageInfo.hasNextPage ? records.pageInfo.endCursor : null;
    } while (after !== null);

    expect(seen).toEqual(['north:record:1', 'south:record:7']);
  });

  it('refuses a cursor of another list in its own place', async () => {
    const { data, errors } = await catalogue.ask(`{ editions(by: [{ isbn: "0198526636" }]) { editions {
      title bad: records(after: "bm8") { edges { cursor } } } } }`);

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', path: ['editions', 0, 'editions', 0, 'bad'] }]);
    expect(data).not.toBeNull();
  });
});

interface RecordPage {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

describe('what is not for the public', () => {
  it('is nowhere: not by identifier, barcode, record, holding, item or search, and in no count', async () => {
    for (const [local, isbn] of [
      ['3', '9781554042951'],
      ['4', '9780306406157'],
      ['5', '9783161484100'],
    ]) {
      const { data, errors } = await catalogue.ask(
        `query ($isbn: String!, $record: ID!, $barcode: String!, $r: [_Any!]!) {
          editions(by: [{ isbn: $isbn }, { record: $record }, { barcode: $barcode }]) { editions { id } }
          record(id: $record) { id title marc { leader } }
          items(barcode: $barcode) { item { id } }
          search(query: "hidden or loan or thrown or ${isbn}") { totalCount edges { node { id } } facets { values { count } } }
          _entities(representations: $r) { __typename }
        }`,
        {
          isbn,
          record: `north:record:${local}`,
          barcode: `B${local}0`,
          r: [
            { __typename: 'Holding', id: `north:holding:${local}@qe` },
            { __typename: 'BibliographicRecord', id: `north:record:${local}` },
          ],
        },
      );

      expect(errors).toEqual([]);
      expect(data).toEqual({
        editions: [{ editions: [] }, { editions: [] }, { editions: [] }],
        record: null,
        items: [],
        search: { totalCount: 0, edges: [], facets: [{ values: [] }, { values: [] }] },
        _entities: [null, null],
      });
    }
    const { data } = await catalogue.ask('{ library(id: "qe") { holdingsCount } search(query: "") { totalCount } }');
    expect(data).toEqual({ library: { holdingsCount: 1 }, search: { totalCount: 2 } });
  });

  it('leaves suppressed items out of look-ups by barcode', async () => {
    const record = harvested('9', marcOf('245 10 $a Shown'), { owners: ['NQ', 'NQ'] });
    const items = record.items.map((item, index) => ({
      ...item,
      visibility: index === 0 ? ('SUPPRESSED' as const) : ('PUBLIC' as const),
    }));
    await applyPage(store.db, 'north', pageOf([{ ...record, items }]));

    const { data } = await catalogue.ask(
      '{ a: items(barcode: "B90") { item { id } } b: items(barcode: "B91") { item { id } } }',
    );

    expect(data).toEqual({ a: [], b: [{ item: { id: 'north:item:9-1' } }] });
  });
});

describe('record', () => {
  it('gives the public fields of the record as it came, and says which system has it', async () => {
    const { data } = await catalogue.ask(`{ record(id: "north:record:1") {
      localId title visibility deleted formerly harvestedAt system { name } edition { isbns }
      marc { undecoded title: fields(tags: ["245"]) { tag value ind1 ind2 subfields { code value } }
        control: fields(tags: ["008"]) { value ind1 subfields { code } }
        link: fields(tags: ["856"]) { subfields { code } } all: fields { tag } }
    } }`);

    expect(data).toMatchObject({
      record: {
        localId: '1',
        title: 'Midwifery in practice: a guide',
        visibility: 'PUBLIC',
        deleted: false,
        formerly: [],
        harvestedAt: '2025-03-01T12:00:00.000Z',
        system: { name: 'North Koha' },
        edition: { isbns: ['9780198526636'] },
        marc: {
          undecoded: false,
          title: [
            {
              tag: '245',
              value: null,
              ind1: '1',
              ind2: '0',
              subfields: [
                { code: 'a', value: 'Midwifery in practice :' },
                { code: 'b', value: 'a guide' },
              ],
            },
          ],
          control: [{ ind1: null, subfields: [] }],
          link: [{ subfields: [{ code: 'u' }, { code: 'y' }] }],
        },
      },
    });
    const { all } = (data?.['record'] as { marc: { all: { tag: string }[] } }).marc;
    expect(all.map(({ tag }) => tag)).not.toContain('541');
    expect(all.map(({ tag }) => tag)).not.toContain('952');
  });
});

describe('items', () => {
  it('gives every item that bears the barcode, with its holding', async () => {
    await applyPage(store.db, 'west', pageOf([harvested('1', marcOf('245 10 $a Other'), { owners: ['W'] })]));

    const { data } = await catalogue.ask('{ items(barcode: "B10") { item { id } holding { id library { name } } } }');

    expect(data).toEqual({
      items: [
        {
          item: { id: 'north:item:1-0' },
          holding: { id: 'north:holding:1@qe', library: { name: 'Queen Edith Library' } },
        },
        {
          item: { id: 'west:item:1-0' },
          holding: { id: 'west:holding:1@west-lib', library: { name: 'West Library' } },
        },
      ],
    });
  });
});

describe('a holding', () => {
  const print = marcOf(
    '245 10 $a Asthma care',
    '300 __ $a 300 p. ; $c 24 cm',
    '856 41 $u https://example.org/contents',
  );
  const ebook = marcOf(field008({ form: 'o' }), '245 10 $a Asthma online', '300 __ $a 1 ressource en ligne (300 p.)');
  const link = harvested('13', marcOf('245 10 $a Wards'), { owners: ['NQ'] });

  it('is online by its own record or by a link that is all there is, and not by a link beside print', async () => {
    await applyPage(
      store.db,
      'north',
      pageOf([
        harvested('11', print, { owners: ['NQ'] }),
        harvested('12', ebook, { owners: ['NQ'] }),
        { ...link, items: [], holdings: link.holdings.map((holding) => ({ ...holding, basis: 'LINK', copies: 0 })) },
      ]),
    );

    const { data, errors } = await catalogue.ask(
      '{ search(query: "asthma or wards", sort: { by: TITLE }) { edges { node { title holdings { online } } } } }',
    );

    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      search: {
        edges: [
          { node: { title: 'Asthma care', holdings: [{ online: false }] } },
          { node: { title: 'Asthma online', holdings: [{ online: true }] } },
          { node: { title: 'Wards', holdings: [{ online: true }] } },
        ],
      },
    });
  });
});
