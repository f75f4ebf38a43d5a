/** Harvest by OAI-PMH: one request at a time, every page resumable. */
import type {
  FoundRecords,
  HarvestedDeletion,
  HarvestedRecord,
  HarvestFrom,
  HarvestPage,
  HarvestReject,
} from '#contract/adapter.ts';
import { parseMarcXmlRecord, type MarcRecord } from '#marc/index.ts';
import { nextOaiFrom } from '../protocols/oai-pmh/index.ts';
import type { OaiAnswer, OaiRecord, OaiReject, OaiRequest } from '../protocols/oai-pmh/index.ts';
import { deletedRecord, harvestPage, readCursor, readState, writeState } from '../shared/harvest-page.ts';
import { cursorSchema, oaiStateSchema, type OaiState } from './harvest-state.ts';
import type { KohaCopy } from './copy.ts';
import { itemFieldsOf, toHarvestedDescription } from './harvested-record.ts';
import { otherNumberOf, saysOther } from './marc-records.ts';
import { biblioIdOfIdentifier, createTokenCheck, oaiError, repositoryIn, repositoryOf, sweepByOai } from './oai.ts';
import { copiesIn, recordContextAtHarvest, type CopiesAnswer, type CopiesByRecord } from './record-parts.ts';
import { fetchByIds, NOT_PUBLIC, type FetchContext } from './record-fetch.ts';
import type { KohaSite } from './site.ts';

export interface OaiHarvestContext extends Omit<FetchContext, 'client'> {
  /** Where a record that OAI-PMH spoils or hides may be read; null where there is no REST, or it gives records to nobody. */
  readonly byRest: FetchContext | null;
  /** Whether records bring their 952 fields. */
  readonly itemsIncluded: boolean;
  /** Whether those say which copies are on loan. */
  readonly loansIncluded: boolean;
  readonly now: () => number;
}

/** A lost token costs its window once; a site that keeps losing them is not harvested this way. */
const MAX_RESTARTS = 1;

export async function* oaiPages(
  context: OaiHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site, oai } = context;
  await oai.checkSet(signal);
  const identify = await oai.identify(signal);
  if (identify === null) throw oaiError(site, 'does not answer; check oai.path, and that OAI-PMH is switched on');
  let state = readState(oaiStateSchema, from.resumeAt) ?? (await firstState(context, from, signal));
  // Ids are complete only where this run saw its own first page, and the number of every record.
  let seen: Set<string> | null = state.page === 0 ? new Set() : null;
  let tokenOf = createTokenCheck(site);

  for (;;) {
    const answer = await oai.ask(requestOf(site, state), signal);
    if (isLost(site, answer, state)) {
      if (state.restarts >= MAX_RESTARTS)
        throw oaiError(site, 'loses its resumption tokens; ask the site, or harvest by REST');
      state = { ...(await firstState(context, from, signal)), restarts: state.restarts + 1 };
      seen = new Set();
      tokenOf = createTokenCheck(site);
      continue;
    }
    const mark = readMark(site, answer, state, context.now());
    const { records, rejects } = await toPage(context, answer, signal);
    if (rejects.some(({ localId }) => localId === null)) seen = null;
    for (const id of existingIds({ records, rejects })) seen?.add(id);
    state = stateAfter(answer, state, mark, tokenOf(answer));
    const page = harvestPage({
      records,
      rejects,
      resumeAt: writeState(state),
      expected: answer.resumptionToken?.completeListSize ?? null,
    });
    if (state.token !== null) {
      yield page;
      continue;
    }
    const sweeps = from.run.kind === 'full' || identify.deletedRecord === 'no';
    const complete = from.run.kind === 'full' ? seen : null;
    const allLocalIds = sweeps ? (complete ?? (await sweepByOai(site, oai, signal))) : null;
    const at = new Date(mark).toISOString();
    const cursor = { v: 1 as const, at, sweptAt: sweeps ? at : null, count: allLocalIds?.size ?? null };
    yield { ...page, nextCursor: writeState(cursor), allLocalIds };
    return;
  }
}

