/** Checks of the account of a test card, at a real system: it is read, and nothing else. */
import type { Group } from '../check.ts';
import { agree, given, holds } from '../agree.ts';
import { WIRE_FAULTS } from '../faults.ts';
import { errorOf } from '../outcome.ts';
import { patronsOf } from '../readers/bench.ts';
import type { Bench } from '../system.ts';

export interface CardBench extends Bench {
  /** A card that the library gives for tests. */
  readonly card: string;
}

async function accountIdOf({ adapter, card, signal }: CardBench): Promise<string> {
  return given(await patronsOf(adapter).find(card, signal), 'the test card is not known').account;
}

export const CARD_CHECKS: Group<CardBench> = {
  name: 'asked for the account of the test card',
  checks: [
    {
      name: 'knows the card, and nobody by a pattern',
      needs: ['PATRON_ACCOUNT'],
      touches: 'reader',
      async run(bench) {
        await accountIdOf(bench);
        for (const pattern of ['%', '*', '', ' ']) {
          agree(await patronsOf(bench.adapter).find(pattern, bench.signal), null, 'somebody is found by a pattern');
        }
      },
    },
    {
      name: 'tells the account with its date, and without the card',
      needs: ['PATRON_ACCOUNT'],
      touches: 'reader',
      async run(bench) {
        const account = await patronsOf(bench.adapter).account(await accountIdOf(bench), bench.signal);
        const facts = given(account, 'the test card has no account');
        agree(new Date(facts.asOf).toISOString(), facts.asOf, 'an account is dated by RFC 3339 in UTC');
        holds(!JSON.stringify(facts).includes(bench.card), 'the account carries the card');
        for (const { due } of facts.loans ?? [])
          holds(due === null || /^\d{4}-\d{2}-\d{2}$/.test(due.on), 'a loan is due on a day');
      },
    },
    ...WIRE_FAULTS.filter(({ codes }) => codes.length > 0).map((row) => ({
      name: `says of the account what it is with: ${row.fault}`,
      needs: ['PATRON_ACCOUNT'] as const,
      touches: 'reader' as const,
      fault: row.fault,
      async run(bench: CardBench) {
        const account = await accountIdOf(bench);
        const adapter = row.endsWithTime ? bench.impatient() : bench.adapter;
        await row.set(bench);
        const error = await errorOf(patronsOf(adapter).account(account, bench.signal));
        holds(row.codes.includes(error.code), `${row.fault} is told as ${error.code}`);
        holds(!error.message.includes(bench.card), 'an error carries the card');
      },
    })),
  ],
};
