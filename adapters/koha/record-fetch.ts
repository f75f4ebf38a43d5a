/** Records by REST: description and MARC of a page, whatever one bad record does to it. */
import { lmsError } from '../shared/lms-error.ts';
import type { ShownBefore } from '../shared/reading-rules.ts';
import type { HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Visibility } from '#domain/facts.ts';
import { parseMarcXmlRecord, type MarcRecord } from '#marc/index.ts';
import { recordOfColumns } from './columns-record.ts';
import type { KohaCopy } from './copy.ts';
import { inQueries, rowsWith, type Condition, type ListAnswer, type ListQuery } from './lists.ts';
import type { KohaClient } from './client.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import { byOwnNumber, otherNumberOf, readMarcXmlRecords, saysOther, type KohaMarc } from './marc-records.ts';
import { biblioIdOfIdentifier, type KohaOai } from './oai.ts';
import { copiesIn, recordContextAtHarvest, type RecordParts } from './record-parts.ts';
import type { KohaSite } from './site.ts';
import { columnsVisibility, isSuppressionUntold } from './visibility.ts';
import { wireBiblio, type WireBiblio } from './wire.ts';

export interface FetchContext {
  readonly site: KohaSite;
  readonly client: KohaClient;
  readonly oai: KohaOai;
  readonly parts: RecordParts;
}

export interface FetchedPage {
  /** Ids that Koha listed, in order; empty behind the last page. */
  readonly ids: readonly number[];
  readonly records: readonly HarvestedRecord[];
  /**
   * A record that could not be written as MARC is here and, where its columns tell what it is, among the records too. One that was listed
   * and not sent is here alone.
   */
  readonly rejects: readonly HarvestReject[];
  /** Records that came as MARC. */
  readonly written: number;
  /** The server's clock, milliseconds since the epoch. */
  readonly serverTime: number | null;
}

/** Of records that OAI-PMH, which asks as the public does, does not give. */
export const NOT_PUBLIC: ShownBefore = { record: 'SUPPRESSED', copies: new Map() };

interface Marc {
  readonly raw: Uint8Array;
  readonly marc: MarcRecord;
  readonly repairs: readonly string[];
  /** Set where the record itself does not tell. */
  readonly visibility?: Visibility;
}

const FROM_COLUMNS = 'control characters: Koha cannot write the record as MARC; read from the columns of its REST';
const UNTOLD = '; it is hidden until it is mended, because no column of this version of Koha tells 942$n';
const STRIPPED = "control characters: taken out by Koha's OAI-PMH, which reads what its REST cannot";

/** One page of records: listed as JSON, which always works, then read as MARC together with their copies. */
export async function fetchRecords(context: FetchContext, query: ListQuery, signal: AbortSignal): Promise<FetchedPage> {
  return readListed(context, await context.client.list('records', '/biblios', query, signal), signal);
}

/** Records by their numbers, however their pages are cut; `ids` of the answer are those that Koha has. None is shown more than `shown`. */
export async function fetchByIds(
  context: FetchContext,
  biblioIds: readonly number[],
  signal: AbortSignal,
  shown?: ShownBefore,
): Promise<FetchedPage> {
  const pages: FetchedPage[] = [];
  for (const ids of inQueries(biblioIds)) {
    const wanted = { key: 'biblio_id', column: 'biblio_id', ids };
    const listed = await context.client.allOf('records', '/biblios', wanted, signal);
    pages.push(await readListed(context, listed, signal, shown));
  }
  return {
    ids: pages.flatMap(({ ids }) => ids),
    records: pages.flatMap(({ records }) => records),
    rejects: pages.flatMap(({ rejects }) => rejects),
    written: pages.reduce((sum, { written }) => sum + written, 0),
    serverTime: pages[0]?.serverTime ?? null,
  };
}

