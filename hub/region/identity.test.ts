import type { IdentityIssuer } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import { load, shire, wordsOf } from './shire.fixture.ts';

const withIssuer = (issuer: string): string => shire({ rest: `identity:\n  issuers:\n    - ${issuer}` });

function issuersOf(issuer: string, demonstration = false): readonly IdentityIssuer[] {
  return load(withIssuer(issuer), { demonstration }).issuers;
}

const faultsOf = (issuer: string): readonly string[] => wordsOf(withIssuer(issuer));

describe('identity in a region file', () => {
  it('needs an issuer and an audience, and makes everybody a patron then', () => {
    expect(issuersOf('{ issuer: "https://id.example.org/", audience: mercia }')).toEqual([
      {
        issuer: 'https://id.example.org/',
        audiences: ['mercia'],
        jwksUri: null,
        rolesClaim: null,
        roles: new Map(),
        librariesClaim: null,
        libraries: new Map(),
        development: false,
      },
    ]);
  });

  it('may say by which address the region first knew an issuer, but not the same of two', () => {
    const moved = '{ issuer: https://new.example.org, audience: a, formerly: https://id.example.org }';

    expect(issuersOf(moved)).toMatchObject([{ formerly: 'https://id.example.org' }]);
    expect(faultsOf(`${moved}\n    - { issuer: https://id.example.org, audience: a }`)).toEqual([]);
    expect(
      faultsOf(`${moved}\n    - { issuer: https://c.example.org, audience: a, formerly: https://id.example.org }`),
    ).toEqual([expect.stringMatching(/^identity\.issuers\[\d\]\.formerly: .*id\.example\.org/)]);
  });

  it("turns an issuer's words into roles and libraries", () => {
    const [issuer] = issuersOf(
      `{ issuer: https://id.example.org, audience: [a, b], rolesClaim: realm_access.roles, roles: { librarian: staff },
         librariesClaim: eduPersonScopedAffiliation, libraries: { hobbiton.example: hobbiton } }`,
    );

    expect(issuer).toMatchObject({
      audiences: ['a', 'b'],
      roles: new Map([['librarian', 'staff']]),
      libraries: new Map([['hobbiton.example', 'hobbiton']]),
    });
  });

  it.each([
    [
      '{ issuer: "http://id.example.org", audience: a }',
      'identity.issuers[0].issuer: an address begins with https:// (http:// on this machine alone) and holds no password',
    ],
    [
      '{ issuer: "https://me:secret@id.example.org", audience: a }',
      'identity.issuers[0].issuer: an address begins with https:// (http:// on this machine alone) and holds no password',
    ],
    [
      '{ issuer: https://id.example.org, audience: a, jwksUri: "http://id.example.org/keys" }',
      'identity.issuers[0].jwksUri: an address begins with https:// (http:// on this machine alone) and holds no password',
    ],
    [
      '{ issuer: https://id.example.org, audience: a, rolesClaim: r, roles: { boss: public } }',
      'identity.issuers[0].roles.boss: must be one of patron, staff, migration, operator',
    ],
    [
      '{ issuer: https://id.example.org, audience: a, roles: { boss: staff } }',
      'identity.issuers[0].roles: has words, but the claim that holds them is not named | give rolesClaim',
    ],
    [
      '{ issuer: https://id.example.org, audience: a, librariesClaim: l, libraries: { x: hobiton } }',
      'identity.issuers[0].libraries.x: there is no library "hobiton" | did you mean "hobbiton"?',
    ],
    [
      '{ issuer: https://id.example.org, audience: a }\n    - { issuer: https://id.example.org, audience: b }',
      'identity.issuers[1].issuer: "https://id.example.org" occurs twice | it is at identity.issuers[0].issuer already',
    ],
    [
      '{ issuer: "http://127.0.0.1:4105", audience: a, development: true }',
      'identity.issuers[0].development: lets anybody sign in as anybody, and is only for the demonstration',
    ],
  ])('refuses %s', (issuer, fault) => {
    expect(faultsOf(issuer)).toEqual([fault]);
  });

  it('lets the demonstration name its own issuer', () => {
    const issuer = '{ issuer: "http://127.0.0.1:4105", audience: a, development: true }';

    expect(issuersOf(issuer, true)).toMatchObject([{ development: true }]);
  });
});
