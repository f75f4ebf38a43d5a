import { createId } from '#domain/ids.ts';
import { expect, it } from 'vitest';
import { fromStoredHolding } from './stored-facts.ts';

it('reads a copy that was kept with a day that there is not, without that day', () => {
  const id = createId('koha-a', 'item', '1');
  const stored = { items: [{ id, status: 'ON_LOAN', due: { on: '2026-02-31', at: null } }] };

  const [item] = fromStoredHolding(stored, new Date('2026-11-24T00:00:00Z'))?.items ?? [];

  expect(item).toMatchObject({ id, status: 'ON_LOAN', due: null });
});
