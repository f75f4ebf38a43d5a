/** Accounts: their forms and what comes of them, libraries that move, and systems that do not answer. */
import { DEMO_CARDS } from '#demo/readers.ts';
import type { Faults } from '#simulators/faults.ts';
import { inWorld, press, type Scene, type State } from './state.ts';

/** A loan at Severnhythe, which the system takes for one that was not renewed before. */
async function renewOne(scene: Scene): Promise<void> {
  mayRenew(scene, 0);
  await scene.page.reload();
  await pressRenew(scene);
}

async function pressRenew({ page }: Scene): Promise<void> {
  const loan = page.getByRole('region').filter({ hasText: 'Severnhythe' });
  const button = loan.getByRole('button', { name: /^Renew/ }).first();
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

/** What the system at Severnhythe says of renewals from now on: as often as readers like, or not once more. */
function mayRenew({ worlds: { graph } }: Scene, renewals: number): void {
  for (const loan of graph.simulator('koha-a').world.checkouts.values()) loan.renewals_count = renewals;
}

async function whileFailing(
  { worlds: { graph } }: Scene,
  faults: Partial<Faults>,
  act: () => Promise<void>,
): Promise<void> {
  const systems = (['koha-a', 'koha-b', 'symphony-d'] as const).map((id) => graph.simulator(id));
  for (const system of systems) await system.faults.set(faults);
  try {
    await act();
  } finally {
    for (const system of systems) await system.faults.clear();
  }
}

/** The first card of a library. */
async function link({ page }: Scene, library: string): Promise<void> {
  const card = DEMO_CARDS.find((one) => one.library === library);
  if (card === undefined) throw new Error(`nobody has a card of ${library}`);
  await page.locator('#library').selectOption(library);
  await page.locator('#card').fill(card.card);
  await page.locator('#pin').fill(card.pin);
  await press(page, 'Link this card');
}

/** At the desk of Severnhythe. */
async function look({ page }: Scene, card: string): Promise<void> {
  await page.locator('#card').fill(card);
  await page.getByRole('radio', { name: 'The reader asked', exact: true }).check();
  await press(page, 'Show the account');
}

export const ACCOUNTS: readonly State[] = [
  ...inWorld('cards linked, snapshot taken', [
    {
      name: 'account, a card is to be unlinked',
      who: 'reader',
      path: '/account',
      steps: ({ page }) => page.getByText('Unlink this card').first().click(),
      says: /You can link the card again\. Yes, unlink it/,
    },
    {
      name: 'a card that is linked already',
      who: 'reader',
      path: '/account/link',
      steps: (scene) => link(scene, 'severnhythe'),
      status: 400,
      says: /This card is linked to you already/,
    },
    {
      name: 'account at the desk, shown',
      who: 'librarian',
      path: '/desk',
      steps: (scene) => look(scene, '21001004711'),
      says: [
        /The account of this card \d+ loans/,
        /Read today \d\d:\d\d from Four Rivers/,
        /Done: put the account away/,
      ],
      tabbed: true,
    },
    {
      name: 'account at the desk, put away',
      who: 'librarian',
      path: '/desk',
      steps: async (scene) => {
        await look(scene, '21001004711');
        await press(scene.page, /^Done/);
      },
      says: /The account was put away/,
    },
    {
      name: 'account at the desk, no such card',
      who: 'librarian',
      path: '/desk',
      steps: (scene) => look(scene, '99999999'),
      status: 400,
      says: /No account is shown.*does not know this card/,
    },
  ]),
  // What comes of its forms.
  ...inWorld('forms of an account', [
    {
      name: 'a card that cannot be checked',
      who: 'other-reader',
      path: '/account/link',
      steps: async (scene) => {
        await scene.worlds.graph.simulator('koha-c').faults.set({ down: true });
        await link(scene, 'fosseholm');
        await scene.worlds.graph.simulator('koha-c').faults.clear();
      },
      status: 400,
      says: /The library’s system is not answering, so the card could not be checked/,
    },
    {
      name: 'a card that was linked',
      who: 'other-reader',
      path: '/account/link',
      steps: (scene) => link(scene, 'clentwood'),
      says: [/Card linked.*Your account at Clentwood .* is shown below/, /The library has barred this account/],
    },
    {
      name: 'a renewal, done',
      who: 'reader',
      path: '/account',
      steps: renewOne,
      says: /Done Renewed “.*” .* is now due/,
    },
    {
      name: 'a renewal, refused',
      who: 'reader',
      path: '/account',
      steps: async (scene) => {
        mayRenew(scene, 0);
        await scene.page.reload();
        mayRenew(scene, 99);
        await pressRenew(scene);
        mayRenew(scene, 0);
      },
      says: /Not renewed “.*” .* was not renewed\. It has been renewed as often as the library allows/,
    },
    {
      name: 'renewals of all, some done',
      who: 'reader',
      path: '/account',
      steps: async (scene) => {
        mayRenew(scene, 99);
        await press(scene.page, 'Renew all that can be renewed');
        mayRenew(scene, 0);
      },
      says: /Not renewed: “/,
    },
    {
      name: 'a renewal, nobody can tell',
      who: 'reader',
      path: '/account',
      steps: (scene) => whileFailing(scene, { hang: true, only: ['write-renewal'] }, () => renewOne(scene)),
      says: [/We cannot tell whether it was renewed/, /Do not renew it again, here or elsewhere/, /Ask again/],
      never: /Renewed/,
      tabbed: true,
    },
    {
      name: 'a form of another session',
      who: 'reader',
      path: '/account',
      steps: async ({ page }) => {
        await page.evaluate(
          "document.querySelectorAll('[name=reference]').forEach((one) => { one.value = 'another'; })",
        );
        await press(page, 'Ask again');
      },
      says: /Nothing was done This form is not of this session, or its page is out of date/,
    },
    {
      name: 'a card that was unlinked',
      who: 'other-reader',
      path: '/account',
      steps: async ({ page }) => {
        await page.getByText('Unlink this card').first().click();
        await press(page, /^Yes, unlink it/);
      },
      says: /Card unlinked Your card of .* is no longer linked/,
    },
  ]),
];
