import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createEndCallers } from '#platform/end-callers.ts';
import { afterEach, expect, it } from 'vitest';
import { RegionNameDocument } from './__generated__/operations.ts';
import { createGraphFor, harvestedPartOf, type GraphFor } from './graph.ts';

const endCallers = createEndCallers(Buffer.alloc(32, 1));
const asked: IncomingHttpHeaders[] = [];
const server = createServer((request, response) => {
  asked.push(request.headers);
  response.setHeader('content-type', 'application/json').end('{"data":{"region":null}}');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('says whom it asks for: an address, and whoever is signed in, each by a name of their own', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const graphFor = createGraphFor(`http://127.0.0.1:${String(port)}`, endCallers);
  const ask = (visitor: Parameters<GraphFor>[0]) => graphFor(visitor).ask(RegionNameDocument, {});

  await ask({ address: '192.0.2.1' });
  await ask({ token: 'token' });

  const [ofPublic, signedIn] = asked;
  const said = ofPublic?.['mercia-asked-for'];
  expect(endCallers.read(String(said))).toEqual({
    caller: endCallers.ofAddress('192.0.2.1'),
    limited: false,
    owes: false,
  });
  expect(ofPublic?.authorization).toBeUndefined();
  expect(endCallers.read(String(signedIn?.['mercia-asked-for']))).toEqual({
    caller: endCallers.ofCredential('token'),
    limited: false,
    owes: false,
  });
  expect(signedIn?.authorization).toBe('Bearer token');
});

it('gives no system whose records could not be told as one that has none', () => {
  const fault = { code: 'STORE_UNAVAILABLE', message: 'late', system: null, correlationId: null } as const;
  const read = (harvest: object | null, ...paths: readonly (readonly string[])[]) =>
    harvestedPartOf(
      { data: { system: { harvest } }, errors: paths.map((path) => ({ ...fault, path })) },
      'system',
      (system) => [system],
    );

  expect(() => read(null, ['system', 'harvest'])).toThrow('late');
  expect(() => read(null, [])).toThrow('late');
  expect(read(null, ['system', 'outages'])).toEqual({ harvest: null });
  expect(read({}, [])).toEqual({ harvest: {} });
});
