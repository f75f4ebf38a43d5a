/** A library system in memory with readers: it lends, keeps and renews behind the real contract, and breaks off in every way. */
import { setImmediate as aTurn } from 'node:timers/promises';
import type { AccountReadOptions, WriteSource, ItemSource, LmsAdapter, PatronSource } from '#contract/adapter.ts';
import type { AccountFacts, HoldFacts, LoanFacts, Refusal, WantedHold, WriteOutcome } from '#domain/accounts.ts';
import { createId } from '#domain/ids.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError, type ErrorCode } from '#platform/errors.ts';

/** How the system takes a question about an account. */
export type Reading =
  | { readonly kind: 'answers' }
  | { readonly kind: 'fails'; readonly code: ErrorCode }
  /** Ends only when it is given up. */
  | { readonly kind: 'hangs' }
  /** Answers when `letOn` is called. */
  | { readonly kind: 'is slow' }
  /** Never ends, whatever is done about it. */
  | { readonly kind: 'ignores the signal' }
  | { readonly kind: 'answers nonsense' };

/** How it takes a write. */
export type Writing =
  | { readonly kind: 'does it' }
  | { readonly kind: 'refuses'; readonly refusal: Refusal }
  | { readonly kind: 'does it and breaks off'; readonly code: ErrorCode }
  | { readonly kind: 'breaks off'; readonly code: ErrorCode }
  | { readonly kind: 'was never reached'; readonly code: ErrorCode }
  /** Says that it is asked too often, and did nothing. */
  | { readonly kind: 'turns it away' }
  /** Does it when `letOn` is called. */
  | { readonly kind: 'is slow' };

export interface FakeReaders extends LmsAdapter {
  reading: Reading;
  writing: Writing;
  /** Every call, as `account 5`, `renew 5 51`. */
  readonly calls: string[];
  /** What of the calls changes something, whether or not it was done. */
  readonly writeCalls: () => readonly string[];
  /** Of every question about an account, what was wanted beside it. */
  readonly wanted: AccountReadOptions[];
  /** Whether the last question about an account was given up. */
  readonly givenUp: () => boolean;
  /** Lets the slow questions be answered and the slow writes be done. */
  letOn(): void;
  /** Settles when a write has come. */
  untilWrite(): Promise<void>;
  /** Changes an account behind the back of Mercia. */
  change(account: string, change: (facts: AccountFacts) => AccountFacts): void;
}

export const AS_OF = '2026-01-05T09:00:00.000Z';
/** What must never be seen outside the account it stands in. */
export const TITLE = 'A title that only its reader may see';
export const CARD = 'CARD-4711';
export const PIN = 'pin-0815';

export interface FakeReadersOptions {
  /** False for a system that has no means to show accounts. */
  readonly patrons?: boolean;
  /** Why its changes are off, where they are. */
  readonly writesOff?: string;
  /** False for one that tells nothing of loans and holds. */
  readonly tells?: boolean;
  /** True for one that has copies and shows none of them to the public. */
  readonly hidesCopies?: boolean;
}

