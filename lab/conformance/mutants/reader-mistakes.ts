/** Adapters that are wrong about readers: an empty account where none can be read, a write sent twice, a name in an error. */
import type { LmsAdapter, PatronSource, WriteSource } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { MerciaError } from '#platform/errors.ts';
import { FAULT_CODES } from '../readers/bench.ts';
import type { PatronBench } from '../readers/bench.ts';
import type { Mutant } from './mutant.ts';
import { inUtc, overriding } from './overriding.ts';

type ReaderMutant = Mutant<PatronBench>;

export function withPatrons(adapter: LmsAdapter, change: (patrons: PatronSource) => Partial<PatronSource>): LmsAdapter {
  const { patrons } = adapter;
  return patrons === undefined ? adapter : overriding(adapter, { patrons: overriding(patrons, change(patrons)) });
}

/** Whoever is there has an account that is told otherwise. */
export const accounts = (
  name: string,
  foundBy: string | undefined,
  tell: (facts: AccountFacts) => AccountFacts,
): ReaderMutant => ({
  name,
  foundBy,
  fault: null,
  alter: (adapter, _bench, acted) =>
    withPatrons(adapter, (patrons) => ({
      async account(...asked) {
        const facts = await patrons.account(...asked);
        if (facts === null) return null;
        acted();
        return tell(facts);
      },
    })),
});

export function withWrites(adapter: LmsAdapter, change: (writes: WriteSource) => Partial<WriteSource>): LmsAdapter {
  const { writes } = adapter;
  return writes === undefined ? adapter : overriding(adapter, { writes: overriding(writes, change(writes)) });
}

const emptyAccount = (): AccountFacts => ({
  asOf: new Date().toISOString(),
  category: null,
  homeSite: null,
  expiresOn: null,
  loans: [],
  holds: [],
  charges: [],
  blocks: [],
  limitation: null,
});

/** For each fault: what is told of an account, of a card and a PIN, and of a write, where nothing is known. */
export const READER_LIES: readonly ReaderMutant[] = FAULT_CODES.flatMap(([fault]): readonly ReaderMutant[] => {
  const isNow = (bench: () => PatronBench) => bench().fault === fault;
  return [
    ...(
      [
        ['an empty account', emptyAccount],
        ['no account', () => null],
      ] as const
    ).map(([what, tell]): ReaderMutant => ({
      name: `tells of ${what} at the fault: ${fault}`,
      fault,
      alter: (adapter, bench, acted) =>
        withPatrons(adapter, (patrons) => ({
          account: (...asked) =>
            patrons.account(...asked).catch((error: unknown) => {
              if (!isNow(bench)) throw error;
              acted();
              return tell();
            }),
        })),
    })),
    {
      name: `says that card and PIN do not belong together at the fault: ${fault}`,
      fault,
      alter: (adapter, bench, acted) =>
        withPatrons(adapter, (patrons) => ({
          verify: async (...asked) => {
            try {
              return (await patrons.verify?.(...asked)) ?? null;
            } catch (error) {
              if (!isNow(bench)) throw error;
              acted();
              return null;
            }
          },
        })),
    },
    ...(['renew', 'placeHold', 'cancelHold'] as const).map((write): ReaderMutant => ({
      name: `says that it is done at the fault: ${fault}: ${write}`,
      fault,
      alter: (adapter, bench, acted) =>
        withWrites(adapter, (writes) =>
          broken(writes, write, (error) => {
            if (!isNow(bench)) throw error;
            acted();
            return { outcome: 'DONE', done: null };
          }),
        ),
    })),
    ...(['renew', 'placeHold', 'cancelHold'] as const).map((write): ReaderMutant => ({
      name: `says that nothing was sent at the fault: ${fault}: ${write}`,
      fault,
      alter: (adapter, bench, acted) =>
        withWrites(adapter, (writes) =>
          broken(writes, write, (error) => {
            if (!isNow(bench) || !(error instanceof MerciaError)) throw error;
            acted();
            throw new MerciaError(error.code, error.message, { notSent: true });
          }),
        ),
    })),
  ];
});

interface Outcome {
  readonly outcome: 'DONE';
  readonly done: null;
}

/** A write whose error becomes something else. */
export function broken(
  writes: WriteSource,
  write: keyof WriteSource,
  instead: (error: unknown) => Outcome,
): Partial<WriteSource> {
  const { renew, placeHold, cancelHold } = {
    renew: writes.renew?.bind(writes),
    placeHold: writes.placeHold?.bind(writes),
    cancelHold: writes.cancelHold?.bind(writes),
  };
  if (write === 'renew' && renew !== undefined) return { renew: (...asked) => renew(...asked).catch(instead) };
  if (write === 'placeHold' && placeHold !== undefined)
    return { placeHold: (...asked) => placeHold(...asked).catch(instead) };
  if (write === 'cancelHold' && cancelHold !== undefined)
    return { cancelHold: (...asked) => cancelHold(...asked).catch(instead) };
  return {};
}

