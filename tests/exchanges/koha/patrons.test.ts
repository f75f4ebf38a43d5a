/** Patrons' accounts at a Koha: what is asked, what is seen with fewer permissions, what recordings of a real one give. */
import type { LmsAdapter } from '#adapters/adapter.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { addItem, checkOut } from '#simulators/koha/world.ts';
import type { KohaPermission } from '#simulators/koha/world.ts';
import { createKohaReaders, PATRON_PERMISSIONS } from '#tests/conformance/koha-readers.ts';
import { createTestAdapter, marcOf } from '#tests/conformance/koha-system.ts';
import type { SceneReader } from '#tests/conformance/patron-system.ts';
import { readRecording } from '#tests/simulators/koha-recordings.ts';
import { sharedAvailable } from '#tests/support/shared.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createScriptedKoha } from './scripted-koha.ts';
import type { Asked, Said, ScriptedKoha } from './scripted-koha.ts';

const { signal } = new AbortController();
const PATRON_5 = { patron_id: 5, cardnumber: '70000005', library_id: 'A1' };
const NOTHING_OWED = { balance: 0, outstanding_debits: { lines: [] } };

interface Running {
  readonly simulator: KohaSimulator;
  readonly adapter: LmsAdapter;
  readonly reader: SceneReader;
}

async function start(permissions: readonly KohaPermission[] = PATRON_PERMISSIONS): Promise<Running> {
  const { simulator, scene, createAdapter } = await createKohaReaders({ login: 'oauth', permissions });
  const adapter = createAdapter(simulator.url, 5_000, createLogger('silent'));
  onTestFinished(async () => {
    await adapter.close();
    await simulator.close();
  });
  return { simulator, adapter, reader: scene.reader };
}

async function over(script: (asked: Asked) => Said | undefined): Promise<readonly [LmsAdapter, ScriptedKoha]> {
  const server = await createScriptedKoha(script);
  const adapter = createTestAdapter(server.address, { login: 'basic', settings: { patrons: { access: 'write' } } });
  onTestFinished(async () => {
    await adapter.close();
    await server.close();
  });
  return [adapter, server];
}

const kindsOf = (simulator: KohaSimulator) =>
  simulator.calls.list.map(({ kind }) => kind).filter((kind) => kind !== 'oauth-token');

