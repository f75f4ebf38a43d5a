import { deriveKey } from '#platform/derived-key.ts';
import type { OpenLoan } from '#contract/adapter.ts';
import { createReaderTokens } from '#platform/reader-token.ts';
import type { Role } from '#platform/signed-context.ts';
import { openCatalogue, type CatalogueWorld } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { toCursor } from '#union-index/read/cursor.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { agreeing, bring, forgetEverything, loan, toldBy } from './loan-world.ts';

const store = withTestDatabase();
const midwifery = marcOf('020 __ $a 9780198526636', '245 10 $a Midwifery in practice', '260 __ $c 2001');
const key = deriveKey('a secret of one region, long enough', 'readers');
let catalogue: CatalogueWorld;

beforeEach(async () => {
  await emptyIndex(store.db);
  await forgetEverything(store.db);
  catalogue = openCatalogue(store.db, agreeing());
  await applyPage(store.db, 'north', pageOf([harvested('1', midwifery, { owners: ['NQ', 'NW'] })]));
});

const OTHERS: readonly Role[] = ['public', 'patron', 'staff', 'operator'];
const LOANS = `query ($system: ID, $library: ID, $first: Int, $after: String) {
  openLoans(system: $system, library: $library, first: $first, after: $after) {
    edges { node { system { id } library { id } item record reader loanedAt dueOn dueAt renewals asOf } }
    pageInfo { hasNextPage endCursor } } }`;
const GROUPS = `query ($first: Int, $after: String) { duplicateReaders(first: $first, after: $after) {
  edges { node { id evidence accounts { system { id } library { id } reader } } } pageInfo { hasNextPage endCursor } } }`;

interface Listed<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

type Field = 'openLoans' | 'duplicateReaders';

async function list<Node>(query: string, field: Field, variables: object): Promise<Listed<Node>> {
  const { data, errors } = await catalogue.ask(query, { ...variables }, 'migration');
  expect(errors).toEqual([]);
  return (data as Record<Field, Listed<Node>>)[field];
}

interface LoanNode {
  readonly item: string;
  readonly reader: string | null;
}
const loans = (variables: object) => list<LoanNode>(LOANS, 'openLoans', variables);
/** A loan of each of the library's copies that nobody else has, to the reader with that account. */
const lentTo = (accounts: readonly string[]): [OpenLoan, ...OpenLoan[]] =>
  accounts.map((account, place) =>
    loan(`9${place}`, { readerToken: createReaderTokens(key, 'north')('account', account) }),
  ) as [OpenLoan, ...OpenLoan[]];
const itemsOf = ({ edges }: Listed<LoanNode>) => edges.map(({ node }) => node.item);

