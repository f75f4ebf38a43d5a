/** DAIA 1.0 (gbv.github.io/daia): which services the copies of titles are available for, as JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createCallerLimit } from '#platform/caller-limit.ts';
import { ERROR_CODES, isMerciaError, MerciaError, type ErrorCode } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { askTitles } from '../live/answer-titles.ts';
import { createPlaceNames } from '../live/places.ts';
import { MOST_TITLES, type LiveServiceOptions } from '../live/service-options.ts';
import { createAdmission } from '../service-keys.ts';
import { firstErrorIfAll, toDaiaResponse } from './response.ts';

/** Titles of one answer; `Link` leads to the rest. */
export const TITLES_PER_ANSWER = 200;

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const PATH = '/daia';
const OTHER_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

export function registerDaia(app: FastifyInstance, options: LiveServiceOptions): void {
  const { region, now, lookUpKey: lookUp } = options;
  const admit = createAdmission({ ...options, service: 'daia', lookUp, budgetMs: () => region().budgetMs });
  const callerLimit = createCallerLimit(() => MOST_TITLES, 'titles');

  async function answer(request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply): Promise<unknown> {
    const { query } = request;
    const admitted = await admit(request);
    checkParameters(query);
    const ids = readIds(query['id']);
    const { library } = query;
    const here = region();
    const asked = await askTitles(ids.slice(0, TITLES_PER_ANSWER), {
      ...options,
      region: here,
      admitted,
      callerLimit,
      library: typeof library === 'string' && library !== '' ? library : null,
      sumUpJournals: query['fullPeriodicals'] !== 'true',
    });
    const nothing = firstErrorIfAll(asked.titles);
    if (nothing !== null) throw nothing;
    const rest = ids.slice(TITLES_PER_ANSWER);
    if (rest.length > 0) reply.header('link', `<${addressOfRest(rest, query)}>; rel="next"`);
    const untoldLeftOut = query['untold'] === 'omit';
    return toDaiaResponse(asked, { region: here, places: createPlaceNames(here), nowMs: now(), untoldLeftOut });
  }

  void app.register(async (scope) => {
    scope.setErrorHandler(createErrorHandler(options.logger));
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
        throw invalid('DAIA is asked with GET.', 405);
      },
    });
  });
}

function checkParameters(query: Query): void {
  if (query['patron'] !== undefined || query['patron-type'] !== undefined) {
    throw invalid('What single readers may use is not told: leave out patron and patron-type.', 501);
  }
  if (query['format'] !== 'json') throw invalid('Ask for format=json: nothing else is served.', 422);
  // An answer that runs as a script in another's page is not needed: every page may read the JSON itself.
  if (query['callback'] !== undefined) throw invalid('There is no JSONP: any page may read the JSON (CORS).', 422);
}

/** Parted at bars, and by repeated parameters; each once. */
function readIds(given: string | readonly string[] | undefined): readonly string[] {
  const texts = [given ?? []].flat().flatMap((text) => text.split('|'));
  const ids = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  if (ids.length === 0) throw invalid('Say which titles: id=ID, with bars between several.', 422);
  if (ids.length > MOST_TITLES) throw invalid(`${ids.length} ids are more than the ${MOST_TITLES} of a request.`, 422);
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

function invalid(publicMessage: string, statusCode: number): MerciaError {
  return Object.assign(new MerciaError('BAD_USER_INPUT', publicMessage, { publicMessage }), { statusCode });
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

function createErrorHandler(logger: Logger) {
  return async (error: unknown, _: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const told = isMerciaError(error) ? error : new MerciaError('INTERNAL', 'A fault of DAIA.', { cause: error });
    const { publicMessage, retryAfterSeconds } = told;
    const code: ErrorCode = told.code;
    if (code === 'INTERNAL') logger.error({ err: told.cause }, 'DAIA failed');
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    if (code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="mercia"');
    const status = 'statusCode' in told ? Number(told.statusCode) : ERROR_CODES[code].status;
    return reply.code(status).send({ error: nameOfError(status), code: status, error_description: publicMessage });
  };
}
