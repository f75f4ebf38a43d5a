import { createIdentity } from '#gateway/identity/identify.ts';
import { MerciaError } from '#platform/errors.ts';
import { createEndCallers } from '#platform/end-callers.ts';
import { createContextSigner, createContextVerifier, type Caller } from '#platform/signed-context.ts';
import { describe, expect, it } from 'vitest';
import { createRequestContexts, type RequestContext } from './request-contexts.ts';

const SECRET = 'a secret of thirty-two characters';
const NOW = Date.parse('2026-01-01T00:00:00Z');
const verify = createContextVerifier(SECRET, () => NOW);

function request(headers: Readonly<Record<string, string>> = {}): { headers: Headers } {
  return { headers: new Headers(headers) };
}

function contextsAt(clock: () => number = () => NOW): (request: { headers: Headers }) => RequestContext {
  const readToken = async (token: string): Promise<Caller> => {
    if (token === 'unknown') throw new MerciaError('UNAUTHENTICATED', 'no', { publicMessage: 'Nobody knows it.' });
    return { role: token === 'desk' ? 'staff' : 'patron', subject: 'somebody' };
  };
  return createRequestContexts({
    sign: createContextSigner(SECRET),
    identify: createIdentity({ readToken }, clock),
    endCallers: createEndCallers(Buffer.alloc(32, 1)),
    ownAccounts: async (signed) => ({ accounts: [`of ${(await verify(signed)).subject ?? 'nobody'}`], grants: [] }),
    budgetMs: 2_000,
    now: clock,
  });
}

describe('the context of a request under another router', () => {
  it('is signed for the public, until the budget is over but for a reserve', async () => {
    const context = contextsAt()(request({ prefer: 'wait=1.5', 'x-correlation-id': 'from-the-caller' }));

    expect(await verify(await context.signed())).toEqual({
      role: 'public',
      subject: null,
      caller: expect.any(String) as string,
      correlationId: 'from-the-caller',
      receivedAt: NOW,
      deadline: NOW + 1_500 - 50,
    });
    expect(context.responseHeaders).toEqual({
      'preference-applied': 'wait=1.5',
      vary: 'Prefer, Mercia-Budget-Ms, Authorization, X-Api-Key',
      'x-correlation-id': 'from-the-caller',
    });
  });

  it("has the region's budget where the caller names none, and keeps a tenth of a short one", async () => {
    const contextOf = contextsAt();
    const deadlineOf = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await verify(await contextOf(request(headers)).signed())).deadline - NOW;

    expect(await deadlineOf({})).toBe(1_950);
    expect(await deadlineOf({ 'mercia-budget-ms': '200' })).toBe(180);
  });

  it('is one for all subgraphs of a request: the budget does not begin anew', async () => {
    let now = NOW;
    const contextOf = contextsAt(() => now);
    const asked = request();
    const first = await contextOf(asked).signed();
    now += 700;

    expect(await contextOf(asked).signed()).toBe(first);
    expect(contextOf(asked).patienceMs()).toBe(2_000 + 1_000 - 700);
    expect(await contextOf(request()).signed()).not.toBe(first);
  });

  it('gives up at once what is asked when the time is over', () => {
    let now = NOW;
    const context = contextsAt(() => now)(request());
    now += 60_000;

    expect(context.patienceMs()).toBe(1);
  });

  it('makes a correlation id where the given one is not fit for a log', () => {
    expect(contextsAt()(request({ 'x-correlation-id': 'a b' })).correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is signed for whoever signs in, whose answer nobody else may keep', async () => {
    const context = contextsAt()(request({ authorization: 'Bearer reader' }));

    expect(await context.refusal()).toBeNull();
    expect(await verify(await context.signed())).toMatchObject({ role: 'patron', subject: 'somebody' });
    expect(context.responseHeaders['cache-control']).toBe('private, no-store');
  });

  it('brings the own accounts of a patron who writes along, and of nobody else', async () => {
    const accountsOf = async (token: string, writes: boolean): Promise<readonly string[] | undefined> => {
      const context = contextsAt()(request({ authorization: `Bearer ${token}` }));
      if (writes) context.writes();
      return (await verify(await context.signed())).accounts;
    };

    expect(await accountsOf('reader', true)).toEqual(['of somebody']);
    expect(await accountsOf('reader', false)).toBeUndefined();
    expect(await accountsOf('desk', true)).toBeUndefined();
  });

  it('is a refusal where the token is not accepted', async () => {
    const context = contextsAt()(request({ authorization: 'Bearer unknown' }));

    expect(await context.refusal()).toMatchObject({
      status: 401,
      code: 'UNAUTHENTICATED',
      message: 'Nobody knows it.',
    });
    await expect(context.signed()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
