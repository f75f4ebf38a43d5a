/** What a Koha tells of its loans as a whole: everything, page by page, and nobody by name. */
import type { LmsAdapter, LoanSource, ReadersWanted } from '#contract/adapter.ts';
import { createLogger } from '#platform/logger.ts';
import { openAccountToken } from '#platform/reader-token.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { addCharge, addPatron, placeHold } from '#simulators/koha/world.ts';
import { createKohaReaders, TOKEN_KEY } from '#tests/conformance/koha-readers.ts';
import { createTestAdapter, SYSTEM } from '#tests/conformance/koha-system.ts';
import { all } from '#conformance/readers/loans-as-a-whole.ts';
import type { PatronScene } from '#conformance/readers/patron-system.ts';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

const { signal } = new AbortController();

let simulator: KohaSimulator;
let adapter: LmsAdapter;
let scene: PatronScene;

beforeEach(async () => {
  const system = await createKohaReaders({ login: 'oauth' });
  ({ simulator, scene } = system);
  adapter = system.createAdapter(system.simulator.url, 5_000, createLogger('silent'));
  onTestFinished(async () => {
    await adapter.close();
    await system.close();
  });
});

function loansOf(of: LmsAdapter = adapter): Required<LoanSource> {
  const { openLoans, openHolds, useCounts, readers, openCharges } = of.loans ?? {};
  if (!openLoans || !openHolds || !useCounts || !readers || !openCharges) throw new Error('a list is missing');
  return { openLoans, openHolds, useCounts, readers, openCharges };
}

describe('the loans of a Koha', () => {
  it('are all that are open, each with the token of its reader', async () => {
    const loans = await all(loansOf().openLoans(signal));

    const real = [...simulator.world.checkouts.values()];
    expect(loans.map(({ localId, itemLocalId }) => [localId, itemLocalId])).toEqual(
      real.map((loan) => [String(loan.checkout_id), String(loan.item_id)]),
    );
    expect(loans.map(({ readerToken }) => openAccountToken(TOKEN_KEY, SYSTEM, readerToken))).toEqual(
      real.map((loan) => String(loan.patron_id)),
    );
  });

  it('and the holds say how far they are and where they are collected', async () => {
    const holds = await all(loansOf().openHolds(signal));

    expect(holds).toHaveLength(simulator.world.holds.size);
    expect(holds.find(({ recordLocalId }) => recordLocalId === '12')).toMatchObject({
      status: 'READY',
      pickupSite: 'A2',
      itemLocalId: '120',
      arrivedOn: [...simulator.world.holds.values()].find(({ biblio_id: record }) => record === 12)?.waiting_date,
    });
    expect(holds.find(({ recordLocalId }) => recordLocalId === '10')).toMatchObject({ arrivedOn: null });
  });

  it('come with how often each copy was lent; null, never 0, where Koha has not counted', async () => {
    const item = simulator.world.items.get(30);
    if (item !== undefined) Object.assign(item, { checkouts_count: null });

    const uses = await all(loansOf().useCounts(signal));

    const of = (id: string) => uses.find(({ itemLocalId }) => itemLocalId === id);
    expect(uses).toHaveLength(simulator.world.items.size);
    expect(of('30')).toMatchObject({ loans: null, renewals: null });
    expect(of('31')).toMatchObject({ loans: 1, renewals: 0 });
    expect(of('90')).toMatchObject({ loans: 1, renewals: 2, recordLocalId: '9' });
  });

  it('say nothing that could name a reader', async () => {
    const { openLoans, openHolds, readers } = loansOf();

    const text = JSON.stringify([
      await all(openLoans(signal)),
      await all(openHolds(signal)),
      await all(readers(signal, { cards: true })),
    ]);

    for (const personal of scene.personal) expect(text).not.toContain(personal);
    expect(text).not.toContain('patron_id');
  });
});

describe('the readers of a Koha', () => {
  it('have the same tokens wherever the same name, birth date or address is registered', async () => {
    const twice = { surname: 'QUILLFEATHER', firstname: 'Ada Mary', date_of_birth: '1988-02-29', email: null };
    addPatron(simulator.world, { ...twice, patron_id: 900, library_id: 'B1' });

    const readers = await all(loansOf().readers(signal));

    const of = (id: string) =>
      readers.find(({ readerToken }) => openAccountToken(TOKEN_KEY, SYSTEM, readerToken) === id);
    expect(of('900')).toMatchObject({ homeSite: 'B1', email: null, nameAndBirth: of('5')?.nameAndBirth });
    expect(of('900')?.readerToken).not.toBe(of('5')?.readerToken);
    expect(of('25')?.nameAndBirth).not.toBe(of('5')?.nameAndBirth);
  });

  it('come with how they stand, and with the token of the card only where it is asked for', async () => {
    const expiresOn = { expiry_date: '2024-01-31' };
    const gone = {
      ...expiresOn,
      patron_id: 900,
      library_id: 'B1',
      category_id: 'ST',
      cardnumber: ' 7000 0005',
      email: 'none',
    };
    addPatron(simulator.world, gone);
    addPatron(simulator.world, { patron_id: 901, library_id: 'B1', expiry_date: null });
    addCharge(simulator.world, { patron_id: 900, amount: 0.01, description: 'Photocopies' });
    const readersOf = async (wanted?: ReadersWanted) => {
      const readers = await all(loansOf().readers(signal, wanted));
      return (id: string) => readers.find(({ readerToken }) => openAccountToken(TOKEN_KEY, SYSTEM, readerToken) === id);
    };

    const of = await readersOf({ cards: true });

    expect(of('900')).toMatchObject({
      category: 'ST',
      expiry: { year: 2024, expired: true },
      hasEmail: false,
      owes: true,
      card: of('5')?.card,
    });
    expect(of('901')).toMatchObject({ category: 'PT', expiry: null, owes: false });
    expect(of('25')?.card).not.toBe(of('5')?.card);
    expect((await readersOf())('5')).not.toHaveProperty('card');
    expect(JSON.stringify(of('900'))).not.toContain('2024-01-31');
  });

  it('come in pages, every one of them once', async () => {
    for (let id = 1000; id < 1150; id += 1) addPatron(simulator.world, { patron_id: id, library_id: 'A1' });
    simulator.calls.clear();

    const readers = await all(loansOf().readers(signal));

    expect(new Set(readers.map(({ readerToken }) => readerToken)).size).toBe(simulator.world.patrons.size);
    expect(simulator.calls.count('patrons')).toBe(2);
  });
});

