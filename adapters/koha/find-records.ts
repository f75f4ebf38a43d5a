/** Single records by their numbers, read as a harvest reads them. */
import { lmsError } from '../shared/lms-error.ts';
import type { FoundRecords, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { deletedRecord } from '../shared/harvest-page.ts';
import type { OaiAnswer } from '../protocols/oai-pmh/index.ts';
import { inQueries } from './lists.ts';
import { biblioIdOfIdentifier } from './oai.ts';
import { toPage, type OaiHarvestContext } from './harvest-oai.ts';
import { fetchRecords, type FetchContext } from './record-fetch.ts';

/** What REST does not list is gone: a service account sees every record. */
export async function findByRest(
  context: FetchContext,
  localIds: readonly string[],
  signal: AbortSignal,
): Promise<FoundRecords> {
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const part of inQueries(localIds.map(Number))) {
    const fetched = await fetchRecords(context, { q: { biblio_id: part }, perPage: -1, orderBy: 'biblio_id' }, signal);
    const listed = new Set(fetched.ids);
    records.push(...fetched.records, ...part.filter((id) => !listed.has(id)).map((id) => deletedRecord(String(id))));
    rejects.push(...fetched.rejects);
  }
  return { records, rejects };
}

export async function findByOai(
  context: OaiHarvestContext,
  localIds: readonly string[],
  signal: AbortSignal,
): Promise<FoundRecords> {
  const { site, oai } = context;
  const identifierPrefix = await oai.identifierPrefix(signal);
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const localId of localIds) {
    const identifier = `${identifierPrefix ?? ''}${localId}`;
    const answer = await oai.ask({ verb: 'GetRecord', identifier, metadataPrefix: site.settings.oai.prefix }, signal);
    const [error] = answer.errors;
    if (error?.code === 'idDoesNotExist' || hasLeft(site.settings.oai.set, answer)) {
      records.push(deletedRecord(localId));
    } else if (error !== undefined) {
      const what = `the site refuses the question for one record (${error.code}); check oai.prefix and the site's version`;
      throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', `harvest by OAI-PMH: ${what}`);
    } else if (
      answer.records.some((one) => one.kind === 'record' && biblioIdOfIdentifier(one.identifier) !== Number(localId))
    ) {
      throw lmsError(
        site.system.id,
        'LMS_BAD_RESPONSE',
        `harvest by OAI-PMH: the site answers with another record than ${localId}`,
      );
    } else {
      const found = await toPage(context, answer, signal);
      records.push(...found.records);
      rejects.push(...found.rejects.map((reject) => ({ ...reject, localId: reject.localId ?? localId })));
    }
  }
  return { records, rejects };
}

/** A set is no part of the question for one record, and it may have left the set since: then it is not ours to show. */
function hasLeft(set: string | undefined, { records: [record] }: OaiAnswer): boolean {
  const header = record?.kind === 'reject' ? record.header : record;
  if (set === undefined || header === undefined || header === null || header.deleted) return false;
  return !header.setSpecs.some((spec) => spec === set || spec.startsWith(`${set}:`));
}
