import { MerciaError, type ErrorCode } from '#platform/errors.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHostGuards } from './host-guards.ts';
import type { HostGuard } from './host-guard.ts';
import { askAs, createSharedTurn, type Turn } from './turn.ts';

const START = Date.parse('2025-03-01T12:00:00Z');
const never = new AbortController().signal;
const live = { signal: never, urgency: 'live' } as const;
const background = { signal: never, urgency: 'background' } as const;

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Limits {
  readonly connections?: number;
  readonly perSecond?: number;
}

function build({ connections = 2, perSecond }: Limits = {}): HostGuard {
  const limits = { connections, perSecond, breaker: { failures: 3, openMs: 1_000, maxOpenMs: 10_000 } };
  return createHostGuards({ now: Date.now, random: () => 0.5 }).for({ id: 'koha-a', limits });
}

const answered = (): Promise<string> => Promise.resolve('fine');
const failing = (code: ErrorCode, retryAfterSeconds?: number) => (): Promise<never> =>
  Promise.reject(new MerciaError(code, 'no', retryAfterSeconds === undefined ? {} : { retryAfterSeconds }));

/** An exchange that takes so long by the fixed clock. */
const taking = (ms: number) => (): Promise<string> => {
  vi.setSystemTime(Date.now() + ms);
  return Promise.resolve('fine');
};

async function codeOf(promise: Promise<unknown>): Promise<ErrorCode | 'answered'> {
  return promise.then(
    () => 'answered' as const,
    (error: unknown) => {
      if (error instanceof MerciaError) return error.code;
      throw error;
    },
  );
}

async function openBreaker(guard: HostGuard): Promise<void> {
  for (let each = 0; each < 3; each += 1) {
    await codeOf(guard.run(failing('LMS_UNAVAILABLE'), live));
    vi.setSystemTime(Date.now() + 500);
  }
  vi.setSystemTime(Date.now() - 500);
}

/** An exchange that ends when it is told to. */
function held() {
  const { promise, resolve } = Promise.withResolvers<string>();
  let begun = false;
  return {
    begun: () => begun,
    end: () => {
      resolve('fine');
    },
    exchange: () => {
      begun = true;
      return promise;
    },
  };
}

/** A host that hangs. */
function untilGivenUp(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(new MerciaError('LMS_TIMEOUT', 'given up'));
    });
  });
}

