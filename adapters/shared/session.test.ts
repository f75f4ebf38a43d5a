import { MerciaError } from '#platform/errors.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSession, readSecret, withSession, type LoggedIn, type Session } from './session.ts';

const { signal } = new AbortController();

interface Clock {
  ms: number;
}

/** A session whose log-ins are counted; each gives another token. */
function sessionOf(
  logIn: (count: number) => Promise<LoggedIn<string>>,
  clock?: Clock,
): { readonly session: Session<string>; readonly logIns: () => number } {
  let count = 0;
  const session = createSession({
    system: 'lms',
    ...(clock !== undefined && { now: () => clock.ms }),
    logIn: () => logIn((count += 1)),
    refusedBefore: () => new MerciaError('LMS_AUTH_FAILED', '[lms] log in: refused a moment ago', { system: 'lms' }),
  });
  return { session, logIns: () => count };
}

afterEach(() => vi.useRealTimers());

const lasting = (count: number): Promise<LoggedIn<string>> => Promise.resolve({ token: `t${count}`, lifeMs: null });

describe('a session', () => {
  it('logs in once for all who ask at the same time', async () => {
    const { session, logIns } = sessionOf(lasting);

    expect(await Promise.all([session.token(signal), session.token(signal)])).toEqual(['t1', 't1']);
    expect(await session.token(signal)).toBe('t1');
    expect(logIns()).toBe(1);
  });

  it('is renewed a minute before its token ends', async () => {
    const clock = { ms: 0 };
    const { session } = sessionOf((count) => Promise.resolve({ token: `t${count}`, lifeMs: 3_600_000 }), clock);

    expect(await session.token(signal)).toBe('t1');
    clock.ms = 3_539_000;
    expect(await session.token(signal)).toBe('t1');
    clock.ms = 3_541_000;
    expect(await session.token(signal)).toBe('t2');
  });

  it('leaves the system alone for a minute after it refused the credentials', async () => {
    const clock = { ms: 0 };
    const refused = new MerciaError('LMS_AUTH_FAILED', '[lms] log in: refused', { system: 'lms' });
    const { session, logIns } = sessionOf((count) => (count === 1 ? Promise.reject(refused) : lasting(count)), clock);

    await expect(session.token(signal)).rejects.toBe(refused);
    clock.ms = 59_000;
    await expect(session.token(signal)).rejects.toMatchObject({ message: '[lms] log in: refused a moment ago' });
    expect(logIns()).toBe(1);
    clock.ms = 61_000;
    expect(await session.token(signal)).toBe('t2');
  });

  it('tries again after that minute, also where the clock of the machine is set back', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const refused = new MerciaError('LMS_AUTH_FAILED', '[lms] log in: refused', { system: 'lms' });
    const { session } = sessionOf((count) => (count === 1 ? Promise.reject(refused) : lasting(count)));
    await expect(session.token(signal)).rejects.toBe(refused);

    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(61_000);
    expect(await session.token(signal)).toBe('t2');
  });

  it('ends the waiting of a caller who gives up, and nobody else’s', async () => {
    const answer = Promise.withResolvers<LoggedIn<string>>();
    const { session } = sessionOf(() => answer.promise);
    const impatient = new AbortController();
    const [one, other] = [session.token(impatient.signal), session.token(signal)];

    impatient.abort();
    await expect(one).rejects.toMatchObject({ code: 'LMS_TIMEOUT' });
    answer.resolve({ token: 't1', lifeMs: null });
    expect(await other).toBe('t1');
  });
});

describe('a question with a session', () => {
  it('is asked once more with a fresh token if the system refuses it, and no third time', async () => {
    const { session } = sessionOf(lasting);
    const sent: string[] = [];
    const ask = async (token: string): Promise<string> => {
      sent.push(token);
      return 'refused';
    };

    expect(await withSession(session, ask, (answer) => answer === 'refused', signal)).toBe('refused');
    expect(sent).toEqual(['t1', 't2']);
  });

  it('was certainly not sent if the log-in fails', async () => {
    const { session } = sessionOf(() => Promise.reject(new MerciaError('LMS_UNAVAILABLE', '[lms] log in: down')));

    const asked = withSession(
      session,
      () => Promise.resolve('sent'),
      () => false,
      signal,
    );
    await expect(asked).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE', notSent: true });
  });
});

it('a secret that is not set is named, and its value never is', () => {
  const system = { id: 'lms' as never };

  expect(readSecret({ system, secret: () => 'value' }, 'KEY')).toBe('value');
  expect(() => readSecret({ system, secret: () => '' }, 'KEY')).toThrow(/^\[lms\] log in: .* KEY is not set/);
});
