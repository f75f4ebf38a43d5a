import { expect, it } from 'vitest';
import { MerciaClientError } from '#clients/typescript/index.ts';
import type { Graph } from '../../graph.ts';
import type { Page } from '../page.ts';
import { doorPages, textPages } from './pages.ts';

const failing = (code: string): Graph => ({
  ask: () => Promise.reject(new MerciaClientError(code, 'it does not answer')),
  pages: () => {
    throw new Error('nothing is asked in pages here');
  },
});
const show = (page: Page, graph: Graph) => page.show({ graph, params: {} } as unknown as Parameters<Page['show']>[0]);
const all = [...textPages, ...doorPages({ graph: null, feeds: null })];

it('shows pages of words, which need nothing of the graph, also while it does not answer', async () => {
  for (const page of all)
    expect(await show(page, failing('SERVICE_UNAVAILABLE'))).toMatchObject({ template: 'pages/text/page.njk' });
});

it('notices there, too, that a session has ended', async () => {
  for (const page of all) await expect(show(page, failing('UNAUTHENTICATED'))).rejects.toThrow('does not answer');
});