async function firstState(context: OaiHarvestContext, from: HarvestFrom, signal: AbortSignal): Promise<OaiState> {
  return {
    v: 1,
    way: 'oai',
    from: from.run.kind === 'full' ? null : await startOf(context, from.run.cursor, signal),
    mark: null,
    token: null,
    cursor: null,
    page: 0,
    restarts: 0,
  };
}

/**
 * The `responseDate` of the run's first page, or our time where that is earlier: the database stamps records by a clock of its own, and
 * from a time that it has not reached nothing would be found.
 */
function readMark(site: KohaSite, answer: OaiAnswer, state: OaiState, nowMs: number): string {
  const mark = state.mark ?? answer.responseDate;
  if (mark === null || Number.isNaN(Date.parse(mark))) throw oaiError(site, 'the answer has no readable responseDate');
  return Date.parse(mark) > nowMs ? new Date(nowMs).toISOString() : mark;
}

/** Where the run goes on behind this page. */
function stateAfter(answer: OaiAnswer, state: OaiState, mark: string, token: string | null): OaiState {
  return { ...state, mark, token, cursor: answer.resumptionToken?.cursor ?? state.cursor, page: state.page + 1 };
}

/** Records that the site still has, those that cannot be read among them. */
function existingIds({ records, rejects }: FoundRecords): readonly string[] {
  return [
    ...records.flatMap(({ deleted, localId }) => (deleted ? [] : [localId])),
    ...rejects.flatMap(({ localId }) => (localId === null ? [] : [localId])),
  ];
}

async function startOf({ site, oai }: OaiHarvestContext, cursor: string, signal: AbortSignal): Promise<string> {
  const granularity = (await oai.identify(signal))?.granularity ?? 'second';
  return nextOaiFrom(
    readCursor(cursorSchema, site.system.id, cursor).at,
    granularity,
    site.settings.oai.overlapSeconds * 1000,
  );
}

function requestOf(site: KohaSite, state: OaiState): OaiRequest {
  if (state.token !== null) return { verb: 'ListRecords', resumptionToken: state.token };
  const { prefix, set } = site.settings.oai;
  return {
    verb: 'ListRecords',
    metadataPrefix: prefix,
    ...(state.from === null ? {} : { from: state.from }),
    ...(set === undefined ? {} : { set }),
  };
}

/**
 * True where the answer is not the page that the token stood for. Koha answers a token that it cannot read with 200
 * and the first page in Dublin Core; others say badResumptionToken.
 */
function isLost(site: KohaSite, answer: OaiAnswer, state: OaiState): boolean {
  for (const error of answer.errors) {
    if (error.code === 'badResumptionToken' && state.token !== null) return true;
    if (error.code !== 'noRecordsMatch')
      throw oaiError(site, `refuses the question (${error.code}); check oai.prefix and the site's version`);
  }
  const foreign = answer.records.some((record) => record.kind === 'record' && isForeign(record));
  if (state.token === null) {
    if (foreign) throw oaiError(site, `answers in another format than ${site.settings.oai.prefix}; check oai.prefix`);
    return false;
  }
  const cursor = answer.resumptionToken?.cursor ?? null;
  const behind = cursor !== null && state.cursor !== null && cursor <= state.cursor;
  return foreign || behind;
}

/** Whether the metadata is something else than MARC: the name of its first element tells. */
function isForeign(record: OaiRecord): boolean {
  if (record.metadata === null) return false;
  const start = Buffer.from(record.metadata.subarray(0, 200)).toString('latin1');
  const name = /^\s*<([\w.-]+:)?([\w.-]+)/.exec(start)?.[2];
  return name !== 'record' && name !== 'collection';
}

interface ReadRecord {
  readonly biblioId: number;
  readonly record: OaiRecord;
  readonly raw: Uint8Array;
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
}

