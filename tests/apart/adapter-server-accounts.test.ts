/** Accounts, writes and loans as a whole over the wire: what is sent once, carried through, and written down nowhere. */
import type { Capability, LmsAdapter, LoanSource } from '#contract/adapter.ts';
import { registerAdapterServer } from '#adapters/adapter-server.ts';
import { createRemoteAdapter, type RemoteAdapter } from '#adapters/remote/index.ts';
import type { HoldFacts, LoanFacts, WantedHold, WriteOutcome } from '#domain/accounts.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import { testConfig } from '#tests/conformance/koha-system.ts';
import { TEST_SECRET } from '#tests/support/adapter-server.ts';
import { NO_RULES } from '#tests/support/reading-rules.ts';
import fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SYSTEM = 'koha-t' as SystemId;
const never = new AbortController().signal;
const WANTED: WantedHold = {
  recordLocalId: '7',
  itemLocalId: null,
  enumeration: 'v. 3',
  pickup: 'ALDER',
  neededBy: '2027-01-31',
};
const DONE: WriteOutcome<null> = { outcome: 'DONE', done: null };

interface Scripted {
  readonly capabilities?: readonly Capability[];
  readonly renew?: (account: string, loan: string, signal: AbortSignal) => Promise<WriteOutcome<LoanFacts | null>>;
  readonly placeHold?: (account: string, hold: WantedHold) => Promise<WriteOutcome<HoldFacts | null>>;
  readonly verify?: (card: string, pin: string) => Promise<null>;
  readonly loans?: LoanSource;
}

const ALL: readonly Capability[] = ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD'];

function scripted({ capabilities = ALL, renew, placeHold, verify, loans }: Scripted): LmsAdapter {
  return {
    system: { id: SYSTEM, kind: 'koha', name: 'Scripted' },
    capabilities,
    probe: async () => ({ reachable: true, product: null, steps: [], capabilities, unmapped: [] }),
    ...(capabilities.includes('PATRON_ACCOUNT') && {
      patrons: {
        find: async () => null,
        account: async () => null,
        ...(verify && { verify }),
      },
    }),
    writes: { ...(renew && { renew }), ...(placeHold && { placeHold }) },
    ...(loans && { loans }),
    close: async () => undefined,
  };
}

let app: FastifyInstance;
let address: string;
let hosted: LmsAdapter;
const logged: string[] = [];
const opened: RemoteAdapter[] = [];

