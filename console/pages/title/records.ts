/** Which records a title is made of, and where it is said why they are one. */
import type { TitleQuery } from '../../__generated__/operations.ts';
import { nameRecord, pairHref } from '../records/address.ts';

type Records = NonNullable<TitleQuery['edition']>['records'];

export interface RecordsModel {
  readonly sentence: string;
  readonly pairs: readonly { readonly text: string; readonly href: string }[];
  readonly more: boolean;
}

/** Of so many records all pairs are shown; of more, each with the first. */
const ALL_PAIRS_MAX = 4;

export function recordsOf({ nodes, pageInfo }: Records): RecordsModel {
  const [first] = nodes;
  const pairs =
    nodes.length <= ALL_PAIRS_MAX
      ? nodes.flatMap((a, index) => nodes.slice(index + 1).map((b) => [a, b] as const))
      : nodes.slice(1).map((b) => [first ?? b, b] as const);
  const more = pageInfo.hasNextPage;
  return {
    sentence:
      nodes.length === 1 && first !== undefined
        ? `This title is made of one record: ${nameRecord(first)}.`
        : `This title is made of ${more ? 'more than ' : ''}${String(nodes.length)} records that were found to be one edition.`,
    pairs: pairs.map(([a, b]) => ({
      text: `Why are these one? ${nameRecord(a)}, and ${nameRecord(b)}`,
      href: pairHref(a.id, b.id),
    })),
    more,
  };
}
