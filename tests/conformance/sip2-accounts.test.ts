/** What only a SIP2 server does to accounts: PINs that nobody checks, lists that come cut, answers that are somebody else's. */
import type { LmsAdapter, ProbeStep } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { createId, type LibraryId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { dialects } from '#simulators/sip2/dialects/index.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import type { DialectName, Sip2Simulator, Sip2SimulatorOptions } from '#simulators/sip2/index.ts';
import type { LibraryPatron, Sip2Library } from '#simulators/sip2/library.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { addCopy, checkOut, placeHold, setState, type Sip2World } from '#simulators/sip2/world.ts';
import { tracesOfCancelling, tracesOfRenewal } from '#subgraphs/circulation/writes/traces.ts';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { errorOf } from '#conformance/outcome.ts';
import { barcodeOf, createAccountAdapter, createReadersWorld, SYSTEM, wantedTitle } from './sip2-readers.ts';
import type { AccountAdapterOptions } from './sip2-readers.ts';

const READER = '70000005';
const STRANGER = '700000051';
const PIN = 'pin-of-reader-8831';
const { signal } = new AbortController();

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close();
});

interface Options extends Partial<Pick<Sip2SimulatorOptions, 'login' | 'encoding' | 'differently'>> {
  readonly dialect?: DialectName;
  readonly adapter?: Partial<AccountAdapterOptions>;
  readonly change?: (library: Sip2Library) => Sip2Library;
}

interface Site {
  readonly world: Sip2World;
  readonly simulator: Sip2Simulator;
  readonly adapter: LmsAdapter;
}

async function start({
  dialect = 'koha',
  adapter: more,
  change = (library) => library,
  ...given
}: Options = {}): Promise<Site> {
  const world = createReadersWorld();
  const simulator = await createSip2Simulator({ library: change(libraryOf(world)), dialect, ...given });
  const adapter = createAccountAdapter({ address: simulator.url, dialect, ...more });
  open.push(simulator, adapter);
  return { world, simulator, adapter };
}

async function accountOf(adapter: LmsAdapter, card = READER): Promise<AccountFacts> {
  const facts = await adapter.patrons?.account(card, signal);
  if (facts === null || facts === undefined) throw new Error('no account');
  return facts;
}

describe('the library of a reader, at a server of two that does not tell it', () => {
  const owners = ['alder', 'birch'].map((library) => ({
    system: SYSTEM,
    code: library.toUpperCase(),
    library: library as LibraryId,
    site: null,
  }));
  const stepOf = async (adapter: LmsAdapter): Promise<ProbeStep | undefined> =>
    (await adapter.probe(signal)).steps.find(({ what }) => what === 'libraries of readers');

  it('is found to be missing by doctor, because no card can be linked then', async () => {
    const { adapter } = await start({ adapter: { owners } });

    const { steps, capabilities } = await adapter.probe(signal);

    expect(steps.find(({ what }) => what === 'libraries of readers')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('settings.patrons.homeSites') as string,
    });
    expect(capabilities).not.toContain('VERIFY_PATRON');
  });

  it('is told by what the card begins with, the longest beginning first', async () => {
    const homeSites = { '7': 'BIRCH', '70000005': 'ALDER' };
    const { adapter } = await start({ adapter: { owners, patrons: { homeSites } } });

    expect(await adapter.patrons?.verify?.(READER, PIN, signal)).toEqual({ account: READER, homeSite: 'ALDER' });
    expect((await accountOf(adapter)).homeSite).toBe('ALDER');
    expect(await stepOf(adapter)).toMatchObject({ ok: true });
  });

  it('is no code that the region file does not have', async () => {
    const { adapter } = await start({ adapter: { owners, patrons: { homeSites: { '7': 'ASPEN' } } } });

    expect(await stepOf(adapter)).toMatchObject({ ok: false, detail: expect.stringContaining('ASPEN') as string });
  });
});

