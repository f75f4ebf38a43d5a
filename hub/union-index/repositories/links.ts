import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { bigintArray } from '#store/binary-array.ts';

/** Two records that were decided to be one edition; `a` is the lower number. */
export interface LinkRow {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

export async function findLinksOf(transaction: Tx, recordIds: readonly number[]): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    WITH own AS MATERIALIZED (SELECT unnest(${bigintArray(recordIds)}::bigint[]) AS record)
    SELECT l.a, l.b, l.weight FROM own JOIN link l ON l.a = own.record
    UNION SELECT l.a, l.b, l.weight FROM own JOIN link l ON l.b = own.record`.execute(transaction);
  return rows;
}

/** Takes all links away that have an end among the records, and gives them. */
export async function deleteLinksOf(transaction: Tx, recordIds: readonly number[]): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    WITH own AS MATERIALIZED (SELECT unnest(${bigintArray(recordIds)}::bigint[]) AS record)
    DELETE FROM link WHERE (a, b) IN (
      SELECT l.a, l.b FROM own JOIN link l ON l.a = own.record
      UNION SELECT l.a, l.b FROM own JOIN link l ON l.b = own.record)
    RETURNING a, b, weight`.execute(transaction);
  return rows;
}

/** Takes the links among the records away, and leaves those that lead elsewhere. */
export async function deleteLinksAmong(transaction: Tx, recordIds: readonly number[]): Promise<void> {
  await sql`
    DELETE FROM link WHERE a = ANY(${bigintArray(recordIds)}::bigint[]) AND b = ANY(${bigintArray(recordIds)}::bigint[])`.execute(
    transaction,
  );
}

/** Writes links that are not there; their pairs were taken away before. */
export async function insertLinks(transaction: Tx, links: readonly LinkRow[]): Promise<void> {
  if (links.length === 0) return;
  await sql`
    INSERT INTO link (a, b, weight)
    SELECT * FROM unnest(${bigintArray(links.map(({ a }) => a))}::bigint[], ${bigintArray(links.map(({ b }) => b))}::bigint[],
      ${links.map(({ weight }) => weight)}::integer[])`.execute(transaction);
}
