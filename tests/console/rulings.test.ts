/** Two records and what people decide of them, over the demonstration's graph: from the start page, by several people, and undone. */
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { hasBrowser, launchBrowser } from '#tests/gateway/support/browser.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findByAxe } from './proof/checks/look.ts';
import { openDemoConsole, type DemoConsole } from './support/console.ts';
import type { Visited, Visitor } from './support/visitor.ts';

const PATHOLOGY = '9780702075551';
const NOTE = 'The second has another editor <b>& other plates</b>';

/** In the page: what of it reaches beyond the screen, tables that are scrolled by themselves left out. */
const TOO_WIDE = `Array.from(document.querySelectorAll('main *'))
  .filter((element) => element.getBoundingClientRect().right > window.innerWidth && element.closest('.app-table-scroll') === null)
  .map((element) => element.tagName + ' ' + element.textContent)`;

interface Edition {
  readonly id: string;
  readonly records: { readonly nodes: readonly { readonly id: string }[] };
}

let graph: DemoGraph;
let pages: DemoConsole;
let a: string;
let b: string;
let pair: string;

beforeAll(async () => {
  graph = await startDemoGraph({ callTimeoutMs: 1_500 });
  pages = await openDemoConsole(graph);
  const [edition] = await editions();
  [a, b] = [edition?.records.nodes[0]?.id ?? '', edition?.records.nodes[1]?.id ?? ''];
  pair = `/records/${encodeURIComponent(a)}/with/${encodeURIComponent(b)}`;
}, 120_000);
afterAll(async () => {
  await pages.close();
  await graph.close();
});

async function editions(): Promise<readonly Edition[]> {
  const { data } = await graph.ask<{ editions: readonly { editions: readonly Edition[] }[] }>(
    `{ editions(by: [{ isbn: "${PATHOLOGY}" }]) { editions { id records { nodes { id } } } } }`,
  );
  return data.editions[0]?.editions ?? [];
}

/** Sets of records, whatever the ids of their editions. */
async function partition(): Promise<readonly string[]> {
  return (await editions())
    .map(({ records }) =>
      records.nodes
        .map(({ id }) => id)
        .toSorted()
        .join(' + '),
    )
    .toSorted();
}

/** What the first form of a page would send by one of its buttons, its hidden fields filled in. */
function formIn(
  { html }: Visited,
  button: string,
): { readonly action: string; readonly fields: Record<string, string> } {
  const form = Array.from(html.matchAll(/<form[^>]*action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g)).find(
    ([, , body = '']) => body.replaceAll(/\s+/g, ' ').includes(button),
  );
  if (form === undefined) throw new Error(`no form has the button “${button}”`);
  const [, action = '', body = ''] = form;
  const fields = Object.fromEntries(
    Array.from(body.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g), ([, name = '', value = '']) => [
      name,
      unescape(value),
    ]),
  );
  return { action, fields };
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

async function press(
  who: Visitor,
  page: Visited,
  button: string,
  typed: Record<string, string> = {},
): Promise<Visited> {
  const { action, fields } = formIn(page, button);
  const sent = await who.post(action, { ...fields, ...typed }, fields['_csrf'] ?? null);
  // A step of the same decision is a page of its own address.
  return sent.location?.startsWith(`${pair}/ruling`) === true ? who.get(sent.location) : sent;
}

async function ruleThrough(who: Visitor, decision: string, note = ''): Promise<Visited> {
  const preview = await press(who, await who.get(pair), 'See what would change', { decision, note });
  const done = await press(who, preview, 'Decide:');
  return who.follow(done.location ?? '');
}

async function undo(who: Visitor): Promise<void> {
  const preview = await press(who, await who.get(pair), 'Undo the decision');
  expect((await press(who, preview, 'Take the decision back')).location).toBe(pair);
}

function linkIn({ html }: Visited, text: RegExp): string {
  const found = Array.from(html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([^<]*)<\/a>/g)).find(([, , words = '']) =>
    text.test(words),
  );
  return unescape(found?.[1] ?? '');
}