describe('a PIN', () => {
  const pinsShown = ({ calls }: Sip2Simulator): number => calls.count('patron-pin');

  it('is sent once, to a server that refused a wrong one of the test card', async () => {
    const { adapter, simulator } = await start();

    expect(await adapter.patrons?.verify?.(READER, PIN, signal)).toEqual({ account: READER, homeSite: null });
    expect(await adapter.patrons?.verify?.(READER, 'wrong', signal)).toBeNull();
    // Two of the test card, at the first question alone.
    expect(pinsShown(simulator)).toBe(4);
  });

  it('is never sent to a server that lets a wrong one pass, and the capability goes', async () => {
    const { adapter, simulator } = await start({ change: (library) => ({ ...library, checkPin: () => true }) });
    expect(adapter.capabilities).toContain('VERIFY_PATRON');

    const error = await errorOf(adapter.patrons?.verify?.(READER, PIN, signal));

    expect(error).toMatchObject({ code: 'CAPABILITY_UNSUPPORTED', notSent: true });
    expect(adapter.capabilities).not.toContain('VERIFY_PATRON');
    expect(adapter.patrons?.verify).toBeUndefined();
    expect(pinsShown(simulator)).toBe(1);
  });

  it('is not sent where the test card itself is refused', async () => {
    const { adapter, simulator } = await start({ adapter: { secrets: { TEST_PIN: 'another' } } });

    const error = await errorOf(adapter.patrons?.verify?.(READER, PIN, signal));

    expect(error).toMatchObject({ code: 'CAPABILITY_UNSUPPORTED', notSent: true });
    expect(pinsShown(simulator)).toBe(2);
  });

  it('is not sent where the test card could not be tried', async () => {
    const { adapter, simulator } = await start();
    await simulator.faults.set({ reset: true, only: ['patron'] });

    expect(await errorOf(adapter.patrons?.verify?.(READER, PIN, signal))).toMatchObject({ notSent: true });
  });

  it('is not asked for without a test card', async () => {
    const { adapter } = await start({ adapter: { patrons: { testCard: null } } });

    expect(adapter.capabilities).toContain('PATRON_ACCOUNT');
    expect(adapter.capabilities).not.toContain('VERIFY_PATRON');
    expect(adapter.patrons?.verify).toBeUndefined();
  });

  it.each([
    ['a line end', '1234\r99', READER],
    ['a separator', `x|AA${STRANGER}`, READER],
    ['a letter that the encoding does not have', 'пин', READER],
    ['a separator in the card', PIN, `${READER}|AD${PIN}`],
    ['a letter in the card', PIN, 'Ж70000005'],
  ])('with %s is nobody’s, and is not sent', async (_, pin, card) => {
    const { adapter, simulator } = await start({ dialect: 'horizon' });
    await adapter.patrons?.verify?.(READER, 'wrong', signal);
    const before = simulator.calls.count();

    expect(await adapter.patrons?.verify?.(card, pin, signal)).toBeNull();

    expect(simulator.calls.count()).toBe(before);
    expect(simulator.broken).toEqual([]);
  });
});

