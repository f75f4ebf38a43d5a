/** Forms of people who are signed in, while everything is well: what is not accepted, and what a ruling would change. */
import { fill, inWorld, press, type State } from './state.ts';

const choosing = 'input[name="decision"][value="DIFFERENT"]';

export const SIGNED_IN: readonly State[] = [
  // Forms that are not accepted.
  ...inWorld('all well', [
    {
      name: 'a form without the mark of the session',
      who: 'migration',
      path: '/compare',
      steps: async ({ page }) => {
        await page.evaluate("document.querySelectorAll('[name=_csrf]').forEach((mark) => { mark.value = 'another'; })");
        await press(page, 'Take a snapshot');
      },
      status: 403,
      says: /This form was not accepted.*Nothing was done/,
    },
    {
      name: 'a form that is too long',
      who: 'migration',
      path: ({ pair }) => `${pair}/ruling`,
      steps: async ({ page }) => {
        await page.evaluate("document.querySelector('textarea').value = 'long '.repeat(500_000)");
        await press(page, 'See what would change');
      },
      status: 400,
      says: /This form cannot be read.*Nothing was done/,
    },
    {
      name: 'a snapshot without a name',
      who: 'migration',
      path: '/compare',
      steps: ({ page }) => press(page, 'Take a snapshot'),
      status: 400,
      says: /There is a problem.*Enter a name for the snapshot/,
    },
    {
      name: 'a snapshot with a name that cannot be',
      who: 'migration',
      path: '/compare',
      steps: async ({ page }) => {
        await fill(page, { Name: '/spring/' });
        await press(page, 'Take a snapshot');
      },
      status: 400,
      says: /There is a problem.*is called by 1 to 80 letters/,
    },
    {
      name: 'a ruling without a choice',
      who: 'migration',
      path: ({ pair }) => `${pair}/ruling`,
      steps: ({ page }) => press(page, 'See what would change'),
      status: 400,
      says: /Choose whether they are one edition or two/,
      tabbed: true,
    },
    {
      name: 'a ruling with too long a reason',
      who: 'migration',
      path: ({ pair }) => `${pair}/ruling`,
      steps: async ({ page }) => {
        await page.locator(choosing).check();
        await page.locator('#note').fill('long '.repeat(300));
        await press(page, 'See what would change');
      },
      status: 400,
      says: /The reason must be 1,000 characters or less/,
    },
    {
      name: 'a ruling, what would change',
      who: 'migration',
      path: ({ pair }) => pair,
      steps: async ({ page }) => {
        await page.locator(choosing).check();
        await press(page, 'See what would change');
      },
      says: /You are about to decide that these two records are two editions.*Which titles would change/,
      tabbed: true,
    },
    {
      name: 'a ruling, chosen again',
      who: 'migration',
      path: ({ pair }) => pair,
      steps: async ({ page }) => {
        await page.locator(choosing).check();
        await press(page, 'See what would change');
        await press(page, 'Change your choice');
      },
      says: /Decide about two records/,
    },
    {
      name: 'a card, nothing typed',
      who: 'reader',
      path: '/account/link',
      steps: ({ page }) => press(page, 'Link this card'),
      status: 400,
      says: /The card was not linked.*Enter the number of the card.*Enter the PIN/,
      tabbed: true,
    },
    {
      name: 'a card, the wrong PIN',
      who: 'reader',
      path: '/account/link',
      steps: async ({ page }) => {
        await page.locator('#library').selectOption('severnhythe');
        await page.locator('#card').fill('21001004711');
        await page.locator('#pin').fill('not the PIN');
        await press(page, 'Link this card');
      },
      status: 400,
      says: /The library does not recognise this card with this PIN/,
    },
  ]),
];
