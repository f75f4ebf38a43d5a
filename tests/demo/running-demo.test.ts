import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { changeOnce } from '#demo/changes.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { startDemoRegion } from '#demo/index.ts';
import type { RunningDemo } from '#demo/index.ts';
import { CODES, EXPORT_LIBRARIES, LIBRARIES, SYMPHONY_LIBRARIES } from '#demo/libraries.ts';
import { SYMPHONY_PATH } from '#demo/symphony-setup.ts';
import { createRandom } from '#simulators/random.ts';
import { createLogger } from '#platform/logger.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { loadRegion } from '#region/load-region.ts';
import type { CredentialNames } from '#domain/region.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOW } from './made-region.ts';

const logger = createLogger('silent');

describe('startDemoRegion', () => {
  let demo: RunningDemo;

  beforeAll(async () => {
    demo = await startDemoRegion({ logger, now: () => NOW, changeEveryMs: 0 });
  });
  afterAll(async () => {
    await demo.close();
  });

  it('writes a region file that names the addresses where the systems answer', () => {
    const region = loadRegion({ text: demo.regionText }, { kinds: adapterKinds });

    const own = region.systems.filter(({ kind }) => kind !== 'files');
    expect(own.map(({ id, address }) => [id, address])).toEqual(demo.systems.map(({ id, url }) => [id, url]));
    for (const { id, url, sip2 } of demo.exports) {
      const system = region.systems.find((one) => one.id === id);
      expect(JSON.stringify(system?.settings)).toContain(`${url}/catalogue.mrc`);
      expect(system?.live?.address).toBe(sip2?.simulator.url);
    }
  });

  it('describes every library and branch of the generator, and no other', () => {
    const all = [...LIBRARIES, ...SYMPHONY_LIBRARIES, ...EXPORT_LIBRARIES];
    const region = loadRegion({ text: demo.regionText }, { kinds: adapterKinds });
    const owners = region.systems.flatMap((system) =>
      system.owners.map(({ code, library }) => `${system.id} ${code} ${library}`),
    );

    expect(region.libraries.map(({ id, name, system }) => [id, name, system])).toEqual(
      all.map(({ id, name, system }) => [id, name, system]),
    );
    expect(owners.toSorted()).toEqual(
      all.flatMap(({ id, system, branches }) => branches.map(({ code }) => `${system} ${code} ${id}`)).toSorted(),
    );
  });

  it('gives the secrets that the region file names, and they open each system', async () => {
    const region = loadRegion({ text: demo.regionText }, { kinds: adapterKinds });
    const own = region.systems.filter(({ kind }) => kind !== 'files');
    const statuses = await Promise.all(
      own.map(async ({ address, credentials, kind }) => {
        if (kind === 'symphony') return logInToSymphony(address, credentials, demo.env);
        const authorization = await logIn(address, credentials, demo.env);
        const answer = await fetch(`${address}/api/v1/items?_per_page=1`, { headers: { authorization } });
        await answer.text();
        return answer.status;
      }),
    );

    expect(statuses).toEqual([200, 200, 200, 200]);
    const named = region.systems
      .flatMap(({ credentials, live }) => [credentials, ...(live === undefined ? [] : [live.credentials])])
      .flatMap(({ clientIdEnv, clientSecretEnv, userEnv, passwordEnv }) => [
        clientIdEnv,
        clientSecretEnv,
        userEnv,
        passwordEnv,
      ])
      .filter((name) => name !== null)
      // Names a second client id in its settings.
      .concat('DEMO_SYMPHONY_D_PUBLIC_CLIENT_ID');
    expect(Object.keys(demo.env).toSorted()).toEqual(named.toSorted());
  });

  it('offers OAI-PMH with items at two Kohas and none at the third', async () => {
    const pages = await Promise.all(
      demo.systems.slice(0, 3).map(async ({ url }) => {
        const answer = await fetch(`${url}/cgi-bin/koha/oai.pl?verb=ListRecords&metadataPrefix=marcxml`);
        return { ok: answer.ok, items: /tag=["']952["']/.test(await answer.text()) };
      }),
    );

    expect(pages).toEqual([
      { ok: true, items: true },
      { ok: false, items: false },
      { ok: true, items: true },
    ]);
  });

  it('offers the export of the Symphony where the region file says', async () => {
    const source = /source: '(\S+)'/.exec(demo.regionText)?.[1] ?? '';
    const answer = await fetch(source);

    expect(source).toContain(demo.systems[3]?.url);
    expect(answer.status).toBe(200);
    expect((await answer.bytes()).at(-1)).toBe(0x1d);
  });

  it('says which port is taken, and leaves nothing running', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    try {
      const start = startDemoRegion({ ports: [0, port, 0], logger, now: () => NOW });
      await expect(start).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      await expect(start).rejects.toThrow(
        new RegExp(`koha-b cannot start. Port ${port} of 127.0.0.1 .* --demo-port; 0 takes free ones.$`),
      );
    } finally {
      blocker.close();
    }
  });
});

describe('changeOnce', () => {
  it('lends, takes back, renews and places holds, and leaves the showcase alone', () => {
    const { worlds } = generateDemoRegion({ now: NOW });
    const world = worlds.get('koha-a');
    if (world === undefined) throw new Error('no koha-a');
    const showcase = new Set([1, 2, 3, 4, 5]);
    const before = JSON.stringify([...world.items.values()].filter((item) => showcase.has(item.biblio_id)));
    const random = createRandom(3);

    const kinds = Array.from({ length: 200 }, () => changeOnce(world, CODES['koha-a'], showcase, random)?.kind);

    expect(new Set(kinds)).toEqual(new Set(['LENT', 'RETURNED', 'RENEWED', 'ASKED_FOR']));
    expect(JSON.stringify([...world.items.values()].filter((item) => showcase.has(item.biblio_id)))).toBe(before);
    for (const loan of world.checkouts.values()) expect(world.items.get(loan.item_id)?.checked_out_date).not.toBeNull();
  });
});

async function logIn(address: string, names: CredentialNames, env: Readonly<Record<string, string>>): Promise<string> {
  const secret = (name: string | null): string => env[name ?? ''] ?? '';
  if (names.clientIdEnv === null) {
    return `Basic ${Buffer.from(`${secret(names.userEnv)}:${secret(names.passwordEnv)}`).toString('base64')}`;
  }
  const answer = await fetch(`${address}/api/v1/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: secret(names.clientIdEnv),
      client_secret: secret(names.clientSecretEnv),
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return `Bearer ${token}`;
}

async function logInToSymphony(
  address: string,
  { clientIdEnv, userEnv, passwordEnv }: CredentialNames,
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const answer = await fetch(`${address}${SYMPHONY_PATH}/user/staff/login`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-sirs-clientid': env[clientIdEnv ?? ''] ?? '',
      'sd-originating-app-id': 'test',
    },
    body: JSON.stringify({ login: env[userEnv ?? ''], password: env[passwordEnv ?? ''] }),
  });
  await answer.text();
  return answer.status;
}
