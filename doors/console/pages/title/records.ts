/** Which records a title is made of, and where it is said why they are one. */
import type { TitleQuery } from '../../__generated__/operations.ts';
import { pairHref } from '../hrefs.ts';
import { nameRecord } from '../../words/records.ts';

type Edition = NonNullable<TitleQuery['edition']>;

/** Of so many records all pairs are shown; of more, each with the first. */
const ALL_PAIRS_MAX = 4;

const APART_MAX = 10;

export function recordsOf({ id, records: { nodes, pageInfo }, work }: Pick<Edition, 'id' | 'records' | 'work'>) {
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
        : `This title is made of ${more ? 'more than ' : ''}${String(nodes.length)} records that count as one edition.`,
    pairs: pairs.map(([a, b]) => ({
      text: `Why are these one? ${nameRecord(a)}, and ${nameRecord(b)}`,
      href: pairHref(a.id, b.id),
    })),
    apart: (work?.editions ?? [])
      .filter((other) => other.id !== id)
      .slice(0, APART_MAX)
      .flatMap((other) => {
        const [record] = other.records.nodes;
        if (first === undefined || record === undefined) return [];
        const said = [other.title, other.editionStatement, other.publishedYear].filter((part) => part !== null);
        return [{ text: `Why is this another edition? ${said.join(' · ')}`, href: pairHref(first.id, record.id) }];
      }),
  };
}
