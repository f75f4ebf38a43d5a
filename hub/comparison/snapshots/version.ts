import { sql, type RawBuilder } from 'kysely';

/** Whether a row of a snapshot's table is part of a version: it began by then and had not ended. Both are names of tables. */
export function isInVersion(row: string, version: string): RawBuilder<boolean> {
  const from = sql.ref(`${row}.from_version`);
  const to = sql.ref(`${row}.to_version`);
  const at = sql.ref(`${version}.version`);
  return sql<boolean>`${from} <= ${at} AND (${to} IS NULL OR ${to} > ${at})`;
}
