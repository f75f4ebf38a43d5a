/** Sessions that end, in the middle of a form too, and a sign-in service that is silent. */
import { fill, inWorld, press, type Scene, type State } from './state.ts';

/** Somebody signs out in another tab, and the form is sent all the same. */
async function sendSignedOut({ page, url }: Scene, button: string): Promise<void> {
  const otherTab = await page.context().newPage();
  await otherTab.goto(url);
  await press(otherTab, 'Sign out');
  await otherTab.close();
  await press(page, button);
}

async function whileIssuerIsDown({ worlds: { graph } }: Scene, act: () => Promise<unknown>): Promise<void> {
  graph.demo.issuer?.setDown(true);
  try {
    await act();
  } finally {
    graph.demo.issuer?.setDown(false);
  }
}

/** At the service, as one of the demonstration's persons. */
async function signInAgain({ page, url }: Scene, person: string): Promise<void> {
  await page.getByRole('button', { name: 'Go to the sign-in service' }).click();
  await page.locator(`a[href*="login_hint=${person}"]`).click();
  await page.waitForURL((address) => address.origin === url);
}

export const SESSIONS: readonly State[] = [
  // Signed out in the middle of a form, and signed in again.
  ...inWorld('all well', [
    {
      name: 'signed out in the middle of a form',
      who: 'migration',
      apart: true,
      path: '/compare',
      steps: async (scene) => {
        await fill(scene.page, { Name: 'spring', 'What it is for (optional)': 'Before the move' });
        await sendSignedOut(scene, 'Take a snapshot');
      },
      says: /Your session has ended.*What you typed is kept for an hour\. Nothing was sent yet/,
    },
    {
      name: 'a form that was kept',
      who: 'migration',
      apart: true,
      path: '/compare',
      steps: async (scene) => {
        await fill(scene.page, { Name: 'spring', 'What it is for (optional)': 'Before the move' });
        await sendSignedOut(scene, 'Take a snapshot');
        await signInAgain(scene, 'migration');
      },
      says: /Your form was not sent yet, so nothing was done\. Look at it again on this page before you send it/,
      tabbed: true,
    },
    {
      name: 'a card, signed out in the middle',
      who: 'reader',
      apart: true,
      path: '/account/link',
      steps: async (scene) => {
        await scene.page.locator('#library').selectOption('severnhythe');
        await scene.page.locator('#card').fill('21001004711');
        await scene.page.locator('#pin').fill('not the PIN');
        await sendSignedOut(scene, 'Link this card');
        await signInAgain(scene, 'reader');
      },
      says: /Your sign-in had ended, so the card was not linked/,
      never: /not the PIN|21001004711/,
    },
  ]),
  ...inWorld('a session ends', [
    {
      // Of a console that nobody signed in to yet: it does not know the service.
      name: 'sign in, the service is silent',
      path: '/sign-in',
      steps: (scene) => whileIssuerIsDown(scene, () => scene.page.goto(`${scene.url}/sign-in/start`)),
      status: 503,
      says: /The sign-in service does not answer/,
    },
  ]),
  // Nobody does anything for a while.
  ...inWorld('a session ends', [
    {
      name: 'a session that ends soon',
      who: 'reader',
      path: '/help',
      steps: (scene) => after(29, scene, () => lookAgain(scene)),
      says: /You will be signed out soon.*because you have not loaded a page for a while.*Stay signed in/,
    },
    {
      name: 'a session that has ended',
      who: 'reader',
      path: '/help',
      steps: (scene) => after(90, scene, () => lookAgain(scene)),
      says: /Your session has ended. What you typed on this page is still there/,
    },
    {
      name: 'sign in, the session has ended',
      who: 'librarian',
      path: '/help',
      steps: (scene) => after(90, scene, () => scene.page.goto(`${scene.url}/account`)),
      says: /Your session has ended\. Sign in again to go on/,
    },
  ]),
];

/** So many minutes after the page was loaded. */
async function after(minutes: number, { worlds }: Scene, act: () => Promise<unknown>): Promise<void> {
  worlds.setLater(minutes * 60_000);
  try {
    await act();
  } finally {
    worlds.setLater(0);
  }
}

/** The page asks how long the session lasts as soon as somebody looks at it again. */
async function lookAgain({ page }: Scene): Promise<void> {
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.locator('dialog[open]').waitFor();
}
