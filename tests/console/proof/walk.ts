/** Goes through the pages as a person without a mouse: by what things are called, with the keyboard alone, no address typed. */
import type { Locator, Page } from 'playwright-core';

type Role = 'link' | 'button' | 'textbox' | 'searchbox' | 'combobox' | 'radio';

export interface Walker {
  readonly page: Page;
  /** Goes to it with the tab key, and presses Enter; waits for the page that it leads to. */
  follow(role: 'link' | 'button', name: string | RegExp): Promise<void>;
  type(label: string | RegExp, text: string): Promise<void>;
  /** In a list: by its first letters. */
  choose(label: string | RegExp, option: string): Promise<void>;
  /** One of several: by the arrow keys. */
  pick(label: string | RegExp): Promise<void>;
  /** What is in the main part, as it is read. */
  words(): Promise<string>;
}

/** As much of an element as is needed here: nothing of a browser is in this project's types. */
interface Marked {
  setAttribute(name: string, value: string): void;
}

const MOST_PRESSES = 400;
const WANTED = 'data-wanted';
/** The element that has the focus, also in a tree of its own (parts that come bit by bit). */
const FOCUSED =
  '(function deepest(element) { const inner = element.shadowRoot?.activeElement; return inner ? deepest(inner) : element; })(document.activeElement)';

export function walk(page: Page): Walker {
  async function reach(wanted: Locator): Promise<void> {
    await wanted.first().evaluate((element: Marked, mark) => {
      element.setAttribute(mark, '');
    }, WANTED);
    for (let press = 0; press < MOST_PRESSES; press += 1) {
      if (await page.evaluate<boolean>(`${FOCUSED}.hasAttribute('${WANTED}')`)) {
        await page.evaluate(`${FOCUSED}.removeAttribute('${WANTED}')`);
        return;
      }
      await page.keyboard.press('Tab');
    }
    throw new Error(`the tab key does not reach ${String(wanted)}`);
  }
  const find = (role: Role, name: string | RegExp): Locator => page.getByRole(role, { name }).first();
  const labelled = (label: string | RegExp): Locator => page.getByLabel(label).first();

  return {
    page,
    async follow(role, name) {
      const wanted = find(role, name);
      await reach(wanted);
      const before = page.url();
      const isAnchor = await page.evaluate<boolean>(`${FOCUSED}.getAttribute('href')?.startsWith('#') ?? false`);
      const led = isAnchor ? Promise.resolve() : page.waitForEvent('load');
      await page.keyboard.press('Enter');
      await led.catch((error: unknown) => {
        throw new Error(`${role} ${String(name)} on ${before} leads nowhere`, { cause: error });
      });
    },
    async type(label, text) {
      await reach(labelled(label));
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async choose(label, option) {
      await reach(labelled(label));
      await page.keyboard.type(option);
    },
    async pick(label) {
      const wanted = page.getByRole('radio', { name: label }).first();
      const group = await wanted.getAttribute('name');
      await reach(page.locator(`input[name="${group ?? ''}"]`));
      await page.keyboard.press('Space');
      for (let press = 0; press < 10 && !(await wanted.isChecked()); press += 1) await page.keyboard.press('ArrowDown');
      if (!(await wanted.isChecked())) throw new Error(`the arrow keys do not reach ${String(label)}`);
    },
    async words() {
      return (await page.innerText('main')).replaceAll(/\s+/g, ' ');
    },
  };
}
