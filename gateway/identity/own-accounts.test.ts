import { expect, it } from 'vitest';
import { createOwnAccounts } from './own-accounts.ts';

const answering = (data: Record<string, unknown>) => createOwnAccounts(() => Promise.resolve({ data }));

it('gives the accounts that their patron may use', async () => {
  const ownAccounts = answering({ me: { accounts: [{ id: 'koha-a:account:x', grant: 'leave' }] } });

  await expect(ownAccounts('context')).resolves.toEqual({ accounts: ['koha-a:account:x'], grants: ['leave'] });
});

it('leaves out an account whose library has no agreement any more: what may not be read may not be changed', async () => {
  const ownAccounts = answering({
    me: {
      accounts: [
        { id: 'koha-a:account:x', grant: null },
        { id: 'koha-b:account:y', grant: 'leave' },
      ],
    },
  });

  await expect(ownAccounts('context')).resolves.toEqual({ accounts: ['koha-b:account:y'], grants: ['leave'] });
});

it('has none for who is no patron', async () => {
  await expect(answering({ me: null })('context')).resolves.toEqual({ accounts: [], grants: [] });
});

it('says that nobody can say where accounts cannot be told', async () => {
  await expect(answering({ me: { accounts: null } })('context')).rejects.toMatchObject({
    code: 'SUBGRAPH_UNAVAILABLE',
  });
});
