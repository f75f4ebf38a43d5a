/** DAIA 1.0 (gbv.github.io/daia): which services the copies of titles are available for, as JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createPlaceNames } from '../live/places.ts';
import {
  badInput,
  createErrorHandler,
  createLiveService,
  MOST_TITLES,
  readIds,
  type LiveServiceOptions,
  type Query,
} from '../live/requests.ts';
import { firstErrorIfAll, toDaiaResponse } from './response.ts';

/** Titles of one answer; `Link` leads to the rest. */
export const TITLES_PER_ANSWER = 200;

const PATH = '/daia';
const OTHER_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

export function registerDaia(app: FastifyInstance, options: LiveServiceOptions): void {
  const { region, now } = options;
  const { admit, ask } = createLiveService('daia', options);

  async function answer(request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply): Promise<unknown> {
    const { query } = request;
    const admitted = await admit(request);
    checkParameters(query);
    const ids = readTitles(query['id']);
    const here = region();
    const asked = await ask(ids.slice(0, TITLES_PER_ANSWER), query, admitted);
    const nothing = firstErrorIfAll(asked.titles);
    if (nothing !== null) throw nothing;
    const rest = ids.slice(TITLES_PER_ANSWER);
    if (rest.length > 0) reply.header('link', `<${addressOfRest(rest, query)}>; rel="next"`);
    const untoldLeftOut = query['untold'] === 'omit';
    return toDaiaResponse(asked, { region: here, places: createPlaceNames(here), nowMs: now(), untoldLeftOut });
  }

  void app.register(async (scope) => {
    scope.setErrorHandler(
      createErrorHandler('DAIA', options.logger, (code, error_description) => ({
        error: nameOfError(code),
        code,
        error_description,
      })),
    );
    scope.addHook('onRequest', async (_, reply) => {
      reply.headers({
        'x-daia-version': '1.0.0',
        'content-language': 'en',
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Link, X-DAIA-Version, Content-Language, Retry-After',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'private, no-store',
      });
    });
    scope.get<{ Querystring: Query }>(PATH, answer);
    scope.options(PATH, async (_, reply) =>
      reply
        .headers({
          allow: 'GET, HEAD, OPTIONS',
          'access-control-allow-methods': 'GET, HEAD, OPTIONS',
          'access-control-allow-headers': 'Authorization, X-Api-Key, Mercia-Budget-Ms',
          'access-control-max-age': '600',
        })
        .code(204)
        .send(),
    );
    scope.route({
      method: OTHER_METHODS,
      url: PATH,
      handler: async (_, reply) => {
        reply.header('allow', 'GET, HEAD, OPTIONS');
        throw badInput('DAIA is asked with GET.', 405);
      },
    });
  });
}

function checkParameters(query: Query): void {
  if (query['patron'] !== undefined || query['patron-type'] !== undefined) {
    throw badInput('What single readers may use is not told: leave out patron and patron-type.', 501);
  }
  if (query['format'] !== 'json') throw badInput('Ask for format=json: nothing else is served.', 422);
  // An answer that runs as a script in another's page is not needed: every page may read the JSON itself.
  if (query['callback'] !== undefined) throw badInput('There is no JSONP: any page may read the JSON (CORS).', 422);
}

/** Parted at bars, and by repeated parameters; each once. */
function readTitles(given: Query[string]): readonly string[] {
  const ids = readIds(given, '|');
  if (ids.length === 0) throw badInput('Say which titles: id=ID, with bars between several.', 422);
  if (ids.length > MOST_TITLES) throw badInput(`${ids.length} ids are more than the ${MOST_TITLES} of a request.`, 422);
  return ids;
}

/** Below whatever address this one has in front of a proxy. A key is never repeated: who sent one sends it again. */
function addressOfRest(ids: readonly string[], { library, fullPeriodicals, untold }: Query): string {
  const parameters = new URLSearchParams({ id: ids.join('|'), format: 'json' });
  if (typeof library === 'string') parameters.set('library', library);
  if (typeof fullPeriodicals === 'string') parameters.set('fullPeriodicals', fullPeriodicals);
  if (typeof untold === 'string') parameters.set('untold', untold);
  return `?${parameters.toString()}`;
}

/** The words that DAIA has for a status. */
function nameOfError(status: number): string {
  switch (status) {
    case 401:
      return 'invalid_grant';
    case 403:
      return 'insufficient_scope';
    case 501:
      return 'not_implemented';
    case 502:
      return 'bad_gateway';
    case 429:
    case 503:
      return 'service_unavailable';
    case 504:
      return 'gateway_timeout';
    default:
      return status >= 500 ? 'internal_error' : 'invalid_request';
  }
}
