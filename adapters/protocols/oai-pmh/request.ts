import { MerciaError } from '#platform/errors.ts';
import type { OaiGranularity } from './oai-answer.ts';

/** A request by its verb; a resumption token excludes every other argument (OAI-PMH 2.0, section 3.5). */
export type OaiRequest =
  | { readonly verb: 'Identify' | 'ListSets' }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly metadataPrefix: string }
  | {
      readonly verb: 'ListRecords' | 'ListIdentifiers';
      readonly metadataPrefix: string;
      /** Inclusive, in the server's granularity: see {@link oaiDate}. */
      readonly from?: string;
      readonly set?: string;
    }
  | { readonly verb: 'ListSets' | 'ListRecords' | 'ListIdentifiers'; readonly resumptionToken: string };

/** An instant (milliseconds since the epoch) in exactly the server's granularity. */
function oaiDate(instantMs: number, granularity: OaiGranularity): string {
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
    throw new MerciaError('LMS_BAD_RESPONSE', 'OAI-PMH: responseDate is no date; the mark is not moved');
  }
  return oaiDate(mark - (granularity === 'day' ? Math.max(overlapMs, DAY_MS) : overlapMs), granularity);
}
