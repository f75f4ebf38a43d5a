import { afterEach, expect, it } from 'vitest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpClient } from '#platform/http-client.ts';
import { askForToken, type TokenAnswer, type TokenQuestion } from './client-credentials.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Heard {
  authorization: string;
  body: string;
}

/** Asks a server that answers everything with this. */
async function ask(
  status: number,
  answer: unknown,
  asked: Partial<TokenQuestion> = {},
): Promise<{ readonly heard: Heard; readonly came: Promise<TokenAnswer> }> {
  const heard: Heard = { authorization: '', body: '' };
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const server = createServer((request, response) => {
    heard.authorization = request.headers.authorization ?? '';
    request.on('data', (chunk: Buffer) => (heard.body += chunk.toString('utf8')));
    request.on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createHttpClient({ system: 'lms', address, connections: 1, timeoutMs: 5_000 });
  closing.push(() => {
    http.close();
    server.close();
  });
  const question = {
    system: 'lms',
    path: '/token',
    clientId: 'key',
    clientSecret: 's/=',
    sentIn: 'form',
    ...asked,
  } as const;
  return { heard, came: askForToken(http, question, new AbortController().signal) };
}

it.each([
  ['form', '', 'grant_type=client_credentials&client_id=key&client_secret=s%2F%3D&scope=a+b'],
  ['header', `Basic ${btoa('key:s/=')}`, 'grant_type=client_credentials&scope=a+b'],
] as const)('sends id and secret in the %s, and nowhere else', async (sentIn, authorization, body) => {
  const { heard, came } = await ask(200, { access_token: 't', expires_in: 60 }, { sentIn, scope: 'a b' });

  expect(await came).toEqual({ token: 'Bearer t', lifeMs: 60_000 });
  expect(heard).toEqual({ authorization, body });
});

it('reads a life that is written as a text, and no date beside it', async () => {
  const { came } = await ask(200, { access_token: 't', expires_in: '3599', expires_at: '2013-08-23 18:45:29Z' });

  expect(await came).toEqual({ token: 'Bearer t', lifeMs: 3_599_000 });
});

it.each([400, 401, 403, 404])('leaves it to the kind of system what an answer %s means', async (status) => {
  const { came } = await ask(status, { message: 'the secret s/= is wrong' });

  expect(await came).toEqual({ status });
});

it.each([
  ['no token', { expires_in: 60 }],
  ['no life', { access_token: 't' }],
  ['a life of nothing', { access_token: 't', expires_in: 0 }],
  ['a life that is no number', { access_token: 't', expires_in: 'soon' }],
  ['a list', [1]],
])('refuses an answer with %s', async (_what, answer) => {
  const { came } = await ask(200, answer);

  await expect(came).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
});