describe('why two records are one, from the start page alone', () => {
  it('is found by anybody, who is told who may decide otherwise', async () => {
    const public_ = pages.visitor();
    const found = await public_.get(`/find?q=${PATHOLOGY}`);
    const title = await public_.get(linkIn(found, /pathology/i));
    const shown = await public_.get(linkIn(title, /Why are these one\?/));

    expect(shown.text).toContain('These two records are joined: they are one edition.');
    expect(shown.text).toMatch(/Matching says that they are one edition: the probability is more than 99 %/);
    expect(shown.text).toMatch(/ISBN Strongly for one edition Both have ISBN/);
    expect(shown.text).toMatch(/Title: .* same/);
    expect(shown.html).not.toContain('<form action="/records');
    expect(shown.text).toContain('The migration team and the operators of this region may decide otherwise.');
    expect((await public_.get(linkIn(shown, /Sign in to decide/))).location).toMatch(/^\/sign-in/);
    expect(Buffer.byteLength(shown.html)).toBeLessThan(120_000);
  });

  it('is decided otherwise by the migration team, listed without a name, and undone', async () => {
    const before = await partition();
    const migration = await pages.signedIn('migration');
    const title = await migration.get(`/titles/${encodeURIComponent((await editions())[0]?.id ?? '')}`);
    const shown = await migration.get(linkIn(title, /Why are these one\?/));

    const preview = await press(migration, shown, 'See what would change', { decision: 'DIFFERENT', note: NOTE });
    expect([preview.status, await partition()]).toEqual([200, before]);
    expect(preview.text).toContain('One title would become 2 titles.');
    expect(preview.html).toContain('The second has another editor &lt;b&gt;');

    const changed = await press(migration, preview, 'Change your choice');
    expect(changed.html).toMatch(/value="DIFFERENT" checked/);
    expect(changed.html).toContain('The second has another editor &lt;b&gt;');

    const decided = await press(migration, preview, 'Decide: two editions');
    const after = await migration.follow(decided.location ?? '');
    expect(decided.status).toBe(303);
    expect(after.text).toContain('Your decision is made');
    expect(after.text).toContain('One title became 2 titles.');
    expect(after.text).toContain('These two records are apart');
    expect((await partition()).filter((records) => records.includes(a) && records.includes(b))).toEqual([]);

    const listed = await pages.visitor().get('/rulings');
    expect(listed.text).toContain('Two editions');
    expect(listed.text).toContain('The second has another editor');
    expect(listed.text).not.toMatch(/migration-|operator-/);

    const undo = await press(migration, after, 'Undo the decision');
    expect(undo.text).toContain('2 titles would become one title.');
    const undone = await press(migration, undo, 'Take the decision back');
    expect((await migration.follow(undone.location ?? '')).text).toContain('The decision is taken back');
    expect(await partition()).toEqual(before);
    expect((await pages.visitor().get('/rulings')).text).toContain('Nobody has decided anything yet');
  });
});

describe('two people', () => {
  it('the second is told what the first decided, keeps what they typed, and can decide all the same', async () => {
    const [one, other] = [await pages.signedIn('migration'), await pages.signedIn('operator')];
    const previews = await Promise.all(
      [one, other].map(async (who) =>
        press(who, await who.get(pair), 'See what would change', { decision: 'DIFFERENT', note: 'mine' }),
      ),
    );
    const [mine, theirs] = previews;
    if (mine === undefined || theirs === undefined) throw new Error('two previews were asked for');
    const first = await press(other, theirs, 'Decide: two editions', { note: 'theirs' });
    expect(first.location).toBe(pair);

    const late = await press(one, mine, 'Decide: two editions');
    expect(late.status).toBe(409);
    expect(late.text).toContain('Somebody decided meanwhile');
    expect(late.text).toContain('Their reason: “theirs”');

    const all = await press(one, late, 'all the same');
    expect((await one.follow(all.location ?? '')).text).toContain('Their reason: “mine”');
    await undo(one);
  });

  it('who decided what is written down for operators, and the note is public', async () => {
    const operator = await pages.signedIn('operator');
    await ruleThrough(operator, 'SAME', 'reprint');

    const [last] = await graph.database.db.selectFrom('action').selectAll().orderBy('id', 'desc').limit(1).execute();
    expect(last).toMatchObject({ kind: 'RULING_MADE', role: 'operator', subject: `${a} ${b}`, note: 'SAME: reprint' });
    expect((await pages.visitor().get(pair)).text).toContain('Their reason: “reprint”');
    await undo(operator);
  });
});

