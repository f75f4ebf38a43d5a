/** What people decided of two records, the newest first. */
import type { RulingsQuery } from '../../__generated__/operations.ts';
import { sayWhen } from '../../words/moments.ts';
import type { PageModel } from '../page.ts';
import { nameRecord, pairHref } from '../records/address.ts';

type Listed = NonNullable<RulingsQuery['rulings']>['nodes'][number];
type Named = NonNullable<Listed['a']>;
type Cell = string | { readonly text: string; readonly href: string };

export interface RulingsModel extends PageModel {
  readonly empty: string;
  readonly rows: readonly { readonly header: Cell; readonly cells: readonly Cell[] }[];
  readonly next: string | null;
  readonly first: string | null;
}

/** `after` is the cursor of this page; null for the first one. */
export function rulingsView({ region, rulings }: RulingsQuery, after: string | null, now: number): RulingsModel {
  const nodes = rulings?.nodes ?? [];
  const end = rulings?.pageInfo.endCursor ?? null;
  return {
    title: 'Decisions on records',
    region: region?.name ?? 'Libraries of the region',
    current: null,
    empty:
      nodes.length > 0
        ? ''
        : after === null
          ? 'Nobody has decided anything yet: matching decides.'
          : 'There are no more.',
    rows: nodes.map((ruling) => toRow(ruling, now)),
    next:
      rulings?.pageInfo.hasNextPage === true && end !== null
        ? `/rulings?${new URLSearchParams({ after: end }).toString()}`
        : null,
    first: after === null ? null : '/rulings',
  };
}

function toRow({ a, b, decision, at, note }: Listed, now: number): RulingsModel['rows'][number] {
  const decided = decision === 'SAME' ? 'One edition' : 'Two editions';
  return {
    header: a === null || b === null ? decided : { text: decided, href: pairHref(a.id, b.id) },
    cells: [sayRecord(a), sayRecord(b), capital(sayWhen(at, now)), note ?? 'No reason given'],
  };
}

function sayRecord(record: Named | null): string {
  return record === null ? 'Not public any more' : `${record.title ?? 'Without a title'} (${nameRecord(record)})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