beforeEach(async () => {
  logged.length = 0;
  app = fastify({ forceCloseConnections: true });
  registerAdapterServer(app, {
    adapters: { get: (id) => (id === SYSTEM ? hosted : undefined), keys: () => new Map([[SYSTEM, hosted]]).keys() },
    verify: createContextVerifier(TEST_SECRET),
    logger: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((adapter) => adapter.close()));
  await app.close();
});

function remote(): RemoteAdapter {
  const system = testConfig('http://127.0.0.1:9', { login: 'none' });
  const sign = createContextSigner(TEST_SECRET);
  const openReader = (_kind: string, sealed: string): string => `opened ${sealed}`;
  const adapter = createRemoteAdapter({ system, address, sign, now: Date.now, openReader, rules: NO_RULES });
  opened.push(adapter);
  return adapter;
}

const renew = (adapter: RemoteAdapter, signal = never) => adapter.writes?.renew?.('5', '12', signal);

async function collect<Part>(parts: AsyncIterable<Part> | undefined): Promise<readonly Part[]> {
  const all: Part[] = [];
  for await (const part of parts ?? []) all.push(part);
  return all;
}

describe('a write over the wire', () => {
  it('arrives as it was asked, and its outcome comes back as it was', async () => {
    const asked: unknown[] = [];
    const refusal = { code: 'NOT_HOLDABLE', message: 'No', sourceCode: 'x' } as const;
    hosted = scripted({
      placeHold: async (...args) => {
        asked.push(...args.slice(0, 2));
        return { outcome: 'REFUSED', refusal };
      },
    });

    expect(await remote().writes?.placeHold?.('5', WANTED, never)).toEqual({ outcome: 'REFUSED', refusal });
    expect(asked).toEqual(['5', WANTED]);
  });

  it('is carried through though its caller hangs up', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    const goOn = Promise.withResolvers<undefined>();
    const ended = Promise.withResolvers<boolean>();
    hosted = scripted({
      renew: async (_account, _loan, signal) => {
        begun.resolve(signal);
        await goOn.promise;
        ended.resolve(signal.aborted);
        return DONE;
      },
    });
    const caller = new AbortController();
    const gone = new Promise((resolve) => {
      app.server.on('connection', (socket) => socket.once('close', resolve));
    });
    const outcome = renew(remote(), caller.signal)?.catch((error: unknown) => error);

    await begun.promise;
    caller.abort();
    expect(await outcome).toMatchObject({ code: 'LMS_TIMEOUT', notSent: false });
    await gone;
    goOn.resolve(undefined);

    expect(await ended.promise).toBe(false);
  });

  it('is sent once when the connection breaks under it, and nobody says whether it was done', async () => {
    let times = 0;
    hosted = scripted({
      renew: async () => {
        times += 1;
        app.server.closeAllConnections();
        return new Promise(() => undefined);
      },
    });

    await expect(renew(remote())).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', notSent: false });
    expect(times).toBe(1);
  });

  it('was certainly not sent where the signature is not accepted, or there is no server', async () => {
    hosted = scripted({ renew: async () => DONE });
    const sign = createContextSigner('another secret, of the same length or so');
    const system = testConfig('http://127.0.0.1:9', { login: 'none' });
    const stranger = createRemoteAdapter({ system, address, sign, now: Date.now, rules: NO_RULES });
    opened.push(stranger);

    await expect(renew(stranger)).rejects.toMatchObject({ code: 'LMS_AUTH_FAILED', notSent: true });
    await app.close();
    await expect(renew(remote())).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', notSent: true });
  });

  it('keeps from the other end that it was not sent', async () => {
    const open = new MerciaError('LMS_CIRCUIT_OPEN', '[koha-t] not asked', { system: SYSTEM, notSent: true });
    hosted = scripted({ renew: () => Promise.reject(open) });

    await expect(renew(remote())).rejects.toMatchObject({ code: 'LMS_CIRCUIT_OPEN', notSent: true });
  });

  it('that the system cannot do says so', async () => {
    hosted = scripted({ capabilities: ALL, placeHold: async () => DONE });

    await expect(renew(remote())).rejects.toMatchObject({ code: 'CAPABILITY_UNSUPPORTED' });
  });
});

describe('a PIN over the wire', () => {
  it('is tried once when the connection breaks under it', async () => {
    let times = 0;
    hosted = scripted({
      verify: async () => {
        times += 1;
        app.server.closeAllConnections();
        return new Promise(() => undefined);
      },
    });

    await expect(remote().patrons?.verify?.('2999', '1234', never)).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
    expect(times).toBe(1);
  });

  it('is in no log and no error when the adapter fails in a way of its own', async () => {
    hosted = scripted({
      verify: (card, pin) => Promise.reject(new TypeError(`${card} with ${pin} is not a function`)),
    });

    const error = await remote()
      .patrons?.verify?.('card-2999', 'pin-1234', never)
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'INTERNAL' });
    expect(logged.join('')).toContain('TypeError');
    expect(`${String(error)}${logged.join('')}`).not.toMatch(/card-2999|pin-1234/);
  });

  it('is in no error when the question cannot be read', async () => {
    const sign = createContextSigner(TEST_SECRET);
    const now = Date.now();
    const context = {
      role: 'operator',
      subject: null,
      correlationId: 'c',
      receivedAt: now,
      deadline: now + 1000,
    } as const;
    hosted = scripted({ verify: async () => null });

    const answer = await fetch(`${address}/v4/systems/${SYSTEM}/patrons/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mercia-context': await sign(context) },
      body: JSON.stringify({ card: 'card-2999', pin: ['pin-1234'] }),
    });

    expect(answer.status).toBe(400);
    expect(`${await answer.text()}${logged.join('')}`).not.toMatch(/card-2999|pin-1234/);
  });
});

describe('what is personal', () => {
  const paths = [
    'patrons/verify',
    'patrons/find',
    'patrons/account',
    'circulation/renew',
    'circulation/place-hold',
    'circulation/cancel-hold',
    'loans/openLoans',
    'loans/readers',
  ];

  it.each(
    paths.flatMap((path) => (['public', 'patron', 'staff', 'migration'] as const).map((role) => ({ path, role }))),
  )('is refused at $path to the role $role', async ({ path, role }) => {
    hosted = scripted({});
    const sign = createContextSigner(TEST_SECRET);
    const now = Date.now();
    const context = { role, subject: 's', correlationId: 'c', receivedAt: now, deadline: now + 1000 };

    const answer = await fetch(`${address}/v4/systems/${SYSTEM}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'mercia-context': await sign(context) },
      body: '{}',
    });

    expect(answer.status).toBe(403);
  });
});

