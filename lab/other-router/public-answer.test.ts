import { createLogger } from '#platform/logger.ts';
import { describe, expect, it } from 'vitest';
import { toPublicAnswer, type RouterResult } from './public-answer.ts';

const logger = createLogger('silent');
const show = (result: RouterResult) => toPublicAnswer(result, 'correlation', logger);

describe('an answer as it leaves another router', () => {
  it('is untouched where nothing failed', () => {
    const result = { data: { region: null } };

    expect(show(result)).toBe(result);
  });

  it("keeps a subgraph's own error, its place and its code", () => {
    const error = {
      message: 'items: "first" must be 1 to 200, not 500.',
      path: ['editions', 0],
      extensions: { code: 'BAD_USER_INPUT', subgraph: 'circulation', correlationId: 'theirs' },
    };

    expect(show({ data: {}, errors: [error] })).toEqual({
      data: {},
      errors: [{ ...error, extensions: { ...error.extensions, correlationId: 'correlation' } }],
    });
  });

  it.each([
    { code: 'GATEWAY_TIMEOUT', serviceName: 'circulation', http: { status: 504 } },
    { subgraph: 'circulation', code: 'DOWNSTREAM_SERVICE_ERROR' },
  ])('says which part failed and nothing of what it was asked: %j', (extensions) => {
    const error = {
      message: 'connect ECONNREFUSED 10.0.0.7:4002',
      path: ['editions'],
      extensions: { ...extensions, request: { body: '{"query":"query($representations: …"}' } },
    };

    expect(show({ data: null, errors: [error] })).toEqual({
      data: null,
      errors: [
        {
          message: 'The circulation part did not answer as it should.',
          path: ['editions'],
          extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'circulation', correlationId: 'correlation' },
        },
      ],
    });
  });

  it('masks what nobody coded', () => {
    const { errors } = show({ data: {}, errors: [{ message: 'Cannot read properties of /srv/app/x.js' }] });

    expect(errors).toEqual([
      {
        message: 'Something went wrong inside Mercia; the correlation id finds it in the log.',
        extensions: { code: 'INTERNAL', correlationId: 'correlation' },
      },
    ]);
  });

  it('has the status of its errors where there is no data, 500 where they have none', () => {
    const refused = { message: 'no', extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } };

    expect(show({ errors: [refused] }).extensions).toEqual({ http: { status: 400 } });
    expect(show({ errors: [refused, { message: 'broken' }] }).extensions).toEqual({ http: { status: 500 } });
    expect(JSON.stringify(show({ errors: [refused] }).errors)).not.toContain('http');
  });
});
