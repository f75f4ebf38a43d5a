/** Single records by their numbers, read as a harvest reads them. */
import { isMerciaError } from '#platform/errors.ts';
import { lmsError } from '../shared/lms-error.ts';
import type { FoundRecords, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { deletedRecord } from '../shared/harvest-page.ts';
import type { ShownBefore } from '../shared/reading-rules.ts';
import type { OaiAnswer } from '../protocols/oai-pmh/index.ts';
import { biblioIdOfIdentifier } from './oai.ts';
import { toPage, type OaiHarvestContext } from './harvest-oai.ts';
import { fetchByIds, NOT_PUBLIC, type FetchContext } from './record-fetch.ts';

/**
 * What REST does not list, nor when it is asked for that alone, is gone: a service account sees every record. None is shown more than
 * `shown`.
 */
export async function findByRest(
  context: FetchContext,
  localIds: readonly string[],
  signal: AbortSignal,
  shown?: ShownBefore,
): Promise<FoundRecords> {
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  let left = localIds.map(Number);
  // A list that lacks some for another reason, as what stands before Koha cuts it, has others the next time.
  for (let listed = left.length; listed > 0;) {
    const fetched = await fetchByIds(context, left, signal, shown);
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
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  for (const localId of localIds) {
    const found = await findOneByOai(context, localId, signal);
    records.push(...found.records);
    rejects.push(...found.rejects);
  }
  return { records, rejects };
}

async function findOneByOai(context: OaiHarvestContext, localId: string, signal: AbortSignal): Promise<FoundRecords> {
  const { site } = context;
  const answer = await askForOne(context, localId, signal);
  if (typeof answer === 'string') return findNotGiven(context, localId, answer, signal);
  const [error] = answer.errors;
  if (error?.code === 'idDoesNotExist' && context.byRest !== null) {
    return findByRest(context.byRest, [localId], signal, NOT_PUBLIC);
  }
  if (error?.code === 'idDoesNotExist' || hasLeft(site.settings.oai.set, answer)) {
    return { records: [deletedRecord(localId)], rejects: [] };
  }
  if (error !== undefined) {
    const what = `the site refuses the question for one record (${error.code}); check oai.prefix and the site's version`;
    throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', `harvest by OAI-PMH: ${what}`);
  }
  if (answer.records.some((one) => one.kind === 'record' && biblioIdOfIdentifier(one.identifier) !== Number(localId))) {
    const what = `the site answers with another record than ${localId}`;
    throw lmsError(site.system.id, 'LMS_BAD_RESPONSE', `harvest by OAI-PMH: ${what}`);
  }
  const { records, rejects } = await toPage(context, answer, signal);
  return { records, rejects: rejects.map((reject) => ({ ...reject, localId: reject.localId ?? localId })) };
}

const FAILS = 'OAI-PMH fails for this record alone, most likely because Koha hides it from the public';
const NO_IDENTIFIER = 'OAI-PMH lists no record whose identifier shows how to ask for this one';

/** The answer, or why there is none: newer versions answer 500 for a record that they hide as a whole, and for nothing else. */
async function askForOne(
  { oai }: OaiHarvestContext,
  localId: string,
  signal: AbortSignal,
): Promise<OaiAnswer | string> {
  if ((await oai.identifierPrefix(signal)) === null) return NO_IDENTIFIER;
  try {
    return (await oai.record(localId, signal)) ?? NO_IDENTIFIER;
  } catch (error) {
    if (!isMerciaError(error, 'LMS_BAD_RESPONSE')) throw error;
    await oai.ask({ verb: 'Identify' }, signal);
    return FAILS;
  }
}

/** A record that OAI-PMH does not give although it may be there: REST tells of it; where nobody logs in, it stays as it was. */
async function findNotGiven(
  { byRest }: OaiHarvestContext,
  localId: string,
  why: string,
  signal: AbortSignal,
): Promise<FoundRecords> {
  if (byRest !== null) return findByRest(byRest, [localId], signal, NOT_PUBLIC);
  const reason = `${why}; it stays as it was until a list of OAI-PMH has it. Name credentials, and it is read by REST`;
  return {
    records: [],
    rejects: [{ localId, place: `record ${localId}`, reason, raw: new Uint8Array(), format: 'unknown' }],
  };
}

/** A set is no part of the question for one record, and it may have left the set since: then it is not ours to show. */
function hasLeft(set: string | undefined, { records: [record] }: OaiAnswer): boolean {
  const header = record?.kind === 'reject' ? record.header : record;
  if (set === undefined || header === undefined || header === null || header.deleted) return false;
  return !header.setSpecs.some((spec) => spec === set || spec.startsWith(`${set}:`));
}
