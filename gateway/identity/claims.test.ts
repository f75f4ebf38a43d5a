import type { LibraryId } from '#domain/ids.ts';
import type { SignedInRole } from '#domain/region.ts';
import { describe, expect, it } from 'vitest';
import { toLibraries, toRole } from './tokens.ts';

const roles = new Map<string, SignedInRole>([
  ['desk', 'staff'],
  ['systems', 'operator'],
  ['move', 'migration'],
]);

describe('the role of a token', () => {
  it.each([
    ['a list', 'roles', { roles: ['x', 'desk'] }, 'staff'],
    ['a text', 'roles', { roles: 'desk' }, 'staff'],
    ['a path', 'realm_access.roles', { realm_access: { roles: ['desk'] } }, 'staff'],
    ['an address with dots', 'https://id.example.org/roles', { 'https://id.example.org/roles': ['desk'] }, 'staff'],
    ['several words, the last of ours', 'roles', { roles: ['systems', 'move', 'desk'] }, 'operator'],
    ['words that mean nothing here', 'roles', { roles: ['boss', 'constructor'] }, 'patron'],
    ['no text', 'roles', { roles: { desk: true } }, 'patron'],
    ['a claim that is missing', 'toString.name', {}, 'patron'],
  ] as const)('is read from %s', (_, rolesClaim, claims, role) => {
    expect(toRole({ rolesClaim, roles }, claims)).toBe(role);
  });

  it('is patron where the region file names no claim', () => {
    expect(toRole({ rolesClaim: null, roles }, { roles: ['systems'] })).toBe('patron');
  });
});

describe('the libraries of a token', () => {
  const libraries = new Map([
    ['hill.example', 'hill' as LibraryId],
    ['staff@vale.example', 'vale' as LibraryId],
  ]);
  const librariesOf = (words: unknown): readonly string[] =>
    toLibraries({ librariesClaim: 'affiliation', libraries }, { affiliation: words });

  it('are met by the whole word, or by what stands behind its @, each once', () => {
    expect(librariesOf(['staff@hill.example', 'member@hill.example', 'staff@vale.example'])).toEqual(['hill', 'vale']);
  });

  it('are none for a word that only ends alike', () => {
    expect(librariesOf(['member@vale.example', 'staff@other-hill.example', 'staff@hill.example.org'])).toEqual([]);
  });
});
