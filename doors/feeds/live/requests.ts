/** What RTAC and DAIA have alike: who may ask, reading what is asked for, and telling what is wrong. */
import { NOTHING_MOVED, type MovedIds } from '#domain/moved-ids.ts';
import type { Region } from '#domain/region.ts';
import { createCallerLimit } from '#platform/caller-limit.ts';
import type { EndCallers } from '#platform/end-callers.ts';
import { ERROR_CODES, isMerciaError, MerciaError } from '#platform/errors.ts';
import type { LookUpKey } from '#platform/key-lookup.ts';
import type { Logger } from '#platform/logger.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createAdmission, type Admitted } from '../service-keys.ts';
import type { LoadTitle } from '../title-loader.ts';
import { askTitles } from './answer-titles.ts';

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface LiveServiceOptions {
  /** The region of the moment. */
  readonly region: () => Region;
  /** Which ids stand for others since a library moved; none if not given. */
  readonly movedIds?: () => MovedIds;
  readonly loadTitle: LoadTitle;
  readonly lookUpKey: LookUpKey;
  readonly endCallers: EndCallers;
  /** Whether it may be asked without a key. */
  readonly open: boolean;
  readonly now: () => number;
  readonly logger: Logger;
}

/** Titles of one request, and those of one caller that are looked up at the same time. */
export const MOST_TITLES = 1_000;

/** Parted at `separator`, and by repeated parameters; each once, in the order given. */
export function readIds(given: Query[string], separator: string): readonly string[] {
  const texts = [given ?? []].flat().flatMap((text) => text.split(separator));
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];
}

type LiveServiceName = 'rtac' | 'daia';

/** What is answered to parameters that cannot be served: as edge-rtac does, and as DAIA says. */
const BAD_PARAMETER: Readonly<Record<LiveServiceName, number>> = { rtac: 400, daia: 422 };

export function createLiveService(service: LiveServiceName, options: LiveServiceOptions) {
  const { region, lookUpKey: lookUp } = options;
  const callerLimit = createCallerLimit(() => MOST_TITLES, 'titles');
  return {
    admit: createAdmission({ ...options, service, lookUp, budgetMs: () => region().budgetMs }),
    ask: async (titles: readonly string[], { library, fullPeriodicals }: Query, admitted: Admitted) => {
      const here = region();
      return askTitles(titles, {
        ...options,
        region: here,
        movedIds: options.movedIds?.() ?? NOTHING_MOVED,
        admitted,
        callerLimit,
        library: readLibrary(library, here, BAD_PARAMETER[service]),
        sumUpJournals: fullPeriodicals !== 'true',
      });
    },
  };
}

/** Null for all. One that there is none of has no copies: its readers would be told that everything is out. */
function readLibrary(given: Query[string], { libraries }: Region, statusCode: number): string | null {
  if (given === undefined || given === '') return null;
  if (typeof given !== 'string') throw badInput('library: name one library, or leave it out for all.', statusCode);
  if (libraries.some(({ id }) => id === given)) return given;
  throw badInput('library: this region has no library with this id; take an id of the region file.', statusCode);
}

/** `statusCode` in the place of that of BAD_USER_INPUT. */
export function badInput(publicMessage: string, statusCode?: number): MerciaError {
  const error = new MerciaError('BAD_USER_INPUT', publicMessage, { publicMessage });
  return statusCode === undefined ? error : Object.assign(error, { statusCode });
}

/** Errors in the form of the service. They say nothing of the address, which may hold a key. */
export function createErrorHandler(
  service: 'RTAC' | 'DAIA',
  logger: Logger,
  toBody: (status: number, message: string) => object,
) {
  return async (error: unknown, _: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const told = isMerciaError(error) ? error : new MerciaError('INTERNAL', `A fault of ${service}.`, { cause: error });
    const { code, publicMessage, retryAfterSeconds } = told;
    if (code === 'INTERNAL') logger.error({ err: told.cause }, `${service} failed`);
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
    if (code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="mercia"');
    const status = 'statusCode' in told ? Number(told.statusCode) : ERROR_CODES[code].status;
    return reply.code(status).send(toBody(status, publicMessage));
  };
}
