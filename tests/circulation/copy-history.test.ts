/** What was told of a copy, asked of the router while its system hangs, has it no more, or is another one since a move. */
import { type ItemId, type LibraryId, type SystemId } from '#domain/ids.ts';
import { upsertKnownItems } from '#store/repositories/last-known/items.ts';
import { createCopyHistories } from '#subgraphs/circulation/index.ts';
import { createCopy, createFakeAdapter, type Behaviour } from '#tests/federation/support/fake-adapter.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { expect, it } from 'vitest';
import { askRouter } from './support/asked-router.ts';

const store = withTestDatabase();
const SYSTEM = 'arden' as SystemId;
const ITEM = `${SYSTEM}:item:1` as ItemId;
const NOW = Date.parse('2026-01-05T12:00:00Z');

async function ask(fields: string, behaviour: Behaviour): Promise<unknown> {
  const item = createCopy(SYSTEM, '1');
  const live = {
    asOf: '2026-01-05T09:00:00Z',
    item,
    library: 'lib-arden' as LibraryId,
    recordLocalId: '1',
    limitation: null,
  };
  await upsertKnownItems(store.db, new Map([[ITEM, live]]));
  const adapter = createFakeAdapter(SYSTEM, 'Arden');
  adapter.behaviour = behaviour;
  const copyHistories = createCopyHistories({ db: store.db, now: () => NOW });
  const router = askRouter({ adapters: [adapter], means: undefined, now: () => NOW, copyHistories });
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Item { ${fields} } } }`;
  const of = [{ __typename: 'Item', id: ITEM }];
  const { data, errors } = await router.ask(query, { of }, { role: 'operator', budgetMs: 400 });
  expect(errors).toEqual([]);
  return (data?.['_entities'] as readonly unknown[])[0];
}

const HISTORY = 'history { told { status } }';
const TOLD = { history: { told: [{ status: 'AVAILABLE' }] } };

it.each<Behaviour>([{ kind: 'hangs' }, { kind: 'has nothing' }])('is told if its system %j', async (behaviour) => {
  expect(await ask(`id ${HISTORY}`, behaviour)).toEqual({ id: ITEM, ...TOLD });
});

it('is told next to how the copy stands, of a system that hangs until the time is over', async () => {
  expect(await ask(`state ${HISTORY}`, { kind: 'hangs' })).toEqual({ state: 'UNKNOWN', ...TOLD });
});
