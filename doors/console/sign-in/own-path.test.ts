import { expect, it } from 'vitest';
import { ownPath } from './own-path.ts';

it.each(['/', '/account', '/find?q=heart%20failure', '/compare/demo%3Asnapshot%3A1/rows?of=ITEMS&where=a'])(
  'leads back to %s',
  (path) => {
    expect(ownPath(path)).toBe(path);
  },
);

it.each([
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example',
  '\\/elsewhere.example',
  '/.//elsewhere.example',
  '/\t/elsewhere.example',
  '/a\n/b',
  'account',
  '',
  'javascript:alert(1)',
  '/sign-in',
  '/sign-in/back?code=1',
  '/sign-out',
  '/session',
  `/${'a'.repeat(3_000)}`,
])('does not lead to %j', (path) => {
  expect(ownPath(path)).toBeNull();
});
