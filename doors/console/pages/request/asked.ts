/** What the graph is asked for a request, by its parts. */
import type { RequestQuery } from '../../__generated__/operations.ts';

export type Library = NonNullable<RequestQuery['library']>;
export type Edition = NonNullable<RequestQuery['edition']>;
export type Account = NonNullable<NonNullable<RequestQuery['me']>['accounts']>[number];
