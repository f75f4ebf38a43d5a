/** Which records there still are, by OAI-PMH. */
import type { MerciaError } from '#platform/errors.ts';
import type { OaiAnswer, OaiRequest } from '../protocols/oai-pmh/index.ts';
import { lmsError } from '../shared/lms-error.ts';
import { biblioIdOfIdentifier } from './oai.ts';
import type { KohaOai } from './oai.ts';
import type { KohaSite } from './site.ts';

/** All ids that the site still has, by headers alone. */
export async function sweepByOai(site: KohaSite, oai: KohaOai, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const { prefix, set } = site.settings.oai;
  const ids = new Set<string>();
  let request: OaiRequest = { verb: 'ListIdentifiers', metadataPrefix: prefix, ...(set === undefined ? {} : { set }) };
  let cursor: number | null = null;
  for (;;) {
    const answer: OaiAnswer = await oai.ask(request, signal);
    if (answer.errors.some((error) => error.code !== 'noRecordsMatch'))
      throw oaiError(site, 'breaks off its list of identifiers; try again later');
    for (const record of answer.records) {
      const header = record.kind === 'record' ? record : record.header;
      const biblioId = header === null || header.deleted ? null : biblioIdOfIdentifier(header.identifier);
      if (biblioId !== null) ids.add(String(biblioId));
      else if (header?.deleted !== true)
        throw oaiError(site, 'has an identifier that cannot be read: deletions cannot be found');
    }
    const next = answer.resumptionToken;
    if (next?.token === undefined || next.token === null) return ids;
    if (next.cursor !== null && cursor !== null && next.cursor <= cursor)
      throw oaiError(site, 'loses its resumption tokens; try again later');
    cursor = next.cursor ?? cursor;
    request = { verb: 'ListIdentifiers', resumptionToken: next.token };
  }
}

/** The error of a site whose OAI-PMH cannot be harvested. */
export function oaiError(site: KohaSite, what: string): MerciaError {
  return lmsError(site.system.id, 'LMS_BAD_RESPONSE', `harvest by OAI-PMH: the site ${what}`);
}
