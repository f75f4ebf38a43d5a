import { MerciaError } from '#platform/errors.ts';
import type { OaiAnswer } from './oai-answer.ts';
import { parseOaiPmh } from './parse-answer.ts';
import { type OaiListRequest, oaiUrl } from './request.ts';

/** Brings the bytes of one answer; it minds time-outs, Retry-After and redirects. */
export type FetchOaiPage = (url: string) => Promise<Uint8Array>;

/**
 * The pages of a list, one request at a time, from its beginning or from a stored token. Ends behind the page without
 * a token, and behind one with errors (`badResumptionToken`: begin the window again). Throws `LMS_BAD_RESPONSE` for a
 * page that cannot be read, and where the server gives the same token for ever.
 */
export async function* walkOaiPages(
  fetchPage: FetchOaiPage,
  baseUrl: string,
  request: OaiListRequest,
  resumptionToken: string | null = null,
): AsyncGenerator<OaiAnswer> {
  let token = resumptionToken;
  for (;;) {
    const url = oaiUrl(baseUrl, token === null ? request : { verb: request.verb, resumptionToken: token });
    const answer = parseOaiPmh(await fetchPage(url));
    yield answer;
    const next = answer.resumptionToken?.token ?? null;
    if (next === null || answer.errors.length > 0) return;
    if (next === token) {
      throw new MerciaError(
        'LMS_BAD_RESPONSE',
        'OAI-PMH: the server gave the same resumption token twice; begin again',
      );
    }
    token = next;
  }
}
