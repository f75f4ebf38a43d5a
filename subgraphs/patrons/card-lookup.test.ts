import type { SubgraphRequest } from '#platform/subgraph.ts';
import { createContextSigner, createContextVerifier } from '#platform/signed-context.ts';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { createCardLookup, type CardAnswer } from './card-lookup.ts';

const SECRET = 'a secret that only the parts of this region know';
const CARD = { library: 'hilltop', card: 'card-of-ada', pin: 'pin-of-ada' };
const receivedAt = Date.now();
const ASKING = { correlationId: 'request', receivedAt, deadline: receivedAt + 2_000 };

/** What is made of the router's answer, and what the router was asked. */
async function verifyOver(answer: () => Promise<ExecutionResult>): Promise<{
  readonly told: CardAnswer;
  readonly asked: readonly SubgraphRequest[];
  readonly logged: readonly string[];
}> {
  const logged: string[] = [];
  const asked: SubgraphRequest[] = [];
  const lookup = createCardLookup(
    (request) => {
      asked.push(request);
      return answer();
    },
    createContextSigner(SECRET),
    pino({ base: null }, { write: (line: string) => void logged.push(line) }),
  );
  return { told: await lookup.verify(CARD, ASKING), asked, logged };
}

function answered(answer: Readonly<Record<string, unknown>>): () => Promise<ExecutionResult> {
  return () =>
    Promise.resolve({ data: { answer: { account: null, homeLibrary: null, refusal: null, shown: true, ...answer } } });
}

function refused(code: string): () => Promise<ExecutionResult> {
  return answered({ refusal: { code } });
}

describe('looking up a card', () => {
  it('asks the router once, as a part of Mercia, in the time of the request, with card and PIN in no text', async () => {
    const { asked } = await verifyOver(answered({ account: 'shared:account:a', homeLibrary: 'hilltop' }));

    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ variables: { input: CARD } });
    expect(asked[0]?.query).not.toMatch(/of-ada/);
    const context = await createContextVerifier(SECRET)(asked[0]?.context ?? '');
    expect(context).toMatchObject({ role: 'operator', subject: null, ...ASKING });
  });

  it('asks a router of the version before again, without accounts that may go on, and shows no card twice', async () => {
    const asked: SubgraphRequest[] = [];
    const lookup = createCardLookup(
      (request) => {
        asked.push(request);
        const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
        return asked.length === 1
          ? Promise.resolve({ errors: [new GraphQLError('Cannot query field "continued"', { extensions })] })
          : answered({ account: 'shared:account:a', homeLibrary: 'hilltop' })();
      },
      createContextSigner(SECRET),
      pino({ level: 'silent' }),
    );
    const told = await lookup.verify({ ...CARD, formerAccounts: ['old:account:a'] }, ASKING);

    expect(told).toEqual({ account: 'shared:account:a', homeLibrary: 'hilltop' });
    const { deadline } = ASKING;
    expect(asked.map(({ query, ...sent }) => [query.includes('continued'), sent.variables, sent.deadline])).toEqual([
      [true, { input: { ...CARD, formerAccounts: ['old:account:a'] } }, deadline],
      [false, { input: CARD }, deadline],
    ]);
  });

  it('gives the account, with its library where that is told', async () => {
    const withLibrary = await verifyOver(answered({ account: 'shared:account:a', homeLibrary: 'hilltop' }));
    const without = await verifyOver(answered({ account: 'shared:account:a' }));

    expect(withLibrary.told).toEqual({ account: 'shared:account:a', homeLibrary: 'hilltop' });
    expect(without.told).toEqual({ account: 'shared:account:a', homeLibrary: null });
  });

  it.each([
    ['NOT_FOUND', 'NOT_RECOGNISED'],
    ['NOT_SUPPORTED', 'CANNOT_SAY'],
    ['SEE_STAFF', 'CANNOT_SAY'],
    ['NOT_PERMITTED', 'CANNOT_SAY'],
    ['SYSTEM_UNAVAILABLE', 'SYSTEM_UNAVAILABLE'],
  ])('takes %s for %s', async (code, refusal) => {
    const { told, logged } = await verifyOver(refused(code));

    expect(told).toEqual({ refusal, shown: true });
    expect((await verifyOver(answered({ refusal: { code }, shown: false }))).told).toEqual({ refusal, shown: false });
    expect(logged).toEqual([]);
  });

  it.each<[string, () => Promise<ExecutionResult>]>([
    ['fails', () => Promise.reject(new Error('card card-of-ada with PIN pin-of-ada'))],
    [
      'answers with an error alone',
      () => Promise.resolve({ data: null, errors: [new GraphQLError('card card-of-ada')] }),
    ],
    ['says nothing', answered({})],
    ['answers something else', () => Promise.resolve({ data: { answer: 'yes' } })],
  ])(
    'says that the system is not to be had, and may have been shown the card, where the router %s',
    async (_what, answer) => {
      const { told, logged } = await verifyOver(answer);

      expect(told).toEqual({ refusal: 'SYSTEM_UNAVAILABLE', shown: true });
      expect(logged).toEqual([expect.stringMatching(/"correlationId":"request".*The circulation part/)]);
      expect(logged.join()).not.toMatch(/of-ada/);
    },
  );
});
