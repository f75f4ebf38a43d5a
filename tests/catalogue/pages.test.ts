import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, harvested, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCatalogue } from './catalogue-world.ts';
import type { CatalogueWorld } from './catalogue-world.ts';

const store = withTestDatabase();
let catalogue: CatalogueWorld;
const ISBN = '9780198526636';

beforeAll(async () => {
  catalogue = openCatalogue(store.db);
  const titles = ['Asthma one', 'Asthma two', 'Asthma three'].map((title, at) =>
    harvested(`${at}`, marcOf(`245 10 $a ${title}`), { owners: ['NQ'] }),
  );
  const copies = ['a', 'b', 'c'].map((local) =>
    harvested(local, marcOf(`020 __ $a ${ISBN}`, '245 10 $a Breathing'), { owners: ['NQ'] }),
  );
  await applyPage(store.db, 'north', pageOf([...titles, ...copies]));
});

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: Readonly<Record<'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor', unknown>>;
}
const EDGES = 'edges { cursor node { id } }';
const PAGE = `${EDGES} nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

interface Reader {
  readonly query: (args: string, fields: string) => string;
  readonly read: (data: Record<string, unknown>) => Page;
}
const readers: Readonly<Record<string, Reader>> = {
  search: {
    query: (args, fields) => `{ search(query: "asthma", ${args}) { ${fields} } }`,
    read: (data) => data['search'] as Page,
  },
  records: {
    query: (args, fields) => `{ editions(by: [{ isbn: "${ISBN}" }]) { editions { records(${args}) { ${fields} } } } }`,
    read: (data) => (data['editions'] as { editions: { records: Page }[] }[])[0]!.editions[0]!.records,
  },
};

async function ask({ query, read }: Reader, args: string, fields = PAGE) {
  const { data, errors, statements } = await catalogue.ask(query(args, fields));
  expect(errors).toEqual([]);
  return { page: read(data!), statements };
}

describe.each(Object.entries(readers))('a page of %s', (_, reader) => {
  it('has its entries with and without cursors, and says where it begins and ends', async () => {
    const { page: first } = await ask(reader, 'first: 2');
    const { page: second } = await ask(reader, `first: 2, after: "${String(first.pageInfo.endCursor)}"`);

    expect([first, second].map(({ nodes }) => nodes.length)).toEqual([2, 1]);
    for (const { edges, nodes } of [first, second]) expect(edges.map(({ node }) => node)).toEqual(nodes);
    const cursors = [...first.edges, ...second.edges].map(({ cursor }) => cursor);
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: cursors[0],
      endCursor: cursors[1],
    });
    expect(second.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: cursors[2],
      endCursor: cursors[2],
    });
  });

  it('asks the database no more often for nodes than for edges', async () => {
    const edges = await ask(reader, 'first: 2', EDGES);
    const whole = await ask(reader, 'first: 2');

    expect(whole.statements).toBe(edges.statements);
  });
});
