/** What an adapter server has in its environment is good for its own systems, and for nothing else in the region. */
import { createAdapters } from '#cli/region/adapters.ts';
import { describeServerKeys } from '#cli/region/adapter-server-keys.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { serveAdapters } from '#cli/serve/adapters.ts';
import { describeDemoRegion } from '#demo/region-text.ts';
import type { LmsAdapter, ReaderTokens } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { createGrantSigner, createGrantVerifier } from '#platform/account-grant.ts';
import { loadSettings } from '#platform/config.ts';
import { adapterServerName, deriveKey, readKeyText, type KeyUse } from '#platform/derived-key.ts';
import { createLogger } from '#platform/logger.ts';
import { createReaderTokens, createSealedReaders, openAccountToken } from '#platform/reader-token.ts';
import { createSealer } from '#platform/sealed-text.ts';
import { createContextSigner, createContextVerifier, type Role } from '#platform/signed-context.ts';
import { startAdapterServer } from '#tests/support/adapter-server.ts';
import { createOwnShutdown } from '#tests/support/own-shutdown.ts';
import { describe, expect, it, onTestFinished } from 'vitest';

const HUB = {
  MERCIA_CONTEXT_SECRET: 'the secret of a region whose parts run apart',
  MERCIA_PATRON_SECRET: 'the secret of that region for everything personal',
};
const USES: readonly KeyUse[] = [
  'ids',
  'links',
  'link-keys',
  'grants',
  'readers',
  'reader-views',
  'writes',
  'write-keys',
  'subjects',
];
const ROLES: readonly Role[] = ['public', 'patron', 'staff', 'migration', 'operator'];
const NORTH = 'http://north.example:4011';
const SOUTH = 'http://south.example:4011';
const never = new AbortController().signal;
const { regionText, env } = describeDemoRegion('127.0.0.1', 4101);
const source = readDemoRegion({ regionText, secrets: env });
const asked = { subject: null, correlationId: 'c', receivedAt: Date.now(), deadline: Date.now() + 60_000 };

/** What the operator of the adapter server at `address` sets there. */
function environmentOf(address: string, servers = `koha-a=${NORTH},koha-b=${SOUTH}`): Record<string, string> {
  const settings = loadSettings({}, { ...HUB, MERCIA_ADAPTER_SERVERS: servers });
  const lines = describeServerKeys(address, source.region, settings);
  return Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string]));
}

function keysOf(address: string): { readonly contextKey: string; readonly readerKey: Buffer } {
  const { contextKey = '', readerKey = '' } = loadSettings({}, environmentOf(address));
  return { contextKey, readerKey: readKeyText(readerKey) };
}

/** A system with one reader, as an adapter server with that key tells of it. */
function tellingOf(key: Buffer, system: string, account: string): LmsAdapter {
  const tokenOf = createSealedReaders(key, system);
  const reader = (cards: boolean): ReaderTokens => ({
    readerToken: tokenOf('account', account),
    homeSite: 'S',
    nameAndBirth: tokenOf('name-birth', 'o neill|siobhan|1980-03-01'),
    email: tokenOf('email', 'siobhan@example.org'),
    ...(cards && { card: tokenOf('card', 'AB0012') }),
    category: 'PT',
    expiry: null,
    hasEmail: true,
  });
  return {
    system: { id: system as SystemId, kind: 'scripted', name: system },
    capabilities: [],
    probe: async () => ({ reachable: true, product: null, steps: [], capabilities: [], unmapped: [] }),
    loans: {
      async *readers(_signal, wanted) {
        yield { rows: [reader(wanted?.cards === true)] };
      },
    },
    close: async () => undefined,
  };
}

