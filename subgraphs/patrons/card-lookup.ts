/** Whose card it is. The circulation router is asked, and asks the library's own system. */
import type { ExecutionResult } from 'graphql';
import { z } from 'zod';
import type { AccountId, LibraryId } from '#domain/ids.ts';
import type { Continues } from './account-links.ts';
import type { ContextSigner, InternalContext } from '#platform/signed-context.ts';
import { currentTurn } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import { redactError } from '#platform/redact-error.ts';
import { foldText, isReadable, visibleText } from '#domain/readable-text.ts';

/** An account, with the library that registered its reader if the system says so. */
export interface FoundAccount {
  readonly account: AccountId;
  readonly homeLibrary: LibraryId | null;
  /** Which of the accounts that were named goes on in it; absent if none does. */
  readonly continues?: Continues | undefined;
}

export type CardAnswer = FoundAccount | CardRefusal;

/** A card, and the accounts of the same person at systems that their library has left: one of them may go on in the card's. */
interface AskedCard {
  readonly library: string;
  readonly card: string;
  readonly formerAccounts?: readonly string[];
}

export interface CardRefusal {
  readonly refusal: 'NOT_RECOGNISED' | 'CANNOT_SAY' | 'SYSTEM_UNAVAILABLE';
  /** False if it is certain that no system was shown the card. */
  readonly shown: boolean;
}

type Asking = Pick<InternalContext, 'correlationId' | 'receivedAt' | 'deadline'>;

/** Never throws for what a system or the router does. A card and PIN are sent once. */
export type CardLookup = ReturnType<typeof createCardLookup>;

const ANSWER = 'account homeLibrary refusal { code } shown';
const VERIFY = `mutation Verify($input: VerifyPatronInput!) { answer: verifyPatron(input: $input) { ${ANSWER} } }`;
const FIND = `mutation Find($input: FindPatronInput!) { answer: findPatron(input: $input) { ${ANSWER} } }`;

const answerShape = z.object({
  answer: z.object({
    account: z.string().nullable(),
    homeLibrary: z.string().nullable(),
    continued: z.object({ account: z.string(), sealed: z.string() }).nullish(),
    refusal: z.object({ code: z.string() }).nullable(),
    shown: z.boolean(),
  }),
});

/** The router itself gave no answer: the system may have been asked all the same. */
const UNAVAILABLE: CardAnswer = { refusal: 'SYSTEM_UNAVAILABLE', shown: true };

/** `execute` reaches the circulation router, in this process or in another. */
export function createCardLookup(execute: SubgraphExecutor, sign: ContextSigner, logger: Logger) {
  async function ask(
    question: string,
    { formerAccounts = [], ...card }: AskedCard,
    { correlationId, receivedAt, deadline }: Asking,
  ): Promise<CardAnswer> {
    const { caller } = currentTurn();
    const context = await sign({ role: 'operator', subject: null, caller, correlationId, receivedAt, deadline });
    const isMoving = formerAccounts.length > 0;
    const plain = { query: question, variables: { input: card }, context, deadline };
    let result: ExecutionResult;
    try {
      result = await execute(isMoving ? withFormer(plain, formerAccounts) : plain);
      if (isMoving && isNotUnderstood(result)) result = await execute(plain);
    } catch (error) {
      // Its words may hold the card.
      logger.error({ correlationId, ...redactError(error) }, 'The circulation part cannot be asked about a card');
      return UNAVAILABLE;
    }
    const answer = toCardAnswer(result);
    if (answer === null)
      logger.error({ correlationId, codes: codesOf(result) }, 'The circulation part gave no answer about a card');
    return answer ?? UNAVAILABLE;
  }

  return {
    verify: (input: AskedCard & { readonly pin: string }, asking: Asking): Promise<CardAnswer> =>
      ask(VERIFY, input, asking),
    find: (input: AskedCard, asking: Asking): Promise<CardAnswer> => ask(FIND, input, asking),
  };
}

interface Question {
  readonly query: string;
  readonly variables: { readonly input: object };
  readonly context: string;
  readonly deadline: number;
}

/** The same question, of accounts that may go on in the card's too. */
function withFormer(question: Question, formerAccounts: readonly string[]): Question {
  const query = question.query.replace(ANSWER, `${ANSWER} continued { account sealed }`);
  return { ...question, query, variables: { input: { ...question.variables.input, formerAccounts } } };
}

/** A router of the version before knows nothing of accounts that go on: it turns the question away, and shows no system the card. */
function isNotUnderstood({ data, errors = [] }: ExecutionResult): boolean {
  const isTurnedAway = errors.some(({ extensions }) => NOT_UNDERSTOOD.has(extensions['code']));
  return isTurnedAway && (data === null || data === undefined);
}

const NOT_UNDERSTOOD: ReadonlySet<unknown> = new Set(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** The codes of its errors, without their messages. */
function codesOf({ errors = [] }: ExecutionResult): readonly unknown[] {
  return errors.map(({ extensions }) => extensions['code'] ?? 'INTERNAL');
}

/** Null for an answer that holds neither an account nor a refusal. */
function toCardAnswer({ data }: ExecutionResult): CardAnswer | null {
  const parsed = answerShape.safeParse(data);
  if (!parsed.success) return null;
  const { account, homeLibrary, continued, refusal, shown } = parsed.data.answer;
  if (account !== null) {
    const continues = continued ? { ...continued, account: continued.account as AccountId } : undefined;
    return { account: account as AccountId, homeLibrary: homeLibrary as LibraryId | null, continues };
  }
  switch (refusal?.code) {
    case 'NOT_FOUND':
      return { refusal: 'NOT_RECOGNISED', shown };
    case undefined:
      return null;
    case 'SYSTEM_UNAVAILABLE':
      return { refusal: 'SYSTEM_UNAVAILABLE', shown };
    default:
      return { refusal: 'CANNOT_SAY', shown };
  }
}

/** No library writes longer ones; longer text is not sent to a system. */
const LONGEST = 100;

/** The number of a card, as a system is asked for it; null if the text is no number of a card. */
export function readCard(text: string): string | null {
  const card = text.trim();
  return isReadable(card) && card.length <= LONGEST ? card : null;
}

/** Some systems let an empty PIN pass as if none was required: it is never sent. */
export function isPin(text: string): boolean {
  return visibleText(text) !== '' && text.length <= LONGEST;
}

/** The same text for one card, however it is written, so that attempts at it are counted together. */
export function foldCard(card: string): string {
  return foldText(card);
}
