import { ERROR_CODES, MerciaError, type ErrorCode } from '#platform/errors.ts';
import { expect, it } from 'vitest';
import { reasonCodeOf } from './reason-codes.ts';

const ofSystems = (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => code.startsWith('LMS_'));
const told = (code: ErrorCode) => reasonCodeOf(new MerciaError(code, 'x'));

it('every error of a library system has a reason of its own, but for an answer that cannot be read', () => {
  expect(ofSystems.filter((code) => told(code) === 'BAD_ANSWER')).toEqual(['LMS_BAD_RESPONSE']);
});

it.each<readonly [ErrorCode, string]>([
  ['LMS_CIRCUIT_OPEN', 'CIRCUIT_OPEN'],
  ['STORE_UNAVAILABLE', 'TIMEOUT'],
  ['LMS_NOT_PERMITTED', 'REFUSED'],
  ['CONFIG_INVALID', 'REFUSED'],
  ['CAPABILITY_UNSUPPORTED', 'NOT_SUPPORTED'],
])('%s is %s', (code, reason) => {
  expect(told(code)).toBe(reason);
});

it('what is no error of ours was thrown while reading an answer', () => {
  expect(reasonCodeOf(new TypeError('x'))).toBe('BAD_ANSWER');
});