/** The tokens that a hub makes of what an adapter server tells that seals with that key, its own where not said. */
async function readersAtHub(
  system: string,
  account: string,
  { sealingWith, cards = true }: { readonly sealingWith?: Buffer; readonly cards?: boolean } = {},
): Promise<readonly (readonly ReaderTokens[])[]> {
  const adapters = new Map<SystemId, LmsAdapter>();
  let contextKey = '';
  const server = await startAdapterServer(adapters, { contextKey: () => contextKey });
  const own = loadSettings({}, environmentOf(server.address, `${system}=${server.address}`));
  contextKey = own.contextKey ?? '';
  const key = sealingWith ?? readKeyText(own.readerKey ?? '');
  adapters.set(system as SystemId, tellingOf(key, system, account));
  const settings = loadSettings({}, { ...HUB, MERCIA_ADAPTER_SERVERS: `${system}=${server.address}` });
  const hub = createAdapters(source, settings, createLogger('silent'), { only: [system] });
  onTestFinished(async () => {
    await hub.close();
    await server.close();
  });
  const remote = hub.adapters.get(system as SystemId);
  await remote?.probe(never);
  const pages: (readonly ReaderTokens[])[] = [];
  for await (const page of remote?.loans?.readers?.(never, { cards }) ?? []) pages.push(page.rows);
  return pages;
}

describe('an adapter server', () => {
  it.each([
    ['MERCIA_CONTEXT_SECRET', HUB.MERCIA_CONTEXT_SECRET],
    ['MERCIA_PATRON_SECRET', HUB.MERCIA_PATRON_SECRET],
    ['DATABASE_URL', 'postgres://mercia@127.0.0.1/mercia'],
  ])('does not start with %s, which opens the whole region', async (variable, value) => {
    const settings = loadSettings({}, { ...environmentOf(NORTH), [variable]: value });

    await expect(serveAdapters(settings, undefined, createOwnShutdown())).rejects.toThrow(
      new RegExp(`remove ${variable} from its environment`),
    );
  });

  it('does not start without a key of its own, and says where it comes from', async () => {
    await expect(serveAdapters(loadSettings({}, {}), undefined, createOwnShutdown())).rejects.toThrow(
      /set MERCIA_CONTEXT_KEY.*mercia keys adapter-server/,
    );
  });

  it('has keys that are those of no other, and no secret of the hub', () => {
    const north = environmentOf(NORTH);

    expect(Object.keys(north)).toEqual(['MERCIA_CONTEXT_KEY', 'MERCIA_READER_KEY']);
    const all = [...Object.values(north), ...Object.values(environmentOf(SOUTH)), ...Object.values(HUB)];
    expect(new Set(all).size).toBe(6);
    expect(environmentOf(`${NORTH}/`)).toEqual(north);
  });

  it('is one of the region’s, or no keys are printed', () => {
    expect(() => environmentOf('http://elsewhere.example:4011')).toThrow(
      /No system of the region uses an adapter server at http:\/\/elsewhere.*There are http:\/\/north/,
    );
    expect(() => environmentOf('north')).toThrow(/No system of the region uses an adapter server at north/);
  });

  it('is told apart by host, port and path', () => {
    expect(['https://a.example/', 'https://a.example:443', 'http://a.example:4011/x/'].map(adapterServerName)).toEqual([
      'a.example',
      'a.example',
      'a.example:4011/x',
    ]);
  });
});

