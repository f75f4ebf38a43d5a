import { CAPABILITIES } from '#contract/adapter.ts';
import type { Capability, HarvestPage, HarvestSource, LmsAdapter } from '#contract/adapter.ts';
import { createRemoteAdapter, type RemoteAdapter } from '#adapters/remote/index.ts';
import { createId, type SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { JSON_LIMITS } from '#platform/parse-json.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { testConfig } from '#tests/conformance/koha-system.ts';
import { startAdapterServer, TEST_SECRET, type TestAdapterServer } from '#tests/support/adapter-server.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SYSTEM = 'koha-t' as SystemId;
const HOLDING = { id: createId(SYSTEM, 'holding', '1@alder'), liveKeys: ['r:1'] };
const FULL = { run: { kind: 'full' }, resumeAt: null } as const;
const never = new AbortController().signal;
const ALL: readonly Capability[] = ['HARVEST_FULL', 'LIVE_ITEMS', 'HOLD_QUEUE'];

/** Every byte there is, and no text in any encoding. */
const RAW = Uint8Array.from({ length: 256 }, (_, index) => index);

function pageOf(resumeAt: string, last: boolean): HarvestPage {
  const marc = { leader: ' '.repeat(24), fields: [{ tag: '001', value: 'é\n1' }] };
  const description = {
    localId: resumeAt,
    changedAt: null,
    visibility: 'SUPPRESSED',
    raw: RAW,
    format: 'iso2709',
  } as const;
  return {
    records: [
      {
        ...description,
        deleted: false,
        marc,
        repairs: ['one'],
        items: [],
        leftOutItems: [],
        holdings: [],
        kept: { framework: 'é' },
      },
      { deleted: true, localId: 'gone', changedAt: '2026-01-01T00:00:00Z' },
    ],
    rejects: [{ localId: null, place: 'page 1', reason: 'no end', raw: RAW, format: 'unknown' }],
    resumeAt,
    expected: 2,
    nextCursor: last ? 'tomorrow' : null,
    allLocalIds: last ? new Set(['1', '2']) : null,
  };
}

interface Scripted {
  readonly capabilities?: readonly Capability[];
  readonly fault?: Error;
  /** Called between the two pages of a harvest. */
  readonly between?: (signal: AbortSignal) => Promise<void>;
}

function scripted({ capabilities = ALL, fault, between }: Scripted = {}): LmsAdapter {
  const facts = { asOf: '2026-01-01T00:00:00.000Z', items: [], holdQueue: 3, limitation: null };
  return {
    system: { id: SYSTEM, kind: 'koha', name: 'As the server calls it' },
    capabilities,
    probe: async () => ({ reachable: true, product: 'Scripted 1', steps: [], capabilities, unmapped: [] }),
    ...(capabilities.includes('LIVE_ITEMS') && {
      items: {
        async findAvailability(holdings) {
          if (fault !== undefined) throw fault;
          return holdings.map(() => facts);
        },
        findItems: async (ids) => ids.map(() => null),
      },
    }),
    harvest: {
      rules: NO_RULES,
      describe: async () => 'by script',
      async *pages(_from, signal) {
        yield pageOf('1', false);
        await between?.(signal);
        yield pageOf('2', true);
      },
    },
    close: async () => undefined,
  };
}

let server: TestAdapterServer;
const hosted = new Map<SystemId, LmsAdapter>();
const opened: RemoteAdapter[] = [];

function remote(address = server.address, secret = TEST_SECRET, now = Date.now): RemoteAdapter {
  const system = testConfig('http://127.0.0.1:9', { login: 'none' });
  const adapter = createRemoteAdapter({
    system,
    address,
    sign: createContextSigner(secret),
    now,
    rules: NO_RULES,
  });
  opened.push(adapter);
  return adapter;
}

/** Members, and theirs, that are there. */
function membersOf(adapter: LmsAdapter): readonly string[] {
  const { capabilities: _, ...others } = adapter;
  const namesIn = (value: object): readonly (readonly [string, unknown])[] =>
    Object.entries(value).filter(([, member]) => member !== undefined);
  return namesIn(others).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? namesIn(value).map(([inner]) => `${name}.${inner}`) : [name],
  );
}

async function askOf(adapter: RemoteAdapter): Promise<unknown> {
  const slots = await adapter.items?.findAvailability([HOLDING], never);
  return slots?.[0];
}

