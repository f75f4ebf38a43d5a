import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createAnswerLimit } from './limits/answer-limit.ts';
import { createLargeAnswers } from './limits/large-answers.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';

const query = '{ __typename }';

it('hears a part that was asked when the time of the request was long over', async () => {
  const deadline = 1_000;
  const source = createSubgraphDataSource(
    'circulation',
    async () => {
      // Longer than a timer that is due already.
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      return { data: { told: 'what is known' } };
    },
    { now: () => deadline + 60_000, logger: pino({ level: 'silent' }), largeAnswers: createLargeAnswers() },
  );
  const time = { deadline, subgraphDeadline: deadline, heard: () => undefined };
  const context = {
    correlationId: 'c',
    signed: '',
    time,
    notLive: { add: () => undefined },
    answerLimit: createAnswerLimit(),
    gone: new AbortController().signal,
  };

  const answer = await source.process({
    request: { query },
    document: parse(query),
    incomingRequestContext: { operation: { operation: 'query' } },
    context,
  } as unknown as Parameters<typeof source.process>[0]);

  expect(answer).toEqual({ data: { told: 'what is known' } });
});