describe('what is refused', () => {
  it('a choice that is not made, and a reason that is too long, each beside its field, with nothing lost', async () => {
    const migration = await pages.signedIn('migration');
    const shown = await migration.get(pair);

    const none = await press(migration, shown, 'See what would change', { note: 'kept' });
    expect([none.status, none.text]).toEqual([
      400,
      expect.stringContaining('Choose whether they are one edition or two'),
    ]);
    expect(none.html).toContain('>kept</textarea>');

    const long = await press(migration, shown, 'See what would change', { decision: 'SAME', note: 'x'.repeat(1_001) });
    expect([long.status, long.text]).toEqual([400, expect.stringContaining('1,000 characters or less; it has 1,001')]);

    const preview = await press(migration, shown, 'See what would change', { decision: 'SAME', note: 'a\u202eb' });
    const unseen = await press(migration, preview, 'Decide: one edition');
    expect([unseen.status, unseen.text]).toEqual([400, expect.stringContaining('U+202E')]);
  });

  it('everybody else, whatever they send', async () => {
    for (const person of ['reader', 'librarian'] as const) {
      const somebody = await pages.signedIn(person);
      const shown = await somebody.get(pair);
      expect(shown.html).not.toContain(`<form action="${pair}`);
      const sent = await somebody.post(`${pair}/ruling`, { step: 'decide', decision: 'DIFFERENT', note: '', seen: '' });
      expect([person, sent.status]).toEqual([person, 403]);
    }
    const forged = await pages.visitor().post(`${pair}/ruling`, { step: 'decide', decision: 'DIFFERENT' }, 'forged');
    expect(forged.status).toBeGreaterThanOrEqual(300);
    expect(await graph.database.db.selectFrom('ruling').selectAll().execute()).toEqual([]);
  });

  it('records that are not there, not two, or not public', async () => {
    for (const [path, words] of [
      [`/records/${encodeURIComponent(a)}/with/${encodeURIComponent(a)}`, 'Both are the same'],
      [`/records/${encodeURIComponent(a)}/with/nowhere%3Arecord%3A1`, 'does not have “nowhere:record:1”'],
      ['/records/%3Cscript%3E/with/x', 'cannot be compared'],
      ['/rulings?after=x', 'no such part'],
    ] as const) {
      const { status, text } = await pages.visitor().get(path);
      expect([path, status, text]).toEqual([path, 404, expect.stringContaining(words)]);
    }
  });
});

describe('staff of a library', () => {
  const REASON = 'The second is <b>another</b> book';

  it('ask from a title, are answered by who decides, and read the answer', async () => {
    const [librarian, migration] = [await pages.signedIn('librarian'), await pages.signedIn('migration')];
    const title = await librarian.get(`/titles/${encodeURIComponent((await editions())[0]?.id ?? '')}`);
    expect(title.text).toContain('you can ask there for a decision');
    const shown = await librarian.get(linkIn(title, /Why are these one\?/));
    const form = await librarian.get(linkIn(shown, /Ask for a decision/));
    const blank = await press(librarian, form, 'Ask for a decision', { decision: 'DIFFERENT', reason: ' ' });
    expect([blank.status, blank.text]).toEqual([400, expect.stringContaining('Enter why')]);
    expect(blank.html).toMatch(/value="DIFFERENT" checked/);
    const sent = await press(librarian, form, 'Ask for a decision', { decision: 'DIFFERENT', reason: REASON });
    const own = await librarian.follow(sent.location ?? '');
    expect(own.text).toContain('Your request was sent');
    expect(own.text).toContain('Not answered yet.');
    expect(own.html).toContain('The second is &lt;b&gt;another');
    expect(own.html).not.toContain('name="answer"');
    const other = await press(librarian, form, 'Ask for a decision', {
      decision: 'DIFFERENT',
      reason: 'On second thoughts',
    });
    const still = await librarian.follow(other.location ?? '');
    expect(still.text).toContain('What you wrote now was not sent.');
    expect(still.text).not.toMatch(/Your request was sent|On second thoughts/);

    const list = await migration.get(linkIn(await migration.get('/rulings'), /Decisions that libraries ask for/));
    expect(list.text).toMatch(/1 waits for an answer.*by staff of Severnhythe/);
    const nothing = await press(migration, list, 'Answer', { answer: '' });
    expect([nothing.status, nothing.text]).toEqual([400, expect.stringContaining('Enter the answer')]);
    const answered = await press(migration, list, 'Answer', { answer: 'They differ in plates alone.' });
    expect(answered.location).toBe('/rulings/requests');
    expect((await librarian.get('/rulings/requests')).text).toMatch(/Answered today .*They differ in plates alone\./);
    expect((await (await pages.signedIn('reader')).get('/rulings/requests')).status).toBe(403);
  });
});

describe.skipIf(!hasBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  async function check(page: Page): Promise<void> {
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await findByAxe(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await page.evaluate(TOO_WIDE)).toEqual([]);
  }

  it('every step is readable for everybody, on small screens and by the keyboard alone', async () => {
    const page = await pages.signedInPage(browser, 'migration', 390);
    await page.goto(`${pages.url}${pair}`);
    await check(page);
    await page.getByRole('radio', { name: 'They are two editions' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('other plates');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Which titles would change' }).waitFor();
    await check(page);
    await page.getByRole('button', { name: 'Decide: two editions' }).press('Enter');
    await page.getByText('Your decision is made').waitFor();
    await check(page);
    // Back sends nothing again, and offers no decision that is taken already.
    await page.goBack();
    await page.getByRole('radio', { name: 'They are two editions, as they are now' }).waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('');
    await page.goto(`${pages.url}/rulings`);
    await check(page);
    await page.goto(`${pages.url}${pair}/ruling`);
    await page.getByRole('button', { name: 'See what would change' }).click();
    await page.getByText('There is a problem').waitFor();
    await check(page);
    await page.context().close();
  });
});
