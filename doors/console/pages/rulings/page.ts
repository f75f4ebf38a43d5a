import { RulingsDocument } from '../../__generated__/operations.ts';
import { given, notFound, type Page } from '../page.ts';
import { rulingsView } from './view.ts';

/** `/rulings`: what people decided of two records. */
export const rulingsPage: Page = {
  path: '/rulings',
  async show({ graph, query, now }) {
    const after = given(query, 'after');
    const { data, errors } = await graph.ask(RulingsDocument, { after });
    if (data.rulings === null) {
      if (errors.every(({ code }) => code === 'BAD_USER_INPUT')) {
        const region = data.region?.name;
        return notFound(region, 'There is no such part of the list', 'Open the list of decisions again: /rulings.');
      }
      throw new Error('the graph could not list the rulings');
    }
    return { template: 'pages/rulings/page.njk', model: rulingsView(data, after, now) };
  },
};
