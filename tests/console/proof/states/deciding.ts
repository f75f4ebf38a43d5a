/** What a team decides: what codes become, and decisions about rows. */
import { inWorld, press, type State } from './state.ts';

const MAPPING = '/compare/spring/mappings/decide?system=koha-a&list=ITEM_TYPE&code=JR';
const RAISE = '/compare/spring/decisions/new?of=ITEMS&where=ITEM_TYPE:SL';

export const DECIDING: readonly State[] = [
  ...inWorld('cards linked, snapshot taken', [
    {
      name: 'a decision without a question',
      who: 'migration',
      path: RAISE,
      steps: async ({ page }) => {
        await page.locator('#dueOn').fill('soon');
        await press(page, 'Raise the decision');
      },
      status: 400,
      says: /There is a problem.*Enter the question.*Enter the day as 31\/1\/2027/,
    },
  ]),
  ...inWorld('cards linked, snapshot taken', [
    {
      name: 'evidence that nobody says they read',
      who: 'migration',
      path: '/compare/spring/evidence',
      // Not “Sign out”.
      steps: ({ page }) => press(page, /^Sign$/),
      status: 400,
      says: /It was not signed.*Choose the role that you sign in.*Enter your name.*Say that you have read the evidence/,
    },
  ]),
  // Mappings: what a code becomes.
  ...inWorld('work under way', [
    {
      name: 'a mapping without a target',
      who: 'migration',
      path: MAPPING,
      steps: ({ page }) => press(page, 'Decide'),
      status: 400,
      says: /There is a problem.*Choose what it becomes/,
    },
    {
      name: 'a mapping without a reason',
      who: 'migration',
      path: MAPPING,
      steps: async ({ page }) => {
        await page.locator('#target').selectOption('BOOK');
        await press(page, 'Decide');
      },
      status: 400,
      says: /There is a problem.*Enter why/,
    },
    {
      name: 'a mapping that somebody decided meanwhile',
      who: 'migration',
      path: MAPPING,
      steps: async ({ page, worlds: { graph } }) => {
        await page.locator('#target').selectOption('SHORT');
        await page.locator('#note').fill('They are short');
        await graph.ask(
          `mutation { changeMappings(input: { mappings: [{ system: "koha-a", list: ITEM_TYPE, code: "JR", target: "BOOK", note: "As books" }] })
          { refused { problem } } }`,
          { token: await graph.tokenOf('operator') },
        );
        await press(page, 'Decide');
      },
      says: /Nothing was changed.*Somebody decided about this code meanwhile/,
    },
    {
      name: 'a mapping that is decided',
      who: 'migration',
      path: MAPPING,
      steps: async ({ page }) => {
        await page.locator('#target').selectOption('SHORT');
        await page.locator('#note').fill('They are short');
        await press(page, 'Decide');
      },
      says: /JR becomes SHORT.*They are short/,
    },
    {
      name: 'mappings that are suggested',
      who: 'migration',
      path: '/compare/spring/mappings',
      steps: ({ page }) => press(page, 'Suggest targets'),
      says: /codes? (?:has|have) a suggestion/,
    },
  ]),
  // Decisions.
  ...inWorld('work under way', [
    {
      name: 'a decision without an option',
      who: 'migration',
      path: ({ decision }) => decision,
      steps: ({ page }) => press(page, 'Take the decision'),
      status: 400,
      says: /There is a problem.*Choose what was decided/,
    },
    {
      name: 'a decision without words',
      who: 'migration',
      path: ({ decision }) => decision,
      steps: async ({ page }) => {
        await page.locator('input[value=other]').check();
        await press(page, 'Take the decision');
      },
      status: 400,
      says: /There is a problem.*Write what was decided/,
    },
    {
      name: 'a decision that is changed',
      who: 'migration',
      path: ({ decision }) => decision,
      steps: async ({ page }) => {
        await page.locator('#owner').fill('Ann');
        await press(page, 'Save the changes');
      },
      says: [/The decision was changed/, /Ann sees to it/],
    },
    {
      name: 'a decision that somebody took meanwhile',
      who: 'migration',
      path: ({ decision }) => decision,
      steps: async ({ page, worlds: { graph, places } }) => {
        await page.locator('input[value=other]').check();
        await page.locator('#outcome').fill('They stay');
        await graph.ask(
          'mutation ($id: ID!) { closeDecision(input: { id: $id, outcome: "They go" }) { decision { id } } }',
          {
            variables: { id: decodeURIComponent(places.decision.split('/').at(-1) ?? '') },
            token: await graph.tokenOf('migration'),
          },
        );
        await press(page, 'Take the decision');
      },
      says: /Nothing was changed.*Somebody decided meanwhile: They go/,
    },
  ]),
];
