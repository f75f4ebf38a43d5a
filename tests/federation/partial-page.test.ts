import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { createCopy } from './support/fake-adapter.ts';
import { startGraph } from './support/start-graph.ts';
import type { TestGraph } from './support/start-graph.ts';

const arden = 'arden' as SystemId;
const unread: Reason = { code: 'BAD_ANSWER', message: 'This copy could not be read.', system: arden };

let graph: TestGraph;
beforeAll(async () => {
  graph = await startGraph();
});
beforeEach(() => {
  graph.reset();
});
afterAll(() => graph.close());

describe('a page that is answered in part', () => {
  it('has one holding UNKNOWN and the others of the same system LIVE', async () => {
    graph.adapters.arden.behaviour = { kind: 'fails for', local: '2', code: 'LMS_BAD_RESPONSE' };

    const { data, errors } = await graph.ask(
      '{ search(query: "title") { edges { node { holdings { availability { state itemCount } } } } } }',
    );

    const live = { availability: { state: 'LIVE', itemCount: 3 } };
    const node = (first: unknown) => ({ node: { holdings: [first, live, live] } });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      search: { edges: [node(live), node({ availability: { state: 'UNKNOWN', itemCount: null } }), node(live)] },
    });
  });

  it('has one copy UNKNOWN beside copies that are known, and counts it apart', async () => {
    const other = await startGraph({
      adapterOptions: {
        arden: {
          copies: (local) => [
            createCopy(arden, `${local}.1`),
            createCopy(arden, `${local}.2`, { status: 'UNKNOWN', reason: unread }),
            createCopy(arden, `${local}.3`, { use: 'REFERENCE' }),
          ],
        },
      },
    });
    onTestFinished(() => other.close());

    const { data } = await other.ask(`{ edition(id: "region:edition:1") { holdings { availability {
      state reason { code } itemCount availableCount unknownCount
      items { edges { node { state asOf status barcode reason { code message } } } }
    } } } }`);

    expect((data as { edition: { holdings: unknown[] } }).edition.holdings[0]).toEqual({
      availability: {
        state: 'LIVE',
        reason: null,
        itemCount: 3,
        availableCount: 1,
        unknownCount: 1,
        items: {
          edges: [
            { node: expect.objectContaining({ state: 'LIVE', status: 'AVAILABLE', reason: null }) as unknown },
            {
              node: {
                state: 'UNKNOWN',
                asOf: null,
                status: 'UNKNOWN',
                barcode: 'B1.2',
                reason: { code: 'BAD_ANSWER', message: 'This copy could not be read.' },
              },
            },
            { node: expect.objectContaining({ state: 'LIVE' }) as unknown },
          ],
        },
      },
    });
  });

  it('says that there are no copies where the system no longer has the record, and nothing of an item that is gone', async () => {
    graph.adapters.arden.behaviour = { kind: 'has nothing' };

    const { data, errors } = await graph.ask(`{
      edition(id: "region:edition:1") { holdings { availability { state asOf itemCount availableCount items { edges { cursor } } } } }
      items(barcode: "B1.1") { item { id state status } }
    }`);

    const { edition, items } = data as { edition: { holdings: unknown[] }; items: unknown[] };
    expect(errors).toEqual([]);
    expect(edition.holdings[0]).toEqual({
      availability: {
        state: 'LIVE',
        asOf: expect.any(String) as string,
        itemCount: 0,
        availableCount: 0,
        items: { edges: [] },
      },
    });
    expect(items[0]).toEqual({ item: { id: 'arden:item:1.1', state: null, status: null } });
  });

  it('refuses a page of items that is too large or a cursor that is none, and keeps the rest of the holding', async () => {
    for (const args of ['first: 201', 'first: 0', 'after: "nonsense"']) {
      const { data, errors } = await graph.ask(
        `{ edition(id: "region:edition:1") { holdings(libraries: ["lib-arden"]) { availability { itemCount items(${args}) { edges { cursor } } } } } }`,
      );

      expect(data).toMatchObject({ edition: { holdings: [{ availability: { itemCount: 3, items: null } }, {}, {}] } });
      expect(errors[0]).toMatchObject({
        path: ['edition', 'holdings', 0, 'availability', 'items'],
        extensions: { code: 'BAD_USER_INPUT', subgraph: 'circulation' },
      });
    }
  });

  it('gives the copies of a holding page by page', async () => {
    const seen: string[] = [];
    let after: string | null = null;

    for (let page = 0; page < 3; page += 1) {
      const { data } = await graph.ask(
        `query ($after: String) { edition(id: "region:edition:1") { holdings { availability {
          items(first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
        } } } }`,
        { after },
      );
      const { items } = (data as { edition: { holdings: { availability: { items: Page } }[] } }).edition.holdings[0]!
        .availability;
      seen.push(...items.edges.map(({ node }) => node.id));
      after = items.pageInfo.endCursor;
      expect(items.pageInfo.hasNextPage).toBe(page < 2);
    }

    expect(seen).toEqual(['arden:item:1.1', 'arden:item:1.2', 'arden:item:1.3']);
  });
});

interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