/** A page, or the answer for one record, in our words; records that cannot be read are set aside one by one. */
export async function toPage(
  context: OaiHarvestContext,
  answer: OaiAnswer,
  signal: AbortSignal,
): Promise<FoundRecords> {
  const { site, parts, itemsIncluded, loansIncluded } = context;
  const records: HarvestedRecord[] = [];
  const deletions: HarvestedDeletion[] = [];
  const rejects: HarvestReject[] = [];
  const read: ReadRecord[] = [];
  const own = repositoryOf(answer.records);
  for (const [index, one] of answer.records.entries()) {
    const place = `record ${index + 1} of the page`;
    if (one.kind === 'reject') {
      rejects.push(toReject(one));
      continue;
    }
    const biblioId = biblioIdOfIdentifier(one.identifier);
    if (biblioId === null) {
      rejects.push(refuse(null, place, `identifier ${one.identifier} holds no record number`, one.metadata));
    } else if (repositoryIn(one.identifier) !== own) {
      const reason = `identifier ${one.identifier} is of another repository than the others of the page (${own})`;
      rejects.push(refuse(biblioId, place, reason, one.metadata));
    } else if (one.deleted) {
      deletions.push(deletedRecord(String(biblioId), dateOf(one.datestamp)));
    } else if (one.metadata === null) {
      rejects.push(refuse(biblioId, place, 'no metadata, and not marked as deleted', null));
    } else {
      const raw = Uint8Array.from(one.metadata);
      const outcome = parseMarcXmlRecord(Buffer.from(raw).toString('utf8'), one.namespaces);
      const fault = outcome.kind === 'reject' ? outcome.reason : faultOf(outcome.record, biblioId);
      if (fault !== null) rejects.push(refuse(biblioId, place, fault, raw));
      else if (outcome.kind === 'record')
        read.push({ biblioId, record: one, raw, marc: outcome.record, repairs: outcome.repairs });
    }
  }
  const ids = read.map(({ biblioId }) => biblioId);
  const [frameworks, copies, holds] = await Promise.all([
    parts.illFrameworks(ids, signal),
    itemsIncluded ? null : parts.copiesOf(ids, signal),
    parts.holdsOf(ids, signal),
  ]);
  const asOf = copies?.asOf ?? saidAt(answer, context.now());
  const hiddenCopies = await hiddenCopiesOf(context, read, signal);
  const publicCopies = await publicCopiesOf(context, read, { copies, hiddenCopies }, signal);
  for (const { biblioId, record, raw, marc, repairs } of read) {
    records.push(
      toHarvestedDescription(site, {
        biblioId,
        changedAt: dateOf(record.datestamp),
        raw,
        format: 'marcxml',
        marc,
        repairs,
        frameworkId: frameworks.get(biblioId) ?? null,
        copies: itemsIncluded ? 'in the record' : copiesIn(copies, biblioId),
        hiddenCopies: hiddenCopies.get(biblioId),
        publicCopies: publicCopies.get(biblioId),
        recordContext: itemsIncluded && !loansIncluded ? null : recordContextAtHarvest(asOf, biblioId, holds),
      }),
    );
  }
  const given = new Set([...ids.map(String), ...rejects.map(({ localId }) => localId)]);
  const hidden = await readHidden(context, deletions, given, signal);
  const second = await readRefused(context, rejects, signal);
  return {
    records: [...hidden.records, ...records, ...second.records],
    rejects: [...hidden.rejects, ...second.rejects],
  };
}

/**
 * Newer versions tell a record that they hide from the public as a deleted one. A service account sees which are still there: they keep
 * their copies and are shown to nobody, whatever their own marks say.
 */
async function readHidden(
  { byRest }: OaiHarvestContext,
  deletions: readonly HarvestedDeletion[],
  /** Records that the same page brings as well: one that was deleted and made again is not hidden. */
  given: ReadonlySet<string | null>,
  signal: AbortSignal,
): Promise<FoundRecords> {
  const ids = new Set(deletions.flatMap(({ localId }) => (given.has(localId) ? [] : [Number(localId)])));
  if (ids.size === 0 || byRest === null) return { records: deletions, rejects: [] };
  const found = await fetchByIds(byRest, [...ids], signal, NOT_PUBLIC);
  const there = new Set(found.ids.map(String));
  const gone = deletions.filter(({ localId }) => !there.has(localId));
  return { records: [...gone, ...found.records], rejects: found.rejects };
}