async function readListed(
  context: FetchContext,
  listed: ListAnswer,
  signal: AbortSignal,
  shown?: ShownBefore,
): Promise<FetchedPage> {
  const { site, parts } = context;
  const rows = listed.rows.map((row) => readBiblio(site, row));
  const ids = rows.map((row) => row.biblio_id);
  if (ids.length === 0) return { ids, records: [], rejects: [], written: 0, serverTime: listed.serverTime };
  const found = new Map<number, Marc | HarvestReject>();
  for (const part of inQueries(ids)) await readMarc(context, part, found, signal);
  const silent = new Set(await stillListed(context, ids, found, signal));
  for (const id of silent) found.set(id, unsent(id));
  const holds = await parts.holdsOf(ids, signal);
  const copies = await parts.copiesOf(ids, signal);
  const records: HarvestedRecord[] = [];
  const rejects: HarvestReject[] = [];
  let written = 0;
  for (const [index, row] of rows.entries()) {
    const read = found.get(row.biblio_id);
    // Deleted between the calls: the next harvest says so.
    if (read === undefined) continue;
    if ('reason' in read) {
      const raw = read.raw.length > 0 ? read.raw : toKeep(site, row, listed.rows[index]);
      const isHidden = !silent.has(row.biblio_id) && isSuppressionUntold(row, site.settings);
      rejects.push({ ...read, raw, reason: `${read.reason}${isHidden ? UNTOLD : ''}` });
      // It may come the next time: what is known of it is not replaced by less.
      if (silent.has(row.biblio_id)) continue;
    } else {
      written += 1;
    }
    // It stays among the rejects, to be mended; meanwhile its title and its copies are found.
    const own = copiesIn(copies, row.biblio_id);
    const marc = 'reason' in read ? await readColumns(context, row, listed.rows[index], own, signal) : read;
    if (marc === null) continue;
    records.push(
      toHarvestedDescription(site, {
        biblioId: row.biblio_id,
        changedAt: row.timestamp,
        raw: marc.raw,
        format: 'marcxml',
        marc: marc.marc,
        repairs: marc.repairs,
        visibility: marc.visibility,
        frameworkId: row.framework_id,
        copies: own,
        recordContext: copies === null ? null : recordContextAtHarvest(copies.asOf, row.biblio_id, holds),
        shown,
      }),
    );
  }
  return { ids, records, rejects, written, serverTime: listed.serverTime };
}

/** Of the listed records that came in no form those that Koha still lists. */
async function stillListed(
  { site, client }: FetchContext,
  ids: readonly number[],
  found: ReadonlyMap<number, unknown>,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return [];
  const list = { operation: 'records', path: '/biblios', key: 'biblio_id', column: 'biblio_id', inTurn: true };
  const again = await rowsWith(client, { ...list, ids: missing }, signal);
  return again.map((row) => readBiblio(site, row).biblio_id);
}

/** A record that was typed in for one reader often names them: of it nothing is kept but its number. */
function toKeep({ settings }: KohaSite, row: WireBiblio, columns: unknown): Uint8Array {
  const isBorrowed = columnsVisibility(row, settings) === 'ILL_TEMPORARY';
  return Buffer.from(JSON.stringify(isBorrowed ? { biblio_id: row.biblio_id } : columns));
}

/** What Koha's columns say of a record that it cannot write; null where they do not say what it is. */
async function readColumns(
  { site, client }: FetchContext,
  row: WireBiblio,
  columns: unknown,
  copies: readonly KohaCopy[] | 'unknown',
  signal: AbortSignal,
): Promise<Marc | null> {
  const record = recordOfColumns(row.biblio_id, columns);
  // Without a type and without copies nothing says that it was not typed in for one reader.
  if (record === null || (row.item_type === null && copies.length === 0)) return null;
  const told = columnsVisibility(row, site.settings);
  // What the site does not show the public itself is not shown here.
  const isShown = told === 'PUBLIC' && (await isShownToPublic(client, row.biblio_id, signal));
  return { ...record, repairs: [FROM_COLUMNS], visibility: told === 'PUBLIC' && !isShown ? 'SUPPRESSED' : told };
}

/** False where no answer of Koha says it. */
async function isShownToPublic(client: KohaClient, biblioId: number, signal: AbortSignal): Promise<boolean> {
  try {
    return await client.isPublicRecord('public record', biblioId, signal);
  } catch (error) {
    if (isMerciaError(error, 'LMS_BAD_RESPONSE')) return false;
    throw error;
  }
}

