import type { HarvestedDescription } from '#contract/adapter.ts';
import type { HoldingStatement } from '#domain/catalogue.ts';
import { USUAL_LENDING, type LendingRules } from '#domain/lending/lending-rules.ts';
import type { NetworkId } from '#domain/ids.ts';
import type { Library, Region } from '#domain/region.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { openCatalogue, region, type CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
const HILL = 'hill' as NetworkId;
const VALE = 'vale' as NetworkId;
const WEEK = [{ from: 540, to: 1020 }];

/** It is Saturday, 1 March 2025. */
function regionWith(
  rules: Readonly<Record<string, Partial<LendingRules>>>,
  opening: Readonly<Record<string, Pick<Library, 'hours' | 'closures'>>> = {},
): Region {
  return {
    ...region,
    bankHolidays: ['2025-03-03'],
    libraries: region.libraries.map((library) => ({
      ...library,
      network: library.id === 'west-lib' ? VALE : (library.network ?? HILL),
      lending: { ...USUAL_LENDING, ...rules[library.id] },
      ...opening[library.id],
    })),
  };
}

const textbook = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice');
const online = marcOf(
  'LDR 00000nam a2200000 i 4500',
  '007 cr',
  '020 __ $a 9780306406157',
  '245 10 $a Asthma $h [electronic resource]',
  '300 __ $a 1 online resource',
  '338 __ $a online resource $b cr',
);
const lancet = marcOf(
  'LDR 00000nas a2200000 i 4500',
  field008({ dates: 'c18239999' }),
  '022 __ $a 0140-6736',
  '245 14 $a The Lancet.',
);

function stating(record: HarvestedDescription, text: string): HarvestedDescription {
  const statement: HoldingStatement = { kind: 'MAIN', text, from: null, to: null, retention: null, note: null };
  return {
    ...record,
    holdings: record.holdings.map((holding) => ({ ...holding, basis: 'STATEMENT', statements: [statement] })),
  };
}

beforeEach(async () => {
  await emptyIndex(store.db);
  const north = [
    harvested('1', textbook, { owners: ['NQ', 'NW'] }),
    harvested('2', online, { owners: ['NW'] }),
    stating(harvested('3', lancet, { owners: ['NW'] }), 'v.300-360 (1972-2002)'),
  ];
  await applyPage(store.db, 'north', pageOf(north));
  const south = [
    harvested('1', textbook, { owners: ['S'] }),
    stating(harvested('3', lancet, { owners: ['S'] }), '2003-'),
  ];
  await applyPage(store.db, 'south', pageOf(south));
  const west = [
    harvested('1', textbook, { owners: ['W'] }),
    stating(harvested('3', lancet, { owners: ['W'] }), 'broken run'),
  ];
  await applyPage(store.db, 'west', pageOf(west));
});

const FIELDS = `totalCount supply pageInfo { hasNextPage endCursor }
  edges { node { rank covers openNow opensOn library { id } reasons { code } holdings { id } } }
  excluded { library { id } opensOn reasons { code words } } incomplete { system { id } why }`;

interface Node {
  readonly rank: number;
  readonly covers: string | null;
  readonly openNow: boolean | null;
  readonly opensOn: string | null;
  readonly library: { readonly id: string };
  readonly reasons: readonly { readonly code: string }[];
  readonly holdings: readonly { readonly id: string }[];
}

interface Lenders {
  readonly totalCount: number;
  readonly supply: string;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Node }[];
  readonly excluded: readonly {
    readonly library: { readonly id: string };
    readonly opensOn: string | null;
    readonly reasons: readonly { readonly code: string; readonly words: string }[];
  }[];
  readonly incomplete: readonly { readonly system: { readonly id: string } }[];
}

async function lenders(catalogue: CatalogueWorld, key: string, args: string, format?: string): Promise<Lenders> {
  const { data, errors } = await catalogue.ask(
    `{ editions(by: [{ ${key} }]) { editions { format lenders(${args}) { ${FIELDS} } } } }`,
  );
  expect(errors).toEqual([]);
  const [answer] = data?.['editions'] as { editions: { format: string; lenders: Lenders }[] }[];
  const found = answer?.editions.find((each) => format === undefined || each.format === format)?.lenders;
  if (found === undefined) throw new Error(`no edition of ${key}`);
  return found;
}

