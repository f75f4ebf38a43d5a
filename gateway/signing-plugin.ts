/**
 * Signs the internal context of a request as soon as its operation is known: a patron who writes brings the ids of their
 * own accounts along. Nobody else waits for those.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { withinTime } from '#platform/deadline.ts';
import { ERROR_CODES, isMerciaError, MerciaError } from '#platform/errors.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { OwnAccounts } from './identity/own-accounts.ts';
import type { GatewayContext } from './request-context.ts';

export interface SigningOptions {
  readonly signer: ContextSigner;
  /** Null where no part of this graph knows patrons. */
  readonly ownAccounts: OwnAccounts | null;
  readonly now: () => number;
}

export function createSigningPlugin(options: SigningOptions): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, contextValue }) {
          const writes = operation?.operation === OperationTypeNode.MUTATION;
          contextValue.signed = await sign(contextValue, writes, options);
        },
      };
    },
  };
}

async function sign(
  { caller: who, endCaller: caller, correlationId, time: { receivedAt, subgraphDeadline: deadline } }: GatewayContext,
  writes: boolean,
  { signer, ownAccounts, now }: SigningOptions,
): Promise<string> {
  const said = { ...who, caller, correlationId, receivedAt, deadline };
  const signed = await signer(said);
  if (!writes || who.role !== 'patron' || ownAccounts === null) return signed;
  try {
    return await signer({ ...said, ...(await withinTime(ownAccounts(signed), deadline - now(), tooLate)) });
  } catch (error) {
    throw toRequestError(error);
  }
}

function tooLate(): never {
  throw new MerciaError(
    'SUBGRAPH_UNAVAILABLE',
    'The patrons part did not say in time which accounts belong to the caller.',
  );
}

/** Nothing was written: the whole request is refused, and may be sent again. */
function toRequestError(error: unknown): unknown {
  if (!isMerciaError(error)) return error;
  const { code, publicMessage } = error;
  const extensions = { code, subgraph: 'patrons', http: { status: ERROR_CODES[code].status } };
  return new GraphQLError(publicMessage, { originalError: error, extensions });
}
