/** The one reader of every drilled system, who borrows all that is lent; asked for at the router, with leave of its own. */
import type { FactState, Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { createGrantSigner } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { createPatronDependencies, type PatronDependencies } from '#subgraphs/circulation/index.ts';
import { READER, type DrilledSystem } from '../systems.ts';

const SECRET = 'a secret for patron data that only the drill knows of';
const SUBJECT = 'the reader of the drill';

const QUERY = `query ($accounts: [_Any!]!) { _entities(representations: $accounts) { ... on Account { facts {
  state asOf reason { code message system } category expiresOn
  loans { title due { on } recordId reason { code message system } } holds { status } charges { id } blocks { code }
} } } }`;

export interface LoanAnswer {
  readonly title: string | null;
  readonly due: { readonly on: string } | null;
  readonly recordId: string | null;
  /** Why title and record could not be shown. */
  readonly reason: Reason | null;
}

export interface AccountAnswer {
  readonly state: FactState;
  readonly asOf: string | null;
  readonly reason: Reason | null;
  readonly category: string | null;
  readonly expiresOn: string | null;
  readonly loans: readonly LoanAnswer[] | null;
  readonly holds: readonly unknown[] | null;
  readonly charges: readonly unknown[] | null;
  readonly blocks: readonly unknown[] | null;
}

export interface AnsweredAccounts {
  /** In the order of the systems; null where the graph itself failed. */
  readonly accounts: readonly (AccountAnswer | null)[];
  readonly errors: readonly string[];
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

export type AskAccounts = (systems: readonly DrilledSystem[], budgetMs: number) => Promise<AnsweredAccounts>;

export function createReaderDependencies(): PatronDependencies {
  return createPatronDependencies({ secret: SECRET, db: null, now: Date.now });
}

export function createAccountAsker(
  execute: SubgraphExecutor,
  sign: ContextSigner,
  { ids }: PatronDependencies,
): AskAccounts {
  const signGrant = createGrantSigner(deriveKey(SECRET, 'grants'));
  let requests = 0;

  return async (systems, budgetMs) => {
    const askedAt = Date.now();
    const accounts = systems.map(({ id }) => ids.account({ system: id as SystemId, account: READER }));
    const representations = await Promise.all(
      accounts.map(async (account) => {
        const grant = await signGrant({ subject: SUBJECT, account, purpose: 'SELF_SERVICE' });
        return { __typename: 'Account', id: account, grant };
      }),
    );
    const context = await sign({
      role: 'patron',
      subject: SUBJECT,
      correlationId: `accounts ${(requests += 1)}`,
      receivedAt: askedAt,
      deadline: askedAt + budgetMs,
    });
    const { data, errors = [] } = await execute({ query: QUERY, variables: { accounts: representations }, context });
    const shown = (data?.['_entities'] ?? []) as readonly ({ readonly facts: AccountAnswer | null } | null)[];
    return {
      accounts: systems.map((_, index) => shown[index]?.facts ?? null),
      errors: errors.map(({ message }) => message),
      askedAt,
      answeredAt: Date.now(),
    };
  };
}
