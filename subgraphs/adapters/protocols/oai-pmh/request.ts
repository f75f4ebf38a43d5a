import { MerciaError } from '#platform/errors.ts';
import type { OaiGranularity } from './oai-answer.ts';

/** A request by its verb; a resumption token excludes every other argument (OAI-PMH 2.0, section 3.5). */
export type OaiRequest =
  | { readonly verb: 'Identify' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier?: string }
  | { readonly verb: 'ListSets' }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly metadataPrefix: string }
  | OaiListRequest
  | { readonly verb: 'ListSets' | 'ListRecords' | 'ListIdentifiers'; readonly resumptionToken: string };

export interface OaiListRequest {
  readonly verb: 'ListRecords' | 'ListIdentifiers';
  readonly metadataPrefix: string;
  /** Inclusive, in the server's granularity: see {@link oaiDate}. */
  readonly from?: string;
  /** Inclusive, in the same form as `from`. */
  readonly until?: string;
  readonly set?: string;
}

/** The address of a request. Tokens hold any character and are encoded. Throws `BAD_USER_INPUT` for dates no server takes. */
export function oaiUrl(baseUrl: string, request: OaiRequest): string {
  if ('from' in request || 'until' in request) checkDates(request.from, request.until);
  const url = new URL(baseUrl);
  for (const [name, value] of Object.entries(request)) if (typeof value === 'string') url.searchParams.set(name, value);
  return url.href;
}

function checkDates(from: string | undefined, until: string | undefined): void {
  for (const date of [from, until]) {
    if (date !== undefined && !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/.test(date)) {
      throw new MerciaError('BAD_USER_INPUT', `OAI-PMH: "${date}" is neither a day nor a UTC second; use oaiDate()`);
    }
  }
  if (from === undefined || until === undefined) return;
  if (from.length !== until.length) {
    throw new MerciaError('BAD_USER_INPUT', `OAI-PMH: from ${from} and until ${until} differ in granularity`);
  }
  if (from > until) throw new MerciaError('BAD_USER_INPUT', `OAI-PMH: from ${from} lies behind until ${until}`);
}

/** An instant (milliseconds since the epoch) in exactly the server's granularity. */
export function oaiDate(instantMs: number, granularity: OaiGranularity): string {
  const text = new Date(instantMs).toISOString();
  return granularity === 'day' ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}

const DAY_MS = 86_400_000;

/**
 * Where the next harvest starts: the server's own `responseDate` of the last one's first page, minus an overlap, so
 * that what changed in the same second or day is not missed. At least a whole day at day granularity.
 */
export function nextOaiFrom(responseDate: string, granularity: OaiGranularity, overlapMs: number): string {
  const mark = Date.parse(responseDate);
  if (Number.isNaN(mark)) {
    throw new MerciaError(
      'LMS_BAD_RESPONSE',
      `OAI-PMH: responseDate "${responseDate}" is no date; the mark is not moved`,
    );
  }
  return oaiDate(mark - (granularity === 'day' ? Math.max(overlapMs, DAY_MS) : overlapMs), granularity);
}
