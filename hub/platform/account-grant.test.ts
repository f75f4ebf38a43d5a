import { describe, expect, it } from 'vitest';
import { createGrantSigner, createGrantVerifier } from './account-grant.ts';
import { deriveKey } from './derived-key.ts';

const key = deriveKey('a secret that is at least thirty-two bytes long', 'grants');
const NOW = Date.UTC(2026, 0, 31, 9);
const grant = { subject: 'subject-a', account: 'koha-a:account:x', purpose: 'SELF_SERVICE' } as const;
const sign = createGrantSigner(key, () => NOW);

const mine = { subjects: ['subject-new', 'subject-a'], account: grant.account };

describe('an account grant', () => {
  it('opens the account that it was given for to whom it was given', async () => {
    await expect(createGrantVerifier([key], () => NOW)(await sign(grant), mine)).resolves.toEqual(grant);
  });

  it.each([
    ['another person', { ...mine, subjects: ['subject-b'] }],
    ['the public', { ...mine, subjects: [] }],
    ['another account', { ...mine, account: 'koha-a:account:y' }],
  ])('opens nothing for %s', async (_whom, expected) => {
    await expect(createGrantVerifier([key], () => NOW)(await sign(grant), expected)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('is read where its key is one that is accepted', async () => {
    const next = deriveKey('the next secret, which has thirty-two bytes or more', 'grants');
    await expect(createGrantVerifier([next, key], () => NOW)(await sign(grant), mine)).resolves.toEqual(grant);
  });

  it('ends after two minutes', async () => {
    const later = createGrantVerifier([key], () => NOW + 130_000);
    await expect(later(await sign(grant), mine)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused where another key signed it', async () => {
    const other = createGrantSigner(deriveKey('another secret, also of thirty-two bytes or more', 'grants'), () => NOW);
    await expect(createGrantVerifier([key], () => NOW)(await other(grant), mine)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});