/** Reads the MARC of some records; a page that Koha cannot write is halved until the record that spoils it stands alone. */
async function readMarc(
  context: FetchContext,
  ids: readonly number[],
  into: Map<number, Marc | HarvestReject>,
  signal: AbortSignal,
): Promise<void> {
  const q: Condition = { biblio_id: ids };
  const body = await context.client.marcXml('records as MARCXML', { q, perPage: -1 }, signal);
  if (body !== null) {
    const records = readMarcXmlRecords(body);
    for (const [id, { raw, record, repairs }] of byOwnNumber(records)) {
      if (ids.includes(id)) into.set(id, { raw: Uint8Array.from(raw), marc: record, repairs });
    }
    // What came unreadable, without its number or with that of another stands alone in a second try, so that it is known whose it is.
    const missing = ids.filter((id) => !into.has(id));
    const [only] = ids;
    if (missing.length === 0) return;
    if (ids.length === 1 && only !== undefined) {
      const [first] = records;
      if (first !== undefined) into.set(only, aloneInPage(only, first));
      return;
    }
    for (const id of missing) await readMarc(context, [id], into, signal);
    return;
  }
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    into.set(only, (await readByOai(context, only, signal)) ?? unwritable(only));
    return;
  }
  const middle = ids.length >> 1;
  await readMarc(context, ids.slice(0, middle), into, signal);
  await readMarc(context, ids.slice(middle), into, signal);
}

function aloneInPage(id: number, { outcome }: KohaMarc): Marc | HarvestReject {
  const raw = Uint8Array.from(outcome.raw);
  if (outcome.kind === 'record') {
    const other = otherNumberOf(outcome.record, id);
    if (other !== null) {
      return { localId: String(id), place: `record ${id}`, reason: saysOther(id, other), raw, format: 'marcxml' };
    }
    return {
      raw,
      marc: outcome.record,
      repairs: [...outcome.repairs, 'record number: 999$c is missing, known from the question'],
    };
  }
  return { localId: String(id), place: `record ${id}`, reason: outcome.reason, raw, format: 'marcxml' };
}

/** The record that REST cannot write, from OAI-PMH, which takes out the characters that XML forbids; null where it cannot either. */
export async function readByOai(
  { oai }: Pick<FetchContext, 'oai'>,
  id: number,
  signal: AbortSignal,
): Promise<Marc | null> {
  try {
    if ((await oai.identify(signal)) === null) return null;
    const answer = await oai.record(id, signal);
    const record = answer?.records.find((one) => one.kind === 'record' && biblioIdOfIdentifier(one.identifier) === id);
    if (record?.kind === 'reject' || record?.metadata === undefined || record.metadata === null) return null;
    const raw = Uint8Array.from(record.metadata);
    const outcome = parseMarcXmlRecord(Buffer.from(raw).toString('utf8'), record.namespaces);
    if (outcome.kind === 'reject' || otherNumberOf(outcome.record, id) !== null) return null;
    return { raw, marc: outcome.record, repairs: [...outcome.repairs, STRIPPED] };
  } catch (error) {
    // Only a second chance: without it the record is set aside, and nothing else is lost.
    if (isMerciaError(error, 'LMS_BAD_RESPONSE')) return null;
    throw error;
  }
}

function unwritable(id: number): HarvestReject {
  return {
    localId: String(id),
    place: `record ${id}`,
    reason:
      'Koha cannot write the record in any MARC form (HTTP 500), most likely for a control character in it; what is kept is its JSON',
    raw: new Uint8Array(),
    format: 'unknown',
  };
}

function unsent(id: number): HarvestReject {
  return {
    localId: String(id),
    place: `record ${id}`,
    reason:
      'Koha lists the record and sends no MARC of it; what is kept is its JSON, and the record stays as it was. Look what stands before Koha',
    raw: new Uint8Array(),
    format: 'unknown',
  };
}

function readBiblio(site: KohaSite, row: unknown): WireBiblio {
  const parsed = wireBiblio.safeParse(row);
  if (parsed.success) return parsed.data;
  throw lmsError(
    site.system.id,
    'LMS_BAD_RESPONSE',
    `harvest by REST: a record in the list has no readable biblio_id; check the Koha version`,
  );
}
