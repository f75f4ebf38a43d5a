/** Accounts from recordings of a real Koha. */
import { readRecording } from '#tests/simulators/koha-recordings.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { describe, expect, it } from 'vitest';
import { adapterOver } from './readers-koha.ts';
import type { Said } from '../scripted-server.ts';

const { signal } = new AbortController();

describe.skipIf(!sharedAvailable)('the recordings of a real Koha', () => {
  const said = (name: string): Said => {
    const { status, body } = readRecording(name).response;
    return { status, body };
  };

  it('give patron 5 an account with its loans, holds and charges', async () => {
    const adapter = await adapterOver(({ path }) => {
      if (path === '/api/v1/patrons/5') return said('rest-patron-5');
      if (path === '/api/v1/checkouts') return said('rest-checkouts-patron-5-q-exact');
      if (path === '/api/v1/holds') return said('rest-holds-q-patron-5');
      if (path === '/api/v1/patrons/5/account') return said('rest-patron-5-account');
      if (path.endsWith('/allows_renewal')) return said('rest-checkout-allows-renewal');
      return { body: [] };
    });

    const facts = await adapter.patrons?.account('5', signal);

    expect(facts).toMatchObject({ homeSite: 'MPL', blocks: [], limitation: null });
    expect(facts?.loans?.length).toBe((said('rest-checkouts-patron-5-q-exact').body as unknown[]).length);
    expect(facts?.loans?.every(({ due, renewable }) => due?.at === null && renewable?.possible === true)).toBe(true);
    expect(facts?.charges?.map(({ amount }) => amount.amount)).toEqual(['2.00', '12.50', '10.00', '10.00', '10.00']);
  });

  it.each([
    ['rest-patron-10-expired', 'EXPIRED'],
    ['rest-patron-11-debarred', 'BARRED'],
    ['rest-patron-13-card-lost', 'CARD_LOST'],
  ])('say with %s what blocks the patron: %s', async (recording, code) => {
    const body = said(recording).body as { readonly patron_id: number };
    const adapter = await adapterOver(({ path }) => {
      if (path === `/api/v1/patrons/${body.patron_id}`) return { body };
      return path.endsWith('/account') ? said('rest-patron-6-account-empty') : { body: [] };
    });

    const facts = await adapter.patrons?.account(String(body.patron_id), signal);

    expect(facts?.blocks?.map((block) => block.code)).toEqual([code]);
  });
});
