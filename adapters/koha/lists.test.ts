import { describe, expect, it } from 'vitest';
import { createLists } from './lists.ts';

describe('a list of Koha', () => {
  it('with far more rows than any page has is refused before they are read', async () => {
    const body = Buffer.from(`[${'{"item_id":1},'.repeat(60_000)}{}]`);
    const lists = createLists('arden', () => Promise.resolve({ status: 200, headers: {}, body }));
    const asked = lists.list('live items', '/items', { perPage: -1 }, new AbortController().signal);

    await expect(asked).rejects.toThrow('[arden] live items: answered 60001 rows, and no page has more than 50000');
  });

  it('whose pages do not say how many rows there are goes on to an empty page', async () => {
    const rows = Array.from({ length: 7 }, (_, place) => ({ item_id: place + 1 }));
    const lists = createLists('arden', ({ query }) => {
      const behind = Number(/%22%3E%22%3A(\d+)/.exec(query ?? '')?.[1] ?? 0);
      const body = Buffer.from(JSON.stringify(rows.filter((row) => row.item_id > behind).slice(0, 3)));
      return Promise.resolve({ status: 200, headers: {}, body });
    });
    const asked = { key: 'item_id', perPage: 3 };

    expect((await lists.all('live items', '/items', asked, new AbortController().signal)).rows).toEqual(rows);
  });

  it.each([
    [[1, 2, 3, 4, 5, 6, 7], 3],
    [[1, 2, 8], 2],
    [[1, 2], 1],
    [[8, 9], 1],
  ])('of the rows numbered %j is asked on until all came or none follows', async (ids, calls) => {
    let asked = 0;
    const lists = createLists('arden', ({ query }) => {
      asked += 1;
      const behind = Number(/%22%3E%22%3A(\d+)/.exec(query ?? '')?.[1] ?? 0);
      const there = ids.filter((id) => id < 8 && id > behind).slice(0, 3);
      return Promise.resolve({
        status: 200,
        headers: {},
        body: Buffer.from(JSON.stringify(there.map((biblio_id) => ({ biblio_id })))),
      });
    });
    const wanted = { key: 'biblio_id', column: 'biblio_id', ids };

    const { rows } = await lists.allOf('records', '/biblios', wanted, new AbortController().signal);

    expect(rows).toEqual(ids.filter((id) => id < 8).map((biblio_id) => ({ biblio_id })));
    expect(asked).toBe(calls);
  });
});