describe('loans as a whole over the wire', () => {
  const loan = {
    localId: '1',
    itemLocalId: '2',
    recordLocalId: '3',
    readerToken: 'token',
    loanedAt: '2026-11-01T09:00:00+00:00',
    due: { on: '2026-12-01', at: null },
    renewals: 0,
  };
  const use = { itemLocalId: '2', recordLocalId: '3', loans: 53, renewals: null, lastBorrowedOn: '2026-10-01' };

  it('are the lists that the system has, part by part', async () => {
    hosted = scripted({
      capabilities: ['OPEN_LOANS', 'LOAN_COUNTS'],
      loans: {
        async *openLoans() {
          yield { rows: [loan, { ...loan, localId: '2', due: null, loanedAt: null }] };
          yield { rows: [{ ...loan, localId: '3', barcode: 'B3' }], asOf: '2026-11-30T02:00:00.000Z' };
        },
        async *useCounts() {
          yield { rows: [use] };
        },
      },
    });
    const adapter = remote();
    expect(adapter.loans).toBeUndefined();
    await adapter.learn(never);

    const loans = await collect(adapter.loans?.openLoans?.(never));

    expect(loans.map(({ rows }) => rows.map(({ localId }) => localId))).toEqual([['1', '2'], ['3']]);
    expect(loans[1]).toMatchObject({ rows: [{ barcode: 'B3' }], asOf: '2026-11-30T02:00:00.000Z' });
    expect(loans[0]?.rows[0]).toEqual({ ...loan, readerToken: 'opened token' });
    expect(await collect(adapter.loans?.useCounts?.(never))).toEqual([{ rows: [use] }]);
    expect([adapter.loans?.openHolds, adapter.loans?.readers]).toEqual([undefined, undefined]);
  });

  it('are counts of use alone where the hub has no key for readers', async () => {
    hosted = scripted({
      loans: {
        async *openLoans() {
          yield { rows: [loan] };
        },
        async *useCounts() {
          yield { rows: [use] };
        },
      },
    });
    const system = testConfig('http://127.0.0.1:9', { login: 'none' });
    const sign = createContextSigner(TEST_SECRET);
    const adapter = createRemoteAdapter({ system, address, sign, now: Date.now, rules: NO_RULES });
    opened.push(adapter);
    await adapter.learn(never);

    expect(Object.keys(adapter.loans ?? {})).toEqual(['useCounts']);
  });

  it('that end with an error end with it, and those that were cut never pass for whole', async () => {
    let fail: () => void = () => undefined;
    hosted = scripted({
      capabilities: ['OPEN_LOANS'],
      loans: {
        async *openLoans() {
          yield { rows: [loan] };
          fail();
          await new Promise(() => undefined);
        },
      },
    });
    const adapter = remote();
    await adapter.learn(never);
    const all = () => collect(adapter.loans?.openLoans?.(never));

    fail = () => {
      throw new MerciaError('LMS_RATE_LIMITED', '[koha-t] open loans: wait', { system: SYSTEM });
    };
    await expect(all()).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED' });
    fail = () => {
      app.server.closeAllConnections();
    };
    await expect(all()).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
  });
});
