import { createKeyReader } from '#gateway/identity/keys.ts';
import { createApiKey } from '#platform/api-key.ts';
import { MerciaError } from '#platform/errors.ts';
import type { SubgraphExecutor } from '#platform/subgraph.ts';
import type { IdentityProvider } from '#simulators/identity-provider/index.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bearer, startProvider, startSigningIn, toIssuer } from './support/signing-in.ts';
import type { SigningInGraph } from './support/signing-in.ts';

const renew = 'mutation { renewLoan(input: { loan: "arden:loan:x", idempotencyKey: "a-key-of-its-own" }) { outcome } }';
const OWN = ['arden:account:sealed-1', 'wyre:account:sealed-2'];
const answering: SubgraphExecutor = async () => ({
  data: { me: { accounts: OWN.map((id) => ({ id, grant: 'leave' })) } },
});

let patrons: SubgraphExecutor;
let provider: IdentityProvider;
let graph: SigningInGraph;
const programKey = createApiKey();
beforeAll(async () => {
  provider = await startProvider();
  const { id, hash } = programKey;
  const record = {
    id,
    hash,
    role: 'operator' as const,
    expiresAt: null,
    revokedAt: null,
    service: null,
    budgetMs: null,
  };
  graph = await startSigningIn({
    issuers: [toIssuer(provider)],
    identity: { readKey: createKeyReader({ find: async () => record, now: Date.now }) },
    patrons: (request) => patrons(request),
    budgetMs: () => 10_000,
  });
});
afterAll(async () => {
  await graph.close();
  await provider.close();
});
beforeEach(() => {
  patrons = answering;
  graph.heard.length = 0;
});

async function readerHeaders(): Promise<Record<string, string>> {
  return bearer(await provider.keys.sign(provider.claimsOf('reader')));
}

describe('a request of a patron', () => {
  it('that writes brings the ids of their own accounts along, asked for in their own name', async () => {
    const { status } = await graph.ask(renew, {}, await readerHeaders());

    const [first, second, ...rest] = graph.heard;
    expect(status).toBe(200);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ part: 'patrons', context: { role: 'patron' } });
    expect(first?.context).not.toHaveProperty('accounts');
    expect(second).toMatchObject({
      part: 'circulation',
      context: { role: 'patron', subject: first?.context.subject, accounts: OWN },
    });
  });

  it('that only reads asks nobody beforehand', async () => {
    await graph.ask('{ region { name } }', {}, await readerHeaders());

    expect(graph.heard.map(({ part }) => part)).toEqual(['catalogue']);
    expect(graph.heard[0]?.context).not.toHaveProperty('accounts');
  });

  it('without a linked account writes with none', async () => {
    patrons = async () => ({ data: { me: { accounts: [] } } });

    await graph.ask(renew, {}, await readerHeaders());

    expect(graph.heard.at(-1)).toMatchObject({ part: 'circulation', context: { accounts: [] } });
  });

  it.each<[string, SubgraphExecutor, Record<string, string>?]>([
    ['does not answer', () => Promise.reject(new MerciaError('SUBGRAPH_UNAVAILABLE', 'The part at http://10.0.0.7 …'))],
    ['cannot say', async () => ({ data: { me: { accounts: null } } })],
    ['is silent', () => new Promise(() => undefined), { 'mercia-budget-ms': '500' }],
  ])('is refused before anything is written where the patrons part %s', async (_, execute, hurry = {}) => {
    patrons = execute;

    const { status, errors, data, text } = await graph.ask(renew, {}, { ...(await readerHeaders()), ...hurry });

    expect(status).toBe(502);
    expect(text).not.toContain('10.0.0.7');
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'patrons', correlationId: expect.any(String) as string },
    ]);
    expect(graph.heard.map(({ part }) => part)).toEqual(['patrons']);
  });
});

it('a program of staff, and the public, write without accounts of their own', async () => {
  await graph.ask(renew, {}, bearer(programKey.key));
  await graph.ask(renew);

  expect(graph.heard.map(({ part, context }) => [part, context.role, context.accounts])).toEqual([
    ['circulation', 'operator', undefined],
    ['circulation', 'public', undefined],
  ]);
});