describe('an account', () => {
  it.each(['generic', 'koha', 'symphony', 'evergreen', 'sierra', 'polaris', 'horizon'] as const)(
    'at %s has every loan with its title and day, and nothing that was not told',
    async (dialect) => {
      const { adapter, simulator } = await start({ dialect });

      const { loans, holds, charges, blocks } = await accountOf(adapter);

      expect(loans?.map(({ localId }) => localId).toSorted()).toEqual([1, 2, 3, 4, 5].map((title) => barcodeOf(title)));
      for (const { title, due, renewals, limitation } of loans ?? []) {
        expect([title?.startsWith('Title '), due === null, renewals, limitation]).toEqual([
          true,
          false,
          null,
          undefined,
        ]);
      }
      expect(loans?.map(({ overdue }) => overdue)).toContain(true);
      expect(holds?.map(({ status }) => status).toSorted()).toEqual(
        dialect === 'koha' ? ['QUEUED', 'READY'] : ['QUEUED', 'UNKNOWN'],
      );
      // Horizon does not say what is owed in all; the list does.
      expect(charges?.map(({ amount }) => amount.amount)).toEqual(['2.50', '1.05']);
      expect(blocks).toEqual([]);
      expect(simulator.broken).toEqual([]);
    },
  );

  it('keeps its loans where the copies are not answered, and says so of each', async () => {
    const { adapter, simulator } = await start();
    await simulator.faults.set({ reset: true, only: ['item'] });

    const { loans, limitation } = await accountOf(adapter);

    expect(loans).toHaveLength(5);
    for (const loan of loans ?? []) {
      expect(loan).toMatchObject({ title: null, due: null, limitation: { code: expect.any(String) as string } });
    }
    expect(limitation).not.toBeNull();
  });

  it.each([{ mixed: 'crossed' }, { mixed: 'late' }, { mixed: 'joined' }, { sequence: 'shuffled' }] as const)(
    'is never shown to somebody else: %j',
    async (fault) => {
      const { adapter, simulator } = await start({ adapter: { callTimeoutMs: 300, connections: 4 } });
      await simulator.faults.set(fault);

      for (let round = 0; round < 5; round += 1) {
        const told = await Promise.all(
          [READER, STRANGER, READER, STRANGER].map(async (card) => {
            try {
              return [card, await adapter.patrons?.account(card, signal)] as const;
            } catch (error) {
              if (isMerciaError(error)) return [card, undefined] as const;
              throw error;
            }
          }),
        );
        for (const [card, facts] of told) {
          const own = card === READER ? [1, 2, 3, 4, 5].map((title) => barcodeOf(title)) : [barcodeOf(1, 2)];
          for (const loan of facts?.loans ?? []) expect(own).toContain(loan.localId);
          expect(facts).not.toBeNull();
        }
      }
    },
  );

  it('that the server answers about by another name is refused as crossed', async () => {
    const { adapter } = await start({
      change: (library) => ({ ...library, patron: (id) => library.patron(id === 'ada' ? READER : id) }),
    });

    expect(await errorOf(adapter.patrons?.find('ada', signal))).toMatchObject({ code: 'LMS_BAD_RESPONSE' });
  });

  describe('at a server that knows the reader at the first question alone', () => {
    const forgets = (library: Sip2Library): Sip2Library => {
      let asked = 0;
      return { ...library, patron: (id) => (asked++ === 0 ? library.patron(id) : null) };
    };

    it('has no holds that are empty, and says why', async () => {
      const { adapter } = await start({ change: forgets });

      const { loans, holds, limitation } = await accountOf(adapter);

      expect([loans?.length, holds, limitation?.code]).toEqual([5, null, 'BAD_ANSWER']);
    });

    it('has no hold placed again or said not to be there', async () => {
      const { adapter } = await start({ change: forgets });
      const other = await start({ change: forgets });

      const placed = await errorOf(adapter.writes?.placeHold?.(READER, wantedTitle(7), signal));
      const cancelled = await errorOf(other.adapter.writes?.cancelHold?.(READER, barcodeOf(7), signal));

      for (const { code, notSent } of [placed, cancelled]) expect([code, notSent]).toEqual(['LMS_BAD_RESPONSE', true]);
    });
  });

  describe('at a server that neither counts nor names what is overdue', () => {
    const differently: Sip2SimulatorOptions['differently'] = {
      patron(telling, asked) {
        const { head, fields } = dialects.generic.patron(telling, asked);
        const uncounted = `${head.slice(0, 41)}    ${head.slice(45)}`;
        return { head: uncounted, fields: fields.filter(([name]) => name !== 'AT') };
      },
    };

    it('lacks nothing where the days of its loans are known', async () => {
      const { adapter } = await start({ dialect: 'generic', differently });

      const { loans, limitation } = await accountOf(adapter);

      expect(loans?.filter(({ overdue }) => overdue === true)).toHaveLength(1);
      expect(limitation).toBeNull();
    });

    it('says so where one of them is not', async () => {
      const change = (library: Sip2Library): Sip2Library => ({
        ...library,
        copy: (barcode) => (barcode === barcodeOf(1) ? null : library.copy(barcode)),
      });
      const { adapter } = await start({ dialect: 'generic', differently, change });

      expect((await accountOf(adapter)).limitation?.message).toContain('what is overdue');
    });
  });

  describe('at a server that neither counts nor names holds that wait', () => {
    const differently: Sip2SimulatorOptions['differently'] = {
      patron(telling, asked) {
        const { head, fields } = dialects.generic.patron(telling, asked);
        const uncounted = `${head.slice(0, 57)}    ${head.slice(61)}`;
        return { head: uncounted, fields: fields.filter(([name]) => name !== 'CD') };
      },
    };

    it('has the holds that are named, and says what is missing', async () => {
      const { adapter } = await start({ dialect: 'generic', differently });

      const { holds, limitation } = await accountOf(adapter);

      expect(holds?.map(({ localId }) => localId)).toEqual([barcodeOf(8, 2)]);
      expect(limitation?.message).toContain('the holds that wait');
    });

    it('is not told as one without holds where none is named', async () => {
      const { adapter } = await start({ dialect: 'generic', differently });

      expect((await accountOf(adapter, STRANGER)).holds).toBeNull();
    });
  });

  it('ends the session behind the work where the dialect says so, and not elsewhere', async () => {
    const told = await start({ adapter: { settings: { endSession: true } } });
    const untold = await start();

    await accountOf(told.adapter);
    await accountOf(untold.adapter);
    await expect.poll(() => told.simulator.calls.count('end')).toBe(1);

    expect(untold.simulator.calls.count('end')).toBe(0);
  });
});

