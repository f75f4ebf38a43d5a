import { expect, it } from 'vitest';
import { MerciaError } from './errors.ts';
import { causeOf } from './network-codes.ts';

it.each([
  [
    'of a connection',
    Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:443'), { code: 'ECONNREFUSED' }),
    'ECONNREFUSED',
  ],
  ['as a message', new Error('HTTP 503'), 'HTTP 503'],
  ['that is none: a message may name a host', new Error('no route to koha.example'), null],
])('finds the code %s behind an error of ours, whose own code is none', (_of, cause, code) => {
  const inner = new MerciaError('LMS_UNAVAILABLE', '[north] items: koha.example does not answer', { cause });

  expect(causeOf(new MerciaError('LMS_UNAVAILABLE', '[north] log in: failed', { cause: inner }))).toBe(code);
});
