/** Open loans of two systems, set side by side by the barcodes of their copies. */
import { sql } from 'kysely';

/**
 * To be followed by a condition on `l`, a loan, and `s`, its system. Copies that the public does not see are lent, too. A copy that moves
 * while a page is harvested stands twice; its loan is one.
 */
export const LOANS = sql`SELECT DISTINCT ON (l.system, l.item) s.system_id, l.item, l.library, coalesce(i.barcode, h.barcode) AS barcode, l.due_on, l.due_at,
    l.loaned_at, l.renewals
  FROM open_loan l JOIN system s ON s.id = l.system LEFT JOIN item i ON i.system = l.system AND i.local_id = l.item
    LEFT JOIN hidden_item h ON h.system = l.system AND h.local_id = l.item`;