describe('a change', () => {
  it('has no word of the server in its refusal: Koha names the reader there', async () => {
    const { adapter, simulator } = await start();
    await simulator.faults.set({ words: 'Item not checked out to Ada Quillfeather', only: ['write'] });
    const account = await accountOf(adapter);
    const over = account.loans?.find(({ localId }) => localId === barcodeOf(3));

    const outcome = await adapter.writes?.renew?.(READER, over?.localId ?? '', signal);

    expect(outcome).toMatchObject({ outcome: 'REFUSED', refusal: { code: 'NOT_FOUND', sourceCode: null } });
    expect(JSON.stringify(outcome)).not.toContain('Quillfeather');
  });

  it('that says both yes and no is unknown, and was sent once', async () => {
    const { adapter, simulator } = await start();
    await simulator.faults.set({ words: 'Excessive fees blocking placement of hold.', only: ['write'] });

    const error = await errorOf(adapter.writes?.placeHold?.(READER, wantedTitle(11), signal));

    expect([error.code, error.notSent, simulator.calls.count('write-hold')]).toEqual(['LMS_BAD_RESPONSE', false, 1]);
  });

  it.each([{ resend: true }, { mixed: 'otherBarcode' }, { sequence: 'wrong' }, { wrongChecksum: true }] as const)(
    'that is answered with %j is unknown, and was sent once',
    async (fault) => {
      const { adapter, simulator } = await start();
      await simulator.faults.set({ ...fault, only: ['write'] });

      const error = await errorOf(adapter.writes?.renew?.(READER, barcodeOf(1), signal));

      expect([error.code, error.notSent, simulator.calls.count('write-renewal')]).toEqual([
        'LMS_BAD_RESPONSE',
        false,
        1,
      ]);
    },
  );

  describe('of one that the server names by its title, or by more than its barcode', () => {
    const naming =
      (lists: Partial<LibraryPatron['items']>) =>
      (library: Sip2Library): Sip2Library => ({
        ...library,
        patron(id) {
          const patron = library.patron(id);
          return patron?.card === READER ? { ...patron, items: { ...patron.items, ...lists } } : patron;
        },
      });
    const startNaming = async (lists: Partial<LibraryPatron['items']>, more: Options = {}): Promise<Site> => {
      const site = await start({ dialect: 'symphony', change: naming(lists), ...more });
      addCopy(site.world, { barcode: '100', titleId: 't100', title: 'Clinical audit /' });
      return site;
    };
    const [first, second] = [barcodeOf(1), barcodeOf(2)];

    it.each([`${first} Title 1`, first])('"%s" renews the copy with the barcode in it', async (loan) => {
      const { adapter, simulator } = await startNaming({ charged: [`${second} Title 2`, `${first} Title 1`] });

      const outcome = await adapter.writes?.renew?.(READER, loan, signal);

      expect(outcome).toMatchObject({ outcome: 'DONE', done: { localId: first, title: 'Title 1' } });
      expect(simulator.calls.count('write-renewal')).toBe(1);
    });

    it.each([
      ['a title', ['100 years'], '100 years', 'NOT_SUPPORTED'],
      ['a title that begins with the barcode of another copy', ['100 years'], '100', 'NOT_FOUND'],
      ['a title of two loans', ['Clinical audit', 'Clinical audit'], 'Clinical audit', 'NOT_SUPPORTED'],
    ])('%s is renewed by nothing, and nothing is sent', async (_, charged, loan, code) => {
      const { adapter, simulator } = await startNaming({ charged });

      expect(await adapter.writes?.renew?.(READER, loan, signal)).toMatchObject({
        outcome: 'REFUSED',
        refusal: { code },
      });
      expect(simulator.calls.count('write-renewal')).toBe(0);
    });

    it('a loan that the server names twice is one, and is renewed', async () => {
      const { adapter, simulator } = await startNaming({ charged: [first, `${first} Title 1`, first, second] });

      const { loans, limitation } = await accountOf(adapter);

      expect(loans?.map(({ localId }) => localId)).toEqual([first, second]);
      expect(limitation?.message).toContain('counts 4 of the loans, and names 2');
      expect(await adapter.writes?.renew?.(READER, first, signal)).toMatchObject({ outcome: 'DONE' });
      expect(simulator.calls.count('write-renewal')).toBe(1);
    });

    it.each([
      ['has with its title is overdue', '30001000000017 Title 1', [true, false]],
      ['has without its title is overdue', '30001000000025', [false, true]],
      ['has as something that reads like no loan may be any of them', 'Clinical audit', [null, null]],
    ])('a loan that the list of what is overdue %s, where no day is told', async (_, late, overdue) => {
      const change = (library: Sip2Library): Sip2Library => ({
        ...naming({ charged: ['30001000000017', '30001000000025 Title 2'], overdue: [late] })(library),
        copy: () => null,
      });
      const { adapter } = await startNaming({}, { change });

      expect((await accountOf(adapter)).loans?.map((loan) => loan.overdue)).toEqual(overdue);
    });

    it('a hold that stands in both lists in other words is one', async () => {
      const { adapter } = await startNaming({ holds: [first], unavailableHolds: [`${first} Title 1`, second] });

      expect((await accountOf(adapter)).holds?.map(({ localId }) => localId)).toEqual([first, second]);
    });

    it('makes no barcode and no item of a title', async () => {
      const { adapter, simulator } = await startNaming({
        charged: ['100 years', 'Clinical audit', `${first} Title 1`],
        unavailableHolds: ['100 great problems'],
      });
      const { loans, holds } = await accountOf(adapter);
      await simulator.faults.set({ reset: true, only: ['item'] });
      const failing = (await accountOf(adapter)).loans;

      const [known, unknown] = [loans, failing].map((told) =>
        told?.map(({ localId, barcode, item }) => [localId, barcode, item]),
      );
      const titles = [
        ['100 years', undefined, null],
        ['Clinical audit', undefined, null],
      ];
      expect(known).toEqual([...titles, [first, first, createId(SYSTEM, 'item', first)]]);
      expect(unknown).toEqual([...titles, [`${first} Title 1`, undefined, null]]);
      expect(holds?.map(({ localId, barcode }) => [localId, barcode])).toContainEqual([
        '100 great problems',
        undefined,
      ]);
    });

    it('says beforehand that a loan without a barcode cannot be renewed', async () => {
      const { adapter } = await startNaming({ charged: ['100 years'] });

      expect((await accountOf(adapter)).loans).toMatchObject([
        { localId: '100 years', renewable: { possible: false, refusal: { code: 'NOT_SUPPORTED' } } },
      ]);
    });

    describe('and by a whole barcode, of a copy that 17 tells nothing of', () => {
      const lent = '30001000000017';
      const untold = (library: Sip2Library): Sip2Library => ({
        ...naming({ charged: [lent], unavailableHolds: [lent] })(library),
        copy: (barcode) => (barcode === lent ? null : library.copy(barcode)),
      });

      it('renews it', async () => {
        const { world, adapter, simulator } = await startNaming({}, { change: untold });
        addCopy(world, { barcode: lent, titleId: 't101', title: 'From another library' });
        checkOut(world, { barcode: lent, card: READER, days: 3 });

        expect((await accountOf(adapter)).loans).toMatchObject([
          { localId: lent, title: null, renewable: { possible: null, refusal: null } },
        ]);
        expect(await adapter.writes?.renew?.(READER, lent, signal)).toMatchObject({ outcome: 'DONE' });
        expect(simulator.calls.count('write-renewal')).toBe(1);
      });

      it('cancels the hold', async () => {
        const { world, adapter } = await startNaming({}, { change: untold });
        addCopy(world, { barcode: lent, titleId: 't101', title: 'From another library' });
        placeHold(world, { barcode: lent, card: READER, pickup: 'DEMO1' });

        expect(await adapter.writes?.cancelHold?.(READER, lent, signal)).toMatchObject({ outcome: 'DONE' });
      });
    });

    it('renews a loan by the barcode that the server writes otherwise in its list', async () => {
      const { adapter } = await startNaming(
        {},
        {
          adapter: { settings: { barcodes: { ignoreZeros: true } } },
          change: (library) => ({
            ...naming({ charged: [`00${first}`] })(library),
            copy: (barcode) => library.copy(barcode.replace(/^0+/, '')),
          }),
        },
      );
      const [loan] = (await accountOf(adapter)).loans ?? [];

      expect(loan).toMatchObject({ localId: `00${first}`, barcode: first, title: 'Title 1' });
      expect(await adapter.writes?.renew?.(READER, loan?.localId ?? '', signal)).toMatchObject({ outcome: 'DONE' });
    });

    it.each([
      ['a title behind a short barcode', (barcode: string, title: string) => `${barcode} ${title}`, {}],
      ['zeros that 17 leaves out', (barcode: string) => `00${barcode}`, { barcodes: { ignoreZeros: true } }],
    ])('is the same loan or hold whether or not 17 has an answer: %s', async (_, write, settings) => {
      const { adapter, simulator } = await startNaming(
        {},
        {
          adapter: { settings },
          change: (library) => ({
            ...naming({ charged: [write(first, 'Title 1')], unavailableHolds: [write(second, 'Title 2')] })(library),
            copy: (barcode) => library.copy(barcode.replace(/^0+/, '')),
          }),
        },
      );
      const known = await accountOf(adapter);
      await simulator.faults.set({ reset: true, only: ['item'] });
      const failing = await accountOf(adapter);

      for (const [told, later] of [
        [known, failing],
        [failing, known],
      ] as const) {
        const [loan] = told.loans ?? [];
        const hold = told.holds?.at(-1);
        const cancelling = tracesOfCancelling(hold?.localId ?? '');
        expect(tracesOfRenewal(loan?.localId ?? '').refusalBefore(later)).toBeNull();
        expect([cancelling.refusalBefore(later), cancelling.happened([], later)]).toEqual([null, false]);
      }
    });

    it.each([
      ['a title', ['100 years'], '100 years', 'NOT_SUPPORTED'],
      ['a title that begins with the barcode of another copy', ['100 years'], '100', 'NOT_FOUND'],
      ['a barcode of two holds', [second, second], second, 'NOT_SUPPORTED'],
    ])('%s is no hold to cancel, and nothing is sent', async (_, unavailableHolds, hold, code) => {
      const { adapter, simulator } = await startNaming({ holds: [], unavailableHolds });

      expect(await adapter.writes?.cancelHold?.(READER, hold, signal)).toMatchObject({
        outcome: 'REFUSED',
        refusal: { code },
      });
      expect(simulator.calls.count('write-hold')).toBe(0);
    });

    it('a hold on a title that begins with a number is not one on the copy with that barcode', async () => {
      const { adapter } = await startNaming({ unavailableHolds: ['100 years'] });
      const copies = [{ localId: '100', barcode: '100', recordLocalId: 't100' }];

      const outcome = await adapter.writes?.placeHold?.(READER, wantedTitle(100, { copies }), signal);

      expect(outcome).toMatchObject({ outcome: 'DONE' });
    });
  });

  describe('that cancels a hold whose copy may wait for the reader', () => {
    const ready = barcodeOf(8, 2);

    it.each([
      ['on the hold shelf, in a list of all holds', 'symphony', 'ON_HOLD_SHELF'],
      ['on its way, in a list of all holds', 'evergreen', 'IN_TRANSIT'],
      ['in a list of caught copies alone, though 17 says something else', 'koha', 'IN_PROCESS'],
    ] as const)('%s, is for the desk, and nothing is sent', async (_, dialect, state) => {
      const { world, adapter, simulator } = await start({ dialect });
      setState(world, ready, state);

      expect(await adapter.writes?.cancelHold?.(READER, ready, signal)).toMatchObject({
        outcome: 'REFUSED',
        refusal: { code: 'SEE_STAFF' },
      });
      expect(simulator.calls.count('write-hold')).toBe(0);
    });

    it('is sent where the copy in a list of all holds stands in its place', async () => {
      const { world, adapter } = await start({ dialect: 'symphony' });
      setState(world, ready, 'AVAILABLE');

      expect(await adapter.writes?.cancelHold?.(READER, ready, signal)).toMatchObject({ outcome: 'DONE' });
    });
  });

  it('is not offered where the settings leave it off', async () => {
    const { adapter } = await start({ adapter: { patrons: { writes: { placeHold: false, cancelHold: false } } } });

    expect(adapter.capabilities).toContain('RENEW');
    expect(adapter.capabilities).not.toContain('PLACE_HOLD');
    expect(adapter.writes?.placeHold).toBeUndefined();
    expect(adapter.writes?.cancelHold).toBeUndefined();
  });

  it('renews all of nothing by 65: one by one, or not at all', async () => {
    const { adapter, simulator } = await start();
    for (const loan of (await accountOf(adapter)).loans ?? [])
      await adapter.writes?.renew?.(READER, loan.localId, signal);

    expect(simulator.calls.count('write-renewal-all')).toBe(0);
  });
});