async function pagesOf(adapter: RemoteAdapter): Promise<readonly HarvestPage[]> {
  const pages: HarvestPage[] = [];
  // The clone has plain byte arrays, whatever kind of them came.
  for await (const page of adapter.harvest?.pages(FULL, never) ?? []) pages.push(structuredClone(page));
  return pages;
}

beforeEach(async () => {
  server = await startAdapterServer(hosted);
  hosted.set(SYSTEM, scripted());
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((adapter) => adapter.close()));
  await server.close();
  hosted.clear();
});

describe('an adapter that is somewhere else', () => {
  it('brings records byte by byte, deletions, rejects, the set of ids, and by which rules it read', async () => {
    const { digest: rules } = NO_RULES;

    expect(await pagesOf(remote())).toEqual([
      { ...pageOf('1', false), rules },
      { ...pageOf('2', true), rules },
    ]);
  });

  it('brings a page with more than any one answer of a system may have', async () => {
    const small = pageOf('1', true);
    const [described, ...others] = small.records;
    if (described === undefined || described.deleted) throw new Error('no record');
    const field = { tag: '500', ind1: ' ', ind2: ' ', subfields: [] };
    const marc = { ...described.marc, fields: Array<typeof field>(JSON_LIMITS.containers / 2).fill(field) };
    const page = { ...small, records: [{ ...described, marc }, ...others] };
    const harvest: HarvestSource = {
      rules: NO_RULES,
      describe: async () => 'by script',
      async *pages() {
        yield page;
      },
      findRecords: async () => page,
    };
    hosted.set(SYSTEM, { ...scripted(), harvest });
    const adapter = remote();
    await adapter.learn(never);

    const [came] = await pagesOf(adapter);
    const found = await adapter.harvest?.findRecords?.(['1'], never);

    const [ofPage, alone] = [came, found].map((each) => each?.records[0]);
    expect([ofPage, alone].map((one) => (one?.deleted === false ? one.marc.fields.length : null))).toEqual([
      marc.fields.length,
      marc.fields.length,
    ]);
  });

  it.each([-60_000, 60_000])('is not believed while its clock is off: it says as of when a fact is', async (off) => {
    const adapter = remote(server.address, TEST_SECRET, () => Date.now() + off);

    await expect(askOf(adapter)).rejects.toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      message: expect.stringMatching(
        /the clock of the adapter server at \S+ is (59|60|61) s (ahead of|behind) ours/u,
      ) as string,
    });
  });

  it('tells what is known of each holding as it comes, and keeps that when the server dies', async () => {
    const facts = { asOf: '2026-01-01T00:00:00.000Z', items: [], holdQueue: 3, limitation: null };
    const later = { ...facts, holdQueue: 4 };
    const more = Promise.withResolvers<undefined>();
    hosted.set(SYSTEM, {
      ...scripted(),
      items: {
        needsHolding: true,
        async findAvailability(_holdings, _signal, onSlot) {
          onSlot?.(1, facts);
          await more.promise;
          onSlot?.(1, later);
          return new Promise(() => undefined);
        },
        findItems: async (ids) => ids.map(() => null),
      },
    });
    const adapter = remote();
    await adapter.learn(never);
    const told: unknown[] = [];
    const came = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const asking = adapter.items?.findAvailability([HOLDING, HOLDING], never, (place, slot) => {
      came[told.push([place, slot]) - 1]?.resolve(undefined);
    });
    const outcome = expect(asking).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });

    await came[0]?.promise;
    more.resolve(undefined);
    await came[1]?.promise;
    await server.stop();

    await outcome;
    expect(told).toEqual([
      [1, facts],
      [1, later],
    ]);
    expect(adapter.items?.needsHolding).toBe(true);
  });

  it('keeps its connection from one question to the next', async () => {
    const adapter = remote();
    for (let round = 0; round < 5; round += 1) await askOf(adapter);

    expect(server.connections()).toBe(1);
  });

  it('presumes what it can until its server told it, and then knows', async () => {
    hosted.set(SYSTEM, scripted({ capabilities: ['HARVEST_FULL'] }));
    const adapter = remote();
    const before = adapter.items;

    await expect(before?.findAvailability([HOLDING], never)).rejects.toMatchObject({ code: 'CAPABILITY_UNSUPPORTED' });
    expect(await adapter.learn(never)).toBe(true);
    expect(adapter.capabilities).toEqual(['HARVEST_FULL']);
    expect(adapter.items).toBeUndefined();
    expect(adapter.system.name).toBe('As the server calls it');
  });

  it('has all that the adapter beside its server has, but single copies, which are composed there', async () => {
    const notAsked = (): never => {
      throw new MerciaError('INTERNAL', 'only that it is there is asked');
    };
    // The compiler asks for a member that is new.
    const whole: Required<Omit<LmsAdapter, 'copies'>> & { readonly harvest: Required<HarvestSource> } = {
      system: { id: SYSTEM, kind: 'koha', name: 'As the server calls it' },
      capabilities: CAPABILITIES,
      probe: notAsked,
      harvest: {
        rules: NO_RULES,
        describe: notAsked,
        unseenEdits: notAsked,
        pages: notAsked,
        findRecords: notAsked,
      },
      items: { isLarge: notAsked, needsHolding: true, findAvailability: notAsked, findItems: notAsked },
      patrons: { verify: notAsked, find: notAsked, account: notAsked },
      writes: { renew: notAsked, placeHold: notAsked, cancelHold: notAsked },
      writesOff: 'the line "experimentalWrites: true" turns them on',
      loans: { useCounts: notAsked },
      policies: { codeLists: notAsked, loanRules: notAsked },
      close: async () => undefined,
    };
    hosted.set(SYSTEM, whole);
    const adapter = remote();
    await adapter.learn(never);

    expect(membersOf(adapter)).toEqual(expect.arrayContaining([...membersOf(whole)]));
    expect(adapter.writesOff).toBe(whole.writesOff);
  });

  it('is built while its server is down, says so, and is picked up again and again', async () => {
    await server.stop();
    const adapter = remote();

    expect(await adapter.learn(never)).toBe(false);
    await expect(askOf(adapter)).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', system: SYSTEM });
    for (let round = 0; round < 3; round += 1) {
      await server.start();
      expect(await askOf(adapter)).toMatchObject({ holdQueue: 3 });
      await server.stop();
      await expect(askOf(adapter)).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
    }
  });

  it('ends a harvest with an error where its server dies between two pages, never as if it were done', async () => {
    hosted.set(SYSTEM, scripted({ between: () => server.stop() }));

    await expect(pagesOf(remote())).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', system: SYSTEM });
  });

  it('ends the work at the system when the hub has enough of a harvest', async () => {
    const { promise: ended, resolve } = Promise.withResolvers<undefined>();
    const untilAborted = (signal: AbortSignal): Promise<void> =>
      new Promise((done) => {
        signal.addEventListener('abort', () => {
          resolve(undefined);
          done();
        });
      });
    hosted.set(SYSTEM, scripted({ between: untilAborted }));

    for await (const page of remote().harvest?.pages(FULL, never) ?? []) {
      expect(page.resumeAt).toBe('1');
      break;
    }

    await ended;
  });

  it('carries the code of an error, the time to wait, and no cause', async () => {
    const cause = new Error('inside the firewall');
    const limited = new MerciaError('LMS_RATE_LIMITED', '[koha-t] items: wait', { retryAfterSeconds: 7, cause });
    hosted.set(SYSTEM, scripted({ fault: limited }));

    const error = await askOf(remote()).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(MerciaError);
    expect(error).toMatchObject({ code: 'LMS_RATE_LIMITED', message: limited.message, retryAfterSeconds: 7 });
    expect((error as MerciaError).cause).toBeUndefined();
  });

  it('tells a fault of the adapter itself as one, without its words', async () => {
    hosted.set(SYSTEM, scripted({ fault: new TypeError('reading secret of undefined') }));

    const error = await askOf(remote()).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'INTERNAL' });
    expect((error as Error).message).not.toContain('secret');
  });

  it('says which systems the server answers for where it is not one of them', async () => {
    hosted.clear();
    hosted.set('other' as SystemId, scripted());

    await expect(askOf(remote())).rejects.toThrow(/answers for other; name koha-t under its --systems/);
  });

  it('is refused with another secret, and says what to set', async () => {
    const adapter = remote(server.address, 'another secret, of the same length or so');

    await expect(askOf(adapter)).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    await expect(askOf(adapter)).rejects.toThrow(/MERCIA_CONTEXT_KEY.*mercia keys adapter-server http/);
    await expect(pagesOf(adapter)).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED' });
    expect((await adapter.probe(never)).steps).toMatchObject([{ what: 'adapter server', ok: false }]);
  });

  it.each([
    ['of another version', { 'mercia-wire': '1' }, /speaks version 1 of the wire and this side version 4/],
    ['that is none', {}, /is no adapter server \(HTTP 404\); check adapterServer/],
  ])('says what is wrong with a server %s', async (_, headers, message) => {
    const stranger = fastify();
    stranger.addHook('onRequest', async (_request, reply) => {
      reply.headers(headers);
    });
    const address = await stranger.listen({ host: '127.0.0.1', port: 0 });
    try {
      await expect(askOf(remote(address))).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
      await expect(askOf(remote(address))).rejects.toThrow(message);
    } finally {
      await stranger.close();
    }
  });
});

