/** The table of the pages' sessions; `migrations/0054-console-sessions.ts` says why nobody else can read it. */
import type { ColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

export interface ConsoleTables {
  console_session: ConsoleSessionTable;
}

export interface ConsoleSessionTable {
  /** SHA-256 of the session's id. */
  key: Buffer;
  /** Sealed with a key derived from that id. */
  content: string;
  /** Tokens and role, sealed as well; null if nobody has signed in, empty if nobody is signed in any more. */
  signed_in: string | null;
  /** What pages keep, sealed as well; null for nothing. */
  memory: string | null;
  used_at: Timestamp;
  ends_at: Timestamp;
}
