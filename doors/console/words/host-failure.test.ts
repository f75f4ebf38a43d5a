import { expect, it } from 'vitest';
import { sayHostFailure } from './host-failure.ts';

const AT = '2026-11-27T09:58:00Z';
const NOW = Date.parse('2026-11-27T10:00:00Z');

it.each([
  ['LMS_UNAVAILABLE', 'ECONNREFUSED', 'It refused the connection (ECONNREFUSED), today 09:58'],
  ['LMS_UNAVAILABLE', 'ENOTFOUND', 'There is no host of this name (ENOTFOUND), today 09:58'],
  ['LMS_UNAVAILABLE', 'ETIMEDOUT', 'No answer after 4.2 s (ETIMEDOUT), today 09:58'],
  [
    'LMS_UNAVAILABLE',
    'CERT_HAS_EXPIRED',
    'Its certificate is not trusted, or it does not speak TLS (CERT_HAS_EXPIRED), today 09:58',
  ],
  ['LMS_UNAVAILABLE', 'HTTP 503', 'It is out of service (HTTP 503), today 09:58'],
  ['LMS_UNAVAILABLE', 'EOTHER', 'It did not answer (EOTHER), today 09:58'],
  ['LMS_UNAVAILABLE', null, 'It did not answer, today 09:58'],
  ['LMS_TIMEOUT', null, 'No answer after 4.2 s, today 09:58'],
  ['LMS_AUTH_FAILED', null, 'It did not let us in, today 09:58'],
])('says why %s with the cause %s', (code, cause, words) => {
  expect(sayHostFailure({ code, cause, at: AT, afterMs: 4_213 }, NOW)).toBe(words);
});