const BOOK = 'isbn: "9780198526636"';
const JOURNAL = 'issn: "0140-6736"';
const order = ({ edges }: Lenders): readonly string[] => edges.map(({ node }) => node.library.id);
const outOf = ({ excluded }: Lenders): readonly unknown[] =>
  excluded.map(({ library, reasons }) => [library.id, ...reasons.map(({ code }) => code)]);

describe('Edition.lenders', () => {
  it('gives the libraries that hold it in the order of the rota, with the holdings to ask about', async () => {
    const found = await lenders(openCatalogue(store.db, regionWith({})), BOOK, 'for: "qe"');

    expect(order(found)[0]).toBe('south-lib');
    expect(order(found).slice(1).toSorted()).toEqual(['west-lib', 'wing']);
    expect(found.edges[0]?.node).toMatchObject({
      rank: 1,
      covers: null,
      openNow: null,
      opensOn: null,
      reasons: [{ code: 'OWN_NETWORK' }],
      holdings: [{ id: 'south:holding:1@south-lib' }],
    });
    expect(found).toMatchObject({ totalCount: 3, supply: 'LOAN' });
    expect(outOf(found)).toEqual([['qe', 'OWN_LIBRARY']]);
  });

  it('asks journals for copies, of the year and volume wanted', async () => {
    const found = await lenders(
      openCatalogue(store.db, regionWith({})),
      JOURNAL,
      'for: "qe", year: 1995, volume: "345"',
    );

    expect(found.supply).toBe('COPY');
    expect(found.edges.map(({ node }) => [node.library.id, node.covers])).toEqual([
      ['wing', 'YES'],
      ['west-lib', 'UNKNOWN'],
    ]);
    expect(outOf(found)).toEqual([['south-lib', 'NOT_COVERED']]);
  });

  it('knows when each is open, from the day asked for on', async () => {
    const opening = {
      'south-lib': { hours: { saturday: WEEK, monday: WEEK, tuesday: WEEK } },
      wing: { hours: { monday: WEEK, wednesday: WEEK } },
      'west-lib': {
        hours: { monday: WEEK, tuesday: WEEK },
        closures: [{ from: '2025-03-04', to: '2025-03-09', note: 'Stock move' }],
      },
    };
    const catalogue = openCatalogue(store.db, regionWith({}, opening));

    const today = await lenders(catalogue, BOOK, 'for: "qe"');
    // A Sunday; the Monday behind it is a bank holiday.
    const later = await lenders(catalogue, BOOK, 'for: "qe", on: "2025-03-02"');

    expect(today.edges.map(({ node }) => [node.library.id, node.openNow, node.opensOn])).toEqual([
      ['south-lib', true, '2025-03-01'],
      ['wing', false, '2025-03-05'],
    ]);
    expect(later.edges.map(({ node }) => [node.library.id, node.openNow, node.opensOn])).toEqual([
      ['south-lib', true, '2025-03-04'],
      ['wing', false, '2025-03-05'],
    ]);
    expect(today.excluded.find(({ library }) => library.id === 'west-lib')).toMatchObject({
      opensOn: '2025-03-10',
      reasons: [{ code: 'CLOSED', words: 'It is closed until 2025-03-09 (Stock move); open again on 2025-03-10.' }],
    });
  });

  it('passes on from outside the region to those alone who lend there', async () => {
    const catalogue = openCatalogue(store.db, regionWith({ wing: { outsideRegion: true } }));

    const found = await lenders(catalogue, BOOK, 'for: "qe", outside: true');

    expect(order(found)).toEqual(['wing']);
  });

  it('lends nothing that is online only', async () => {
    const found = await lenders(openCatalogue(store.db, regionWith({})), 'isbn: "9780306406157"', 'for: "qe"');

    expect(found.totalCount).toBe(0);
    expect(outOf(found)).toEqual([['wing', 'ONLINE_ONLY']]);
  });

  it('tells who reads a journal online, under another edition of the same ISSN', async () => {
    const electronic = marcOf(
      'LDR 00000nas a2200000 i 4500',
      '007 cr',
      field008({ dates: 'c18239999', form: 'o' }),
      '022 __ $a 1474-547X',
      '022 __ $a 0140-6736',
      '245 14 $a The Lancet.',
      '856 40 $u https://journals.example.org/lancet',
    );
    const linked = (owner: string): HarvestedDescription => {
      const record = stating(harvested('5', electronic, { owners: [owner] }), '1990-');
      return { ...record, items: [], holdings: record.holdings.map((one) => ({ ...one, basis: 'LINK', copies: 0 })) };
    };
    await applyPage(store.db, 'north', pageOf([linked('NQ')]));
    await applyPage(store.db, 'south', pageOf([linked('S')]));

    const ask = (format: string) =>
      lenders(openCatalogue(store.db, regionWith({})), JOURNAL, 'for: "west-lib", outside: true, year: 1995', format);
    const found = await ask('JOURNAL');
    const reasons = new Map(found.excluded.map(({ library, reasons: all }) => [library.id, all]));

    expect(reasons.get('qe')?.map(({ words }) => words)).toContain(
      'It has the part wanted online only (1990-). Whether it may send a copy is a matter of its licence.',
    );
    expect(reasons.get('south-lib')?.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['NOT_COVERED', 'ONLINE_ONLY']),
    );
    expect(reasons.get('wing')?.map(({ code }) => code)).not.toContain('ONLINE_ONLY');
    // Whoever finds the electronic one is told the same.
    expect(outOf(await ask('EJOURNAL'))).toEqual(expect.arrayContaining([...outOf(found)]));
  });

  it('says whose libraries may hold it too', async () => {
    const found = await lenders(openCatalogue(store.db, regionWith({})), BOOK, 'for: "qe"');

    // No harvest has ever come to its end in this test.
    expect(found.incomplete.map(({ system }) => system.id)).toEqual(['north', 'south', 'west']);
  });

  it('goes on behind a page with the ranks of the whole', async () => {
    const catalogue = openCatalogue(store.db, regionWith({}));

    const first = await lenders(catalogue, BOOK, 'for: "qe", first: 2');
    const second = await lenders(catalogue, BOOK, `for: "qe", first: 2, after: "${first.pageInfo.endCursor}"`);

    expect([...first.edges, ...second.edges].map(({ node }) => node.rank)).toEqual([1, 2, 3]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(new Set([...order(first), ...order(second)]).size).toBe(3);
  });

  it.each([
    ['for: "nowhere"', 'for: the region has no library "nowhere".'],
    ['for: "qe", on: "next week"', 'on: a day is written YYYY-MM-DD.'],
    ['for: "qe", on: "2025-02-30"', 'on: a day is written YYYY-MM-DD.'],
    ['for: "qe", first: 0', 'first: 1 to 200 in one page; this is 0.'],
    ['for: "qe", after: "x"', 'after: this is no cursor of this list; ask for its first page again.'],
  ])('refuses %s, and answers the rest of the edition', async (args, message) => {
    const { data, errors } = await openCatalogue(store.db, regionWith({})).ask(
      `{ editions(by: [{ ${BOOK} }]) { editions { title lenders(${args}) { totalCount } } } }`,
    );

    expect(data?.['editions']).toEqual([{ editions: [{ title: 'Midwifery in practice', lenders: null }] }]);
    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message }]);
  });

  it('costs one statement for the holdings of all editions of a page, and one for what is online of its journals', async () => {
    const catalogue = openCatalogue(store.db, regionWith({}));
    const ask = async (keys: string): Promise<number> => {
      const { errors, statements } = await catalogue.ask(
        `{ editions(by: [${keys}]) { editions { lenders(for: "qe") { totalCount } } } }`,
      );
      expect(errors).toEqual([]);
      return statements;
    };

    expect(await ask(`{ ${BOOK} }`)).toBe(2);
    expect(await ask(`{ ${BOOK} }, { ${JOURNAL} }`)).toBe(3);
  });
});