describe('an account', () => {
  it('costs a call of each kind, and one for each loan that may be renewed', async () => {
    const { simulator, adapter, reader } = await start();

    await adapter.patrons?.account('5', signal);

    const kinds = Map.groupBy(kindsOf(simulator), (kind) => kind);
    expect(Object.fromEntries([...kinds].map(([kind, calls]) => [kind, calls.length]))).toEqual({
      patrons: 1,
      checkouts: 1,
      holds: 1,
      account: 1,
      items: 1,
      biblios: 1,
      checkout: reader.loans.length,
    });
  });

  it('with more than twenty loans is told at once: whether they can be renewed shows when it is tried', async () => {
    const { simulator, adapter } = await start();
    for (let id = 500; id < 520; id += 1) {
      addItem(simulator.world, { item_id: id, biblio_id: 1, home_library_id: 'A1', item_type_id: 'BK' });
      checkOut(simulator.world, { item_id: id, patron_id: 5 });
    }

    const facts = await adapter.patrons?.account('5', signal);

    expect(facts?.loans?.length).toBeGreaterThan(20);
    expect(facts?.loans?.map(({ renewable }) => renewable)).toEqual(
      facts?.loans?.map(() => ({ possible: null, refusal: null })),
    );
    expect(kindsOf(simulator)).not.toContain('checkout');
  });

  it('has a loan without its title where Koha no longer has the copy', async () => {
    const { simulator, adapter } = await start();
    const [first] = [...simulator.world.checkouts.values()].filter((loan) => loan.patron_id === 5);
    simulator.world.items.delete(first?.item_id ?? 0);

    const facts = await adapter.patrons?.account('5', signal);

    const told = facts?.loans?.find(({ localId }) => localId === String(first?.checkout_id));
    expect(told).toMatchObject({ title: null, recordLocalId: null });
    expect(facts?.loans?.filter(({ title }) => title !== null)).toHaveLength((facts?.loans?.length ?? 0) - 1);
  });

  it('has a loan of which only trying tells, where Koha fails to say beforehand', async () => {
    const loan = { patron_id: 5, item_id: 1, due_date: '2026-12-01T23:59:00+01:00', renewals_count: 0 };
    const [adapter] = await over(({ path }) => {
      if (path === '/api/v1/patrons/5') return { body: PATRON_5 };
      if (path === '/api/v1/checkouts') return { body: [1, 2].map((id) => ({ ...loan, checkout_id: id })) };
      if (path === '/api/v1/checkouts/1/allows_renewal')
        return { status: 500, body: { error: 'Something went wrong' } };
      if (path === '/api/v1/checkouts/2/allows_renewal') return { body: { allows_renewal: true, error: null } };
      return path.endsWith('/account') ? { body: NOTHING_OWED } : { body: [] };
    });

    const facts = await adapter.patrons?.account('5', signal);

    expect(facts?.loans?.map(({ renewable }) => renewable?.possible)).toEqual([null, true]);
  });

  it.each<readonly [KohaPermission, 'loans' | 'holds']>([
    ['circulate:circulate_remaining_permissions', 'loans'],
    ['reserveforothers:place_holds', 'holds'],
  ])('without the permission %s has unknown %s, and says so', async (missing, part) => {
    const { adapter } = await start(PATRON_PERMISSIONS.filter((permission) => permission !== missing));

    const facts = await adapter.patrons?.account('5', signal);

    expect(facts?.[part]).toBeNull();
    expect(facts?.charges).not.toBeNull();
    expect(facts?.limitation).toMatchObject({
      code: 'NOT_SUPPORTED',
      message: expect.stringContaining(part) as string,
    });
  });

  it('of a service account that may see no patrons is refused, naming the permission', async () => {
    const { adapter } = await start(['catalogue']);

    await expect(adapter.patrons?.account('5', signal)).rejects.toMatchObject({
      code: 'LMS_AUTH_FAILED',
      message: expect.stringContaining('borrowers:edit_borrowers') as string,
    });
  });

  it('asks by exact conditions only: a plain parameter finds the loans of 25 for 5', async () => {
    const { simulator, adapter } = await start();

    await adapter.patrons?.find('70000005', signal);
    await adapter.patrons?.account('5', signal);

    for (const { query } of simulator.calls.list) {
      const names = [...new URLSearchParams(query).keys()];
      expect(names.filter((name) => !['q', '_per_page', '_order_by'].includes(name))).toEqual([]);
    }
  });

  it('is not told where the answer holds rows of somebody else', async () => {
    const loan = { checkout_id: 1, item_id: 1, due_date: '2026-12-01T23:59:00+01:00', renewals_count: 0 };
    const [adapter] = await over(({ path }) => {
      if (path === '/api/v1/patrons/5') return { body: PATRON_5 };
      if (path === '/api/v1/checkouts') return { body: [{ ...loan, patron_id: 25 }] };
      return path === '/api/v1/holds' ? { body: [] } : { body: NOTHING_OWED };
    });

    await expect(adapter.patrons?.account('5', signal)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });
});

describe('a title', () => {
  it('of a record made for an interlibrary loan is told to nobody who waits for it', async () => {
    const { simulator, adapter } = await start();
    const record = simulator.world.biblios.get(10);
    if (record !== undefined) Object.assign(record, { framework_id: 'ILL', marc: marcOf('For Dr Thistlewick') });

    const facts = await adapter.patrons?.account('5', signal);

    expect(JSON.stringify(facts)).not.toContain('Thistlewick');
    expect(facts?.holds?.find(({ recordLocalId }) => recordLocalId === '10')?.title).toBeNull();
  });
});

describe('a PIN', () => {
  it('that is empty, or for no card, is never tried', async () => {
    const { simulator, adapter } = await start();

    expect(await adapter.patrons?.verify?.('70000005', '', signal)).toBeNull();
    expect(await adapter.patrons?.verify?.(' ', 'x', signal)).toBeNull();
    expect(kindsOf(simulator)).toEqual([]);
  });

  it('goes in the body, never in an address that logs keep', async () => {
    const { simulator, adapter, reader } = await start();

    await adapter.patrons?.verify?.(reader.card, reader.pin, signal);

    for (const { path, query } of simulator.calls.list) expect(path + query).not.toContain(reader.pin);
  });
});

describe('a write', () => {
  it('is sent again after a token that had ended, because nothing was done', async () => {
    const { simulator, adapter } = await start();
    const loan = [...simulator.world.checkouts.values()].find(({ patron_id: id }) => id === 5);
    await adapter.patrons?.account('5', signal);
    simulator.faults.expireTokens();

    const outcome = await adapter.circulation?.renew?.('5', String(loan?.checkout_id), signal);

    expect(outcome?.outcome).toBe('DONE');
    expect(simulator.world.checkouts.get(loan?.checkout_id ?? 0)?.renewals_count).toBe(1);
  });

  it('is done although what follows it fails', async () => {
    const { simulator, adapter } = await start();
    const loan = [...simulator.world.checkouts.values()].find(({ patron_id: id }) => id === 5);
    await simulator.faults.set({ status: 500, only: ['items'] });

    const outcome = await adapter.circulation?.renew?.('5', String(loan?.checkout_id), signal);

    expect(outcome).toMatchObject({ outcome: 'DONE', done: { title: null, renewals: 1 } });
  });

  it('on a hold that is ready is refused, though Koha would let a service account do it', async () => {
    const { simulator, adapter } = await start();
    const ready = [...simulator.world.holds.values()].find(({ status }) => status === 'W');

    const outcome = await adapter.circulation?.cancelHold?.('5', String(ready?.hold_id), signal);

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'SEE_STAFF' } });
    expect(simulator.world.holds.has(ready?.hold_id ?? 0)).toBe(true);
  });
});

