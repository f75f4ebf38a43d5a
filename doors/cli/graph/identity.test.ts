import { createIdentityProvider, type IdentityProvider } from '#simulators/identity-provider/index.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { adapterKinds } from '#adapters/registry.ts';
import { loadRegion } from '#region/load-region.ts';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIdentityReaders, type IssuingRegion } from './identity.ts';

const example = readFileSync(new URL('../../../region.example.yaml', import.meta.url), 'utf8');
const person = { id: 'reader', name: 'R', about: '', roles: [], affiliations: [] };

let provider: IdentityProvider;
beforeAll(async () => {
  provider = await createIdentityProvider({ persons: [person], audience: 'a', clientId: 'c' });
});
afterAll(() => provider.close());

function regionWith(identity: string): Region {
  return loadRegion({ text: `${example}\n${identity}` }, { kinds: adapterKinds, demonstration: true });
}

/** A region that is replaced, as a changed file is. */
function follow(first: Region): IssuingRegion & { replace(region: Region): void } {
  const derived: ((region: Region) => void)[] = [];
  return {
    logger: createLogger('silent'),
    derive: (build) => {
      let built = build({ region: first });
      derived.push((region) => (built = build({ region })));
      return () => built;
    },
    replace: (region) => {
      for (const take of derived) take(region);
    },
  };
}

it('an issuer is believed from when the region file names it until it no longer does', async () => {
  const named = `identity: { issuers: [{ issuer: '${provider.issuer}', audience: a, development: true }] }`;
  const opened = follow(regionWith(''));
  const { readToken } = createIdentityReaders(opened, { patronSecret: 'a secret of thirty-two characters' }, null);
  const token = await provider.keys.sign(provider.claimsOf('reader'));

  await expect(readToken?.(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  opened.replace(regionWith(named));
  await expect(readToken?.(token)).resolves.toMatchObject({ role: 'patron' });
  opened.replace(regionWith(''));
  await expect(readToken?.(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});
