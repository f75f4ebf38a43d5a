/** The console over a demonstration's graph, and people who visit it: by plain HTTP, or in a browser. */
import { startConsole, type ConsoleOptions, type ConsoleServer, type SignInOptions } from '#console/index.ts';
import { DEMO_CLIENT } from '#demo/identity.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { createVisitor, type Visitor } from './visitor.ts';

export interface DemoConsole extends ConsoleServer {
  /** Everything that it has logged, as it stands in the log. */
  readonly logged: () => string;
  /** Somebody with a browser of their own, who is not signed in. */
  visitor(): Visitor;
  /** Signed in by plain HTTP, with the notice of it already seen. */
  signedIn(person: DemoPersonId): Promise<Visitor>;
  /** A page of a browser of its own, signed in through the issuer's page. Close its context when done. */
  signedInPage(browser: Browser, person: DemoPersonId, width?: number): Promise<Page>;
}

export type DemoConsoleOptions = Partial<
  Pick<ConsoleOptions, 'now' | 'graphUrl' | 'pages' | 'trustedProxies' | 'publicUrl' | 'addresses'>
> & {
  /** Null if nobody can sign in. */
  readonly signIn?: Partial<SignInOptions> | null;
};

/** The limits of sessions that are set if nobody sets them. */
const LIMITS = { idleMs: 30 * 60_000, longestMs: 600 * 60_000 };

/** Listens at a free port of this machine. */
export async function openDemoConsole(graph: DemoGraph, options: DemoConsoleOptions = {}): Promise<DemoConsole> {
  const { signIn = {}, ...rest } = options;
  const logged: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const pages = await startConsole({
    host: '127.0.0.1',
    port: 0,
    graphUrl: graph.url,
    ready: async () => ({ ready: true }),
    logger: pino({ level: 'debug' }, sink),
    signIn: signIn === null ? undefined : { ...signInOf(graph), ...signIn },
    ...rest,
  });
  const visitor = (): Visitor => createVisitor(pages.url);
  return {
    ...pages,
    logged: () => logged.join(''),
    visitor,
    async signedIn(person) {
      const somebody = visitor();
      await somebody.signIn(person);
      return somebody;
    },
    async signedInPage(browser, person, width = 1280) {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      await signInPage(page, pages.url, person);
      return page;
    },
  };
}

/** As the demonstration's persons sign in. */
export function signInOf(graph: DemoGraph): SignInOptions {
  return {
    issuer: { issuer: issuerOf(graph), clientId: DEMO_CLIENT, scope: 'openid', graphToken: 'access' },
    db: graph.database.db,
    limits: LIMITS,
  };
}

function issuerOf({ demo: { issuer } }: DemoGraph): string {
  if (issuer === null) throw new Error('the demonstration has no issuer');
  return issuer.issuer;
}

/** Signs a page of a browser in, as a person would: by the button, and a choice at the issuer. Ends on the start page. */
export async function signInPage(page: Page, url: string, person: DemoPersonId): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: 'Go to the sign-in service' }).click();
  await page.locator(`a[href*="login_hint=${person}"]`).click();
  await page.waitForURL((address) => address.origin === new URL(url).origin);
}
