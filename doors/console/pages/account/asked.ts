/** What the graph is asked for an account, by its parts. */
import type { AccountQuery } from '../../__generated__/operations.ts';

export type Account = NonNullable<NonNullable<AccountQuery['me']>['accounts']>[number];
type Facts = NonNullable<Account['facts']>;
export type Loan = NonNullable<Facts['loans']>[number];
export type Hold = NonNullable<Facts['holds']>[number];

/** What has ended cannot be cancelled. */
export const CAN_END: ReadonlySet<Hold['status']> = new Set(['QUEUED', 'IN_TRANSIT', 'READY', 'SUSPENDED', 'UNKNOWN']);
