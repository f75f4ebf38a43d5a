/** Signing in to the console, over the demonstration's graph and issuer: who gets in, and what of them gets out. */
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDemoConsole, type DemoConsole } from './support/console.ts';

let graph: DemoGraph;
let pages: DemoConsole;
beforeAll(async () => {
  graph = await startDemoGraph();
  pages = await openDemoConsole(graph);
});
afterAll(async () => {
  await pages.close();
  await graph.close();
});

describe('signing in', () => {
  it.each([
    ['reader', 'Reader'],
    ['librarian', 'Staff of Severnhythe Hospitals Library'],
    ['migration', 'Migration team'],
    ['operator', 'Operator'],
  ] as const)('knows %s as %s', async (person, who) => {
    const visitor = pages.visitor();
    const { text, status } = await visitor.signIn(person);

    expect(status).toBe(200);
    expect(text).toContain(`You are signed in: ${who}`);
    expect((await visitor.get('/help')).text).not.toContain('You are signed in');
  });
});
