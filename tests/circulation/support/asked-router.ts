/** The circulation router over whatever adapters, asked as the gateway asks it: with a context that says who asks. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { MovedIds } from '#domain/moved-ids.ts';
import type { HoldId, LoanId, SystemId } from '#domain/ids.ts';
import { createGrantSigner, type AccountGrant } from '#platform/account-grant.ts';
import { deriveKey } from '#platform/derived-key.ts';
import { createContextSigner, createContextVerifier, type InternalContext } from '#platform/signed-context.ts';
import {
  createCirculationSubgraph,
  type CirculationObserver,
  type AnswerHistory,
  type CopyHistories,
  type LastKnown,
  type PatronDependencies,
} from '#subgraphs/circulation/index.ts';
import { pino } from 'pino';
import { createRegion, type RegionOptions } from './region-of.ts';

export const SECRET = 'the secret of this region for patron data';
const CONTEXT_SECRET = 'the key that only this gateway signs with';

export interface RouterOptions extends RegionOptions {
  readonly lookAfterMs?: readonly number[];
  readonly observe?: CirculationObserver;
  /** What systems last said; nothing is kept where not said. */
  readonly lastKnown?: LastKnown;
  /** Which ids stand for others since a library moved; none if not given. */
  readonly movedIds?: MovedIds;
  /** What was told of copies over time; nothing is kept if not given. */
  readonly copyHistories?: CopyHistories;
  /** How systems answered over time; nothing is kept if not given. */
  readonly history?: AnswerHistory;
}

export interface AskedRouterOptions extends RouterOptions {
  readonly adapters: readonly LmsAdapter[];
  /** Undefined for a region without a secret for patron data. */
  readonly means: PatronDependencies | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What is known of copies before anything is asked; nothing where not said. */
  readonly lastKnown?: LastKnown;
}

export interface Asked {
  readonly role?: InternalContext['role'];
  readonly subject?: string | null;
  readonly accounts?: readonly string[];
  readonly grants?: readonly string[];
  readonly correlationId?: string;
  readonly caller?: string;
  /** What the request has, milliseconds. */
  readonly budgetMs?: number;
}

export interface Told {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

export interface AskedRouter {
  /** Everything that was logged, as text. */
  logged(): string;
  ask(query: string, variables?: Readonly<Record<string, unknown>>, asked?: Asked): Promise<Told>;
}

export const READER = 'subject-of-the-reader';

export function askRouter(options: AskedRouterOptions): AskedRouter {
  const lines: string[] = [];
  const sign = createContextSigner(CONTEXT_SECRET);
  const { adapters, means, now, lookAfterMs = [0, 1], observe, lastKnown, movedIds, copyHistories, history } = options;
  const router = createCirculationSubgraph({
    region: createRegion(adapters, options),
    adapters: new Map(adapters.map((adapter) => [adapter.system.id, adapter])),
    patrons: means,
    lookAfterMs,
    verify: createContextVerifier(CONTEXT_SECRET, now),
    clock: now,
    logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    ...(observe === undefined ? {} : { observe }),
    ...(lastKnown === undefined ? {} : { lastKnown }),
    ...(movedIds === undefined ? {} : { movedIds }),
    copyHistories,
    history,
  });
  return {
    logged: () => lines.join('\n'),
    async ask(query, variables = {}, asked = {}) {
      const { role = 'patron', subject = READER, correlationId = 'c-1', budgetMs = 5_000, ...said } = asked;
      const context = { ...said, role, subject, correlationId, receivedAt: now(), deadline: now() + budgetMs };
      const result = await router.execute({ query, variables, context: await sign(context) });
      const { data, errors = [], extensions } = JSON.parse(JSON.stringify(result)) as Partial<Told>;
      return { data, errors, extensions };
    },
  };
}

/** Ids and leave, as the parts of the region give them. */
export interface Namer {
  grant(grant: Partial<AccountGrant> & { readonly account: string }): Promise<string>;
  account(system: SystemId, local?: string): string;
  loan(system: SystemId, localId: string, account?: string): LoanId;
  hold(system: SystemId, localId: string, account?: string): HoldId;
}

/** Reader 5 where no other is said. */
export function createNamer({ ids }: PatronDependencies, now: () => number): Namer {
  const signGrant = createGrantSigner(deriveKey(SECRET, 'grants'), now);
  return {
    grant: ({ subject = READER, purpose = 'SELF_SERVICE', ...said }) => signGrant({ subject, purpose, ...said }),
    account: (system, local = '5') => ids.account({ system, account: local }),
    loan: (system, localId, account = '5') => ids.loan({ system, account, localId }),
    hold: (system, localId, account = '5') => ids.hold({ system, account, localId }),
  };
}