describe('messages about patrons', () => {
  const build = (address: string, patrons: object = {}) =>
    createAccountAdapter({ address, dialect: 'generic', patrons });

  it('are not sent in clear to another machine: the settings are refused, and say what to do', () => {
    expect(() => build('tcp://sip.hill.example:6001')).toThrow(/^\[sip-t\] patrons: .*tls:\/\/.*tunnel/);
  });

  it.each([
    ['tls://sip.hill.example:6001', {}],
    ['tcp://sip.hill.example:6001', { tunnel: { declaredBy: 'J. Example, network team, 2026-11-20' } }],
    ['tcp://sip.hill.example:6001', { access: 'none' }],
  ])('may go to %s with %j', async (address, patrons) => {
    const adapter = build(address, patrons);
    open.push(adapter);

    expect(adapter.capabilities.includes('PATRON_ACCOUNT')).toBe(!('access' in patrons));
  });
});

it('lets no card, PIN, name or text of the server into a log or an error', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const { adapter, simulator } = await start({ adapter: { logger, callTimeoutMs: 300 } });
  const canary = 'Canary Quillfeather 70000005';
  const said: string[] = [];
  for (const fault of [
    { words: canary },
    { garbage: 'html' },
    { resend: true },
    { mixed: 'crossed' },
    { hang: true },
  ] as const) {
    await simulator.faults.set(fault);
    const tried: Promise<unknown>[] = [
      Promise.resolve(adapter.patrons?.verify?.(READER, PIN, signal)),
      Promise.resolve(adapter.patrons?.find(READER, signal)),
      Promise.resolve(adapter.patrons?.account(READER, signal)),
      Promise.resolve(adapter.writes?.renew?.(READER, barcodeOf(1), signal)),
    ];
    for (const outcome of await Promise.allSettled(tried)) {
      if (outcome.status === 'rejected') said.push(textOf(outcome.reason));
    }
  }
  const probed = await adapter.probe(signal);

  expect(said.length).toBeGreaterThan(5);
  for (const text of [...said, ...lines, JSON.stringify(probed)]) {
    for (const personal of ['Quillfeather', 'Canary', READER, PIN, 'pin-of-test-8831', '79000001']) {
      expect(text).not.toContain(personal);
    }
  }
});

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, JSON.stringify(error), textOf(error.cause)].join('\n');
}
