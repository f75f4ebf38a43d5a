import type { Page } from '../page.ts';
import { loadPair } from './load.ts';
import { pairView } from './view.ts';

/** `/records/A/with/B`: whether two records are one edition, why, and what each of them says. */
export const pairPage: Page = {
  path: '/records/:a/with/:b',
  async show(visit) {
    const { a = '', b = '' } = visit.params;
    const pair = await loadPair(visit, a, b);
    if ('shown' in pair) return pair.shown;
    return { template: 'pages/records/page.njk', model: pairView(pair, visit) };
  },
};
