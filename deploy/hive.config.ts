/**
 * Mercia's supergraph under Hive Gateway (docs/other-routers.md). It reads the settings of `mercia serve gateway`. Nothing
 * of Hive is imported: it stands in a folder of its own, with packages of its own.
 */
import type { ValidationRule } from 'graphql';
import { findRegion } from '#cli/region-source.ts';
import { contextSecret } from '#cli/serve/context-secret.ts';
import { readSettings } from '#cli/settings.ts';
import { readSupergraph } from '#cli/supergraph-source.ts';
import { LIMITS } from '#gateway/limits/limits.ts';
import { secretsRule } from '#gateway/limits/secrets-rule.ts';
import { createAliasRule, createDepthRule } from '#gateway/limits/shape-rules.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import { toPublicAnswer, type RouterResult } from './public-answer.ts';
import { createRequestContexts, type IncomingRequest } from './request-contexts.ts';

interface Incoming {
  readonly request: IncomingRequest;
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
const contextOf = createRequestContexts({
  sign: createContextSigner(contextSecret(settings)),
  budgetMs: region.budgetMs,
  now: Date.now,
});

export const gatewayConfig = {
  host: settings.host,
  port: settings.port,
  supergraph: readSupergraph(settings).path,
  // The addresses in the supergraph are names, not places.
  transportEntries: {
    catalogue: { location: settings.catalogueUrl },
    circulation: { location: settings.circulationUrl },
    patrons: { location: settings.patronsUrl },
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
      onRequest: ({ request }: Incoming) => {
        contextOf(request);
      },
      onValidate: ({ addValidationRule }: Validated) => {
        addValidationRule(createDepthRule(LIMITS));
        addValidationRule(createAliasRule(LIMITS));
        addValidationRule(secretsRule);
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