const twice = (write: keyof WriteSource): ReaderMutant => ({
  name: `sends a write twice: ${write}`,
  fault: null,
  alter: (adapter, _bench, acted) =>
    withWrites(adapter, (writes) => ({
      ...(write === 'renew' &&
        writes.renew !== undefined && {
          async renew(...asked: Parameters<NonNullable<WriteSource['renew']>>) {
            acted();
            const first = await writes.renew?.(...asked);
            return (await writes.renew?.(...asked).catch(() => first)) ?? { outcome: 'DONE', done: null };
          },
        }),
      ...(write === 'placeHold' &&
        writes.placeHold !== undefined && {
          async placeHold(...asked: Parameters<NonNullable<WriteSource['placeHold']>>) {
            acted();
            await writes.placeHold?.(...asked);
            return (await writes.placeHold?.(...asked)) ?? { outcome: 'DONE', done: null };
          },
        }),
    })),
});

export const READER_MISTAKES: readonly ReaderMutant[] = [
  twice('renew'),
  twice('placeHold'),
  {
    name: 'sends a write again when it broke off',
    fault: 'cut connection',
    alter: (adapter, _bench, acted) =>
      withWrites(adapter, (writes) => ({
        renew: async (...asked) => {
          try {
            return (await writes.renew?.(...asked)) ?? { outcome: 'DONE', done: null };
          } catch {
            acted();
            return (await writes.renew?.(...asked)) ?? { outcome: 'DONE', done: null };
          }
        },
      })),
  },
  {
    name: 'tries a PIN again when it broke off',
    fault: 'cut connection',
    alter: (adapter, _bench, acted) =>
      withPatrons(adapter, (patrons) => ({
        verify: async (...asked) => {
          try {
            return (await patrons.verify?.(...asked)) ?? null;
          } catch {
            acted();
            return (await patrons.verify?.(...asked)) ?? null;
          }
        },
      })),
  },
  {
    name: 'names the reader in an error',
    fault: null,
    alter: (adapter, _bench, acted) =>
      withPatrons(adapter, (patrons) => ({
        find: (card, signal) =>
          patrons.find(card, signal).catch((error: unknown) => {
            if (!(error instanceof MerciaError)) throw error;
            acted();
            throw new MerciaError(error.code, `${error.message} (${card})`);
          }),
      })),
  },
  {
    name: 'keeps the PIN in the cause of an error',
    fault: null,
    alter: (adapter, _bench, acted) =>
      withPatrons(adapter, (patrons) => ({
        verify: async (card, pin, signal) => {
          try {
            return (await patrons.verify?.(card, pin, signal)) ?? null;
          } catch (error) {
            if (!(error instanceof MerciaError)) throw error;
            acted();
            throw new MerciaError(error.code, error.message, { cause: new Error(`asked with ${pin}`) });
          }
        },
      })),
  },
  {
    name: 'does not look at the PIN',
    fault: null,
    alter: (adapter, _bench, acted) =>
      withPatrons(adapter, (patrons) => ({
        verify: (card, _pin, signal) => {
          acted();
          return patrons.find(card, signal);
        },
      })),
  },
  {
    name: 'tells one account to everybody',
    fault: null,
    alter(adapter, _bench, acted) {
      let first: string | null = null;
      return withPatrons(adapter, (patrons) => ({
        account: (account, ...rest) => {
          first ??= account;
          if (first !== account) acted();
          return patrons.account(first, ...rest);
        },
      }));
    },
  },
  accounts('leaves out a loan', undefined, (facts) => ({ ...facts, loans: (facts.loans ?? []).slice(1) })),
  accounts('finds nobody blocked', undefined, (facts) => ({ ...facts, blocks: [] })),
  accounts('tells what is owed in pence', 'tells what is owed', (facts) => ({
    ...facts,
    charges: (facts.charges ?? []).map((charge) => ({
      ...charge,
      amount: { ...charge.amount, amount: (Number(charge.amount.amount) * 100).toFixed(2) },
    })),
  })),
  accounts('reads the first page of loans', 'tells every loan of an account that has more', (facts) => ({
    ...facts,
    loans: (facts.loans ?? []).slice(0, 100),
  })),
  accounts('tells the days of an account in UTC', 'tells on which day a loan is due', (facts) => ({
    ...facts,
    loans: (facts.loans ?? []).map((loan) => ({ ...loan, due: inUtc(loan.due) })),
  })),
  {
    name: 'does not tell until when a loan was renewed',
    foundBy: 'renews a loan, says until when',
    fault: null,
    alter: (adapter, _bench, acted) =>
      withWrites(adapter, (writes) => ({
        renew: async (...asked) => {
          const outcome = (await writes.renew?.(...asked)) ?? { outcome: 'DONE', done: null };
          acted();
          return outcome.outcome === 'DONE' ? { outcome: 'DONE', done: null } : outcome;
        },
      })),
  },
  {
    name: 'finishes an account that nobody waits for',
    foundBy: 'gives up an account',
    fault: 'no answer',
    alter: (adapter, _bench, acted) =>
      withPatrons(adapter, (patrons) => ({
        account(account, _signal, options) {
          acted();
          return patrons.account(account, new AbortController().signal, options);
        },
      })),
  },
];
