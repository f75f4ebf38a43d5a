/** Whose card it is: asked of the circulation router, which asks the library's own system. */
import type { ExecutionResult } from 'graphql';
import { z } from 'zod';
import type { AccountId, LibraryId } from '#domain/ids.ts';
import type { ContextSigner, InternalContext } from '#platform/signed-context.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';

/** An account with the library that registered its reader, where the system tells it; or why nothing is said. */
export type CardAnswer = { readonly account: AccountId; readonly homeLibrary: LibraryId | null } | CardRefusal;

export interface CardRefusal {
  readonly refusal: 'NOT_RECOGNISED' | 'CANNOT_SAY' | 'SYSTEM_UNAVAILABLE';
  /** False where it is certain that no system was shown the card. */
  readonly shown: boolean;
}

type Asking = Pick<InternalContext, 'correlationId' | 'receivedAt' | 'deadline'>;

/** Never throws for what a system or the router does, and asks once. */
export interface CardDesk {
  verify(
    card: { readonly library: string; readonly card: string; readonly pin: string },
    asking: Asking,
  ): Promise<CardAnswer>;
  find(card: { readonly library: string; readonly card: string }, asking: Asking): Promise<CardAnswer>;
}

const VERIFY =
  'mutation Verify($input: VerifyPatronInput!) { answer: verifyPatron(input: $input) { account homeLibrary refusal { code } shown } }';
const FIND =
  'mutation Find($input: FindPatronInput!) { answer: findPatron(input: $input) { account homeLibrary refusal { code } shown } }';

const answerShape = z.object({
  answer: z.object({
    account: z.string().nullable(),
    homeLibrary: z.string().nullable(),
    refusal: z.object({ code: z.string() }).nullable(),
    shown: z.boolean(),
  }),
});

/** The router itself did not say: the system may have been asked all the same. */
const UNAVAILABLE: CardAnswer = { refusal: 'SYSTEM_UNAVAILABLE', shown: true };

/** `execute` reaches the circulation router, in this process or in another. */
export function createCardDesk(execute: SubgraphExecutor, sign: ContextSigner): CardDesk {
  async function ask(
    query: string,
    input: object,
    { correlationId, receivedAt, deadline }: Asking,
  ): Promise<CardAnswer> {
    const context = await sign({ role: 'operator', subject: null, correlationId, receivedAt, deadline });
    // What went wrong may hold the card: it is told as unavailable, and not looked at.
    const result = await execute({ query, variables: { input }, context }).catch(() => null);
    return result === null ? UNAVAILABLE : toCardAnswer(result);
  }

  return {
    verify: (input, asking) => ask(VERIFY, input, asking),
    find: (input, asking) => ask(FIND, input, asking),
  };
}

function toCardAnswer({ data }: ExecutionResult): CardAnswer {
  const parsed = answerShape.safeParse(data);
  if (!parsed.success) return UNAVAILABLE;
  const { account, homeLibrary, refusal, shown } = parsed.data.answer;
  if (account !== null) return { account: account as AccountId, homeLibrary: homeLibrary as LibraryId | null };
  switch (refusal?.code) {
    case 'NOT_FOUND':
      return { refusal: 'NOT_RECOGNISED', shown };
    case undefined:
      return UNAVAILABLE;
    case 'SYSTEM_UNAVAILABLE':
      return { refusal: 'SYSTEM_UNAVAILABLE', shown };
    default:
      return { refusal: 'CANNOT_SAY', shown };
  }
}