/** What OAI-PMH spoils, REST or at least Koha's columns may tell: a service account asks there before a record is set aside. */
async function readRefused(
  context: OaiHarvestContext,
  rejects: readonly HarvestReject[],
  signal: AbortSignal,
): Promise<FoundRecords> {
  const ids = rejects.flatMap(({ localId }) => (localId === null ? [] : [Number(localId)]));
  if (ids.length === 0 || context.byRest === null) return { records: [], rejects };
  const found = await fetchByIds(context.byRest, ids, signal);
  const read = new Set(found.records.map(({ localId }) => localId));
  const refusedAgain = new Set(found.rejects.map(({ localId }) => localId));
  // The bytes that OAI-PMH gave say more of what is wrong than the columns do.
  return {
    records: found.records,
    rejects: rejects.filter(({ localId }) => localId === null || !read.has(localId) || refusedAgain.has(localId)),
  };
}

/** Why a record that could be read is not taken all the same; null where it is. */
function faultOf(marc: MarcRecord, biblioId: number): string | null {
  // Newer versions give this for a record that they cannot read themselves.
  if (marc.fields.length === 0) return 'a record without any field';
  const other = otherNumberOf(marc, biblioId);
  return other === null ? null : saysOther(biblioId, other);
}

type PublicCopies = ReadonlyMap<number, readonly KohaCopy[] | 'all hidden'>;

/** Copies that are in no record, because OAI-PMH leaves out what the public must not see. */
async function hiddenCopiesOf(
  { parts, itemsIncluded }: OaiHarvestContext,
  read: readonly ReadRecord[],
  signal: AbortSignal,
): Promise<CopiesByRecord> {
  if (!itemsIncluded) return new Map();
  const [bare, others] = [read.filter(isBare), read.filter((one) => !isBare(one))].map((some) =>
    some.map(({ biblioId }) => biblioId),
  );
  const all = await parts.hiddenAmong(bare ?? [], signal);
  return new Map([...all, ...(await parts.hiddenBeside(others ?? [], signal))]);
}

function isBare({ marc }: ReadRecord): boolean {
  return itemFieldsOf(marc).length === 0;
}

/**
 * What the public is shown of the copies of records that do not say so: a record without any may have hidden ones alone.
 */
async function publicCopiesOf(
  { parts, itemsIncluded }: OaiHarvestContext,
  read: readonly ReadRecord[],
  { copies, hiddenCopies }: { readonly copies: CopiesAnswer | null; readonly hiddenCopies: CopiesByRecord },
  signal: AbortSignal,
): Promise<PublicCopies> {
  if (copies !== null) return new Map();
  if (itemsIncluded) {
    const hidden = read.filter((one) => isBare(one) && hiddenCopies.has(one.biblioId));
    return new Map(hidden.map(({ biblioId }) => [biblioId, 'all hidden']));
  }
  const ids = read.map(({ biblioId }) => biblioId);
  const shown = await parts.publicCopiesOf(ids, signal);
  const bare = ids.filter((id) => shown?.byRecord.has(id) !== true);
  const hidden = await parts.hiddenAmong(bare, signal);
  return new Map<number, readonly KohaCopy[] | 'all hidden'>([
    ...(shown?.byRecord ?? []),
    ...[...hidden.keys()].map((id) => [id, 'all hidden'] as const),
  ]);
}

/** The server's own word for when, unless its clock is ahead of ours: a fact is never newer than the moment it came. */
function saidAt({ responseDate }: OaiAnswer, nowMs: number): string {
  const said = responseDate === null ? Number.NaN : Date.parse(responseDate);
  return new Date(said < nowMs ? said : nowMs).toISOString();
}

function toReject(reject: OaiReject): HarvestReject {
  const biblioId = reject.header === null ? null : biblioIdOfIdentifier(reject.header.identifier);
  return {
    localId: biblioId === null ? null : String(biblioId),
    place: reject.place,
    reason: reject.reason,
    raw: Uint8Array.from(reject.raw),
    format: 'marcxml',
  };
}

function refuse(biblioId: number | null, place: string, reason: string, raw: Uint8Array | null): HarvestReject {
  return {
    localId: biblioId === null ? null : String(biblioId),
    place,
    reason,
    raw: raw === null ? new Uint8Array() : Uint8Array.from(raw),
    format: raw === null ? 'unknown' : 'marcxml',
  };
}

/** A datestamp is a day or a second, UTC. */
function dateOf(datestamp: string): string | null {
  return Number.isNaN(Date.parse(datestamp)) ? null : new Date(datestamp).toISOString();
}
