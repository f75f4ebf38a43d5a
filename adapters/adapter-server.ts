/**
 * One process, many adapters: the wire that `remote/` asks, for systems that are reached from this machine only. Every
 * route refuses a question without a context that the hub signed for this server, as an operator: harvest brings records
 * that the public must not see, and accounts are personal.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { SystemId } from '#domain/ids.ts';
import { ERROR_CODES, MerciaError } from '#platform/errors.ts';
import { askAs, currentTurn, type Turn } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import { turnOf, type ContextVerifier } from '#platform/signed-context.ts';
import { CONTEXT_HEADER } from '#platform/subgraph.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import { addAccountRoutes } from './adapter-server/account-routes.ts';
import { addFactsRoutes, addPolicyRoutes } from './adapter-server/facts-routes.ts';
import { addHarvestRoutes, addLoanRoutes } from './adapter-server/harvest-routes.ts';
import { redactError } from '#platform/redact-error.ts';
import { inSpan, withSpanOf } from '#platform/traces.ts';
import { toKnown, type SystemRequest } from './adapter-server/requests.ts';
import { HEARTBEAT_MS, WIRE_HEADER, WIRE_VERSION, toWireError } from './remote/wire.ts';

export interface AdapterServerOptions {
  /** The systems that this process answers for, by id; read at each question. */
  readonly adapters: Pick<ReadonlyMap<SystemId, LmsAdapter>, 'get' | 'keys'>;
  readonly verify: ContextVerifier;
  readonly logger: Logger;
  /** Milliseconds of silence in a stream until an empty line is written; the wire's own where not said. */
  readonly heartbeatMs?: number;
}

/** Adds the wire below `/v4/systems/` to a server; next to the GraphQL contract and `/health`. */
export function registerAdapterServer(
  app: FastifyInstance,
  { adapters, verify, logger, heartbeatMs = HEARTBEAT_MS }: AdapterServerOptions,
): void {
  // On every answer, refusals and unknown paths included: the other end learns by it that versions differ.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header(WIRE_HEADER, WIRE_VERSION);
  });

  const adapterFor = ({ params: { system } }: SystemRequest): LmsAdapter => {
    const adapter = adapters.get(system as SystemId);
    if (adapter !== undefined) return adapter;
    const hosted = [...adapters.keys()].join(', ');
    const what = `this adapter server answers for ${hosted}; name ${system} under its --systems too`;
    throw new MerciaError('LMS_UNAVAILABLE', `[${system}] ${what}`, { system, notSent: true });
  };

  app.register(
    async (wire) => {
      const turns = new WeakMap<object, Turn>();
      wire.addHook('onRequest', async ({ headers, raw }) => {
        const signed = headers[CONTEXT_HEADER];
        const context = await verify(typeof signed === 'string' ? signed : '');
        if (context.role !== 'operator')
          throw new MerciaError('FORBIDDEN', 'The wire of adapters is for parts of Mercia only.');
        turns.set(raw, turnOf(context));
      });
      // Whose turn it is at the system is what the hub says, as if the system were asked there.
      wire.addHook('preHandler', ({ raw, headers, params, routeOptions: { url: operation } }, reply, done) => {
        const { system } = params as { readonly system?: string };
        const answer = (): Promise<void> => {
          askAs(turns.get(raw) ?? currentTurn(), done);
          return untilSent(reply);
        };
        void withSpanOf(headers, () => inSpan('adapter.answer', { attributes: { system, operation } }, answer));
      });
      wire.setErrorHandler((error, request, reply) => {
        const { system = 'adapter server' } = request.params as { readonly system?: string };
        const known = toKnown(error, system);
        if (known === null) logger.error({ ...redactError(error), system }, 'An adapter failed in a way of its own');
        const told = toWireError(known ?? error, system);
        return reply.code(known === null ? 500 : ERROR_CODES[known.code].status).send({ error: told });
      });
      const routes = { wire, adapterFor, logger, heartbeatMs };
      addFactsRoutes(routes);
      addHarvestRoutes(routes);
      addAccountRoutes(routes);
      addLoanRoutes(routes);
      addPolicyRoutes(routes);
    },
    { prefix: `/v${WIRE_VERSION}/systems` },
  );
}

/** Or given up. */
function untilSent({ raw }: FastifyReply): Promise<void> {
  return new Promise((resolve) => raw.once('close', resolve));
}
