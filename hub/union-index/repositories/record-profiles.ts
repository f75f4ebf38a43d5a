import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { arrayLiteral, bigintArray, textArray } from '#store/binary-array.ts';
import type { RecordProfile } from '../profile/profile-record.ts';

export interface ProfileRow extends RecordProfile {
  readonly record: number;
  readonly system: number;
}

/**
 * Writes what can be counted of records, hidden ones too, that have no profile there. Of the load key its digest is kept: it is
 * only compared, and the title of a hidden record may name a reader.
 */
export async function insertProfiles(transaction: Tx, rows: readonly ProfileRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    INSERT INTO record_profile (record, system, format, serial, online, year, languages, class_schemes, isbns, load_key,
      brief, fields, faults)
    SELECT p.record, p.system, p.format, p.serial, p.online, p.year, p.languages::text[], p.class_schemes::text[],
      p.isbns::text[], md5(p.load_key), p.brief, p.fields::text[], p.faults::text[]
    FROM unnest(${bigintArray(rows.map(({ record }) => record))}::bigint[],
        ${rows.map(({ system }) => system)}::smallint[],
        ${textArray(rows.map(({ format }) => format))}::text[],
        ${rows.map(({ serial }) => serial)}::boolean[],
        ${rows.map(({ online }) => online)}::boolean[],
        ${rows.map(({ year }) => year)}::integer[],
        ${lists(rows.map(({ languages }) => languages))}::text[],
        ${lists(rows.map(({ classSchemes }) => classSchemes))}::text[],
        ${lists(rows.map(({ isbns }) => isbns))}::text[],
        ${textArray(rows.map(({ loadKey }) => loadKey))}::text[],
        ${rows.map(({ brief }) => brief)}::boolean[],
        ${lists(rows.map(({ fields }) => fields))}::text[],
        ${lists(rows.map(({ faults }) => faults))}::text[]
      ) AS p(record, system, format, serial, online, year, languages, class_schemes, isbns, load_key, brief, fields,
        faults)`.execute(transaction);
}

/** Deletes the profiles of records that are written again or gone; gives the tags that each had. */
export async function deleteProfiles(
  transaction: Tx,
  recordIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const { rows } = await sql<{ record: number; fields: string[] }>`
    DELETE FROM record_profile WHERE record = ANY(${bigintArray(recordIds)}::bigint[])
    RETURNING record, fields`.execute(transaction);
  return new Map(rows.map(({ record, fields }) => [record, new Set(fields)]));
}

function lists(values: readonly (readonly string[])[]): Buffer {
  return textArray(values.map(arrayLiteral));
}