describe('what the region file allows', () => {
  it.each([
    ['none', false, false],
    ['read', true, false],
    ['write', true, true],
  ])('with access %s is there or absent', async (access, reads, writes) => {
    const adapter = createTestAdapter('http://127.0.0.1:9', { login: 'oauth', settings: { patrons: { access } } });
    onTestFinished(() => adapter.close());

    expect([adapter.patrons !== undefined, adapter.circulation !== undefined]).toEqual([reads, writes]);
    expect(adapter.capabilities.includes('PATRON_ACCOUNT')).toBe(reads);
    expect(adapter.capabilities.includes('RENEW')).toBe(writes);
  });

  it('is nothing for patrons without a log-in, whatever it says', async () => {
    const settings = { patrons: { access: 'write' } };
    const adapter = createTestAdapter('http://127.0.0.1:9', { login: 'none', settings });
    onTestFinished(() => adapter.close());

    expect(adapter.patrons).toBeUndefined();
    expect(adapter.capabilities).not.toContain('PATRON_ACCOUNT');
  });
});

describe('the probe', () => {
  it('finds in order all that patrons need, and reads nobody', async () => {
    const { simulator, adapter } = await start();
    simulator.calls.clear();

    const probe = await adapter.probe(signal);

    const steps = ['patrons', 'charges', 'PIN check'];
    expect(probe.steps.filter(({ what }) => steps.includes(what)).map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(probe.capabilities).toEqual(adapter.capabilities);
    for (const { kind, query } of simulator.calls.list) if (kind === 'patrons') expect(query).toContain('patron_id');
  });

  it('says which permissions are missing, and what does not work without them', async () => {
    const { adapter } = await start(['catalogue', 'circulate:circulate_remaining_permissions']);

    const { steps, capabilities } = await adapter.probe(signal);

    expect(steps.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['holds', 'patrons', 'charges', 'PIN check']);
    expect(steps.find(({ what }) => what === 'PIN check')?.detail).toContain('borrowers');
    for (const lost of ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'] as const)
      expect(capabilities).not.toContain(lost);
    expect(capabilities).toContain('OPEN_LOANS');
  });
});

describe.skipIf(!sharedAvailable)('the recordings of a real Koha', () => {
  const said = (name: string): Said => {
    const { status, body } = readRecording(name).response;
    return { status, body };
  };

  it('give patron 5 an account with its loans, holds and charges', async () => {
    const [adapter] = await over(({ path }) => {
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
    const [adapter] = await over(({ path }) => {
      if (path === `/api/v1/patrons/${body.patron_id}`) return { body };
      return path.endsWith('/account') ? said('rest-patron-6-account-empty') : { body: [] };
    });

    const facts = await adapter.patrons?.account(String(body.patron_id), signal);

    expect(facts?.blocks?.map((block) => block.code)).toEqual([code]);
  });
});
