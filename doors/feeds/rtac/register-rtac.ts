/** RTAC as edge-rtac serves it to EDS: whether the copies of titles are in, as XML or JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createCallerLimit } from '#platform/caller-limit.ts';
import { ERROR_CODES, isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { askTitles, type AskedTitle } from '../live/answer-titles.ts';
import { createPlaceNames, type PlaceNames } from '../live/places.ts';
import { MOST_TITLES, type LiveServiceOptions } from '../live/service-options.ts';
import { createAdmission } from '../service-keys.ts';
import { describeUnknown } from '../status-words.ts';
import { toRtacHolding, unknownRtacHolding, type RtacHolding } from './holdings.ts';
import { writeBatch, writeSingle, type RtacError, type RtacTitle } from './write-xml.ts';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export function registerRtac(app: FastifyInstance, options: LiveServiceOptions): void {
  const { region, lookUpKey: lookUp } = options;
  const admit = createAdmission({ ...options, service: 'rtac', lookUp, budgetMs: () => region().budgetMs });
  const callerLimit = createCallerLimit(() => MOST_TITLES, 'titles');

  async function ask(request: FastifyRequest, ids: readonly string[]): Promise<readonly AskedTitle[]> {
    const admitted = await admit(request);
    const { library, fullPeriodicals } = request.query as Query;
    const { titles } = await askTitles(ids, {
      ...options,
      region: region(),
      admitted,
      callerLimit,
      library: typeof library === 'string' && library !== '' ? library : null,
      sumUpJournals: fullPeriodicals !== 'true',
    });
    return titles;
  }

  async function answerSingle(request: FastifyRequest, reply: FastifyReply, id: string): Promise<FastifyReply> {
    const json = wantsJson(request);
    const [asked] = await ask(request, [id]);
    const holdings = asked === undefined ? [] : toHoldings(asked, createPlaceNames(region()));
    return json ? reply.send({ instanceId: id, holdings }) : sendXml(reply, writeSingle(holdings));
  }

  async function answerBatch(request: FastifyRequest, reply: FastifyReply, ids: readonly string[]) {
    const json = wantsJson(request);
    const asked = await ask(request, ids);
    const places = createPlaceNames(region());
    const titles = asked.filter(({ told }) => told !== null).map((one) => toTitle(one, places));
    const errors = asked.filter(({ told }) => told === null).map(toNotFound);
    if (!json) return sendXml(reply, writeBatch(titles, errors));
    return reply.send({ holdings: titles, ...(errors.length === 0 ? {} : { errors }) });
  }

  void app.register(async (scope) => {
    scope.setErrorHandler(createErrorHandler(options.logger));
    scope.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'private, no-store'));
    scope.get<{ Params: { id: string } }>('/rtac/:id', (request, reply) =>
      answerSingle(request, reply, request.params.id),
    );
    scope.get<{ Querystring: Query }>('/rtac', (request, reply) =>
      answerBatch(request, reply, readIds(request.query['instanceIds'], 'instanceIds')),
    );
    scope.get<{ Querystring: Query }>('/prod/rtac/folioRTAC', (request, reply) => {
      const { mms_id: one, mms_ids: many } = request.query;
      if (many !== undefined) return answerBatch(request, reply, readIds(many, 'mms_ids'));
      const [id = '', ...others] = readIds(one, 'mms_id');
      if (others.length > 0) throw badInput('mms_id takes one id; give several as mms_ids, with commas between.');
      return answerSingle(request, reply, id);
    });
  });
}

/** Each id once, in the order given. */
function readIds(given: string | readonly string[] | undefined, parameter: string): readonly string[] {
  const texts = [given ?? []].flat().flatMap((text) => text.split(','));
  const ids = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
  if (ids.length === 0) throw badInput(`Say which titles: ${parameter}=ID, with commas between several.`);
  if (ids.length > MOST_TITLES) throw badInput(`${ids.length} titles are more than the ${MOST_TITLES} of one request.`);
  return ids;
}

function badInput(publicMessage: string): MerciaError {
  return new MerciaError('BAD_USER_INPUT', publicMessage, { publicMessage });
}

function toTitle(asked: AskedTitle, places: PlaceNames): RtacTitle {
  return { instanceId: asked.requested, holdings: toHoldings(asked, places) };
}

function toHoldings({ requested, told }: AskedTitle, places: PlaceNames): readonly RtacHolding[] {
  if (told === null) return [];
  if (isMerciaError(told)) return [unknownRtacHolding(requested, describeUnknown('UNREACHABLE'))];
  return told.lines.map((line) => toRtacHolding(line, places));
}

function toNotFound({ requested }: AskedTitle): RtacError {
  return { message: `There is no title ${requested}`, code: '404' };
}

/** XML unless JSON is asked for by name: as edge-rtac, but for clients that would take anything besides JSON. */
function wantsJson({ headers: { accept = '' } }: FastifyRequest): boolean {
  const types = accept.toLowerCase();
  if (/\b(application|text)\/(\S+\+)?xml\b/.test(types)) return false;
  if (/\bapplication\/json\b/.test(types)) return true;
  if (types.trim() === '' || /(\*|application|text)\/\*/.test(types)) return false;
  throw Object.assign(badInput('RTAC answers application/xml and application/json.'), { statusCode: 406 });
}

function sendXml(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/xml; charset=utf-8').send(text);
}

/** Errors in the form of edge-rtac. They say nothing of the address, which may hold a key. */
function createErrorHandler(logger: Logger) {
  return async (error: unknown, _: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const told = isMerciaError(error) ? error : new MerciaError('INTERNAL', 'A fault of RTAC.', { cause: error });
    const { code, publicMessage, retryAfterSeconds } = told;
    if (code === 'INTERNAL') logger.error({ err: told.cause }, 'RTAC failed');
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    if (code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="mercia"');
    const status = 'statusCode' in told ? Number(told.statusCode) : ERROR_CODES[code].status;
    return reply.code(status).send({ code: status, errorMessage: publicMessage });
  };
}
