/**
 * Mercia's supergraph under Hive Gateway (docs/other-routers.md). It reads the settings of `mercia serve gateway`. Nothing
 * of Hive is imported: it is in a folder of its own, with packages of its own.
 */
import { getOperationAST, OperationTypeNode, type DocumentNode, type GraphQLError, type ValidationRule } from 'graphql';
import { createIdentityReaders, openKeyDatabase } from '#cli/graph/identity.ts';
import { findRegion } from '#cli/region/region-source.ts';
import { contextSecret } from '#cli/serve/part-keys.ts';
import { readSettings } from '#cli/settings.ts';
import { readSupergraph } from '#cli/supergraph-source.ts';
import type { HttpRefusal } from '#gateway/http-errors.ts';
import { createHttpExecutor } from '#gateway/http-executor.ts';
import { createIdentity } from '#gateway/identity/identify.ts';
import { createOwnAccounts } from '#gateway/identity/own-accounts.ts';
import { createDocumentRule } from '#gateway/limits/document-limits.ts';
import { LIMITS } from '#gateway/limits/limits.ts';
import { findSecretInAddress } from '#gateway/limits/secrets.ts';
import { createLogger } from '#platform/logger.ts';
import { deriveCallerKey } from '#platform/derived-key.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import { toPublicAnswer, type RouterResult } from './public-answer.ts';
import { createRequestContexts, type IncomingRequest } from './request-contexts.ts';

interface Incoming {
  readonly request: IncomingRequest;
}
interface Arriving extends Incoming {
  readonly serverContext?: { readonly req?: { readonly socket?: { readonly remoteAddress?: string } } };
  readonly endResponse: (response: Response) => void;
}
interface Executed {
  readonly args: {
    readonly document: DocumentNode;
    readonly operationName?: string | null;
    readonly contextValue: { readonly request: IncomingRequest & { readonly method: string } };
  };
  readonly setResultAndStopExecution: (result: { readonly errors: readonly GraphQLError[] }) => void;
}
interface Outgoing extends Incoming {
  readonly response: { readonly headers: { set(name: string, value: string): void } };
}
interface Validated {
  readonly addValidationRule: (rule: ValidationRule) => void;
}
interface Answered extends Incoming {
  readonly result: RouterResult;
  readonly setResult: (result: RouterResult) => void;
}
interface SubgraphQuestion {
  readonly executionRequest?: { readonly context?: Incoming };
}

const settings = readSettings({});
const logger = createLogger(settings.logLevel).child({ part: 'hive' });
const { region } = await findRegion(settings);
const identity = createIdentityReaders(
  {
    logger,
    // The region file is read once here.
    derive: (build) => {
      const built = build({ region });
      return () => built;
    },
  },
  settings,
  openKeyDatabase(settings),
);
const contextOf = createRequestContexts({
  sign: createContextSigner(contextSecret(settings)),
  identify: createIdentity(identity, Date.now),
  endCallers: createEndCallers(
    deriveCallerKey(contextSecret(settings)),
    [settings.contextSecretAccepted ?? []].flat().map(deriveCallerKey),
  ),
  ownAccounts: createOwnAccounts(createHttpExecutor(settings.patronsUrl).execute),
  budgetMs: region.budgetMs,
  now: Date.now,
});

export const gatewayConfig = {
  host: settings.host,
  port: settings.port,
  supergraph: readSupergraph(settings).path,
  // The addresses in the supergraph are names, not places.
  transportEntries: {
    catalogue: { location: settings.catalogueUrl[0] },
    circulation: { location: settings.circulationUrl[0] },
    patrons: { location: settings.patronsUrl[0] },
    migration: { location: settings.migrationUrl[0] },
  },
  propagateHeaders: {
    fromClientToSubgraphs: async ({ request }: Incoming) => ({ [CONTEXT_HEADER]: await contextOf(request).signed() }),
  },
  upstreamTimeout: ({ executionRequest }: SubgraphQuestion) => {
    const request = executionRequest?.context?.request;
    return request === undefined ? undefined : contextOf(request).patienceMs();
  },
  plugins: () => [
    {
      onRequest: async ({ request, serverContext, endResponse }: Arriving) => {
        const context = contextOf(request, serverContext?.req?.socket?.remoteAddress);
        const refusal = await context.refusal();
        if (refusal !== null) endResponse(toResponse(refusal, context.correlationId));
      },
      onValidate: ({ addValidationRule }: Validated) => {
        addValidationRule(createDocumentRule(LIMITS));
      },
      onExecute: ({ args: { document, operationName, contextValue }, setResultAndStopExecution }: Executed) => {
        // Not a rule of validation: Hive remembers what was valid, whichever way it came.
        const refusal = contextValue.request.method === 'GET' ? findSecretInAddress(document) : null;
        if (refusal !== null) {
          setResultAndStopExecution({ errors: [refusal] });
          return;
        }
        const operation = getOperationAST(document, operationName);
        if (operation?.operation === OperationTypeNode.MUTATION) contextOf(contextValue.request).writes();
      },
      onResultProcess: ({ request, result, setResult }: Answered) => {
        setResult(toPublicAnswer(result, contextOf(request).correlationId, logger));
      },
      onResponse: ({ request, response }: Outgoing) => {
        for (const [name, value] of Object.entries(contextOf(request).responseHeaders))
          response.headers.set(name, value);
      },
    },
  ],
  // Done above, in the words of Mercia's own gateway.
  maskedErrors: false,
  requestId: false,
  maxTokens: LIMITS.tokens,
  cors: false,
  // Pages for browsers, and nothing that would be asked of other hosts.
  graphiql: false,
  landingPage: false,
  disableWebsockets: true,
};

function toResponse({ status, code, message, headers = {} }: HttpRefusal, correlationId: string): Response {
  const body = { errors: [{ message, extensions: { code, correlationId } }] };
  return new Response(JSON.stringify(body), { status, headers: { ...headers, 'content-type': 'application/json' } });
}
