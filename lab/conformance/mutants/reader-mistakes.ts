/** Adapters that are wrong about readers: an empty account where none can be read, a write sent twice, a name in an error. */
import type { WriteSource } from '#contract/adapter.ts';
import type { AccountFacts } from '#domain/accounts.ts';
import { MerciaError } from '#platform/errors.ts';
import { FAULT_CODES, type PatronBench } from '../readers/bench.ts';
import type { Mutant } from './mutant.ts';
import { inPatrons, inUtc, inWrites, withPart } from './overriding.ts';

type ReaderMutant = Mutant<PatronBench>;

/** Whoever is there has an account that is told otherwise. */
export const accounts = (
  name: string,
  foundBy: string | undefined,
  tell: (facts: AccountFacts) => AccountFacts,
): ReaderMutant =>
  inPatrons({ name, foundBy }, (patrons, acted) => ({
    async account(...asked) {
      const facts = await patrons.account(...asked);
      if (facts === null) return null;
      acted();
      return tell(facts);
    },
  }));

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
    ).map(([what, tell]): ReaderMutant =>
      inPatrons({ name: `tells of ${what} at the fault: ${fault}`, fault }, (patrons, acted, bench) => ({
        account: (...asked) =>
          patrons.account(...asked).catch((error: unknown) => {
            if (!isNow(bench)) throw error;
            acted();
            return tell();
          }),
      })),
    ),
    inPatrons(
      { name: `says that card and PIN do not belong together at the fault: ${fault}`, fault },
      (patrons, acted, bench) => ({
        verify: async (...asked) => {
          try {
            return (await patrons.verify?.(...asked)) ?? null;
          } catch (error) {
            if (!isNow(bench)) throw error;
            acted();
            return null;
          }
        },
      }),
    ),
    ...(['renew', 'placeHold', 'cancelHold'] as const).map((write): ReaderMutant =>
      inWrites({ name: `says that it is done at the fault: ${fault}: ${write}`, fault }, (writes, acted, bench) =>
        broken(writes, write, (error) => {
          if (!isNow(bench)) throw error;
          acted();
          return { outcome: 'DONE', done: null };
        }),
      ),
    ),
    ...(['renew', 'placeHold', 'cancelHold'] as const).map((write): ReaderMutant =>
      inWrites({ name: `says that nothing was sent at the fault: ${fault}: ${write}`, fault }, (writes, acted, bench) =>
        broken(writes, write, (error) => {
          if (!isNow(bench) || !(error instanceof MerciaError)) throw error;
          acted();
          throw new MerciaError(error.code, error.message, { notSent: true });
        }),
      ),
    ),
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

const twice = (write: keyof WriteSource): ReaderMutant =>
  inWrites({ name: `sends a write twice: ${write}` }, (writes, acted) => ({
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
  }));

export const READER_MISTAKES: readonly ReaderMutant[] = [
  twice('renew'),
  twice('placeHold'),
  inWrites({ name: 'sends a write again when it broke off', fault: 'cut connection' }, (writes, acted) => ({
    renew: async (...asked) => {
      try {
        return (await writes.renew?.(...asked)) ?? { outcome: 'DONE', done: null };
      } catch {
        acted();
        return (await writes.renew?.(...asked)) ?? { outcome: 'DONE', done: null };
      }
    },
  })),
  inPatrons({ name: 'tries a PIN again when it broke off', fault: 'cut connection' }, (patrons, acted) => ({
    verify: async (...asked) => {
      try {
        return (await patrons.verify?.(...asked)) ?? null;
      } catch {
        acted();
        return (await patrons.verify?.(...asked)) ?? null;
      }
    },
  })),
  inPatrons({ name: 'names the reader in an error' }, (patrons, acted) => ({
    find: (card, signal) =>
      patrons.find(card, signal).catch((error: unknown) => {
        if (!(error instanceof MerciaError)) throw error;
        acted();
        throw new MerciaError(error.code, `${error.message} (${card})`);
      }),
  })),
  inPatrons({ name: 'keeps the PIN in the cause of an error' }, (patrons, acted) => ({
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
  inPatrons({ name: 'does not look at the PIN' }, (patrons, acted) => ({
    verify: (card, _pin, signal) => {
      acted();
      return patrons.find(card, signal);
    },
  })),
  {
    name: 'tells one account to everybody',
    fault: null,
    alter(adapter, _bench, acted) {
      let first: string | null = null;
      return withPart(adapter, 'patrons', (patrons) => ({
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
  inWrites(
    { name: 'does not tell until when a loan was renewed', foundBy: 'renews a loan, says until when' },
    (writes, acted) => ({
      renew: async (...asked) => {
        const outcome = (await writes.renew?.(...asked)) ?? { outcome: 'DONE', done: null };
        acted();
        return outcome.outcome === 'DONE' ? { outcome: 'DONE', done: null } : outcome;
      },
    }),
  ),
  inPatrons(
    { name: 'finishes an account that nobody waits for', foundBy: 'gives up an account', fault: 'no answer' },
    (patrons, acted) => ({
      account(account, _signal, options) {
        acted();
        return patrons.account(account, new AbortController().signal, options);
      },
    }),
  ),
];
