import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadRegion } from './load-region.ts';
import type { SystemKind } from './load-region.ts';
import { faultsOf } from './shire.fixture.ts';

const kinds = new Map<string, SystemKind>([
  ['koha', { settings: z.strictObject({}), harvestMethods: [] }],
  ['files', { settings: z.strictObject({}), harvestMethods: [], hasAddress: false }],
  [
    'sip2',
    {
      settings: z.strictObject({ institution: z.string().default('') }),
      harvestMethods: [],
      addressSchemes: ['tcp', 'tls'],
      parts: ['live'],
      perSecond: 40,
    },
  ],
]);

/** A system of files with a live part: what `live` says, one line each. */
function fileWith(live: readonly string[], system = 'kind: files'): string {
  return `region: { id: shire, name: The Shire }
libraries:
  - { id: hill, name: The hill, system: hill }
systems:
  - id: hill
    name: The hill
    ${system}
    owners: [{ code: MAIN, library: hill }]
    live:
${live.map((line) => `      ${line}`).join('\n')}
`;
}

const GOOD = ['kind: sip2', 'address: tcp://sip.example.org:6001'];

const printed = (text: string): readonly string[] => faultsOf(text, { kinds });

describe('the live part of a system', () => {
  it('is read with limits of its own, and its settings are completed by its kind', () => {
    const text = fileWith([
      ...GOOD,
      'credentials: { userEnv: HILL_USER, passwordEnv: HILL_PASSWORD }',
      'limits: { connections: 1, callTimeoutMs: 3000 }',
    ]);

    const [system] = loadRegion({ text }, { kinds }).systems;

    expect(system?.live).toMatchObject({
      kind: 'sip2',
      address: 'tcp://sip.example.org:6001',
      credentials: { userEnv: 'HILL_USER', passwordEnv: 'HILL_PASSWORD', clientIdEnv: null },
      limits: { connections: 1, callTimeoutMs: 3000, freshForMs: 2000 },
      settings: { institution: '' },
    });
    expect(loadRegion({ text: fileWith(GOOD).split('    live:')[0] ?? '' }, { kinds }).systems[0]).not.toHaveProperty(
      'live',
    );
  });

  it('is asked as often in a second as its kind says, or as the file does', () => {
    const rateOf = (...limits: readonly string[]) =>
      loadRegion({ text: fileWith([...GOOD, ...limits]) }, { kinds }).systems[0]?.live?.limits.perSecond;

    expect(rateOf()).toBe(40);
    expect(rateOf('limits: { connections: 1 }')).toBe(40);
    expect(rateOf('limits: { perSecond: 200 }')).toBe(200);
  });

  it('may have a user without a password, and no password without a user', () => {
    expect(printed(fileWith([...GOOD, 'credentials: { userEnv: HILL_USER }']))).toEqual([]);
    expect(printed(fileWith([...GOOD, 'credentials: { passwordEnv: HILL_PASSWORD }']))).toEqual([
      '12 systems[0].live.credentials.passwordEnv: means nothing without userEnv; name both, or neither',
    ]);
  });

  it('is checked key by key, with lines', () => {
    const text = fileWith([
      'kind: sip2',
      'adress: tcp://sip.example.org:6001',
      'credentials: { userEnv: hunter2 }',
      'limits: { connections: 99 }',
      'settings: { instituton: X }',
    ]);

    expect(printed(text)).toEqual([
      '9 systems[0].live.address: is missing | give a text',
      '11 systems[0].live.adress: unknown key | did you mean "address"?',
      '12 systems[0].live.credentials.userEnv: must be the NAME of an environment variable (capitals, digits, underscores), not the secret itself',
      '13 systems[0].live.limits.connections: must be at most 16',
      '14 systems[0].live.settings.instituton: unknown key | did you mean "institution"?',
    ]);
  });

  it.each([
    ['http://sip.example.org', 'an address begins with tcp:// or tls://'],
    ['sip.example.org:6001', 'an address begins with tcp:// or tls://'],
    ['tcp://sip.example.org', 'this address needs a host and a port: tcp://host:port'],
    ['tls://:6001', 'this address cannot be read'],
    ['tcp://sip.example.org:6001/path', 'this address ends with its port: no path'],
    ['tcp://sip.example.org:99999', 'this address cannot be read'],
    [
      'tcp://me:hunter2@sip.example.org:6001',
      'an address holds no user name and no password; name environment variables under credentials',
    ],
    ['tcp://sip.example.org:6001?a=b', 'an address ends with its path: no ? and no #'],
  ])('cannot be at %s', (address, message) => {
    expect(printed(fileWith(['kind: sip2', `address: "${address}"`]))).toEqual([
      `11 systems[0].live.address: ${message}`,
    ]);
  });

  it.each(['tcp://169.254.169.254:80', 'tls://2852039166:6001', 'tcp://[fe80::1]:6001', 'tcp://metadata:6001'])(
    'cannot be at the address of metadata: %s',
    (address) => {
      expect(printed(fileWith(['kind: sip2', `address: "${address}"`]))).toEqual([
        '11 systems[0].live.address: this is a link-local or metadata address, where no library system is | name the address of the system itself',
      ]);
    },
  );

  it('is of a kind that is known and can be asked for single copies', () => {
    const at = 'address: tcp://sip.example.org:6001';

    expect(printed(fileWith([at]))).toEqual(['9 systems[0].live.kind: is missing | known kinds: sip2']);
    expect(printed(fileWith(['kind: spi2', at]))).toEqual([
      '10 systems[0].live.kind: there is no adapter for "spi2" | did you mean "sip2"?',
    ]);
    expect(printed(fileWith(['kind: koha', 'address: https://koha.example.org']))).toEqual([
      '10 systems[0].live.kind: "koha" cannot be asked for single copies that another system has listed | known kinds: sip2',
    ]);
    expect(printed(fileWith(GOOD, 'kind: sip2\n    address: https://koha.example.org'))).toEqual([
      '7 systems[0].kind: "sip2" tells nothing of records, only how copies stand | put it under live, and name what the records come from as kind',
    ]);
  });

  it('may complete a system that has an address of its own, whose schemes stay those of the web', () => {
    expect(printed(fileWith(GOOD, 'kind: koha\n    address: https://koha.example.org'))).toEqual([]);
    expect(printed(fileWith(GOOD, 'kind: koha\n    address: tcp://koha.example.org:1'))).toEqual([
      '8 systems[0].address: an address begins with http:// or https://',
    ]);
  });
});
