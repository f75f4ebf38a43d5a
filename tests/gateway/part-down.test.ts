import { afterEach, describe, expect, it } from 'vitest';
import { createHttpExecutor } from '#gateway/index.ts';
import type { HttpExecutor } from '#gateway/index.ts';
import { serveSubgraph } from '#platform/serve-subgraph.ts';
import { startGraph } from '../federation/support/start-graph.ts';
import type { TestGraph } from '../federation/support/start-graph.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const ADDRESS = /127\.0\.0\.1|localhost|ECONN|https?:/;

/** The graph with one part behind an address at which nobody listens any more; gives its port. */
async function startWithout(part: string): Promise<{ readonly graph: TestGraph; readonly port: string }> {
  const local = await startGraph();
  closing.push(() => local.close());
  const subgraph = [local.catalogue, local.circulation, local.patrons].find(({ name }) => name === part);
  if (subgraph === undefined) throw new Error(`There is no part ${part}.`);
  const { url, close } = await serveSubgraph(subgraph, { host: '127.0.0.1', port: 0 });
  await close();
  const gone: HttpExecutor = createHttpExecutor(url);
  closing.push(() => gone.close());
  const graph = await startGraph({ around: (name, execute) => (name === part ? gone.execute : execute) });
  closing.push(() => graph.close());
  return { graph, port: new URL(url).port };
}

describe('a part that does not answer', () => {
  it.each([
    ['catalogue', '{ region { name } }'],
    ['circulation', '{ edition(id: "region:edition:1") { holdings { availability { state } } } }'],
    ['patrons', '{ me { id } }'],
  ])('is told by its name and a code, and its address to the log alone: %s', async (part, query) => {
    const { graph, port } = await startWithout(part);

    const { text, errors } = await graph.ask(query);

    expect(errors).toMatchObject([
      {
        message: 'A part of Mercia itself did not answer the gateway.',
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: part },
      },
    ]);
    expect(text).not.toMatch(ADDRESS);
    expect(text).not.toContain(port);
    expect(graph.logged).toContainEqual(
      expect.objectContaining({
        msg: 'A part did not answer',
        subgraph: part,
        correlationId: errors[0]?.extensions['correlationId'],
        err: expect.objectContaining({ message: expect.stringContaining(`127.0.0.1:${port}`) as string }) as object,
      }),
    );
  });
});
