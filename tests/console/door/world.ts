/**
 * What all tests of the door share: one demonstration's graph with its issuer, and two processes that show the same pages over one
 * database. They are there inside tests and hooks.
 */
import { PAGES } from '#console/pages/index.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openDemoConsole, type DemoConsole, type DemoConsoleOptions } from '../support/console.ts';
import { createFormPages } from '../support/form-page.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export const forms = createFormPages();
export let graph: DemoGraph;
export let issuer: IdentityProvider;
export let pages: DemoConsole;
export let others: DemoConsole;
/** What both take the time to be, from the real one: milliseconds later. */
export const clock = { later: 0 };

export const options = (): DemoConsoleOptions => ({
  pages: [...PAGES, ...forms.pages],
  now: () => Date.now() + clock.later,
});

/** Starts it before the tests of the file that calls this, and ends it after them. */
export function withDoor(): void {
  beforeAll(async () => {
    graph = await startDemoGraph();
    if (graph.demo.issuer === null) throw new Error('the demonstration has no issuer');
    ({ issuer } = graph.demo);
    pages = await openDemoConsole(graph, options());
    others = await openDemoConsole(graph, options());
  });
  afterAll(async () => {
    await pages.close();
    await others.close();
    await graph.close();
  });
  beforeEach(() => {
    clock.later = 0;
    forms.sent.length = 0;
    issuer.setDown(false);
  });
}

/** The same browser, before the other process. */
export function atTheOther({ cookies }: Visitor): Visitor {
  const visitor = createVisitor(others.url);
  for (const [name, value] of cookies) visitor.cookies.set(name, value);
  return visitor;
}

export const sessions = async () => graph.database.db.selectFrom('console_session').selectAll().execute();
/** As if the time of every session were over. */
export const endSessions = async (): Promise<unknown> =>
  graph.database.db
    .updateTable('console_session')
    .set({ ends_at: new Date(0) })
    .execute();
export const keyOf = (id: string): string => createHash('sha256').update(id).digest('hex');
