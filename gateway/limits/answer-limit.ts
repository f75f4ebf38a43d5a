/** What one operation may be given, over all that its parts are asked: reached while the answer is made, told once. */
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { addSizes, NO_SIZE, readSize, refuseSize, type AnswerSize } from '#platform/answer-size.ts';
import { ERROR_CODES } from '#platform/errors.ts';
import { LimitError } from './limit-error.ts';

const CODE = 'QUERY_TOO_COSTLY';

export interface AnswerLimit {
  /** Why nothing more is asked for this operation; null as long as it is within the limit. */
  refusal(): LimitError | null;
  /** Counts things of other parts that are about to be asked of a part. */
  addReferences(count: number): void;
  /** Counts what a part gave, and takes its word if it refused to give more. */
  add(result: ExecutionResult): void;
}

/** What a thing that is passed from one part to another counts, for finding and joining it. */
const REFERENCE = 8;

export function createAnswerLimit(): AnswerLimit {
  let size = NO_SIZE;
  let refusal: LimitError | null = null;
  const count = (more: AnswerSize, refused?: string): void => {
    size = addSizes(size, more);
    const message = refused ?? refuseSize(size)?.message;
    if (message !== undefined) refusal ??= new LimitError(CODE, message);
  };
  return {
    refusal: () => refusal,
    addReferences(references) {
      count({ values: REFERENCE * references, characters: 0 });
    },
    add({ errors = [], extensions }) {
      count(readSize(extensions), errors.find((error) => error.extensions['code'] === CODE)?.message);
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
        const { message } = refusal;
        http.status = ERROR_CODES[CODE].status;
        body.singleResult = { errors: [{ message, extensions: { code: CODE } }] };
      },
    };
  },
};
