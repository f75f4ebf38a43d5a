/** RTAC as edge-rtac serves it to EDS: whether the copies of titles are in, as XML or JSON. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isMerciaError } from '#platform/errors.ts';
import type { AskedTitle } from '../live/answer-titles.ts';
import { createPlaceNames, type PlaceNames } from '../live/places.ts';
import {
  badInput,
  createErrorHandler,
  createLiveService,
  MOST_TITLES,
  readIds,
  type LiveServiceOptions,
  type Query,
} from '../live/requests.ts';
import { describeUnknown } from '../status-words.ts';
import { toRtacHolding, unknownRtacHolding, type RtacHolding } from './holdings.ts';
import { XML_DECLARATION, xmlText } from '../xml.ts';

export function registerRtac(app: FastifyInstance, options: LiveServiceOptions): void {
  const { region, logger } = options;
  const { admit, ask: askService } = createLiveService('rtac', options);

  async function ask(request: FastifyRequest, ids: readonly string[]): Promise<readonly AskedTitle[]> {
    const { titles } = await askService(ids, request.query as Query, await admit(request));
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
    scope.setErrorHandler(createErrorHandler('RTAC', logger, (code, errorMessage) => ({ code, errorMessage })));
    scope.addHook('onRequest', async (_, reply) => void reply.header('cache-control', 'private, no-store'));
    scope.get<{ Params: { id: string } }>('/rtac/:id', (request, reply) =>
      answerSingle(request, reply, request.params.id),
    );
    scope.get<{ Querystring: Query }>('/rtac', (request, reply) =>
      answerBatch(request, reply, readTitles(request.query['instanceIds'], 'instanceIds')),
    );
    scope.get<{ Querystring: Query }>('/prod/rtac/folioRTAC', (request, reply) => {
      const { mms_id: one, mms_ids: many } = request.query;
      if (many !== undefined) return answerBatch(request, reply, readTitles(many, 'mms_ids'));
      const [id = '', ...others] = readTitles(one, 'mms_id');
      if (others.length > 0) throw badInput('mms_id takes one id; give several as mms_ids, with commas between.');
      return answerSingle(request, reply, id);
    });
  });
}

/** Each id once, in the order given. */
function readTitles(given: Query[string], parameter: string): readonly string[] {
  const ids = readIds(given, ',');
  if (ids.length === 0) throw badInput(`Say which titles: ${parameter}=ID, with commas between several.`);
  if (ids.length > MOST_TITLES) throw badInput(`${ids.length} titles are more than the ${MOST_TITLES} of one request.`);
  return ids;
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
  // A type has one slash: a header of many is read once from its begin to its end.
  if (/\b(application|text)\/([^\s,;/]+\+)?xml\b/.test(types)) return false;
  if (/\bapplication\/json\b/.test(types)) return true;
  if (types.trim() === '' || /(\*|application|text)\/\*/.test(types)) return false;
  throw badInput('RTAC answers application/xml and application/json.', 406);
}

function sendXml(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('application/xml; charset=utf-8').send(text);
}

interface RtacError {
  readonly code: string;
  readonly message: string;
}

interface RtacTitle {
  /** As it was requested. */
  readonly instanceId: string;
  readonly holdings: readonly RtacHolding[];
}

/** `holdings.xsd` of edge-rtac, for one title. The older schema knows six fields, and wants each of them. */
function writeSingle(holdings: readonly RtacHolding[]): string {
  const written = holdings.map((holding) => {
    const { id, callNumber, location, status, dueDate = '', tempLocation = '' } = holding;
    return `<holding>${writeFields({ id, callNumber, location, status, dueDate, tempLocation })}</holding>`;
  });
  return `${XML_DECLARATION}<holdings>${written.join('')}</holdings>`;
}

/** `batch-holdings.xsd`, for several titles. */
function writeBatch(titles: readonly RtacTitle[], errors: readonly RtacError[]): string {
  const written = titles.map(
    ({ instanceId, holdings }) =>
      `<holdings>${writeField('instanceId', instanceId)}${holdings.map(writeHolding).join('')}</holdings>`,
  );
  // The schema wants one at least.
  const all = written.length === 0 ? '<holdings/>' : written.join('');
  return `${XML_DECLARATION}<instances>${all}${errors.length === 0 ? '' : writeErrors(errors)}</instances>`;
}

function writeErrors(errors: readonly RtacError[]): string {
  const written = errors.map(
    ({ message, code }) => `<error>${writeField('message', message)}${writeField('code', code)}</error>`,
  );
  return `<errors>${written.join('')}</errors>`;
}

/** The fields of {@link RtacHolding} stand in the order of the schema. */
function writeHolding(holding: RtacHolding): string {
  const { materialType, library, holdingsStatements = [], ...fields } = holding;
  const statements = holdingsStatements.map(
    ({ statement, note }) => `<holdingsStatements>${writeFields({ statement, note })}</holdingsStatements>`,
  );
  const type = `<materialType>${writeFields(materialType)}</materialType>`;
  const owner = `<library>${writeFields(library)}</library>`;
  return `<holding>${writeFields(fields)}${type}${owner}${statements.join('')}</holding>`;
}

function writeFields(fields: object): string {
  let written = '';
  for (const [name, value] of Object.entries(fields)) written += writeField(name, String(value));
  return written;
}

/** Without attributes, of which an answer has none in ten thousand elements. */
function writeField(name: string, text: string): string {
  return text === '' ? `<${name}/>` : `<${name}>${xmlText(text)}</${name}>`;
}
