import { createDeparture } from '#platform/departure.ts';
import { createHttpApp } from '#platform/http-app.ts';
import { steadyNow } from '#platform/steady-clock.ts';
import { expect, it } from 'vitest';
import { closeServers } from './shutdown.ts';

/** Whose `/` is answered by what `answer` gives; `asked` when somebody has asked. */
async function start(answer: () => Promise<string>) {
  const app = createHttpApp({});
  const departure = createDeparture(app);
  const asked = Promise.withResolvers<undefined>();
  app.get('/', () => {
    asked.resolve(undefined);
    return answer();
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { ...departure, url, asked: asked.promise };
}

async function ask(url: string): Promise<string> {
  return fetch(url).then(
    (response) => response.text(),
    () => 'no answer',
  );
}

it('closes servers that ask another together, and that one behind them, so that they can answer', async () => {
  const pause = Promise.withResolvers<undefined>();
  const graph = await start(() => Promise.resolve('from the graph'));
  const [feeds, pages] = [
    await start(() => Promise.resolve('')),
    await start(() => pause.promise.then(() => ask(graph.url))),
  ];
  const page = ask(pages.url);
  await pages.asked;

  const closed = closeServers([graph, feeds, pages]);
  await expect.poll(() => ask(feeds.url)).toBe('no answer');
  expect(await ask(graph.url)).toBe('from the graph');
  pause.resolve(undefined);

  expect(await page).toBe('from the graph');
  await closed;
  expect(await ask(graph.url)).toBe('no answer');
});

it('gives all of them one time, however many are asked something that takes longer', async () => {
  const never = () => new Promise<string>(() => undefined);
  const servers = [await start(never), await start(never), await start(never)];
  const answers = servers.map(({ url }) => ask(url));
  await Promise.all(servers.map(({ asked }) => asked));

  const [began, longestMs] = [steadyNow(), 2_000];
  await closeServers(servers, longestMs);

  // One after the other they would take three times as long.
  expect(steadyNow() - began).toBeLessThan(2 * longestMs);
  expect(await Promise.all(answers)).toEqual(['no answer', 'no answer', 'no answer']);
});
