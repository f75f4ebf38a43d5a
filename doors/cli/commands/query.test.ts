import { runHere } from '#tests/support/run-here.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';

/** As MARC has Hebrew: between marks that turn the direction. With a control of C1, that moves a cursor. */
const TEXT = '\u202bספר\u202c \u009b2J';
const ESCAPED = '"\\u202bספר\\u202c \\u009b2J"';

/** The address of a graph that has but this answer. */
async function startAnswering(data: unknown): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`;
}

it.each([
  ['of a query', ['query', '-e', '{ title }'], { title: TEXT }, `{\n  "data": {\n    "title": ${ESCAPED}\n  }\n}\n`],
  [
    'of a query on one line',
    ['query', '--json', '-e', '{ title }'],
    { title: TEXT },
    `{"data":{"title":${ESCAPED}}}\n`,
  ],
  [
    'of where libraries stand',
    ['move', 'switch', 'list', '--json'],
    { phases: [{ library: 'elm', note: TEXT }] },
    `{"library":"elm","note":${ESCAPED}}\n`,
  ],
])('gives JSON %s with each character that a text has', async (_, args, data, printed) => {
  const { code, stdout } = await runHere(args, { MERCIA_URL: await startAnswering(data) });

  expect({ code, stdout }).toEqual({ code: 0, stdout: printed });
  expect(stdout).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/);
});
