/** Reads everything public of some editions, in a statement for each table. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { MarcFormat } from '#marc/index.ts';
import { bigintArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { toPublicMarc } from '#union-index/read/public-marc.ts';
import type { FeedEdition, FeedHolding, FeedItem, FeedRecord } from '../contract.ts';

/** What is passed on: systems and libraries of the region file, in its order. */
export interface FeedScope {
  readonly systems: readonly SystemId[];
  readonly libraries: readonly LibraryId[];
  /** Libraries at systems (`pairKey`) whose holdings and copies there are not passed on; none if absent. */
  readonly hidden?: readonly string[] | undefined;
}

/** Those of the editions that are in the index, with their public records. */
export async function gatherEditions(
  transaction: Tx,
  { systems, libraries, hidden = [] }: FeedScope,
  editions: readonly number[],
): Promise<readonly FeedEdition[]> {
  const described = await findDescriptions(transaction, editions);
  const recordRows = await findRecords(transaction, systems, editions);
  const records = recordRows.map(({ record }) => record);
  const held = await findHoldings(transaction, { libraries, hidden }, records);
  const toRecord = ({ record }: HoldingRow): number => record;
  const holdings = Map.groupBy(
    held.filter(({ isHidden }) => !isHidden),
    toRecord,
  );
  const unseen = Map.groupBy(
    held.filter(({ isHidden }) => isHidden),
    toRecord,
  );
  const items = Map.groupBy(await findItems(transaction, records), ({ record, library }) => `${record} ${library}`);
  const byEdition = Map.groupBy(recordRows, ({ edition }) => edition);
  const place = placeIn(systems);
  const libraryPlace = placeIn(libraries);
  return described.map(({ edition, description }) => ({
    edition,
    description,
    records: (byEdition.get(edition) ?? [])
      .toSorted((a, b) => place(a.system) - place(b.system) || compareLocalIds(a.localId, b.localId))
      .map(({ record, system, localId, format, raw }): FeedRecord => ({
        record,
        system,
        localId,
        marc: toPublicMarc(raw, format),
        holdings: (holdings.get(record) ?? [])
          .toSorted((a, b) => libraryPlace(a.library) - libraryPlace(b.library))
          .map(({ record: _record, isHidden: _isHidden, ...holding }): FeedHolding => ({
            ...holding,
            items: toItems(items.get(`${record} ${holding.library}`) ?? []),
          })),
        ...(unseen.has(record) && { hiddenHolders: unseen.get(record)?.map(({ library }) => library) ?? [] }),
      })),
  }));
}

function placeIn(ids: readonly string[]): (id: string) => number {
  const places = new Map(ids.map((id, place) => [id, place]));
  return (id) => places.get(id) ?? ids.length;
}

/** Numbers by their size, as most ids are numbers. */
function compareLocalIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * A digest of all that the graph says of editions from the last harvest: what is described, every record and every holding. A
 * client that follows changes asks for more than the MARC that is passed on.
 */
export async function digestSaid(transaction: Tx, editions: readonly number[]): Promise<ReadonlyMap<number, Buffer>> {
  const { rows } = await sql<{ edition: number; said: Buffer }>`
    SELECT e.id AS edition, sha256(convert_to(json_build_array(e.description, e.work,
        (SELECT json_agg(json_build_array(encode(r.digest, 'hex'), r.title) ORDER BY r.digest, r.title)
          FROM member m JOIN record r ON r.id = m.record WHERE m.edition = e.id),
        (SELECT json_agg(json_build_array(h.id, h.basis, h.copies, h.call_numbers, h.statements, h.catalogue_url,
              h.site_codes) ORDER BY h.id)
          FROM member m JOIN holding h ON h.record = m.record WHERE m.edition = e.id))::text, 'UTF8')) AS said
    FROM edition e WHERE e.id = ANY(${bigintArray(editions)}::bigint[])`.execute(transaction);
  return new Map(rows.map(({ edition, said }) => [edition, said]));
}

type RecordRow = Pick<FeedRecord, 'record' | 'system' | 'localId'> & {
  readonly edition: number;
  readonly format: MarcFormat;
  readonly raw: Buffer;
};

async function findDescriptions(
  transaction: Tx,
  editions: readonly number[],
): Promise<readonly Pick<FeedEdition, 'edition' | 'description'>[]> {
  const { rows } = await sql<Pick<FeedEdition, 'edition' | 'description'>>`
    SELECT id AS edition, description FROM edition
    WHERE id = ANY(${bigintArray(editions)}::bigint[]) ORDER BY id`.execute(transaction);
  return rows;
}

/** That only public records are members is the writer's promise; what is passed on does not rest on it. */
async function findRecords(
  transaction: Tx,
  systems: readonly SystemId[],
  editions: readonly number[],
): Promise<readonly RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    SELECT m.edition, m.record, s.system_id AS system, r.local_id AS "localId", r.format, r.raw
    FROM member m JOIN record r ON r.id = m.record JOIN system s ON s.id = m.system
    WHERE m.edition = ANY(${bigintArray(editions)}::bigint[]) AND r.visibility = 'PUBLIC' AND NOT r.deleted
      AND s.system_id = ANY(${[...systems]}::text[])`.execute(transaction);
  return rows;
}

type HoldingRow = Omit<FeedHolding, 'items'> & { readonly record: number; readonly isHidden: boolean };

async function findHoldings(
  transaction: Tx,
  { libraries, hidden }: { readonly libraries: readonly LibraryId[]; readonly hidden: readonly string[] },
  records: readonly number[],
): Promise<readonly HoldingRow[]> {
  const isHidden =
    hidden.length === 0
      ? sql`false`
      : sql`(SELECT s.system_id FROM system s WHERE s.id = holding.system) || ' ' || library = ANY(${[...hidden]}::text[])`;
  const { rows } = await sql<HoldingRow>`
    SELECT record, library, basis, call_numbers AS "callNumbers", statements, catalogue_url AS "catalogueUrl",
      ${isHidden} AS "isHidden"
    FROM holding
    WHERE record = ANY(${bigintArray(records)}::bigint[]) AND library = ANY(${[...libraries]}::text[])`.execute(
    transaction,
  );
  return rows;
}

interface ItemRow extends Omit<FeedItem, 'publicNotes'> {
  readonly record: number;
  readonly library: string;
  readonly publicNotes: readonly string[] | null;
}

async function findItems(transaction: Tx, records: readonly number[]): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    SELECT record, library, local_id AS "localId", barcode, owner_code AS "ownerCode", location_code AS "locationCode",
      call_number AS "callNumber", item_type AS "itemType", status, details ->> 'enumeration' AS enumeration,
      details ->> 'chronology' AS chronology, details ->> 'copyNumber' AS "copyNumber",
      details -> 'publicNotes' AS "publicNotes"
    FROM item
    WHERE record = ANY(${bigintArray(records)}::bigint[]) AND visibility = 'PUBLIC' AND library IS NOT NULL`.execute(
    transaction,
  );
  return rows;
}

/** In an order that does not depend on how their system lists them. */
function toItems(rows: readonly ItemRow[]): readonly FeedItem[] {
  return rows
    .toSorted((a, b) => compareLocalIds(a.localId, b.localId))
    .map(({ record: _record, library: _library, publicNotes, ...item }) => ({
      ...item,
      publicNotes: publicNotes ?? [],
    }));
}
