/** What one operation may be given, over all that its parts are asked: reached while the answer is made, told once. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { ExecutionResult } from 'graphql';
import {
  addSizes,
  ANSWER_LIMITS,
  countCharacters,
  countValues,
  NO_SIZE,
  readSize,
  refuseSize,
} from '#platform/answer-size.ts';
import type { AnswerSize } from '#platform/answer-size.ts';
import { MerciaError } from '#platform/errors.ts';
import { toHttpRefusal } from '../http-errors.ts';

export type AnswerLimit = ReturnType<typeof createAnswerLimit>;

/** Counts for a caller, too, what an operation is given: why it is to be given no more, or null. */
export type ChargeCaller = (values: number) => MerciaError | null;

/** What a thing that is passed from one part to another counts, for finding and joining it. */
const REFERENCE = 8;
/** Of so many values putting an answer together takes some 20 ms. */
const LARGE = 20_000;

export function createAnswerLimit(chargeCaller: ChargeCaller = () => null) {
  let size = NO_SIZE;
  let refusal: MerciaError | null = null;
  const count = (more: AnswerSize): void => {
    size = addSizes(size, more);
    refusal ??= refuseSize(size);
  };
  const charge = (values: number): MerciaError | null => {
    const refused = chargeCaller(values);
    refusal ??= refused;
    return refused;
  };
  return {
    /** Why nothing more is asked for this operation; null as long as it is within the limit. */
    refusal: (): MerciaError | null => refusal,
    /** Whether it takes the processor for long to put it together. */
    isLarge: (): boolean => size.values > LARGE,
    /** Counts things of other parts that are about to be asked of a part. */
    addReferences(references: number): void {
      const values = REFERENCE * references;
      count({ values, characters: 0 });
      charge(values);
    },
    /** Counts what a part is about to give, where it says so as it goes. Why it is to give no more; null if it may. */
    charge,
    /** Counts what the gateway itself gives. */
    addOwn(data: unknown): void {
      const own = { values: countValues(data), characters: countCharacters(data, ANSWER_LIMITS.characters) };
      count(own);
      charge(own.values);
    },
    /** Counts what a part gave, of which so many values were charged, and takes its word if it refused to give more. */
    add({ errors = [], extensions }: ExecutionResult, charged = 0): void {
      const given = readSize(extensions);
      const word = errors.find(({ extensions: { code } }) => code === 'QUERY_TOO_COSTLY')?.message;
      if (word !== undefined) refusal ??= new MerciaError('QUERY_TOO_COSTLY', word, { publicMessage: word });
      count(given);
      charge(Math.max(0, given.values - charged));
    },
  };
}

/** Answers with the refusal alone. What was written is told as far as it came, with an error where it would have gone on. */
export const answerLimitPlugin: ApolloServerPlugin<{ readonly answerLimit: AnswerLimit }> = {
  async requestDidStart({ contextValue: { answerLimit } }) {
    return {
      async willSendResponse({ operation, response: { body, http } }) {
        const refusal = answerLimit.refusal();
        if (refusal === null || body.kind !== 'single' || operation?.operation === OperationTypeNode.MUTATION) return;
        const { status, code, message, headers = {} } = toHttpRefusal(refusal);
        http.status = status;
        for (const [name, value] of Object.entries(headers)) http.headers.set(name, value);
        body.singleResult = { errors: [{ message, extensions: { code } }] };
      },
    };
  },
};
