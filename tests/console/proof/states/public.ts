/** What everybody sees who does something there first, while everything is well. */
import { keepAllTerms } from '#tests/union-index/index-world.ts';
import { follow, inWorld, type State } from './state.ts';

export const PUBLIC: readonly State[] = [
  // Searches that find less, or something else.
  ...inWorld('all well', [
    {
      name: 'search, another spelling',
      path: '/find?q=anatmy',
      steps: async ({ page, worlds: { graph } }) => {
        // As whoever harvests does in the background.
        await keepAllTerms(graph.database.db);
        await page.reload();
      },
      says: /Did you mean|shown is what/,
    },
    {
      name: 'search, the next page',
      path: '/find?q=',
      steps: ({ page }) => follow(page, 'Next results'),
      says: /Results 21 to 40.*First results/,
    },
  ]),
  // Records.
  ...inWorld('all well', [
    {
      name: 'two records, the same one',
      path: ({ pair }) => pair.replace(/with\/.*/, `with/${/records\/([^/]+)/.exec(pair)?.[1] ?? ''}`),
      status: 404,
      says: /Both are the same/,
    },
  ]),
];
