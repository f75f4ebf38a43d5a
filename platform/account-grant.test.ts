import { describe, expect, it } from 'vitest';
import { createGrantSigner, createGrantVerifier } from './account-grant.ts';
import { deriveKey } from './derived-key.ts';

const key = deriveKey('a secret that is at least thirty-two bytes long', 'grants');
const NOW = Date.UTC(2026, 0, 31, 9);
const grant = { subject: 'subject-a', account: 'koha-a:account:x', purpose: 'SELF_SERVICE' } as const;
const sign = createGrantSigner(key, () => NOW);

describe('an account grant', () => {
  it('opens the account that it was given for to whom it was given', async () => {
    await expect(createGrantVerifier(key, () => NOW)(await sign(grant), grant)).resolves.toEqual(grant);
  });

  it.each([
    ['another person', { ...grant, subject: 'subject-b' }],
    ['the public', { ...grant, subject: null }],
    ['another account', { ...grant, account: 'koha-a:account:y' }],
  ])('opens nothing for %s', async (_whom, expected) => {
    await expect(createGrantVerifier(key, () => NOW)(await sign(grant), expected)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('ends after two minutes', async () => {
    const later = createGrantVerifier(key, () => NOW + 130_000);
    await expect(later(await sign(grant), grant)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused where another key signed it', async () => {
    const other = createGrantSigner(deriveKey('another secret, also of thirty-two bytes or more', 'grants'), () => NOW);
    await expect(createGrantVerifier(key, () => NOW)(await other(grant), grant)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
