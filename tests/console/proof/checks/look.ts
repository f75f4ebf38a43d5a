/** What is wrong with a page as a browser shows it: by axe, and beyond it. */
import axe from 'axe-core';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const IN_PAGE = read('in-page.js');
const FOCUS = read('focus.js');

/** As most people see pages, in pixels. */
export const WINDOW = { width: 1280, height: 900 } as const;

/** In the page: what axe finds, with the markup that it is about. */
const AXE = `axe
  .run({
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    resultTypes: ['violations'],
  })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 300)).join(' ')))`;

interface Colours {
  readonly color: string;
  readonly backgroundColor: string;
}

/** What `in-page.js` gives. */
export interface Seen {
  readonly title: string;
  readonly headings: readonly { readonly level: number; readonly text: string; readonly isSummary: boolean }[];
  readonly overflow: number;
  readonly smallTargets: readonly { readonly name: string; readonly width: number; readonly height: number }[];
  readonly cutText: readonly string[];
  /** Wider than their frame, of which nothing beside them says why. */
  readonly wideTables: readonly string[];
  readonly headerLinks: readonly string[];
  readonly footerLinks: readonly string[];
  readonly fields: readonly {
    readonly name: string | null;
    readonly type: string;
    readonly autocomplete: string | null;
    readonly label: string;
    readonly value: string;
    readonly takesPaste: boolean;
  }[];
  readonly buttons: readonly ({ readonly name: string; readonly hasMark: boolean } & Colours)[];
  readonly marks: readonly ({ readonly name: string } & Colours)[];
  readonly wordlessMarks: readonly string[];
  readonly moving: number;
  readonly focusable: number;
}

const seenBy = (page: Page): Promise<Seen> => page.evaluate<Seen>(IN_PAGE);

/** The policy lets no script in: axe is run by the browser's own tools. */
export async function findByAxe(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const faults = await page.evaluate<readonly string[]>(AXE);
  return faults.map((fault) => `axe: ${fault}`);
}

/** All that is looked at without another page load; the view is as it was at the end. */
export async function findBeyondAxe(page: Page): Promise<{ readonly seen: Seen; readonly faults: readonly string[] }> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const seen = await seenBy(page);
  const faults = [...judgeForm(seen), ...judgeFields(seen)];
  await page.setViewportSize({ width: 320, height: 640 });
  faults.push(...judgeSize('at 320 pixels', await seenBy(page)));
  await page.setViewportSize(WINDOW);
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  faults.push(...judgeSize('with text of 200 per cent', await seenBy(page)));
  await page.evaluate("document.documentElement.style.fontSize = ''");
  await page.emulateMedia({ forcedColors: 'active' });
  faults.push(...judgeForced(await seenBy(page)));
  await page.emulateMedia({ forcedColors: 'none' });
  return { seen, faults };
}

function judgeForm({ title, headings, smallTargets, wordlessMarks, wideTables, moving }: Seen): readonly string[] {
  const firsts = headings.filter(({ level }) => level === 1);
  const inOrder = headings.filter(({ isSummary }) => !isSummary);
  const jumps = inOrder.filter(({ level }, index) => level > (inOrder[index - 1]?.level ?? 0) + 1);
  return [
    ...(/^\S.* – \S.*$/.test(title) ? [] : [`is called “${title}”, where its title, then the region is to stand`]),
    ...(firsts.length === 1 ? [] : [`has ${firsts.length} headings of the first level`]),
    ...jumps.map(({ level, text }) => `leaves a level of headings out before “${text}” (${level})`),
    ...smallTargets.map(
      ({ name, width, height }) => `has a target of ${width.toFixed(1)} × ${height.toFixed(1)} pixels: ${name}`,
    ),
    ...wideTables.map((name) => `has a table that is wider than its frame, and nothing beside it says why: ${name}`),
    ...wordlessMarks.map((html) => `tells by colour alone: ${html}`),
    ...(moving === 0 ? [] : [`moves ${moving} things although no motion is wanted`]),
  ];
}

/** Personal fields are filled in by browsers and password managers; everything may be pasted; nothing is asked for twice. */
function judgeFields({ fields }: Seen): readonly string[] {
  const typed = fields.filter(({ type }) => !['radio', 'checkbox', 'submit', 'button'].includes(type));
  const labels = typed.map(({ label }) => label);
  const twice = labels.filter((label, index) => labels.indexOf(label) !== index);
  const secret = typed.filter(({ type }) => type === 'password');
  return [
    ...typed.filter(({ takesPaste }) => !takesPaste).map(({ label }) => `forbids to paste into “${label}”`),
    ...typed.filter(({ label }) => label === '').map(({ name }) => `has a field without a label: ${String(name)}`),
    ...twice.map((label) => `asks for “${label}” twice`),
    ...secret
      .filter(({ autocomplete }) => autocomplete !== 'current-password')
      .map(({ label, autocomplete }) => `lets no password manager fill in “${label}” (${String(autocomplete)})`),
    ...secret.filter(({ value }) => value !== '').map(({ label }) => `gives “${label}” back`),
    ...(secret.length === 0 || typed.some(({ autocomplete }) => autocomplete === 'username')
      ? []
      : ['asks for a password without a field that says whose']),
  ];
}

function judgeSize(when: string, { overflow, cutText }: Seen): readonly string[] {
  return [
    ...(overflow <= 0 ? [] : [`is ${overflow} pixels too wide ${when}`]),
    ...cutText.map((name) => `cuts off ${name} ${when}`),
  ];
}

function judgeForced({ buttons, marks }: Seen): readonly string[] {
  return [
    ...buttons
      .filter(({ hasMark, color, backgroundColor }) => !hasMark || color === backgroundColor)
      .map(({ name }) => `${name} cannot be seen where colours are forced`),
    ...marks.map(({ name }) => `${name} cannot be read where colours are forced`),
  ];
}

interface Focused {
  readonly name: string;
  readonly isInView: boolean;
  readonly isOnTop: boolean;
  readonly isMarked: boolean;
}

/** Goes through the whole page with the tab key: everything is reached, marked, and covered by nothing. */
export async function findByTabbing(page: Page): Promise<readonly string[]> {
  await page.setViewportSize({ width: 320, height: 480 });
  const { focusable } = await seenBy(page);
  const faults: string[] = [];
  // A page that begins at its summary of errors is walked from its first link all the same.
  const startsLater = await page.evaluate<boolean>(
    `document.querySelector('[autofocus]') !== null && (document.querySelector('.nhsuk-skip-link').focus(), true)`,
  );
  let reached = 0;
  for (; reached <= focusable; reached += 1) {
    if (reached > 0 || !startsLater) await page.keyboard.press('Tab');
    const focused = await page.evaluate<Focused | null>(FOCUS);
    if (focused === null) break;
    const { name, isInView, isOnTop, isMarked } = focused;
    if (!isInView || !isOnTop) faults.push(`${name} has the focus and cannot be seen`);
    if (!isMarked) faults.push(`${name} has the focus and no mark of it`);
  }
  if (reached !== focusable) faults.push(`the tab key reaches ${reached} of ${focusable}`);
  return faults;
}
