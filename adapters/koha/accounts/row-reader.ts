/**
 * Rows about one patron. Every list is asked for by an exact condition, because a plain parameter matches parts of numbers
 * (5 in 25), and every row is looked at once more: a row of another patron ends the question.
 */
import type { ZodType } from 'zod';
import { readAnswer, unreadableAnswer } from '../../shared/accounts/read-answer.ts';
import type { KohaClient } from '../client.ts';
import type { Condition } from '../lists.ts';
import type { KohaSite } from '../site.ts';

export interface RowsQuery<Row> {
  readonly operation: string;
  readonly path: string;
  /** The column that tells rows apart. */
  readonly key: string;
  readonly q: Condition;
  readonly embed?: string;
  readonly shape: ZodType<Row>;
}

export type RowQuery<Row> = Pick<RowsQuery<Row>, 'operation' | 'path' | 'shape'>;

interface OfPatron {
  readonly patron_id: number;
}

export interface RowReader {
  /** Null if there is none. */
  one<Row>(wanted: RowQuery<Row>, signal: AbortSignal): Promise<Row | null>;
  rows<Row>(wanted: RowsQuery<Row>, signal: AbortSignal): Promise<readonly Row[]>;
  /** All rows of a patron. */
  ownRows<Row extends OfPatron>(
    patronId: number,
    wanted: Omit<RowsQuery<Row>, 'q'>,
    signal: AbortSignal,
  ): Promise<readonly Row[]>;
  /** The rows as they are. Throws LMS_BAD_RESPONSE if one is of another patron. */
  ownOnly<Row extends OfPatron>(operation: string, patronId: number, rows: readonly Row[]): readonly Row[];
  read<Row>(operation: string, shape: ZodType<Row>, row: unknown): Row;
}

export function createRowReader({ system: { id: system } }: KohaSite, client: KohaClient): RowReader {
  const reader: RowReader = {
    async one({ operation, path, shape }, signal) {
      const found = await client.one(operation, path, signal);
      return found === null ? null : reader.read(operation, shape, found);
    },
    async rows({ operation, path, shape, ...query }, signal) {
      const answer = await client.all(operation, path, query, signal);
      return answer.rows.map((row) => reader.read(operation, shape, row));
    },
    async ownRows(patronId, wanted, signal) {
      const rows = await reader.rows({ ...wanted, q: { patron_id: patronId } }, signal);
      return reader.ownOnly(wanted.operation, patronId, rows);
    },
    ownOnly(operation, patronId, rows) {
      if (rows.every((row) => row.patron_id === patronId)) return rows;
      throw unreadableAnswer(system, operation, 'the answer holds rows of another patron; nothing of it is used');
    },
    read: (operation, shape, row) => readAnswer(system, operation, shape, row),
  };
  return reader;
}
