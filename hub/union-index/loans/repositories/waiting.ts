import { sql } from 'kysely';

/** Whether a row of `open_hold h` waits: its reader has not been told to come, and it is not over. */
export const IS_WAITING = sql`h.status NOT IN ('READY', 'CANCELLED', 'EXPIRED')`;
