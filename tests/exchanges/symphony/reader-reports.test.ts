/** What a Symphony leaves in files of its readers, their loans, holds and bills. */
import type { ListPage } from '#contract/adapter.ts';
import type { DataPurpose } from '#domain/region.ts';
import { spoilReport } from '#simulators/symphony/reports.ts';
import { addBlock, addPatron, checkOut, placeHold, setHeld, type SymphonyWorld } from '#simulators/symphony/world.ts';
import type { SymphonyTestOptions } from '#tests/conformance/symphony-config.ts';
import { listsAt } from '#tests/conformance/symphony-patrons.ts';
import { createTestWorld, filesAt } from '#tests/conformance/symphony-system.ts';
import { describe, expect, it } from 'vitest';
import { AS_LISTS, described, filesOf, pagesOf, replaceFile } from './files-of-a-server.ts';

/** No tool quotes anything: a quote is a letter. */
const QUOTED = 'Harb"errow';
const TOKENS: SymphonyTestOptions['readerToken'] = (kind, text) => `${kind} of ${text}`;
const onlyFiles = (address: string) => ({ ...filesAt(address), lists: listsAt(address) });

/** Two readers; one has a copy and waits for two titles, one of which is ready. */
function lendingWorld(): SymphonyWorld {
  const world = createTestWorld(AS_LISTS);
  const day = Date.parse('2026-11-24T12:00:00Z');
  world.now = () => day;
  addPatron(world, {
    key: '91',
    library: 'ASH-MAIN',
    lastName: 'Quillfeather',
    firstName: 'Edda',
    birthDate: '1984-02-29',
    email: 'edda@example.org',
    privilegeExpiresDate: '2031-12-31',
  });
  addPatron(world, { key: '92', library: 'BEECH', lastName: QUOTED, firstName: 'Ada', standing: 'BARRED' });
  const lent = checkOut(world, { itemKey: '1:1:1', patronKey: '91', due: Date.parse('2026-12-14T23:59:00Z') });
  lent.renewalCount = 2;
  const ready = placeHold(world, { bibKey: '4', patronKey: '91', pickupLibrary: 'BEECH' });
  setHeld(world, ready.key, '4:1:1');
  placeHold(world, { bibKey: '5', patronKey: '91', pickupLibrary: 'ASH-MAIN' });
  addBlock(world, { patronKey: '91', owed: '12.50', block: 'LOST', itemKey: '1:1:1', billDate: '2026-03-01' });
  addBlock(world, { patronKey: '92', owed: '0.29', block: 'OVERDUE', itemKey: null });
  world.now = Date.now;
  return world;
}

async function allOf<Row>(pages: AsyncIterable<ListPage<Row>> | undefined): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages ?? expect.fail()) rows.push(...page.rows);
  return rows;
}

