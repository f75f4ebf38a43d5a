import { describe, expect, it } from 'vitest';
import { createId, type SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { toUnknownItem } from './item.ts';
import { pageItems } from './page-items.ts';

const alpha = 'alpha' as SystemId;
const items = (...locals: readonly string[]) =>
  locals.map((local) =>
    toUnknownItem(createId(alpha, 'item', local), { code: 'TIMEOUT', message: 'Late.', system: alpha }),
  );
const locals = (page: ReturnType<typeof pageItems>) => page.edges.map(({ node }) => node.id.split(':').at(-1));

describe('pageItems', () => {
  it('gives copies in the order of their numbers, page by page, each once', () => {
    const all = items('10', '9', '100', '1', '11');

    const first = pageItems(all, 2, null);
    const second = pageItems(all, 2, first.pageInfo.endCursor);
    const third = pageItems(all, 2, second.pageInfo.endCursor);

    expect([first, second, third].map(locals)).toEqual([['1', '9'], ['10', '11'], ['100']]);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasPreviousPage)).toEqual([false, true, true]);
    for (const { edges, nodes, pageInfo } of [first, second, third]) {
      expect(nodes).toEqual(edges.map(({ node }) => node));
      expect(pageInfo).toMatchObject({ startCursor: edges[0]?.cursor, endCursor: edges.at(-1)?.cursor });
    }
  });

  it('goes on in the right place where the copy that the cursor names has gone', () => {
    const { pageInfo } = pageItems(items('1', '2', '3'), 2, null);

    expect(locals(pageItems(items('1', '3', '4'), 2, pageInfo.endCursor))).toEqual(['3', '4']);
  });

  it('has no end where it is empty', () => {
    expect(pageItems([], 50, null)).toEqual({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  it.each([0, -1, 201])('refuses a page of %i', (first) => {
    expect(() => pageItems(items('1'), first, null)).toThrow(/"first" must be 1 to 200/);
  });

  it('refuses a cursor that it did not give', () => {
    try {
      pageItems(items('1'), 1, 'nonsense');
      expect.unreachable();
    } catch (error) {
      expect(isMerciaError(error, 'BAD_USER_INPUT')).toBe(true);
    }
  });
});
