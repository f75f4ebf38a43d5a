import { RulingsDocument, type RulingsQuery } from '../../__generated__/operations.ts';
import { given, notFound, type Page } from '../page.ts';
import { sayWhen } from '../../words/moments.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { pairHref, REQUESTS } from '../hrefs.ts';
import { sayTitled } from '../../words/records.ts';

/** `/rulings`: what people decided of two records. */
export const rulingsPage: Page = {
  path: '/rulings',
  async show({ graph, query, viewer, now }) {
    const after = given(query, 'after');
    const { data, errors } = await graph.ask(RulingsDocument, { after });
    if (data.rulings === null) {
      if (errors.every(({ code }) => code === 'BAD_USER_INPUT')) {
        return notFound('There is no such part of the list', 'Open the list of decisions again: /rulings.');
      }
      throw new Error('the graph could not list the rulings');
    }
    return {
      template: 'pages/rulings/page.njk',
      model: { ...rulingsView(data, after, now), requests: requestsLink(viewer) },
    };
  },
};

/** Null for who neither asks nor answers. */
export function requestsLink(viewer: Viewer | null) {
  if (viewer === null || !mayView(viewer, 'STAFF')) return null;
  const text = mayView(viewer, 'MIGRATION') ? 'Decisions that libraries ask for' : 'Decisions that you asked for';
  return { text, href: REQUESTS };
}

type Listed = NonNullable<RulingsQuery['rulings']>['nodes'][number];
type Named = NonNullable<Listed['a']>;

/** `after` is the cursor of this page; null for the first one. */
function rulingsView({ rulings }: RulingsQuery, after: string | null, now: number) {
  const nodes = rulings?.nodes ?? [];
  const end = rulings?.pageInfo.endCursor ?? null;
  return {
    title: 'Decisions on records',
    empty:
      nodes.length > 0
        ? ''
        : after === null
          ? 'Nobody has decided anything yet: matching decides.'
          : 'There are no more.',
    rulings: nodes.map((ruling) => toListed(ruling, now)),
    next:
      rulings?.pageInfo.hasNextPage === true && end !== null
        ? `/rulings?${new URLSearchParams({ after: end }).toString()}`
        : null,
    first: after === null ? null : '/rulings',
  };
}

function toListed({ a, b, decision, at, note }: Listed, now: number) {
  const decided = decision === 'SAME' ? 'One edition' : 'Two editions';
  return {
    heading: `${decided}: ${a?.title ?? b?.title ?? 'without a title'}`,
    href: a === null || b === null ? null : pairHref(a.id, b.id),
    when: `Decided ${sayWhen(at, now)}`,
    records: [a, b].map(sayRecord),
    reason: note === null ? 'No reason was given.' : `Reason: “${note}”`,
  };
}

function sayRecord(record: Named | null): string {
  return record === null ? 'A record that is not public any more' : sayTitled(record);
}
