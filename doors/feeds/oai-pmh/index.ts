/** OAI-PMH 2.0: each repository at an address of its own, `/oai/editions` and `/oai/library/<id>`. */
import { Readable } from 'node:stream';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { networkOf } from '#platform/network-of.ts';
import { tellPositions, type FeedReader, type Reading } from '#feed-log/index.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicUrlOf, readArguments, takeForms } from '../asked.ts';
import { createThrottle } from '../throttle.ts';
import { answerOaiPmh } from './answer.ts';
import type { OaiContext } from './context.ts';
import { NothingPublishedError } from './faults.ts';
import { nameOf } from './identify.ts';

export interface OaiPmhOptions {
  /** The region of the moment, and what was published of it. */
  readonly region: () => Region;
  readonly reader: () => FeedReader;
  /** Where the public reaches this server; if not given, at the host that a request names. */
  readonly publicUrl?: string | undefined;
  readonly logger: Logger;
  /** Told who was given which entries. */
  readonly noteReading?: ((reading: Reading) => void) | undefined;
  /** Entries of a list in one answer. */
  readonly pageSize?: number;
  /** The clock of the feeds, if not given. */
  readonly now?: () => Date;
}

const PAGE_SIZE = 500;
/** A harvester asks one thing after the other; a second one at the same address may be somebody else's. */
const LIMITS = { perClient: 2, inAll: 32 };
const RETRY_AFTER_SECONDS = 30;

export function registerOaiPmh(app: FastifyInstance, options: OaiPmhOptions): void {
  void app.register(async (scope) => {
    takeForms(scope);
    scope.addHook('onRequest', createThrottle(LIMITS));
    // A feed that cannot be read for a moment is no reason to give up a harvest.
    scope.setErrorHandler((error: Error & { readonly statusCode?: number }, { routeOptions }, reply) => {
      if (error.statusCode !== undefined && error.statusCode < 500) throw error;
      void reply.header('retry-after', String(RETRY_AFTER_SECONDS));
      if (error instanceof NothingPublishedError) return sendText(reply, 503, error.message);
      options.logger.error({ err: error, route: routeOptions.url }, 'A feed could not be read');
      return sendText(reply, 503, 'The feed cannot be read at the moment. Ask again later.');
    });
    scope.get('/oai', (request) => listRepositories(request, options));
    for (const url of ['/oai/editions', '/oai/editions/', '/oai/library/:library', '/oai/library/:library/']) {
      scope.route({
        method: ['GET', 'HEAD', 'POST'],
        url,
        handler: (request, reply) => answer(request, reply, options),
      });
    }
  });
}

/** Where each repository is: what OAI-PMH itself cannot tell. */
function listRepositories(request: FastifyRequest, options: OaiPmhOptions): unknown {
  const region = options.region();
  const repositories = options.reader().repositories();
  return {
    repositories: repositories.map((repository) => ({
      name: nameOf({ region, repository }),
      baseUrl: `${publicUrlOf(request, options)}/oai/${repository}`,
    })),
  };
}

async function answer(request: FastifyRequest, reply: FastifyReply, options: OaiPmhOptions): Promise<unknown> {
  const context = await openContext(request, options);
  if (context === null) {
    const hint =
      'There is no such repository, or its library forbids passing its records on. /oai lists the repositories.';
    return sendText(reply, 404, hint);
  }
  void reply.type('text/xml; charset=utf-8').header('cache-control', 'no-cache');
  if (request.method === 'HEAD') return reply.send();
  const answered = await answerOaiPmh(context, readArguments(request));
  if (typeof answered === 'string') return reply.send(answered);
  return reply.send(Readable.from(logFailures(answered, options.logger), { objectMode: false }));
}

/** An answer that fails when part of it is sent ends there, and its caller asks again: nobody else learns of it. */
async function* logFailures(parts: AsyncIterable<string>, logger: Logger): AsyncGenerator<string> {
  try {
    yield* parts;
  } catch (error) {
    logger.error({ err: error }, 'A list of a feed was broken off');
    throw error;
  }
}

async function openContext(request: FastifyRequest, options: OaiPmhOptions): Promise<OaiContext | null> {
  const { pageSize = PAGE_SIZE, noteReading } = options;
  const region = options.region();
  const whole = options.reader();
  const { library } = request.params as { readonly library?: string };
  const repository = library === undefined ? 'editions' : `library/${library}`;
  if (region.feeds === undefined || !whole.repositories().includes(repository)) return null;
  const baseUrl = `${publicUrlOf(request, options)}/oai/${repository}`;
  const reader = tellPositions(whole, (given) =>
    noteReading?.({ service: 'OAI_PMH', repository, caller: networkOf(request.ip), ...given }),
  );
  const responseDate = options.now?.() ?? (await reader.now());
  return { reader, region, rules: region.feeds, repository, baseUrl, responseDate, pageSize };
}

function sendText(reply: FastifyReply, status: number, text: string): unknown {
  return reply.code(status).type('text/plain; charset=utf-8').send(`${text}\n`);
}
