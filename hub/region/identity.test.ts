import type { IdentityIssuer } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadRegion } from './load-region.ts';
import { RegionFileError } from './region-file-error.ts';

const kinds = new Map([['any', { settings: z.unknown(), harvestMethods: [] }]]);

function withIssuer(issuer: string): string {
  return `
region: { id: shire, name: The Shire }
libraries:
  - { id: hobbiton, name: Hobbiton Infirmary, system: bag-end }
systems:
  - id: bag-end
    name: Bag End
    kind: any
    address: https://lms.example.org
    owners: [{ code: HOB, library: hobbiton }]
identity:
  issuers:
    - ${issuer}
`;
}

function issuersOf(issuer: string, demonstration = false): readonly IdentityIssuer[] {
  return loadRegion({ text: withIssuer(issuer) }, { kinds, demonstration }).issuers;
}

function faultsOf(issuer: string): readonly string[] {
  try {
    issuersOf(issuer);
  } catch (error) {
    if (error instanceof RegionFileError) return error.faults.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

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
      'identity.issuers[0].roles: has words, but the claim that holds them is not named',
    ],
    [
      '{ issuer: https://id.example.org, audience: a, librariesClaim: l, libraries: { x: hobiton } }',
      'identity.issuers[0].libraries.x: there is no library "hobiton"',
    ],
    [
      '{ issuer: https://id.example.org, audience: a }\n    - { issuer: https://id.example.org, audience: b }',
      'identity.issuers[1].issuer: "https://id.example.org" occurs twice',
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