/** Reader 5 has the loans 51 and 52 and the hold 53; reader 6 has nothing. */
export function createFakeReaders(id: SystemId, options: FakeReadersOptions = {}): FakeReaders {
  const calls: string[] = [];
  const slow: (() => void)[] = [];
  let written = Promise.withResolvers<undefined>();
  let wasGivenUp = false;
  const accounts = new Map([
    ['5', accountOf(id, options)],
    ['6', { ...accountOf(id, options), loans: [], holds: [] }],
  ]);

  const readers: FakeReaders = {
    system: { id, kind: 'fake', name: `Library system ${id}` },
    capabilities: ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'],
    reading: { kind: 'answers' },
    writing: { kind: 'does it' },
    calls,
    wanted: [],
    writeCalls: () => calls.filter((call) => /^(renew|place|cancel)/.test(call)),
    givenUp: () => wasGivenUp,
    letOn: () => {
      for (const goOn of slow.splice(0)) goOn();
    },
    async untilWrite() {
      await written.promise;
      written = Promise.withResolvers();
    },
    change(account, change) {
      const facts = accounts.get(account);
      if (facts !== undefined) accounts.set(account, change(facts));
    },
    probe: async () => ({ reachable: true, product: null, steps: [], capabilities: [], unmapped: [] }),
    close: () => Promise.resolve(),
  };
  if (options.patrons === false) return readers;

  async function read(signal: AbortSignal, facts: AccountFacts | null): Promise<AccountFacts | null> {
    signal.addEventListener('abort', () => (wasGivenUp = true));
    switch (readers.reading.kind) {
      case 'answers':
        await aTurn();
        return facts;
      case 'is slow':
        await new Promise<void>((resolve) => {
          slow.push(resolve);
        });
        return facts;
      case 'fails':
        throw fault(readers.reading.code, id);
      case 'hangs':
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(fault('LMS_TIMEOUT', id));
          });
        });
      case 'ignores the signal':
        return new Promise(() => undefined);
      case 'answers nonsense':
        throw new TypeError(`cannot read ${TITLE} of ${CARD}`);
    }
  }

  async function write<Done>(what: string, doIt: () => Done): Promise<WriteOutcome<Done>> {
    calls.push(what);
    written.resolve(undefined);
    const { writing } = readers;
    switch (writing.kind) {
      case 'does it':
        return { outcome: 'DONE', done: doIt() };
      case 'refuses':
        return { outcome: 'REFUSED', refusal: writing.refusal };
      case 'does it and breaks off':
        doIt();
        throw fault(writing.code, id);
      case 'breaks off':
        throw fault(writing.code, id);
      case 'was never reached':
        throw new MerciaError(writing.code, `[${id}] not asked`, { system: id, notSent: true });
      case 'turns it away':
        throw new MerciaError('LMS_RATE_LIMITED', `[${id}] wait`, { system: id, turnedAway: true });
      case 'is slow':
        await new Promise<void>((resolve) => {
          slow.push(resolve);
        });
        return { outcome: 'DONE', done: doIt() };
    }
  }

  const ownerOfCard = () => ({ account: '5', homeSite: accounts.get('5')?.homeSite ?? null });
  const patrons: PatronSource = {
    async verify(card, pin) {
      calls.push('verify');
      await read(new AbortController().signal, null);
      return card === CARD && pin === PIN ? ownerOfCard() : null;
    },
    async find(card) {
      calls.push('find');
      await read(new AbortController().signal, null);
      return card === CARD ? ownerOfCard() : null;
    },
    async account(account, signal, wanted = { renewable: true }) {
      calls.push(`account ${account}`);
      readers.wanted.push(wanted);
      return read(signal, accounts.get(account) ?? null);
    },
  };
  const writes: WriteSource = {
    renew: (account, loan) => write(`renew ${account} ${loan}`, () => renew(readers, accounts, account, loan)),
    placeHold: (account, hold) =>
      write(`place ${account} ${hold.recordLocalId}`, () => place(readers, accounts, account, hold)),
    cancelHold: (account, hold) => write(`cancel ${account} ${hold}`, () => cancel(readers, account, hold)),
  };
  const items: ItemSource = {
    findAvailability: async (holdings) => holdings.map(() => null),
    findItems: async (ids) => ids.map((one) => (calls.push(`item ${one}`), null)),
  };
  const change = options.writesOff === undefined ? { writes } : { writesOff: options.writesOff };
  return Object.assign(readers, { patrons, ...change, ...(options.hidesCopies === true ? { items } : {}) });
}

type Accounts = ReadonlyMap<string, AccountFacts>;

function renew(readers: FakeReaders, accounts: Accounts, account: string, loan: string): LoanFacts | null {
  const longer = (one: LoanFacts): LoanFacts =>
    one.localId === loan ? { ...one, due: { on: '2026-03-01', at: null }, renewals: (one.renewals ?? 0) + 1 } : one;
  readers.change(account, (facts) => ({ ...facts, loans: facts.loans?.map(longer) ?? null }));
  return accounts.get(account)?.loans?.find(({ localId }) => localId === loan) ?? null;
}

function place(readers: FakeReaders, accounts: Accounts, account: string, wanted: WantedHold): HoldFacts {
  const holds = accounts.get(account)?.holds ?? [];
  const placed = holdOf(`54${holds.length}`, wanted.recordLocalId);
  readers.change(account, (facts) => ({ ...facts, holds: facts.holds === null ? null : [...holds, placed] }));
  return placed;
}

function cancel(readers: FakeReaders, account: string, hold: string): null {
  const isOther = ({ localId }: HoldFacts): boolean => localId !== hold;
  readers.change(account, (facts) => ({ ...facts, holds: facts.holds?.filter(isOther) ?? null }));
  return null;
}

function accountOf(system: SystemId, { tells = true }: FakeReadersOptions): AccountFacts {
  return {
    asOf: AS_OF,
    category: 'Staff',
    homeSite: 'HQ',
    expiresOn: '2027-01-01',
    loans: tells ? [loanOf(system, '51'), loanOf(system, '52')] : null,
    holds: tells ? [holdOf('53', '9')] : null,
    charges: [
      { localId: '55', amount: { amount: '1.50', currency: 'GBP' }, reason: 'Overdue', raisedOn: '2026-01-02' },
    ],
    blocks: [],
    limitation: null,
  };
}

function loanOf(system: SystemId, localId: string): LoanFacts {
  return {
    localId,
    item: createId(system, 'item', `i${localId}`),
    recordLocalId: `r${localId}`,
    title: TITLE,
    loanedAt: '2026-01-01T10:00:00+00:00',
    due: { on: '2026-02-01', at: null },
    overdue: false,
    renewals: 0,
    renewable: { possible: true, refusal: null },
  };
}

function holdOf(localId: string, recordLocalId: string): HoldFacts {
  return {
    localId,
    recordLocalId,
    title: TITLE,
    item: null,
    enumeration: null,
    status: 'QUEUED',
    queuePosition: 1,
    pickup: { code: 'HQ', name: 'Headquarters', siteCode: 'HQ' },
    placedAt: null,
    neededBy: null,
    expiresOn: null,
  };
}

/** As an adapter words it for the log. */
function fault(code: ErrorCode, system: SystemId): MerciaError {
  return new MerciaError(code, `[${system}] POST http://10.0.0.7/holds failed`, { system });
}