describe('with the environment of one adapter server alone', () => {
  it.each(ROLES)('nobody can sign a context as %s for another server, nor for a part of the hub', async (role) => {
    const north = keysOf(NORTH);
    const forged = await Promise.all(
      [north.contextKey, north.readerKey.toString('base64url')].map((key) =>
        createContextSigner(key)({ ...asked, role }),
      ),
    );

    for (const text of forged) {
      const refused = expect.objectContaining({ code: 'FORBIDDEN' }) as unknown;
      await expect(createContextVerifier(keysOf(SOUTH).contextKey)(text)).rejects.toEqual(refused);
      await expect(createContextVerifier(HUB.MERCIA_CONTEXT_SECRET)(text)).rejects.toEqual(refused);
    }
  });

  it('what the hub signed for it is refused everywhere else', async () => {
    const heard = await createContextSigner(keysOf(NORTH).contextKey)({ ...asked, role: 'operator' });

    await expect(createContextVerifier(keysOf(NORTH).contextKey)(heard)).resolves.toMatchObject({ role: 'operator' });
    await expect(createContextVerifier(keysOf(SOUTH).contextKey)(heard)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('nothing can be opened that the hub or another server sealed, and no leave to read be given', async () => {
    const held = Object.values(environmentOf(NORTH));
    const tried = [
      readKeyText(held[1] ?? ''),
      ...held.flatMap((text) => [readKeyText(text), ...USES.map((use) => deriveKey(text, use))]),
    ];
    const sealed = [
      ...USES.map((use) => createSealer(deriveKey(HUB.MERCIA_PATRON_SECRET, use)).sealStably('17', 'koha-a')),
      createReaderTokens(deriveKey(HUB.MERCIA_PATRON_SECRET, 'readers'), 'koha-a')('account', '17'),
      createSealedReaders(keysOf(SOUTH).readerKey, 'koha-a')('account', '17'),
    ];
    const verify = createGrantVerifier([deriveKey(HUB.MERCIA_PATRON_SECRET, 'grants')], Date.now);
    const grant = { account: 'koha-a:account:x', subject: 's', purpose: 'DESK_ENQUIRY' } as const;

    for (const key of tried) {
      for (const text of sealed) expect(createSealer(key).open(text, 'koha-a')).toBeNull();
      for (const text of sealed) expect(openAccountToken(key, 'koha-a', text)).toBeNull();
    }
    await Promise.all(
      tried.map(async (key) => {
        const forged = await createGrantSigner(key, Date.now)(grant);
        await expect(verify(forged, { ...grant, subjects: [grant.subject] })).rejects.toMatchObject({
          code: 'FORBIDDEN',
        });
      }),
    );
  });

  it('the tokens that are kept of readers cannot be made, not even of its own', async () => {
    const [kept] = (await readersAtHub('koha-a', '17')).flat();
    const held = Object.values(environmentOf(NORTH)).flatMap((text) => [readKeyText(text), deriveKey(text, 'readers')]);

    for (const key of held) {
      const own = createReaderTokens(key, 'koha-a');
      expect([own('email', 'siobhan@example.org'), own('account', '17')]).not.toContain(kept?.email);
      expect(own('name-birth', 'o neill|siobhan|1980-03-01')).not.toBe(kept?.nameAndBirth);
      expect(own('card', 'AB0012')).not.toBe(kept?.card);
      expect(own('account', '17')).not.toBe(kept?.readerToken);
    }
  });
});

describe('readers behind adapter servers', () => {
  it('are the same persons in two systems, and at a system that the hub asks itself', async () => {
    const [north] = (await readersAtHub('koha-a', '17')).flat();
    const [south] = (await readersAtHub('koha-b', '40')).flat();
    const direct = createReaderTokens(deriveKey(HUB.MERCIA_PATRON_SECRET, 'readers'), 'koha-a');

    expect([north?.nameAndBirth, north?.email, north?.card]).toEqual([south?.nameAndBirth, south?.email, south?.card]);
    expect(north).toEqual({
      readerToken: direct('account', '17'),
      homeSite: 'S',
      nameAndBirth: direct('name-birth', 'o neill|siobhan|1980-03-01'),
      email: direct('email', 'siobhan@example.org'),
      card: direct('card', 'AB0012'),
      category: 'PT',
      expiry: null,
      hasEmail: true,
    });
    expect(south?.readerToken).not.toBe(north?.readerToken);
  });

  it('come without a card where none is asked for', async () => {
    const [reader] = (await readersAtHub('koha-a', '17', { cards: false })).flat();

    expect(reader).toMatchObject({ category: 'PT' });
    expect(reader).not.toHaveProperty('card');
  });

  it('travel as another text each time, in which nothing of them stands', () => {
    const tokenOf = createSealedReaders(keysOf(NORTH).readerKey, 'koha-a');
    for (const [kind, text] of [
      ['email', 'siobhan@example.org'],
      ['card', 'AB0012'],
    ] as const) {
      const [first, second] = [tokenOf(kind, text), tokenOf(kind, text)];
      expect(first).not.toBe(second);
      for (const told of [first, second])
        expect(Buffer.from(told, 'base64url').toString('latin1')).not.toContain(text.slice(0, 6));
    }
  });

  it('are an error, and no list, where the server seals with a key that is not its own', async () => {
    const others = keysOf(SOUTH).readerKey;

    await expect(readersAtHub('koha-a', '17', { sealingWith: others })).rejects.toMatchObject({
      code: 'LMS_AUTH_FAILED',
    });
    await expect(readersAtHub('koha-a', '17', { sealingWith: others })).rejects.toThrow(/MERCIA_READER_KEY/);
  });
});
