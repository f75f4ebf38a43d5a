import { expect, it } from 'vitest';
import type { Graph } from '../../graph.ts';
import { dropPage } from './page.ts';

it('says why a snapshot stays: that it is gone only if it is', async () => {
  const drop = async (message: string): Promise<unknown> => {
    const error = { code: 'BAD_USER_INPUT', message, system: null, correlationId: null };
    const graph = { ask: () => Promise.resolve({ data: { dropSnapshot: null }, errors: [error] }) } as unknown as Graph;
    const params = { snapshot: 'first' };
    const visit = {
      graph,
      params,
      viewer: null,
      query: new URLSearchParams(),
      own: null,
      quick: new Set<string>(),
      memory: null,
      now: 0,
    };
    return dropPage.submit?.({ ...visit, form: new URLSearchParams() });
  };

  expect(await drop('name: the snapshot "first" stays while plans stand on it: drop "spring" first.')).toMatchObject({
    notice: {
      heading: 'Nothing was dropped',
      paragraphs: ['The snapshot "first" stays while plans stand on it: drop "spring" first.'],
    },
  });
  expect(await drop('name: there is no snapshot of this name any more, or it is spelled otherwise.')).toMatchObject({
    notice: { paragraphs: ['There is no snapshot “first” any more, or it is spelled otherwise.'] },
  });
});
