/** What a reader has at each library: as the graph tells the test itself, and loans as the simulated systems have them. */
import { DEMO_CARDS } from '#demo/readers.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { tidy } from '#drill/console/spoken.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { KOHAS, loansOf } from './truth.ts';

export interface TrueLoan {
  /** As its words are read back. */
  readonly title: string;
  readonly library: string;
  /** `YYYY-MM-DD`; null if the system does not say. */
  readonly due: string | null;
  readonly overdue: boolean;
  /** Null if that is known only when it is tried. */
  readonly renewable: boolean | null;
}

export interface TrueHold {
  readonly title: string;
  readonly library: string;
  readonly status: string;
  /** Where it is collected. */
  readonly place: string | null;
  readonly queuePosition: number | null;
}

export interface TrueAccount {
  readonly library: string;
  /** Null where the system tells nothing now. */
  readonly facts: {
    readonly loans: readonly TrueLoan[];
    readonly holds: readonly TrueHold[];
    /** Amounts as `£2.50`. */
    readonly charges: readonly { readonly reason: string; readonly amount: string; readonly day: string | null }[];
    /** When the registration ends: `YYYY-MM-DD`. */
    readonly expiresOn: string | null;
  } | null;
}

interface Asked {
  readonly me: {
    readonly accounts: readonly {
      readonly library: { readonly name: string };
      readonly facts: {
        readonly state: string;
        readonly loans:
          | readonly {
              readonly title: string | null;
              readonly due: { readonly on: string } | null;
              readonly overdue: boolean | null;
              readonly renewable: { readonly possible: boolean | null } | null;
            }[]
          | null;
        readonly holds:
          | readonly {
              readonly title: string | null;
              readonly status: string;
              readonly queuePosition: number | null;
              readonly pickup: { readonly code: string; readonly site: { readonly name: string } | null } | null;
            }[]
          | null;
        readonly expiresOn: string | null;
        readonly charges:
          | readonly {
              readonly amount: { readonly amount: string };
              readonly reason: string | null;
              readonly raisedOn: string | null;
            }[]
          | null;
      };
    }[];
  };
}

const QUESTION = `{ me { accounts { library { name } facts { state loans { title due { on } overdue renewable { possible } }
  holds { title status queuePosition pickup { code site { name } } } charges { amount { amount } reason raisedOn } expiresOn } } } }`;

/** On a busy machine a system may be late for once, with an account or with a title. */
const MOST_QUESTIONS = 10;

/**
 * `silent` is how many systems do not answer. Throws if others do not, or if the graph tells of loans at a Koha what the Koha itself
 * does not have.
 */
export async function accountsOf(
  graph: DemoGraph,
  person: DemoPersonId,
  silent: number,
): Promise<readonly TrueAccount[]> {
  for (let question = 0; question < MOST_QUESTIONS; question += 1) {
    const accounts = await askAccounts(graph, person);
    if (accounts.filter(({ facts }) => facts === null).length === silent) return accounts;
  }
  throw new Error(`not ${silent} systems are silent`);
}

async function askAccounts(graph: DemoGraph, person: DemoPersonId): Promise<readonly TrueAccount[]> {
  const { data } = await graph.ask<Asked>(QUESTION, { token: await graph.tokenOf(person) });
  const accounts = data.me.accounts.map(
    ({ library: { name }, facts: { state, loans, holds, charges, expiresOn } }): TrueAccount => {
      const titles = [...(loans ?? []), ...(holds ?? [])].map(({ title }) => title);
      if (state !== 'LIVE' || titles.includes(null)) return { library: name, facts: null };
      return {
        library: name,
        facts: {
          loans: (loans ?? []).map(({ title, due, overdue, renewable }) => ({
            title: tidy(title ?? ''),
            library: name,
            due: due?.on ?? null,
            overdue: overdue === true,
            renewable: renewable?.possible ?? null,
          })),
          holds: (holds ?? []).map(({ title, status, queuePosition, pickup }) => ({
            title: tidy(title ?? ''),
            library: name,
            status,
            queuePosition,
            place: pickup?.site?.name ?? pickup?.code ?? null,
          })),
          charges: (charges ?? []).map(({ amount, reason, raisedOn }) => ({
            reason: reason ?? 'Not given',
            amount: `£${amount.amount}`,
            day: raisedOn,
          })),
          expiresOn,
        },
      };
    },
  );
  checkWithKohas(graph, person, accounts);
  return accounts;
}

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

function checkWithKohas(graph: DemoGraph, person: DemoPersonId, accounts: readonly TrueAccount[]): void {
  for (const { library, system, card, person: whose } of DEMO_CARDS) {
    const koha = KOHAS.find((id) => id === system);
    if (koha === undefined || whose !== person) continue;
    const name = graph.hub.region.libraries.find(({ id }) => id === library)?.name;
    const told = accounts.find((account) => account.library === name)?.facts?.loans;
    if (told === undefined) continue;
    const own = [...loansOf(graph, koha, card).values()].map(({ due }) => london.format(due)).toSorted();
    const days = told.map(({ due }) => due ?? '').toSorted();
    if (days.join() !== own.join())
      throw new Error(`${koha} has loans due ${own.join()}, the graph tells ${days.join()}`);
  }
}