describe('open loans', () => {
  it('are rows of ids and tokens, a page at a time', async () => {
    const due = { on: '2025-03-02', at: '2025-03-02T16:00:00+00:00' };
    await bring(store.db, toldBy('north', { loans: [[loan('1-0'), loan('1-1', { due, renewals: 2 }), loan('99')]] }));

    const first = await loans({ system: 'north', first: 2 });
    const rest = await loans({ system: 'north', first: 2, after: first.pageInfo.endCursor });

    expect(first.edges.map(({ node }) => node)).toEqual([
      {
        system: { id: 'north' },
        library: { id: 'qe' },
        item: 'north:item:1-0',
        record: 'north:record:1',
        reader: null,
        loanedAt: '2025-02-20T10:00:00.000Z',
        dueOn: '2025-03-20',
        dueAt: null,
        renewals: 0,
        asOf: '2025-03-01T12:00:00.000Z',
      },
      {
        system: { id: 'north' },
        library: { id: 'wing' },
        item: 'north:item:1-1',
        record: 'north:record:1',
        reader: null,
        loanedAt: '2025-02-20T10:00:00.000Z',
        dueOn: '2025-03-02',
        dueAt: '2025-03-02T16:00:00.000Z',
        renewals: 2,
        asOf: '2025-03-01T12:00:00.000Z',
      },
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(rest.edges).toMatchObject([{ node: { item: 'north:item:99', library: null, record: null } }]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('name one reader by one token, which is not the one that is stored', async () => {
    const [ann, ...others] = lentTo(['17', '17', '18', '19', '20', '21']);
    await bring(store.db, toldBy('north', { loans: [[ann, ...others]] }));

    const tokens = (await loans({ system: 'north' })).edges.map(({ node }) => node.reader);

    expect(tokens[0]).toBe(tokens[1]);
    expect(new Set(tokens).size).toBe(5);
    expect(tokens).not.toContain(null);
    expect(tokens).not.toContain(ann.readerToken);
  });

  it('name no reader if fewer than five have all loans of the library: counted, the tokens would be a hidden number', async () => {
    await bring(store.db, toldBy('north', { loans: [lentTo(['17', '17', '18', '19', '20'])] }));

    const page = await loans({ system: 'north' });

    expect(page.edges.map(({ node }) => node.reader)).toEqual(Array(5).fill(null));
    expect(page.edges).toHaveLength(5);
  });

  it('count the readers of each library by themselves', async () => {
    const ofWing = loan('1-1', { readerToken: createReaderTokens(key, 'north')('account', '99') });
    await bring(store.db, toldBy('north', { loans: [[...lentTo(['17', '18', '19', '20', '21']), ofWing]] }));

    expect((await loans({ library: 'wing' })).edges.map(({ node }) => node.reader)).toEqual([null]);
  });

  it('are hidden as soon as a library ends the purpose for which they are kept', async () => {
    await bring(store.db, toldBy('north', { loans: [[loan('1-0'), loan('1-1')]] }));

    catalogue = openCatalogue(store.db, agreeing({ wing: ['MOVE_RECONCILIATION'] }));

    expect(itemsOf(await loans({ system: 'north' }))).toEqual(['north:item:1-0']);
  });

  it('are those of one library where one is named', async () => {
    await bring(store.db, toldBy('north', { loans: [[loan('1-0'), loan('1-1')]] }));

    expect(itemsOf(await loans({ library: 'wing' }))).toEqual(['north:item:1-1']);
    expect(itemsOf(await loans({ system: 'south', library: 'wing' }))).toEqual([]);
  });

  it.each([
    [{ system: 'nowhere' }, 'system: the region has no system "nowhere".'],
    [{ system: 'north', library: 'qee' }, 'library: the region has no library "qee".'],
  ])('are not an empty list of what the region has not: %j', async (asked, message) => {
    const { errors } = await catalogue.ask(LOANS, asked, 'migration');

    expect(errors).toMatchObject([{ message, code: 'BAD_USER_INPUT' }]);
  });

  it('are those of libraries alone that agreed to a comparison, whatever was stored', async () => {
    await bring(store.db, toldBy('north', { loans: [[loan('1-0'), loan('1-1'), loan('99')]] }));

    catalogue = openCatalogue(store.db, agreeing({ wing: ['STATISTICS'] }));

    expect(itemsOf(await loans({ system: 'north' }))).toEqual(['north:item:1-0']);
  });

  it.each(OTHERS)('are refused to the role %s', async (role) => {
    const { data, errors } = await catalogue.ask(LOANS, { system: 'north' }, role);

    expect(data).toEqual({ openLoans: null });
    expect(errors).toMatchObject([{ code: 'FORBIDDEN', path: ['openLoans'] }]);
  });

  it.each([
    [{}, 'BAD_USER_INPUT'],
    [{ system: 'north', first: 201 }, 'BAD_USER_INPUT'],
    [{ system: 'north', after: 'x' }, 'BAD_USER_INPUT'],
    [{ system: 'north', after: toCursor([99_999, '']) }, 'BAD_USER_INPUT'],
    [{ system: 'north', after: toCursor([1, '\0']) }, 'BAD_USER_INPUT'],
  ])('refuse %o with %s', async (variables, code) => {
    const { errors } = await catalogue.ask(LOANS, variables, 'migration');

    expect(errors).toMatchObject([{ code }]);
  });
});

describe('duplicate readers', () => {
  /** Readers of a system with what identifies them, as an adapter would tell them. */
  const readersOf = (
    system: string,
    homeSite: string,
    people: readonly (readonly [string, string, string | null])[],
  ) => {
    const tokenOf = createReaderTokens(key, system);
    const readers = people.map(([account, name, email]) => ({
      readerToken: tokenOf('account', account),
      homeSite,
      nameAndBirth: tokenOf('name-birth', name),
      email: email === null ? null : tokenOf('email', email),
    }));
    return toldBy(system, { readers: [readers] });
  };

  interface GroupNode {
    readonly id: string;
    readonly evidence: readonly string[];
    readonly accounts: readonly { readonly system: { readonly id: string }; readonly reader: string }[];
  }
  const groups = (variables: object = {}) => list<GroupNode>(GROUPS, 'duplicateReaders', variables);

  beforeEach(async () => {
    await bring(
      store.db,
      readersOf('north', 'NQ', [
        ['17', 'lee|ann|1980-03-01', 'ann@example.org'],
        ['18', 'shah|ben|1975-01-01', 'desk@example.org'],
        ['19', 'roe|cat|1990-01-01', 'desk@example.org'],
      ]),
    );
    await bring(
      store.db,
      readersOf('south', 'S', [
        ['17', 'shah|ben|1975-01-01', null],
        ['40', 'lee|ann|1980-03-01', 'ann@example.org'],
      ]),
    );
  });

  it('are accounts of two systems that share a name with a birth date or an address, as tokens', async () => {
    const { edges } = await groups();

    expect(edges.map(({ node }) => [node.evidence, node.accounts.map(({ system }) => system.id)])).toEqual(
      expect.arrayContaining([
        [
          ['NAME_AND_BIRTH_DATE', 'EMAIL'],
          ['north', 'south'],
        ],
        [['NAME_AND_BIRTH_DATE'], ['north', 'south']],
      ]),
    );
    expect(edges).toHaveLength(2);
    expect(JSON.stringify(edges)).not.toMatch(/lee|shah|example/);
  });

  it('come a page at a time, each group once', async () => {
    const first = await groups({ first: 1 });
    const rest = await groups({ first: 1, after: first.pageInfo.endCursor });

    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(first.edges[0]?.node.id).not.toBe(rest.edges[0]?.node.id);
  });

  it.each(['x', toCursor(['\0'])])('refuse the cursor %s, which is none of this list', async (after) => {
    const { errors } = await catalogue.ask(GROUPS, { after }, 'migration');

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
  });

  it('are not found where a library has not agreed, or two regions have two secrets', async () => {
    catalogue = openCatalogue(store.db, agreeing({ 'south-lib': ['STATISTICS'] }));
    expect((await groups()).edges).toEqual([]);

    catalogue = openCatalogue(store.db, agreeing());
    const otherKey = deriveKey('a secret of another region, long enough', 'readers');
    const elsewhere = createReaderTokens(otherKey, 'south');
    await bring(
      store.db,
      toldBy('south', {
        readers: [
          [
            {
              readerToken: elsewhere('account', '40'),
              homeSite: 'S',
              nameAndBirth: elsewhere('name-birth', 'lee|ann|1980-03-01'),
              email: elsewhere('email', 'ann@example.org'),
            },
          ],
        ],
      }),
    );
    expect((await groups()).edges).toEqual([]);
  });

  it('do not follow from a mailbox that a whole ward shares', async () => {
    const ward = (system: string, homeSite: string) =>
      bring(
        store.db,
        readersOf(
          system,
          homeSite,
          Array.from({ length: 6 }, (_, index) => [`${index}`, `${system}|${index}|1980-01-01`, 'ward@example.org']),
        ),
      );
    await ward('north', 'NQ');
    await ward('south', 'S');

    expect((await groups()).edges).toEqual([]);
  });

  it.each(OTHERS)('are refused to the role %s', async (role) => {
    const { errors } = await catalogue.ask(GROUPS, {}, role);

    expect(errors).toMatchObject([{ code: 'FORBIDDEN', path: ['duplicateReaders'] }]);
  });
});