/** Lets everything happen that needs no time. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

describe('the places of a host', () => {
  it('gives a live question the next place, and harvest never the last one', async () => {
    const guard = build({ connections: 2 });
    const pages = [held(), held(), held()];
    const questions = [held(), held()];
    const all = [
      ...pages.map(({ exchange }) => guard.run(exchange, background)),
      ...questions.map(({ exchange }) => guard.run(exchange, live)),
    ];
    await settle();
    const began = (): string => [...pages, ...questions].map((one) => (one.begun() ? 'x' : '-')).join('');
    expect(began()).toBe('x--x-');
    expect(guard.state()).toMatchObject({ inFlight: 2, waiting: 3 });

    pages[0]?.end();
    await settle();
    expect(began()).toBe('x--xx');

    for (const one of [...questions, ...pages]) one.end();
    await Promise.all(all);
    expect(guard.state()).toMatchObject({ inFlight: 0, waiting: 0 });
  });

  /** Asks so that the exchanges begin one after the other, and gives their names in that order. */
  async function orderOf(asked: readonly (readonly [name: string, turn: Turn | 'background'])[]): Promise<string> {
    const guard = build({ connections: 1 });
    const first = held();
    const order: string[] = [];
    const all = [guard.run(first.exchange, live)];
    await settle();
    for (const [name, turn] of asked) {
      const exchange = async (): Promise<string> => {
        order.push(name);
        return answered();
      };
      all.push(turn === 'background' ? guard.run(exchange, background) : askAs(turn, () => guard.run(exchange, live)));
    }
    await settle();
    first.end();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(all);
    return order.join(' ');
  }
  const of = (caller: string): Turn => ({ urgency: 'live', caller });

  it('gives callers turns, so that nobody waits for all that another one wants', async () => {
    const asked = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2'].map((name) => [name, of(name.slice(0, 1))] as const);

    expect(await orderOf(asked)).toBe('a1 b1 c1 a2 c2 a3 a4');
  });

  it('gives accounts of readers the next place, and harvest the last', async () => {
    const account: Turn = { urgency: 'account', caller: 'r' };

    expect(
      await orderOf([
        ['page', 'background'],
        ['a1', of('a')],
        ['a2', of('a')],
        ['account', account],
      ]),
    ).toBe('account a1 a2 page');
  });

  it('keeps the place of an account for a moment for what is asked next of it', async () => {
    const guard = build({ connections: 1 });
    const order: string[] = [];
    const ask = (name: string, turn: Turn): Promise<unknown> =>
      askAs(turn, () => guard.run(async () => void order.push(name), live));
    const account: Turn = { urgency: 'account', caller: 'r' };
    const reading = ask('patron', account).then(() => ask('loans', account));
    const others = ask('a1', of('a'));
    await reading;
    await vi.advanceTimersByTimeAsync(100);
    await others;

    expect(order).toEqual(['patron', 'loans', 'a1']);
  });

  it('gives the next place to what an account has begun to wait for', async () => {
    const logIn = createSharedTurn(of('a'));
    const waiting = orderOf([
      ['a1', of('a')],
      ['log in', logIn],
      ['b1', of('b')],
    ]);
    logIn.join({ urgency: 'background', caller: '' });
    logIn.join({ urgency: 'account', caller: 'r' });

    expect(await waiting).toBe('log in a1 b1');
  });

  it('lets harvest run where there is one place only', async () => {
    expect(await build({ connections: 1 }).run(answered, background)).toBe('fine');
  });

  it('frees the place of a call that is given up, and never asks for one that was given up before', async () => {
    const guard = build({ connections: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const hanging = guard.run(() => untilGivenUp(first.signal), { signal: first.signal, urgency: 'live' });
    const unasked = held();
    const waiting = codeOf(guard.run(unasked.exchange, { signal: second.signal, urgency: 'live' }));
    const third = guard.run(answered, live);
    await settle();

    second.abort();
    expect(await waiting).toBe('LMS_TIMEOUT');
    first.abort();

    expect(await codeOf(hanging)).toBe('LMS_TIMEOUT');
    expect(await third).toBe('fine');
    expect(unasked.begun()).toBe(false);
  });

  it('refuses of a crowd what the one who asks for most would wait for longest, and no account', async () => {
    const guard = build({ connections: 1 });
    const end = new AbortController();
    const hang = () => guard.run(() => untilGivenUp(end.signal), { signal: end.signal, urgency: 'live' });
    const crowd = Array.from({ length: 1_001 }, () => codeOf(askAs(of('crowd'), hang)));
    await settle();

    const others = [askAs(of('another'), hang), askAs({ urgency: 'account', caller: 'crowd' }, hang)].map(codeOf);
    await settle();
    end.abort();

    expect(await Promise.all(others)).toEqual(['LMS_TIMEOUT', 'LMS_TIMEOUT']);
    const refused = (await Promise.all(crowd)).flatMap((code, index) => (code === 'LMS_RATE_LIMITED' ? [index] : []));
    expect(refused).toEqual([999, 1_000]);
  });

  it('refuses what would wait behind a thousand others', async () => {
    const guard = build({ connections: 1 });
    const end = new AbortController();
    const ask = () => codeOf(guard.run(() => untilGivenUp(end.signal), { signal: end.signal, urgency: 'live' }));
    const outcomes = [ask()];
    await settle();
    for (let each = 0; each < 1_000; each += 1) outcomes.push(ask());

    expect(await codeOf(guard.run(answered, live))).toBe('LMS_RATE_LIMITED');
    end.abort();
    await Promise.all(outcomes);
    expect(await codeOf(guard.run(answered, live))).toBe('answered');
  });

  it('are fewer within 20 requests of a host that slows from 50 ms to 2 s, and as many again when it is quick', async () => {
    const guard = build({ connections: 4 });
    const ask = async (ms: number, times: number): Promise<void> => {
      for (let each = 0; each < times; each += 1) await guard.run(taking(ms), live);
    };
    await ask(50, 30);
    await ask(2_000, 20);
    expect(guard.state().concurrency).toBeLessThanOrEqual(2);

    await ask(50, 30);
    expect(guard.state().concurrency).toBe(4);
  });

  it('are as many as the region file allows for accounts, however slow the host is', async () => {
    const guard = build({ connections: 2 });
    for (let each = 0; each < 30; each += 1) await guard.run(taking(50), live);
    for (let each = 0; each < 20; each += 1) await guard.run(taking(2_000), live);
    expect(guard.state().concurrency).toBe(1);
    const [first, second, third] = [held(), held(), held()];
    const ask = (exchange: () => Promise<string>, urgency: Turn['urgency']): Promise<string> =>
      askAs({ urgency, caller: urgency }, () => guard.run(exchange, live));

    const all = [ask(first.exchange, 'live'), ask(second.exchange, 'live'), ask(third.exchange, 'account')];
    const more = held();
    all.push(ask(more.exchange, 'account'));
    await settle();

    expect([first, second, third, more].map(({ begun }) => begun())).toEqual([true, false, true, false]);
    for (const one of [first, second, third, more]) one.end();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all(all);
  });
});

