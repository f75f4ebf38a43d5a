/** Decisions that somebody made meanwhile, and sessions that cannot be read. */
import { decide, recordsIn } from '../worlds/decided.ts';
import { inWorld, press, type State } from './state.ts';

export const TROUBLE: readonly State[] = [
  // Somebody decided.
  ...inWorld('somebody decided', [
    {
      name: 'a ruling to undo',
      who: 'migration',
      path: ({ apart }) => apart,
      steps: ({ page }) => press(page, 'Undo the decision'),
      says: /You are about to take the decision on these two records back/,
    },
    {
      name: 'somebody ruled meanwhile',
      who: 'migration',
      path: ({ pair }) => pair,
      steps: async ({ page, worlds: { graph, places } }) => {
        await page.locator('input[name="decision"][value="DIFFERENT"]').check();
        await page.locator('#note').fill('Another printing');
        await press(page, 'See what would change');
        const [a, b] = recordsIn(places.pair);
        await decide(graph, { a, b, decision: 'SAME', note: 'Matching is right' });
        await press(page, 'Decide: two editions');
      },
      status: 409,
      says: [/Somebody decided meanwhile|What stands now/, /Their reason: “Matching is right”/, /“Another printing”/],
      tabbed: true,
    },
    {
      name: 'somebody ruled before the preview',
      who: 'migration',
      path: ({ pair }) => pair,
      steps: async ({ page }) => {
        await page.evaluate("document.querySelectorAll('[name=seen]').forEach((seen) => { seen.value = ''; })");
        await page.locator('input[name="decision"][value="DIFFERENT"]').check();
        await press(page, 'See what would change');
      },
      status: 409,
      says: /What stands now.*Their reason: “Matching is right”/,
    },
    {
      name: 'a ruling that is made',
      who: 'migration',
      path: ({ pair }) => pair,
      steps: async ({ page }) => {
        await page.locator('input[name="decision"][value="DIFFERENT"]').check();
        await press(page, 'See what would change');
        await press(page, 'Decide: two editions');
      },
      says: /Done .*Somebody decided .* that these records are two editions/,
    },
  ]),
  ...inWorld('sessions gone', [
    {
      name: 'help',
      who: 'librarian',
      path: '/help',
      steps: async ({ page, worlds }) => {
        await worlds.loseSessions();
        await page.reload();
      },
      says: /We cannot check your sign-in now.*This page shows what everybody may see.*What the words mean/,
    },
    {
      name: 'account',
      who: 'librarian',
      path: '/help',
      steps: async ({ page, url, worlds }) => {
        await worlds.loseSessions();
        await page.goto(`${url}/account`);
      },
      status: 503,
      says: /Nobody can sign in or out now.*Nothing was done. If you were signed in, you still are/,
    },
  ]),
];
