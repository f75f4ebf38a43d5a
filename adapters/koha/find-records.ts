/** Single records by their numbers, read as a harvest reads them. */
import { lmsError } from '../shared/lms-error.ts';
import type { FoundRecords, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { deletedRecord } from '../shared/harvest-page.ts';
import type { OaiAnswer } from '../protocols/oai-pmh/index.ts';
import { biblioIdOfIdentifier } from './oai.ts';
import { toPage, type OaiHarvestContext } from './harvest-oai.ts';
import { fetchByIds, type FetchContext } from './record-fetch.ts';

/** What REST does not list, nor when it is asked for that alone, is gone: a service account sees every record. */
export async function findByRest(
  context: FetchContext,
  localIds: readonly string[],
  signal: AbortSignal,
): Promise<FoundRecords> {
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  let left = localIds.map(Number);
  // A list that lacks some for another reason, as what stands before Koha cuts it, has others the next time.
  for (let listed = left.length; listed > 0;) {
    const fetched = await fetchByIds(context, left, signal);
    records.push(...fetched.records);
    rejects.push(...fetched.rejects);
    const there = new Set(fetched.ids);
    left = left.filter((id) => !there.has(id));
    listed = left.length === 0 ? 0 : there.size;
  }
  return { records: [...records, ...left.map((id) => deletedRecord(String(id)))], rejects };
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
