import { describe, expect, it } from 'vitest';
import { createLists } from './lists.ts';

describe('a list of Koha', () => {
  it('with far more rows than any page has is refused before they are read', async () => {
    const body = Buffer.from(`[${'{"item_id":1},'.repeat(60_000)}{}]`);
    const lists = createLists('arden', () => Promise.resolve({ status: 200, headers: {}, body }));
    const asked = lists.list('live items', '/items', { perPage: -1 }, new AbortController().signal);

    await expect(asked).rejects.toThrow('[arden] live items: answered 60001 rows, and no page has more than 50000');
  });
});