describe('the charges of a Koha', () => {
  it('are asked for patron by patron, of those alone whose balance is not nothing and whose library wants it', async () => {
    addPatron(simulator.world, { patron_id: 900, library_id: 'B1' });
    addCharge(simulator.world, { patron_id: 900, amount: 0.29, description: 'Photocopies' });
    const owing = [...simulator.world.charges.values()].filter((line) => line.amount_outstanding !== 0);
    simulator.calls.clear();

    const told = await all(loansOf().openCharges(signal));
    const asked = simulator.calls.count('account');
    const ofB1 = await all(loansOf().openCharges(signal, { cards: false, sites: ['B1'] }));

    expect(asked).toBe(new Set(owing.map(({ patron_id: id }) => id)).size);
    expect(simulator.calls.count('account') - asked).toBeLessThan(asked);
    expect(ofB1).toEqual(told.filter(({ homeSite }) => homeSite === 'B1'));
    expect(ofB1).toContainEqual(expect.objectContaining({ amountPence: 29 }));
  });

  it.each([
    ['a third of a penny', { amount_outstanding: 0.333333 }, /no whole number of pence; correct it in Koha/],
    ['an amount in words', { amount_outstanding: 'ten' }, /all charges/],
  ])('end with an error where a line has %s, which tells nobody whose it is', async (_, spoiled, words) => {
    addPatron(simulator.world, { patron_id: 900, library_id: 'B1', surname: 'Thistlewick' });
    const line = addCharge(simulator.world, { patron_id: 900, amount: 1, description: 'Thistlewick lost it' });
    Object.assign(line, spoiled);

    const reading = all(loansOf().openCharges(signal));

    await expect(reading).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    await expect(reading).rejects.toThrow(words);
    await expect(reading).rejects.not.toThrow(/Thistlewick|900/);
  });
});

describe('a reader whose branch is written otherwise than in the region file', () => {
  it('belongs to it, as the database of Koha has it: in lists, in the account and in a hold that names no place', async () => {
    addPatron(simulator.world, { patron_id: 900, cardnumber: '79000001', library_id: 'b1 ' });
    addCharge(simulator.world, { patron_id: 900, amount: 0.29, description: 'Photocopies' });
    placeHold(simulator.world, { biblio_id: 12, patron_id: 900, pickup_library_id: 'a2' });
    const wanted = { recordLocalId: '19', itemLocalId: null, enumeration: null, pickup: null, neededBy: null };

    const readers = await all(loansOf().readers(signal));
    const charges = await all(loansOf().openCharges(signal, { cards: false, sites: ['B1'] }));
    const holds = await all(loansOf().openHolds(signal));
    const found = await adapter.patrons?.find('79000001', signal);
    const account = await adapter.patrons?.account('900', signal);
    const placed = await adapter.writes?.placeHold?.('900', wanted, signal);

    const isOwn = ({ readerToken }: { readonly readerToken: string }) =>
      openAccountToken(TOKEN_KEY, SYSTEM, readerToken) === '900';
    expect(readers.find(isOwn)).toMatchObject({ homeSite: 'B1' });
    expect(charges.find(isOwn)).toMatchObject({ homeSite: 'B1', amountPence: 29 });
    expect(holds.find(isOwn)).toMatchObject({ pickupSite: 'A2' });
    expect(found).toMatchObject({ homeSite: 'B1' });
    expect(account).toMatchObject({ homeSite: 'B1', holds: [{ pickup: { code: 'A2', siteCode: 'A2' } }] });
    expect(placed).toMatchObject({ outcome: 'DONE', done: { pickup: { siteCode: 'B1' } } });
  });
});

describe('a list', () => {
  it('ends with an error where a row cannot be read: totals without it would be wrong unsaid', async () => {
    const [loan] = simulator.world.checkouts.values();
    Object.assign(loan ?? {}, { item_id: 'no number' });

    await expect(all(loansOf().openLoans(signal))).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });

  it('of readers and their loans is absent without the key of the region', async () => {
    const keyless = createTestAdapter(simulator.url, { login: 'oauth', settings: { patrons: { access: 'read' } } });
    onTestFinished(() => keyless.close());

    expect(Object.keys(keyless.loans ?? {})).toEqual(['useCounts']);
    expect(keyless.capabilities).toContain('LOAN_COUNTS');
    expect(keyless.capabilities).not.toContain('OPEN_LOANS');
    expect(keyless.capabilities).not.toContain('READER_TOKENS');
  });
});
