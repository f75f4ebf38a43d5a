import type { ItemSource } from '#contract/adapter.ts';
import { createId, type ItemId, type SystemId } from '#domain/ids.ts';
import type { ItemHome } from '#store/repositories/last-known/holdings.ts';
import { expect, it } from 'vitest';
import { reasonFor } from '../reasons.ts';
import { CANNOT_REPORT, findByHolding, findListed } from './items-by-holding.ts';

const never = (): never => {
  throw new Error('nothing can be asked without the index');
};
const items: ItemSource = { needsHolding: true, findAvailability: never, findItems: never };

it('does not blame a system that was not asked because the index is silent', async () => {
  const findHoldings = (): Promise<ReadonlyMap<ItemId, null>> => Promise.resolve(new Map());
  const { signal } = new AbortController();

  const [slot] = await findByHolding(items, [createId('hill', 'item', '1')], signal, { findHoldings });
  const { code, message } = reasonFor(slot, { id: 'hill' as SystemId, name: 'Hill' });

  expect(code).toBe('TIMEOUT');
  expect(message).toBe(
    'Hill was not asked: the index, which knows where its copies belong, did not answer in time; ask again.',
  );
});

it('says of a copy that no library has why it cannot be asked for, and not to ask again', async () => {
  const id = createId('hill', 'item', '1');
  const findHoldings = (): Promise<ReadonlyMap<ItemId, ItemHome>> => Promise.resolve(new Map([[id, 'NO_LIBRARY']]));
  const { signal } = new AbortController();

  const [slot] = await findByHolding(items, [id], signal, { findHoldings });
  const { code, message } = reasonFor(slot, { id: 'hill' as SystemId, name: 'Hill' });

  expect(code).toBe('NOT_SUPPORTED');
  expect(message).toMatch(/belongs to no library that is known here.*lacks the code of its owner/);
  expect(await findListed([id], { findHoldings })).toEqual([CANNOT_REPORT]);
});
