/** Patrons' accounts at a Koha: what is asked, and what is seen with fewer permissions. */
import { addItem, checkOut, type KohaPermission } from '#simulators/koha/world.ts';
import { PATRON_PERMISSIONS } from '#tests/conformance/koha-readers.ts';
import { marcOf } from '#tests/conformance/koha-system.ts';
import { describe, expect, it } from 'vitest';
import { adapterOver, kindsOf, startReaders } from './readers-koha.ts';
import type { Said } from '../scripted-server.ts';

const { signal } = new AbortController();
const PATRON_5 = { patron_id: 5, cardnumber: '70000005', library_id: 'A1' };
const NOTHING_OWED = { balance: 0, outstanding_debits: { lines: [] } };

describe('an account', () => {
  it('costs a call of each kind, and one for each loan that may be renewed', async () => {
    const { simulator, adapter, reader } = await startReaders();

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
    const { simulator, adapter } = await startReaders();
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
    const { simulator, adapter } = await startReaders();
    const [first] = [...simulator.world.checkouts.values()].filter((loan) => loan.patron_id === 5);
    simulator.world.items.delete(first?.item_id ?? 0);

    const facts = await adapter.patrons?.account('5', signal);

    const told = facts?.loans?.find(({ localId }) => localId === String(first?.checkout_id));
    expect(told).toMatchObject({ title: null, recordLocalId: null });
    expect(facts?.loans?.filter(({ title }) => title !== null)).toHaveLength((facts?.loans?.length ?? 0) - 1);
  });

  it('has each loan and each hold once, though their rows come twice', async () => {
    const { simulator, adapter } = await startReaders();
    const idsOf = async () => {
      const { loans, holds } = (await adapter.patrons?.account('5', signal)) ?? {};
      return [loans, holds].map((rows) => rows?.map(({ localId }) => localId));
    };
    const whole = await idsOf();
    await simulator.faults.set({ lie: 'twice', only: ['checkouts', 'holds'] });

    expect(await idsOf()).toEqual(whole);
  });

  it('says why its titles are missing where those of others came', async () => {
    const { simulator, adapter } = await startReaders();
    await simulator.faults.set({ lie: 'otherRows', only: ['items', 'biblios'] });

    const facts = await adapter.patrons?.account('5', signal);

    const untitled = { title: null, recordLocalId: null, limitation: { code: 'BAD_ANSWER' } };
    expect(facts).toMatchObject({ limitation: { code: 'BAD_ANSWER' }, loans: facts?.loans?.map(() => untitled) });
    expect(facts?.loans).not.toEqual([]);
  });

  describe('of which the titles cannot be read', () => {
    const loan = { checkout_id: 1, patron_id: 5, item_id: 7, due_date: '2026-12-01T23:59:00+01:00', renewals_count: 0 };
    const hold = { hold_id: 2, patron_id: 5, biblio_id: 9, item_id: null, pickup_library_id: 'A1', status: null };
    const accountWith = (titles: Said) =>
      adapterOver(({ path }) => {
        if (path === '/api/v1/patrons/5') return { body: PATRON_5 };
        if (path === '/api/v1/checkouts') return { body: [loan] };
        if (path === '/api/v1/holds') return { body: [{ ...hold, hold_date: '2026-11-01', expiration_date: null }] };
        if (path === '/api/v1/items' || path === '/api/v1/biblios') return titles;
        if (path.endsWith('/allows_renewal')) return { body: { allows_renewal: true, error: null } };
        return { body: NOTHING_OWED };
      });

    // Titles that hang have both places of the host, and the time for whatever an account can do without.
    it.each<readonly [string, Said, string, boolean | null]>([
      ['fail', { status: 500, body: { error: 'Something went wrong' } }, 'BAD_ANSWER', true],
      ['make no sense', { body: [{ biblio_id: 'nine' }] }, 'BAD_ANSWER', true],
      ['are not allowed', { status: 403, body: { required_permissions: { catalogue: '1' } } }, 'REFUSED', true],
      ['hang', { body: null, hangs: true }, 'TIMEOUT', null],
    ])('because they %s has every loan and hold without its title, and says so', async (_, titles, code, possible) => {
      const adapter = await accountWith(titles);

      const facts = await adapter.patrons?.account('5', signal);

      expect(facts?.loans).toMatchObject([
        { localId: '1', title: null, recordLocalId: null, due: { on: '2026-12-01' }, limitation: { code } },
      ]);
      expect(facts?.loans?.[0]?.renewable).toEqual({ possible, refusal: null });
      expect(facts?.holds).toMatchObject([{ localId: '2', title: null, recordLocalId: '9', limitation: { code } }]);
      expect(facts?.limitation).toMatchObject({ code, message: expect.stringContaining('not all titles') as string });
    });
  });

  it('asks for titles before it asks what can be renewed', async () => {
    const asked: string[] = [];
    const loan = { patron_id: 5, item_id: 1, due_date: '2026-12-01T23:59:00+01:00', renewals_count: 0 };
    const adapter = await adapterOver(({ path }) => {
      asked.push(path);
      if (path === '/api/v1/patrons/5') return { body: PATRON_5 };
      if (path === '/api/v1/checkouts') return { body: [1, 2, 3].map((id) => ({ ...loan, checkout_id: id })) };
      if (path.endsWith('/allows_renewal')) return { body: { allows_renewal: true, error: null } };
      return path.endsWith('/account') ? { body: NOTHING_OWED } : { body: [] };
    });

    await adapter.patrons?.account('5', signal);

    const firstRenewal = asked.findIndex((path) => path.endsWith('/allows_renewal'));
    expect(firstRenewal).toBeGreaterThan(asked.indexOf('/api/v1/items'));
    expect(asked.slice(firstRenewal)).not.toContain('/api/v1/items');
  });

  it('has a loan of which only trying tells, where Koha fails to say beforehand', async () => {
    const loan = { patron_id: 5, item_id: 1, due_date: '2026-12-01T23:59:00+01:00', renewals_count: 0 };
    const adapter = await adapterOver(({ path }) => {
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

  it.each<readonly [KohaPermission, 'loans' | 'holds' | 'charges']>([
    ['circulate:circulate_remaining_permissions', 'loans'],
    ['reserveforothers', 'holds'],
    ['updatecharges:remaining_permissions', 'charges'],
  ])('without the permission %s has unknown %s, and says so', async (missing, part) => {
    const { adapter } = await startReaders(PATRON_PERMISSIONS.filter((permission) => permission !== missing));

    const facts = await adapter.patrons?.account('5', signal);

    expect(facts?.[part]).toBeNull();
    expect(facts?.category).not.toBeNull();
    expect(facts?.limitation).toMatchObject({
      code: 'NOT_SUPPORTED',
      message: expect.stringContaining(part) as string,
    });
  });

  it('of a service account that may see no patrons is refused, naming the permission', async () => {
    const { adapter } = await startReaders(['catalogue']);

    await expect(adapter.patrons?.account('5', signal)).rejects.toMatchObject({
      code: 'LMS_NOT_PERMITTED',
      message: expect.stringContaining('borrowers:edit_borrowers') as string,
    });
  });

  it('asks by exact conditions only: a plain parameter finds the loans of 25 for 5', async () => {
    const { simulator, adapter } = await startReaders();

    await adapter.patrons?.find('70000005', signal);
    await adapter.patrons?.account('5', signal);

    for (const { query } of simulator.calls.list) {
      const names = [...new URLSearchParams(query).keys()];
      expect(names.filter((name) => !['q', '_per_page', '_order_by'].includes(name))).toEqual([]);
    }
  });

  it('is not told where the answer holds rows of somebody else', async () => {
    const loan = { checkout_id: 1, item_id: 1, due_date: '2026-12-01T23:59:00+01:00', renewals_count: 0 };
    const adapter = await adapterOver(({ path }) => {
      if (path === '/api/v1/patrons/5') return { body: PATRON_5 };
      if (path === '/api/v1/checkouts') return { body: [{ ...loan, patron_id: 25 }] };
      return path === '/api/v1/holds' ? { body: [] } : { body: NOTHING_OWED };
    });

    await expect(adapter.patrons?.account('5', signal)).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });
});

describe('a title', () => {
  it('of a record made for an interlibrary loan is told to nobody who waits for it', async () => {
    const { simulator, adapter } = await startReaders();
    const record = simulator.world.biblios.get(10);
    if (record !== undefined) Object.assign(record, { framework_id: 'ILL', marc: marcOf('For Dr Thistlewick') });

    const facts = await adapter.patrons?.account('5', signal);

    expect(JSON.stringify(facts)).not.toContain('Thistlewick');
    expect(facts?.holds?.find(({ recordLocalId }) => recordLocalId === '10')?.title).toBeNull();
  });
});

describe('a PIN', () => {
  it('that is empty, or for no card, is never tried', async () => {
    const { simulator, adapter } = await startReaders();

    expect(await adapter.patrons?.verify?.('70000005', '', signal)).toBeNull();
    expect(await adapter.patrons?.verify?.(' ', 'x', signal)).toBeNull();
    expect(kindsOf(simulator)).toEqual([]);
  });

  it('goes in the body, never in an address that logs keep', async () => {
    const { simulator, adapter, reader } = await startReaders();

    await adapter.patrons?.verify?.(reader.card, reader.pin, signal);

    for (const { path, query } of simulator.calls.list) expect(path + query).not.toContain(reader.pin);
  });

  it.each([
    [400, { error: 'Validation failed' }, null],
    [400, { error: 'Password expired' }, null],
    [400, { error: 'Bad request. Only one identifier attribute can be passed.' }, 'LMS_BAD_RESPONSE'],
    [403, { error: 'Forbidden' }, 'LMS_AUTH_FAILED'],
    [404, { error: 'Not Found' }, 'LMS_BAD_RESPONSE'],
    [409, { error: 'Conflict' }, 'LMS_BAD_RESPONSE'],
  ])('is wrong where Koha says so, and not where a gateway speaks: %i %j', async (status, body, code) => {
    const adapter = await adapterOver(() => ({ status, body }));

    const said = await adapter.patrons?.verify?.('70000005', '1234', signal).catch((error: unknown) => error);

    if (code === null) expect(said).toBeNull();
    else expect(said).toMatchObject({ code });
  });
});
