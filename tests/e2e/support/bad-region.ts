/** A region on a bad day: of five Kohas two answer, one is gone, one refuses the password, one is a web page. */
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { createTestWorld, TEST_SECRETS } from '#tests/conformance/koha-system.ts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Never a password of anything; no message may repeat it. */
export const WRONG_PASSWORD = 'Tr0ub4dor-and-3';

export interface BadRegion {
  readonly text: string;
  /** What the region file's variables hold. */
  readonly env: Readonly<Record<string, string>>;
  /** A Koha that answers at harvest; its answers can be spoiled later. */
  readonly turning: KohaSimulator;
  close(): Promise<void>;
}

export async function startBadRegion(): Promise<BadRegion> {
  const [good, turning] = await Promise.all([startKoha(), startKoha()]);
  const portal = await listen((_, response) => {
    response.setHeader('content-type', 'text/html').end('<html><body>Please accept our terms</body></html>');
  });
  const gone = await listen(() => undefined);
  await close(gone.server);
  const systems = [
    describeSystem('good', good.url, 'clientIdEnv: CLIENT_ID, clientSecretEnv: CLIENT_SECRET'),
    describeSystem('turning', turning.url, 'clientIdEnv: CLIENT_ID, clientSecretEnv: CLIENT_SECRET'),
    describeSystem('gone', gone.url, 'clientIdEnv: CLIENT_ID, clientSecretEnv: CLIENT_SECRET'),
    describeSystem('refusing', good.url, 'userEnv: USER, passwordEnv: OLD_PASSWORD'),
    describeSystem('portal', portal.url, 'userEnv: USER, passwordEnv: OLD_PASSWORD'),
  ];
  return {
    text: [
      'region: { id: bad-day, name: A bad day }',
      'libraries:',
      ...['good', 'turning', 'gone', 'refusing', 'portal'].map(
        (id) => `  - { id: ${id}-library, name: The ${id} library, system: ${id} }`,
      ),
      'systems:',
      ...systems,
      '',
    ].join('\n'),
    env: { ...TEST_SECRETS, OLD_PASSWORD: WRONG_PASSWORD },
    turning,
    close: async () => {
      await Promise.all([good.close(), turning.close(), close(portal.server)]);
    },
  };
}

function startKoha(): Promise<KohaSimulator> {
  return createKohaSimulator({ world: createTestWorld({ login: 'oauth' }) });
}

// Without OAI-PMH, which asks for no password.
function describeSystem(id: string, address: string, credentials: string): string {
  const owners = ['A1', 'A2', 'B1'].map((code) => `{ code: ${code}, library: ${id}-library }`).join(', ');
  return [
    `  - id: ${id}`,
    `    name: The ${id} Koha`,
    '    kind: koha',
    `    address: '${address}'`,
    `    credentials: { ${credentials} }`,
    '    harvest: { method: rest }',
    `    owners: [${owners}]`,
  ].join('\n');
}

/** A web server on a free port of this machine. */
export async function listen(
  answer: Parameters<typeof createServer>[1] & object,
): Promise<{ readonly server: Server; readonly url: string; readonly port: number }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}` };
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
}
