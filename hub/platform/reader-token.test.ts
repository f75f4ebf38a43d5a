import { describe, expect, it } from 'vitest';
import { deriveKey } from './derived-key.ts';
import { createReaderTokens, createTokenViews, openAccountToken } from './reader-token.ts';

const key = deriveKey('a secret of one region, long enough', 'readers');
const otherKey = deriveKey('a secret of another region, long enough', 'readers');
const north = createReaderTokens(key, 'north');
const south = createReaderTokens(key, 'south');

describe('tokens of readers', () => {
  it('are the same for one person in two systems, and different for two accounts of one number', () => {
    expect(north('email', 'ann@example.org')).toBe(south('email', 'ann@example.org'));
    expect(north('account', '17')).not.toBe(south('account', '17'));
    expect(north('account', '17')).toBe(north('account', '17'));
    expect(north('card', '0017')).toBe(south('card', '0017'));
  });

  it('differ between a name and an address of the same text, and between regions', () => {
    const elsewhere = createReaderTokens(otherKey, 'north');

    expect(north('email', 'x')).not.toBe(north('name-birth', 'x'));
    for (const kind of ['account', 'name-birth', 'email', 'card'] as const) {
      expect(north(kind, 'x')).not.toBe(elsewhere(kind, 'x'));
      expect(north(kind, 'secret-text')).not.toContain('secret-text');
    }
  });

  it('lead back to an account only with the key, and only of the system that it is of', () => {
    const token = north('account', '17');

    expect(openAccountToken(key, 'north', token)).toBe('17');
    expect(openAccountToken(key, 'south', token)).toBeNull();
    expect(openAccountToken(otherKey, 'north', token)).toBeNull();
    expect(openAccountToken(key, 'north', north('email', '17'))).toBeNull();
  });
});

describe('tokens as roles see them', () => {
  it('are the same for one role, and cannot be laid beside those of another', () => {
    const view = createTokenViews(deriveKey('a secret of one region, long enough', 'reader-views'));
    const token = north('account', '17');

    expect(view('migration', token)).toBe(view('migration', token));
    expect(view('migration', token)).not.toBe(view('operator', token));
    expect(view('migration', token)).not.toBe(token);
  });
});