describe('Retry-After', () => {
  it('lets nothing out before it is over: live fails at once, background waits', async () => {
    const guard = build({ connections: 4 });
    await codeOf(guard.run(failing('LMS_RATE_LIMITED', 30), live));
    const page = held();
    const harvest = guard.run(page.exchange, background);

    expect(guard.state().pausedUntil).toBe(START + 30_000);
    await expect(guard.run(answered, live)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED', retryAfterSeconds: 30 });
    await vi.advanceTimersByTimeAsync(29_400);
    expect(page.begun()).toBe(false);
    expect(await codeOf(guard.run(answered, live))).toBe('LMS_RATE_LIMITED');

    await vi.advanceTimersByTimeAsync(100);
    const patient = guard.run(answered, live);
    await vi.advanceTimersByTimeAsync(500);
    expect(await patient).toBe('fine');
    page.end();
    expect(await harvest).toBe('fine');
  });

  it('holds back also what was in the line already, and ends its waiting with the signal', async () => {
    const guard = build({ connections: 1 });
    const given = new AbortController();
    const first = codeOf(guard.run(failing('LMS_RATE_LIMITED', 30), background));
    const page = held();
    const second = codeOf(guard.run(page.exchange, { signal: given.signal, urgency: 'background' }));

    expect(await first).toBe('LMS_RATE_LIMITED');
    await settle();
    given.abort();

    expect(await second).toBe('LMS_TIMEOUT');
    expect(page.begun()).toBe(false);
  });

  it('is believed up to an hour, and taken for a second where it says no time', async () => {
    const guard = build();
    await codeOf(guard.run(failing('LMS_RATE_LIMITED'), live));
    expect(guard.state().pausedUntil).toBe(START + 1_000);

    vi.setSystemTime(START + 1_000);
    await codeOf(guard.run(failing('LMS_RATE_LIMITED', 86_400), live));
    expect(guard.state().pausedUntil).toBe(START + 1_000 + 3_600_000);
  });
});

it('begins no more exchanges in a second than the region file allows', async () => {
  const guard = build({ connections: 4, perSecond: 4 });
  const began: number[] = [];
  const all = Array.from({ length: 6 }, () =>
    guard.run(() => {
      began.push(Date.now() - START);
      return answered();
    }, live),
  );
  await vi.advanceTimersByTimeAsync(2_000);
  await Promise.all(all);

  expect(began).toEqual([0, 250, 500, 750, 1_000, 1_250]);
});

describe('the breaker of a host', () => {
  it('refuses at once while the host is down, and asks again when its time has come', async () => {
    const guard = build();
    await openBreaker(guard);
    const unasked = held();

    const openedAt = Date.now();
    expect(guard.state()).toMatchObject({
      breaker: 'open',
      openSince: openedAt,
      openUntil: openedAt + 1_000,
      lastFailure: { code: 'LMS_UNAVAILABLE', at: openedAt, cause: null },
    });
    expect(await codeOf(guard.run(unasked.exchange, live))).toBe('LMS_CIRCUIT_OPEN');
    expect(unasked.begun()).toBe(false);

    await vi.advanceTimersByTimeAsync(1_000);
    expect(await guard.run(answered, live)).toBe('fine');
    expect(guard.state()).toMatchObject({ breaker: 'closed', openSince: null, openUntil: null });
  });

  it('lets the rest of a page wait a moment for the probe that finds the host back', async () => {
    const guard = build({ connections: 4 });
    await openBreaker(guard);
    await vi.advanceTimersByTimeAsync(1_000);
    const probe = held();
    const page = [probe.exchange, answered, answered].map((exchange) => codeOf(guard.run(exchange, live)));
    await vi.advanceTimersByTimeAsync(400);
    probe.end();

    expect(await Promise.all(page)).toEqual(['answered', 'answered', 'answered']);
  });

  it('lets nobody wait long for a probe that hangs', async () => {
    const guard = build();
    await openBreaker(guard);
    await vi.advanceTimersByTimeAsync(1_000);
    const probe = held();
    const hanging = guard.run(probe.exchange, live);
    const other = codeOf(guard.run(answered, live));
    await vi.advanceTimersByTimeAsync(500);

    expect(await other).toBe('LMS_CIRCUIT_OPEN');
    probe.end();
    await hanging;
  });

  it.each<ErrorCode>(['LMS_AUTH_FAILED', 'LMS_TOO_MANY_ITEMS', 'BAD_USER_INPUT'])(
    'is not moved by %s',
    async (code) => {
      const guard = build();
      for (let each = 0; each < 10; each += 1) {
        vi.setSystemTime(Date.now() + 500);
        await codeOf(guard.run(failing(code), live));
      }

      expect(guard.state().breaker).toBe('closed');
    },
  );

  it('counts an answer by which the host reports a fault of its own', async () => {
    const guard = build();
    const faulty = { ...live, isFault: () => true };
    for (let each = 0; each < 3; each += 1) expect(await guard.run(taking(500), faulty)).toBe('fine');

    expect(guard.state().breaker).toBe('open');
  });

  it.each([
    ['open', 'takes too long', new MerciaError('LMS_TIMEOUT', 'too long')],
    ['closed', 'is given up by its asker', undefined],
  ])('is %s after exchanges each of which %s', async (breaker, _how, reason) => {
    const guard = build();
    for (let each = 0; each < 5; each += 1) {
      const asker = new AbortController();
      const timesOut = (): Promise<never> => {
        vi.setSystemTime(Date.now() + 500);
        asker.abort(reason);
        return Promise.reject(new MerciaError('LMS_TIMEOUT', 'no answer'));
      };
      await codeOf(guard.run(timesOut, { signal: asker.signal, urgency: 'live' }));
    }

    expect(guard.state().breaker).toBe(breaker);
  });
});

describe('the guards of a process', () => {
  it('keep what was learned when the region file changes, and take its new limits', async () => {
    const guards = createHostGuards({ now: Date.now, random: () => 0.5 });
    const breaker = { failures: 3, openMs: 1_000, maxOpenMs: 10_000 };
    const guard = guards.for({ id: 'koha-a', limits: { connections: 4, breaker } });
    await openBreaker(guard);

    const again = guards.for({ id: 'koha-a', limits: { connections: 1, breaker } });

    expect(again).toBe(guard);
    expect(guards.states().get('koha-a')).toMatchObject({ breaker: 'open', concurrency: 1 });
  });

  it('tell how each exchange ended and how long it took', async () => {
    const told: unknown[] = [];
    const guards = createHostGuards({
      now: Date.now,
      observerOf: (system) => ({ exchanged: (...outcome) => told.push([system, ...outcome]) }),
    });
    const guard = guards.for({
      id: 'koha-a',
      limits: { connections: 2, breaker: { failures: 3, openMs: 1, maxOpenMs: 1 } },
    });

    await guard.run(taking(40), live);
    await codeOf(guard.run(failing('LMS_UNAVAILABLE'), live));

    expect(told).toEqual([
      ['koha-a', 'ok', 40],
      ['koha-a', 'LMS_UNAVAILABLE', 0],
    ]);
  });
});

describe('what is refused without being asked', () => {
  it('is marked as never sent, unlike what the host itself failed at', async () => {
    const guard = build();
    const failed = guard.run(failing('LMS_UNAVAILABLE'), live);
    await expect(failed).rejects.toMatchObject({ notSent: false });
    await openBreaker(guard);

    await expect(guard.run(answered, live)).rejects.toMatchObject({ code: 'LMS_CIRCUIT_OPEN', notSent: true });
  });
});

it('waits no longer where the clock of the machine is set back', async () => {
  const limits = { connections: 2, perSecond: 50, breaker: { failures: 3, openMs: 1_000, maxOpenMs: 10_000 } };
  const guard = createHostGuards().for({ id: 'koha-a', limits });
  expect(await guard.run(answered, live)).toBe('fine');
  vi.setSystemTime(START - 3_600_000);

  const asked = guard.run(answered, live);
  await vi.advanceTimersByTimeAsync(100);

  expect(await asked).toBe('fine');
});