describe('lists about readers', () => {
  const signal = new AbortController().signal;

  it('tell loans, holds and readers with tokens, as the tools write them', async () => {
    const { adapter } = await filesOf(lendingWorld(), onlyFiles, { readerToken: TOKENS });

    const loans = await allOf(adapter.loans?.openLoans?.(signal));
    const holds = await allOf(adapter.loans?.openHolds?.(signal));
    const readers = await allOf(adapter.loans?.readers?.(signal, { cards: true }));

    expect(loans).toEqual([
      {
        localId: '1:1:1:1',
        itemLocalId: '1:300010',
        barcode: '300010',
        recordLocalId: '1',
        readerToken: 'account of 91',
        loanedAt: '2026-11-24T12:00:00.000Z',
        due: { on: '2026-12-14', at: null },
        renewals: 2,
      },
    ]);
    expect(
      holds.map(({ recordLocalId, readerToken, status, placedOn, arrivedOn, pickupSite }) => [
        recordLocalId,
        readerToken,
        status,
        placedOn,
        arrivedOn,
        pickupSite,
      ]),
    ).toEqual([
      ['4', 'account of 91', 'READY', '2026-11-24', '2026-11-24', 'BEECH'],
      ['5', 'account of 91', 'QUEUED', '2026-11-24', null, 'ASH-MAIN'],
    ]);
    expect(readers.find(({ readerToken }) => readerToken === 'account of 91')).toEqual({
      readerToken: 'account of 91',
      homeSite: 'ASH-MAIN',
      nameAndBirth: expect.stringMatching(/^name-birth of .*1984-02-29/) as string,
      email: 'email of edda@example.org',
      card: expect.stringMatching(/^card of 29999000000091$/) as string,
      category: 'READER',
      expiry: { year: 2031, expired: false },
      expiryDay: 'expiry of 2031-12-31',
      hasEmail: true,
      owes: true,
    });
    expect(readers.find(({ readerToken }) => readerToken === 'account of 92')).toMatchObject({
      nameAndBirth: null,
      email: null,
      expiry: null,
      hasEmail: false,
      owes: true,
    });
  });

  it('tell bills to the penny, at the site of their reader, with title, day and reason', async () => {
    const { adapter } = await filesOf(lendingWorld(), onlyFiles, { readerToken: TOKENS });

    const charges = await allOf(adapter.loans?.openCharges?.(signal));

    expect(
      charges.map(({ readerToken, homeSite, amountPence, currency, recordLocalId, kind, chargedOn }) => [
        ...[readerToken, homeSite, amountPence, currency, recordLocalId],
        ...[kind, chargedOn],
      ]),
    ).toEqual([
      ['account of 91', 'ASH-MAIN', 1250, 'GBP', '1', 'LOST', '2026-03-01'],
      ['account of 92', 'BEECH', 29, 'GBP', '0', 'OVERDUE', expect.stringMatching(/^2026-11-24$/)],
    ]);
  });

  it('tell the same from flat files, whose readers are known by their cards', async () => {
    const { adapter } = await filesOf(
      lendingWorld(),
      (address) => ({
        ...filesAt(address),
        lists: {
          loans: [{ source: `${address}/export/charges.flat`, columns: 'flat' }],
          readers: [{ source: `${address}/export/users.flat`, columns: 'flat' }],
        },
      }),
      { readerToken: TOKENS },
    );

    const loans = await allOf(adapter.loans?.openLoans?.(signal));
    const readers = await allOf(adapter.loans?.readers?.(signal, { cards: true }));

    expect(loans).toEqual([
      {
        localId: '300010',
        itemLocalId: '300010',
        barcode: '300010',
        recordLocalId: null,
        readerToken: 'account of 29999000000091',
        loanedAt: '2026-11-24T12:00:00.000Z',
        due: { on: '2026-12-14', at: null },
        renewals: null,
      },
    ]);
    expect(readers).toHaveLength(3);
    expect(readers.find(({ readerToken }) => readerToken === 'account of 29999000000091')).toMatchObject({
      homeSite: 'ASH-MAIN',
      nameAndBirth: expect.stringMatching(/1984-02-29/) as string,
      email: 'email of edda@example.org',
      category: 'READER',
      expiry: { year: 2031, expired: false },
      blocked: false,
    });
    expect(readers.find(({ readerToken }) => readerToken === 'account of 29999000000092')).toMatchObject({
      blocked: true,
    });
  });

  it.each(['charges.txt', 'charges.flat'])('may be empty where their last line says so: %s', async (name) => {
    const world = lendingWorld();
    const flat = name.endsWith('.flat') && { columns: 'flat' };
    const { adapter } = await filesOf(
      world,
      (address) => ({ ...filesAt(address), lists: { loans: [{ source: `${address}/export/${name}`, ...flat }] } }),
      { readerToken: TOKENS },
    );
    replaceFile(world, name, 'END 0\n');

    expect(await allOf(adapter.loans?.openLoans?.(signal))).toEqual([]);
  });

  it('name the line of the flat file in which a faulty record begins, also behind a mark of UTF-8', async () => {
    const world = lendingWorld();
    const { adapter } = await filesOf(
      world,
      (address) => ({
        ...filesAt(address),
        lists: { loans: [{ source: `${address}/export/charges.flat`, columns: 'flat' }] },
      }),
      { readerToken: TOKENS },
    );
    const record = (due: string): string =>
      `*** DOCUMENT BOUNDARY ***\nFORM=LDCHARGE\n.USER_ID.   |a1\n.ITEM_ID.   |a300010\n.CHRG_DATEDUE.   |a${due}\n`;
    const [before, after] = [record('202612142359'), record('soon')];
    replaceFile(world, 'charges.flat', `\ufeff${before}${before}${after}END 3\n`);

    await expect(allOf(adapter.loans?.openLoans?.(signal))).rejects.toThrow(
      'charges.flat: line 11: the column "CHRG_DATEDUE" holds no day',
    );
  });

  it('with a line that does not end are refused before it is held whole', async () => {
    const world = lendingWorld();
    const { adapter } = await filesOf(world, onlyFiles, { readerToken: TOKENS });
    replaceFile(world, 'charges.txt', 'Quill'.repeat(30_000));

    const told = allOf(adapter.loans?.openLoans?.(signal));

    await expect(told).rejects.toThrow(/charges\.txt: line 1 is longer than 100000 characters/);
  });

  it('are not read where flat ones call readers by other numbers than the others', async () => {
    const [readers, charges] = [{ source: 'users.flat', columns: 'flat' }, { source: 'bills.txt' }];

    const build = filesOf(lendingWorld(), (address) => ({
      ...filesAt(address),
      lists: { readers: [readers], charges: [charges] },
    }));

    await expect(build).rejects.toThrow('lists: flat files call readers by USER_ID, and the other tools by their key');
  });

  it('name copies by the ids that harvest gives them', async () => {
    const { adapter } = await filesOf(lendingWorld(), onlyFiles, { readerToken: TOKENS });

    const [loan] = await allOf(adapter.loans?.openLoans?.(signal));
    const harvested = described(await pagesOf(adapter)).flatMap(({ items }) => items.map(({ localId }) => localId));

    expect(harvested).toContain(loan?.itemLocalId);
  });

  it.each([
    ['charges.txt', 'openLoans'],
    ['holds.txt', 'openHolds'],
    ['users.txt', 'readers'],
    ['bills.txt', 'openCharges'],
  ] as const)('with a column less in %s end with its line, and tell nobody what stood there', async (name, list) => {
    const world = lendingWorld();
    const { adapter } = await filesOf(world, onlyFiles, { readerToken: TOKENS });
    spoilReport(world, name, 'a column less');

    const error = await allOf<unknown>(adapter.loans?.[list]?.(signal)).catch((reason: unknown) => reason as Error);

    expect(error).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect((error as Error).message).toContain(`${name}: line 1`);
    expect((error as Error).message).not.toMatch(/Quill|Edda|2999|300010|\b91\b/);
  });

  it.each([
    ['nobody agreed', new Set<DataPurpose>(), /not read: no library of the system has an agreement/],
    ['somebody agreed', new Set<DataPurpose>(['STATISTICS', 'MOVE_RECONCILIATION']), /in all \d+ lines/],
  ])('are looked at by doctor as far as %s', async (_, agreedPurposes, says) => {
    const world = lendingWorld();
    const { adapter, simulator } = await filesOf(world, onlyFiles, { readerToken: TOKENS, agreedPurposes });
    const names = ['charges.txt', 'holds.txt', 'users.txt', 'bills.txt'];
    const before = simulator.calls.count('export');

    const { steps, capabilities } = await adapter.probe(signal);

    const told = steps.filter(({ what }) => names.includes(what));
    expect(told.map(({ what, ok }) => [what, ok])).toEqual(names.map((name) => [name, true]));
    for (const { detail } of told) expect(detail).toMatch(says);
    expect(JSON.stringify(steps)).not.toMatch(/Quill|Edda|2999900/);
    expect(capabilities).toEqual(adapter.capabilities);
    expect(simulator.calls.count('export')).toBeGreaterThan(before);
  });

  it('are absent without a key to make tokens with', async () => {
    const { adapter } = await filesOf(lendingWorld(), onlyFiles);

    expect(adapter.capabilities).not.toContain('OPEN_LOANS');
    expect(adapter.loans?.openLoans).toBeUndefined();
    expect(adapter.loans?.readers).toBeUndefined();
    expect(adapter.loans?.useCounts).toBeDefined();
  });
});
