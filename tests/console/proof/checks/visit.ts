/** Visits a page in one of its states, and says what is wrong with it there. */
import type { ConsoleMessage, Page, Request, Response } from 'playwright-core';
import type { State } from '../states/state.ts';
import type { Worlds } from '../worlds/world.ts';
import { findBeyondAxe, findByAxe, findByTabbing, WINDOW, type Seen } from './look.ts';

export interface Visited {
  readonly faults: readonly string[];
  readonly seen: Seen;
}

export async function visit(page: Page, url: string, state: State, worlds: Worlds): Promise<Visited> {
  const { path, steps, status = 200, says, never, tabbed = false } = state;
  await page.setViewportSize(WINDOW);
  const watched = watch(page, url, status);
  try {
    await page.goto(url + (typeof path === 'string' ? path : path(worlds.places)));
    await steps?.({ page, worlds, url });
    const text = (await page.innerText('body')).replaceAll(/\s+/g, ' ');
    // What axe itself puts into a page for its work is not the page's.
    const own = watched.faults();
    const axe = await findByAxe(page);
    const beyond = await findBeyondAxe(page);
    const faults = [
      ...own,
      ...[says].flat().flatMap((words) => (words.test(text) ? [] : [`does not say ${String(words)}: ${text}`])),
      ...(never?.test(text) === true ? [`says ${String(never.exec(text)?.[0])}`] : []),
      ...axe,
      ...beyond.faults,
      ...(tabbed ? await findByTabbing(page) : []),
    ];
    return { faults, seen: beyond.seen };
  } finally {
    watched.end();
  }
}

interface Watched {
  /** Of the page that is shown now. */
  faults(): readonly string[];
  end(): void;
}

/** What the browser complains of, asks elsewhere, and is answered. */
function watch(page: Page, url: string, status: number): Watched {
  let complaints: string[] = [];
  let answered: number | null = null;
  const ofDocument = (request: Request): boolean =>
    request.isNavigationRequest() && request.frame() === page.mainFrame();
  const onMessage = (message: ConsoleMessage): void => {
    // A page that is not there is no fault of the policy, nor is a session that has ended.
    const isAnswer = message.text().includes(`status of ${status}`) || message.location().url === `${url}/session`;
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
  };
  const onRequest = (request: Request): void => {
    if (ofDocument(request)) complaints = [];
    if (!request.url().startsWith(url)) complaints.push(`asks ${request.url()}`);
  };
  const onResponse = (response: Response): void => {
    if (ofDocument(response.request())) answered = response.status();
  };
  page.on('console', onMessage);
  page.on('request', onRequest);
  page.on('response', onResponse);
  return {
    faults: () => [...complaints, ...(answered === status ? [] : [`answers ${String(answered)}`])],
    end() {
      page.off('console', onMessage);
      page.off('request', onRequest);
      page.off('response', onResponse);
    },
  };
}
