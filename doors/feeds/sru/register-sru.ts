/** SRU 1.2 over what is published of the editions: `/sru`. */
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { networkOf } from '#platform/network-of.ts';
import { EDITIONS_REPOSITORY, type EntrySearcher, type Reading } from '#feed-log/index.ts';
import type { FastifyInstance } from 'fastify';
import { publicUrlOf, readArguments, takeForms, unreadableArgument } from '../asked.ts';
import { createThrottle } from '../throttle.ts';
import { answerSru } from './answer.ts';

export interface SruOptions {
  /** The region of the moment, and the search over what was published of it. */
  readonly region: () => Region;
  readonly searcher: () => EntrySearcher;
  /** Where the public reaches this server; if not given, at the host that a request names. */
  readonly publicUrl?: string | undefined;
  readonly logger: Logger;
  /** Told who was answered. */
  readonly noteReading?: ((reading: Reading) => void) | undefined;
}

/** Behind one address may be a library's whole staff. */
const LIMITS = { perClient: 4, inAll: 16 };
/** Room for a query that is too long, so that it is refused in the words of the protocol. */
const BODY_MAX = 256 * 1024;

export function registerSru(app: FastifyInstance, options: SruOptions): void {
  void app.register(async (scope) => {
    takeForms(scope);
    scope.addHook('onRequest', createThrottle(LIMITS));
    scope.route({
      method: ['GET', 'HEAD', 'POST'],
      url: '/sru',
      bodyLimit: BODY_MAX,
      handler: async (request, reply) => {
        void reply.type('text/xml; charset=utf-8').header('cache-control', 'no-cache');
        if (request.method === 'HEAD') return reply.send();
        const region = options.region();
        options.noteReading?.({
          service: 'SRU',
          repository: EDITIONS_REPOSITORY,
          caller: networkOf(request.ip),
          positions: [],
          begins: true,
        });
        return answerSru(
          {
            region,
            rules: region.feeds,
            searcher: options.searcher(),
            baseUrl: `${publicUrlOf(request, options)}/sru`,
            logger: options.logger,
          },
          readArguments(request),
          unreadableArgument(request),
        );
      },
    });
  });
}
