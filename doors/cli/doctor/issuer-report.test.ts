import type { IdentityIssuer } from '#domain/region.ts';
import { createIdentityProvider } from '#simulators/identity-provider/index.ts';
import { expect, it } from 'vitest';
import { renderIssuers, reportIssuers } from './issuer-report.ts';

function toIssuer(issuer: string, jwksUri: string | null = null): IdentityIssuer {
  const roles = { rolesClaim: null, roles: new Map(), librariesClaim: null, libraries: new Map() };
  return { issuer, jwksUri, audiences: ['a'], ...roles, development: true };
}

it('tells of each issuer whether its keys can be had, and what is wrong where not', async () => {
  const { issuer, close } = await createIdentityProvider({ persons: [], audience: 'a', clientId: 'c' });
  const issuers = [
    toIssuer(issuer),
    toIssuer(issuer, `${issuer}/jwks`),
    toIssuer(issuer, `${issuer}/style.css`),
    toIssuer(`${issuer}/`),
    toIssuer(issuer.replace('127.0.0.1', 'localhost')),
    toIssuer('http://127.0.0.1:1'),
  ];

  const reports = await reportIssuers({ issuers });
  await close();

  expect(reports.map(({ ok }) => ok)).toEqual([true, true, false, false, false, false]);
  expect(reports.map(({ detail }) => detail)).toEqual([
    'keys: 1',
    'keys: 1',
    expect.stringMatching(/no keys that can be read|JSON/),
    expect.stringMatching(/calls itself otherwise/),
    expect.stringMatching(/calls itself otherwise/),
    expect.stringMatching(/ECONNREFUSED|fetch failed/),
  ]);
  expect(renderIssuers(reports)).toMatch(/^sign-in\n {4}ok {5}http:\/\/127\.0\.0\.1:\d+ +keys: 1$/m);
  expect(renderIssuers([])).toBe('');
});
