/** The tables as kysely sees them: `migrations/` is the truth, `columns.yaml` says what each column holds. */
import type { Transaction } from 'kysely';
import type { Database } from './__generated__/tables.ts';

export type { Database } from './__generated__/tables.ts';
export type Tx = Transaction<Database>;