describe('an adapter server', () => {
  it.each(['', '/probe', '/harvest'])('refuses GET %s without a signed context', async (path) => {
    const answer = await fetch(`${server.address}/v4/systems/${SYSTEM}${path}`);

    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  it.each(['/availability', '/items', '/harvest/pages'])('refuses POST %s of a reader of the graph', async (path) => {
    const sign = createContextSigner(TEST_SECRET);
    const asked = { subject: null, correlationId: 'c', receivedAt: Date.now(), deadline: Date.now() + 1000 };
    const answer = await fetch(`${server.address}/v4/systems/${SYSTEM}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mercia-context': await sign({ role: 'public', ...asked }) },
      body: JSON.stringify({ keys: [], ...FULL }),
    });

    expect(answer.status).toBe(403);
  });

  it('sends what was told while there was no room for it, before it says that the adapter failed', async () => {
    const facts = { asOf: '2026-01-01T00:00:00.000Z', items: [], holdQueue: 3, limitation: null };
    const words = { code: 'TIMEOUT', message: 'x'.repeat(32_000_000), system: SYSTEM } as const;
    const [read, taken] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    hosted.set(SYSTEM, {
      ...scripted(),
      items: {
        async findAvailability(_holdings, _signal, onSlot) {
          // More than connections hold.
          onSlot?.(0, { ...facts, limitation: words });
          await read.promise;
          onSlot?.(1, {
            ...facts,
            get holdQueue() {
              taken.resolve(undefined);
              return 4;
            },
          });
          await taken.promise;
          onSlot?.(2, { ...facts, holdQueue: 5 });
          throw new MerciaError('LMS_UNAVAILABLE', '[koha-t] broke off');
        },
        findItems: async (ids) => ids.map(() => null),
      },
    });
    const sign = createContextSigner(TEST_SECRET);
    const asked = { subject: null, correlationId: 'c', receivedAt: Date.now(), deadline: Date.now() + 60_000 };
    const answer = await fetch(`${server.address}/v4/systems/${SYSTEM}/availability`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mercia-context': await sign({ role: 'operator', ...asked }) },
      body: JSON.stringify({ keys: [HOLDING, HOLDING, HOLDING] }),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of answer.body ?? []) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      if (chunks.reduce((sum, { length }) => sum + length, 0) < 1_000) continue;
      read.resolve(undefined);
      await taken.promise;
    }

    const lines = Buffer.concat(chunks).toString().split('\n');
    expect(lines.flatMap((line) => /"holdQueue":(\d)/.exec(line)?.[1] ?? [])).toEqual(['3', '4', '5']);
    expect(lines.at(-2)).toMatch(/^\{"error":\{"code":"LMS_UNAVAILABLE"/);
  });

  it('writes empty lines while a page is prepared, so that a silence always is a dead host', async () => {
    const quick = await startAdapterServer(hosted, { heartbeatMs: 5 });
    const { promise: goOn, resolve } = Promise.withResolvers<undefined>();
    hosted.set(SYSTEM, scripted({ between: () => goOn }));
    const sign = createContextSigner(TEST_SECRET);
    const asked = { subject: null, correlationId: 'c', receivedAt: Date.now(), deadline: Date.now() + 10_000 };
    try {
      const answer = await fetch(`${quick.address}/v4/systems/${SYSTEM}/harvest/pages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'mercia-context': await sign({ role: 'operator', ...asked }) },
        body: JSON.stringify(FULL),
      });
      let text = '';
      for await (const chunk of answer.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.endsWith('}\n\n\n\n')) resolve(undefined);
      }

      expect(text.split('\n').filter((line) => line !== '')).toHaveLength(3);
      expect(text).toMatch(/\{"end":true\}\n$/);
    } finally {
      await quick.close();
    }
  });

  it('says its version on unknown paths too', async () => {
    const answer = await fetch(`${server.address}/v5/systems/${SYSTEM}`);

    expect([answer.status, answer.headers.get('mercia-wire')]).toEqual([404, '4']);
  });
});
