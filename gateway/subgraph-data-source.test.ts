import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createHttpExecutor } from './http-executor.ts';
import { createAnswerLimit } from './limits/answer-limit.ts';
import { createLargeAnswers } from './limits/large-answers.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';

const OPTIONS = { now: () => 0, logger: pino({ level: 'silent' }), largeAnswers: createLargeAnswers() };

function optionsAt(
  deadline: number,
  query = '{ __typename }',
): Parameters<ReturnType<typeof createSubgraphDataSource>['process']>[0] {
  const context = {
    correlationId: 'c',
    signed: '',
    time: { deadline, subgraphDeadline: deadline, heard: () => undefined },
    notLive: { add: () => undefined },
    answerLimit: createAnswerLimit(),
    gone: new AbortController().signal,
  };
  return {
    request: { query },
    document: parse(query),
    incomingRequestContext: { operation: { operation: 'query' } },
    context,
  } as unknown as ReturnType<typeof optionsAt>;
}

it('hears a part that was asked when the time of the request was long over', async () => {
  const deadline = 1_000;
  const source = createSubgraphDataSource(
    'circulation',
    async () => {
      // Longer than a timer that is due already.
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      return { data: { told: 'what is known' } };
    },
    { ...OPTIONS, now: () => deadline + 60_000 },
  );

  const answer = await source.process(optionsAt(deadline));

  expect(answer).toEqual({ data: { told: 'what is known' } });
});

it('asks once for a look, which is written down, and again for all else, where an answer breaks off', async () => {
  let asked = 0;
  const server = createServer(({ socket }) => {
    asked += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { execute, close } = createHttpExecutor(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
  const timesOf = async (query: string): Promise<number> => {
    asked = 0;
    await createSubgraphDataSource('patrons', execute, OPTIONS).process(optionsAt(10_000, query));
    return asked;
  };

  expect(await timesOf('{ seen: accountByCard { refusal } }')).toBe(1);
  expect(await timesOf('{ me { id } account { refusal } }')).toBe(1);
  expect(await timesOf('{ duplicateAccounts { refusal } }')).toBe(1);
  expect(await timesOf('{ me { id } ... @include(if: true) { ... { accountByCard { refusal } } } }')).toBe(1);
  expect(await timesOf('{ ...Seen } fragment Seen on Query { account { refusal } }')).toBe(1);
  expect(await timesOf('{ me { id } ... @include(if: true) { me { accounts { id } } } }')).toBe(2);
  expect(await timesOf('{ me { id } }')).toBe(2);
  await close();
  server.close();
});
