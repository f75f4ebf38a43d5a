import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { loadRegion } from './load-region.ts';
import type { SystemKind } from './load-region.ts';
import { faultsOf } from './shire.fixture.ts';

const kinds = new Map([
  [
    'koha',
    {
      harvestMethods: ['oai-pmh', 'rest'],
      settings: z.strictObject({
        notForLoan: z
          .record(
            z.string(),
            z.union([z.string(), z.strictObject({ status: z.enum(['ON_ORDER', 'LOST']), note: z.string() })]),
          )
          .default({}),
        statuses: z.record(z.string().regex(/^\d\d$/, 'two digits, as 06'), z.string()).optional(),
        oai: z.strictObject({ path: z.string().default('/cgi-bin/koha/oai.pl') }).prefault({}),
      }),
    },
  ],
]);

const kindsWithFiles = new Map<string, SystemKind>([
  ...kinds,
  ['files', { harvestMethods: [], hasAddress: false, settings: z.strictObject({ source: z.string() }) }],
]);

const minimal = `
region:
  id: shire
  name: The Shire
libraries:
  - id: hobbiton
    name: Hobbiton Infirmary
    system: bag-end
systems:
  - id: bag-end
    name: Bag End
    kind: koha
    address: https://koha.example.org/
    owners:
      - code: HOB
        library: hobbiton
`;

const printed = (text: string): readonly string[] => faultsOf(text, { kinds });

describe('loadRegion', () => {
  it('completes a minimal file with defaults', () => {
    const region = loadRegion({ text: minimal }, { kinds });

    expect(region).toEqual({
      id: 'shire',
      name: 'The Shire',
      budgetMs: 2000,
      networks: [],
      organisations: [],
      libraries: [
        {
          id: 'hobbiton',
          name: 'Hobbiton Infirmary',
          system: 'bag-end',
          network: null,
          organisations: [],
          aliases: [],
          sites: [],
          memberships: [{ system: 'bag-end', phase: 'LIVE', since: null }],
        },
      ],
      systems: [
        {
          id: 'bag-end',
          name: 'Bag End',
          kind: 'koha',
          address: 'https://koha.example.org',
          timeZone: 'Europe/London',
          credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
          owners: [{ system: 'bag-end', code: 'HOB', library: 'hobbiton', site: null }],
          limits: {
            connections: 2,
            callTimeoutMs: 10_000,
            batchSize: 200,
            freshForMs: 2000,
            breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
          },
          harvest: { method: 'auto', pageSize: 100, everySeconds: 900, fullEverySeconds: 604_800 },
          experimentalWrites: false,
          settings: { notForLoan: {}, oai: { path: '/cgi-bin/koha/oai.pl' } },
        },
      ],
      issuers: [],
    });
  });

  it('reads a file from its path and names it by its last part', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mercia-region-'));
    try {
      const path = join(folder, 'shire.yaml');
      writeFileSync(path, minimal);
      expect(loadRegion({ path }, { kinds }).id).toBe('shire');
      writeFileSync(path, minimal.replace('kind: koha', 'kind: kohaa'));
      expect(() => loadRegion({ path }, { kinds })).toThrow(
        'shire.yaml has 1 fault:\nshire.yaml:12: systems[0].kind: there is no adapter for "kohaa" (did you mean "koha"?)',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says that a file is not there without its folder', () => {
    expect(() => loadRegion({ path: '/nowhere/at/all/region.yaml' }, { kinds })).toThrow(
      /^region\.yaml has 1 fault:\nregion\.yaml:1: there is no such file \(copy \S+ and name it with --region\)/,
    );
  });

  it('is a configuration error', () => {
    expect(() => loadRegion({ text: '' }, { kinds })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  it('lists every fault at once, in the order of the file', () => {
    const text = minimal
      .replace('name: The Shire', 'nmae: The Shire')
      .replace('https://koha.example.org/', 'koha.example.org')
      .replace('library: hobbiton', 'librery: hobbiton');

    expect(printed(text)).toEqual([
      '2 region.name: is missing | give a text',
      '4 region.nmae: unknown key | did you mean "name"?',
      '13 systems[0].address: an address begins with http:// or https://',
      '15 systems[0].owners[0].library: is missing | give a text',
      '16 systems[0].owners[0].librery: unknown key | did you mean "library"?',
    ]);
  });

  it('checks references in a file whose shape is wrong too', () => {
    const text = minimal.replace('address:', 'adress:').replace('library: hobbiton', 'library: hobiton');

    expect(printed(text)).toEqual([
      '10 systems[0].address: is missing | give a text',
      '13 systems[0].adress: unknown key | did you mean "address"?',
      '16 systems[0].owners[0].library: there is no library "hobiton" | did you mean "hobbiton"?',
    ]);
    expect(printed('libraries: 3\nsystems: [x, { owners: [y] }]\nregion: z').length).toBeGreaterThan(4);
  });

  it('names the known keys where none is near', () => {
    expect(printed(minimal.replace('  name: The Shire', '  name: The Shire\n  colour: green'))).toEqual([
      '5 region.colour: unknown key | known here: id, name, budgetMs, bankHolidays',
    ]);
  });

  it('says what a value should have been', () => {
    expect(printed(minimal.replace('code: HOB', 'code: 01'))).toEqual([
      '15 systems[0].owners[0].code: must be a text, but is a number | put it in quotes',
    ]);
    expect(printed(minimal.replace('id: shire', 'id: The Shire'))).toEqual([
      '3 region.id: an id is 1 to 40 lower-case letters, digits and hyphens',
    ]);
    expect(printed(minimal.replace('    kind: koha', '    kind: koha\n    timeZone: Europe/Hobbiton'))).toEqual([
      '13 systems[0].timeZone: this is not an IANA time zone; write it like Europe/London',
    ]);
    expect(printed(minimal.replace('    kind: koha', '    kind: koha\n    limits: { connections: 99 }'))).toEqual([
      '13 systems[0].limits.connections: must be at most 16',
    ]);
    expect(printed(minimal.replace('    kind: koha', '    kind: koha\n    harvest: { method: oai }'))).toEqual([
      '13 systems[0].harvest.method: must be one of auto, oai-pmh, rest | did you mean "oai-pmh"?',
    ]);
  });

  it('checks references and duplicates', () => {
    const text = `
region: { id: shire, name: The Shire }
networks:
  - { id: west, name: West, asks: [west, eest] }
  - { id: east, name: East }
  - { id: east, name: East again }
libraries:
  - id: hobbiton
    name: Hobbiton
    system: bag-end
    network: north
    organisations: [took-trust]
    sites: [{ id: main, name: Main, organisation: took-trust }]
    memberships: [{ system: bag-edn, phase: LIVE }]
  - { id: bree, name: Bree, system: pony }
systems:
  - id: bag-end
    name: Bag End
    kind: koha
    address: https://koha.example.org
    owners:
      - { code: HOB, library: hobbiton, site: mian }
      - { code: HOB, library: hobbiton }
      - { code: BRE, library: bree }
      - { code: TOO, library: hobiton }
  - id: pony
    name: Pony
    kind: koha
    address: https://pony.example.org
    owners: [{ code: MAIN, library: hobbiton }]
  - id: shire
    name: Shire
    kind: koha
    address: https://shire.example.org
    owners: []
`;
    expect(printed(text.replace('owners: []', 'owners: [{ code: HOB, library: hobbiton }]'))).toEqual([
      '4 networks[0].asks[1]: there is no network "eest" | did you mean "west"?',
      '6 networks[2].id: "east" occurs twice | it is at networks[1].id already',
      '11 libraries[0].network: there is no network "north"',
      '12 libraries[0].organisations[0]: there is no organisation "took-trust"',
      '13 libraries[0].sites[0].organisation: there is no organisation "took-trust"',
      '14 libraries[0].memberships: leaves out "bag-end", the library\'s system today',
      '14 libraries[0].memberships[0].system: there is no system "bag-edn" | did you mean "bag-end"?',
      '15 libraries[1].id: no owner code of "pony" belongs to this library | add its branch codes under owners of "pony"',
      '22 systems[0].owners[0].site: there is no site of "hobbiton" "mian" | did you mean "main"?',
      '23 systems[0].owners[1].code: "HOB" occurs twice | it is at systems[0].owners[0].code already',
      '24 systems[0].owners[2].library: "bree" is served by "pony" | give it a membership of "bag-end", or remove the code',
      '25 systems[0].owners[3].library: there is no library "hobiton" | did you mean "hobbiton"?',
      '30 systems[1].owners[0].library: "hobbiton" is served by "bag-end" | give it a membership of "pony", or remove the code',
      '31 systems[2].id: is the id of the region too | ids tell them apart',
      '35 systems[2].owners[0].library: "hobbiton" is served by "bag-end" | give it a membership of "shire", or remove the code',
    ]);
    expect(printed(text)).toContain('35 systems[2].owners: is an empty list');
  });

  it('refuses two memberships of a library at one system', () => {
    const two = minimal.replace(
      '    system: bag-end\n',
      '    system: bag-end\n    memberships: [{ system: bag-end, phase: LIVE }, { system: bag-end, phase: TEST_LOADED }]\n',
    );
    expect(printed(two)).toEqual([
      '9 libraries[0].memberships[1].system: "bag-end" occurs twice | it is at libraries[0].memberships[0].system already',
    ]);
  });

  it('takes lists of journals of libraries that other systems serve', () => {
    const withLists = (...records: readonly string[]): string =>
      minimal.concat(`  - id: online
    name: Online
    kind: files
    owners: [{ code: HOB, library: hobbiton }]
    settings: { records: [${records.join(', ')}] }
`);
    const list = '{ source: a.txt, kbart: { owners: [HOB] } }';
    const runs = '{ source: a.csv, csv: { columns: { record: A }, runs: { statement: B } } }';

    const ofMemberships = (text: string) => printed(text).filter((fault) => fault.includes('membership'));

    expect(ofMemberships(withLists(list, runs))).toEqual([]);
    expect(ofMemberships(withLists(runs.replace('runs', 'copies: { barcode: C }, runs')))).toHaveLength(1);
    expect(ofMemberships(withLists(list, '{ source: b.mrc }'))).toHaveLength(1);
  });

  it('suggests no name that is missing', () => {
    const text = minimal
      .replace('  - id: hobbiton\n    name: Hobbiton Infirmary', '  - name: Hobbiton Infirmary')
      .replace('library: hobbiton', 'library: ho')
      .concat('networks: [{ name: West }]\n')
      .concat('feeds:\n  namespace: shire.example.org\n  adminEmail: a@example.org\n')
      .concat(
        '  deliveries: [{ id: eds, protocol: FTP, host: a.example.org, port: 21, userEnv: U, set: "network:w" }]\n',
      );

    expect(printed(text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/owners\[0\]\.library: there is no library "ho"$/),
        expect.stringMatching(/deliveries\[0\]\.set: there is no set "network:w"$/),
      ]),
    );
  });

  it('allows the same owner code in two systems', () => {
    const text = `${minimal}  - { id: pony, name: Pony, kind: koha, address: "https://p.example.org", owners: [{ code: HOB, library: bree }] }\n`;
    const both = text.replace('systems:', '  - { id: bree, name: Bree, system: pony }\nsystems:');

    expect(loadRegion({ text: both }, { kinds }).systems.map((system) => system.owners[0]?.code)).toEqual([
      'HOB',
      'HOB',
    ]);
  });

  it('checks the settings of a system by its kind, with line, key and near key', () => {
    const settings = `    settings:
      notForLon: {}
      notForLoan:
        "-1": { status: ON_ODRER, note: x }
      oai:
        pth: /oai
`;
    expect(printed(minimal + settings)).toEqual([
      '18 systems[0].settings.notForLon: unknown key | did you mean "notForLoan"?',
      '20 systems[0].settings.notForLoan["-1"].status: must be one of ON_ORDER, LOST | did you mean "ON_ORDER"?',
      '22 systems[0].settings.oai.pth: unknown key | did you mean "path"?',
    ]);
  });

  it.each(['hunter2', 'correct horse battery', '3fa85f64-5717-4562-b3fc-2c963f66afa6', 'A9F3K2L8Q1Z7X5C4'])(
    'refuses a secret in place of a variable name and does not repeat it: %s',
    (secret) => {
      const text = minimal.replace(
        '    owners:',
        `    credentials: { clientSecretEnv: "${secret}", password: "${secret}" }\n    owners:`,
      );

      const faults = printed(text);

      expect(faults).toEqual([
        '14 systems[0].credentials.clientSecretEnv: must be the NAME of an environment variable (capitals, digits, underscores), not the secret itself',
        '14 systems[0].credentials.password: unknown key | did you mean "passwordEnv"?',
      ]);
      expect(faults.join()).not.toContain(secret);
    },
  );

  it.each([
    ['userEnv: LOGIN', 'userEnv: means nothing without passwordEnv'],
    ['passwordEnv: PASSWORD', 'passwordEnv: means nothing without userEnv'],
    [
      'clientSecretEnv: SECRET, userEnv: LOGIN, passwordEnv: PASSWORD',
      'clientSecretEnv: means nothing without clientIdEnv',
    ],
  ])('refuses half a log-in: %s', (given, fault) => {
    expect(printed(minimal.replace('    owners:', `    credentials: { ${given} }\n    owners:`))).toEqual([
      `14 systems[0].credentials.${fault}; name both, or neither`,
    ]);
  });

  it('takes a client id alone, which some systems want with every call', () => {
    expect(printed(minimal.replace('    owners:', '    credentials: { clientIdEnv: ID }\n    owners:'))).toEqual([]);
  });

  it.each(['ILL|', '(?i)', '.*', '^$', '(ILL)?'])('refuses a pattern that every record fits: %s', (pattern) => {
    expect(printed(`${minimal}    interlibrary: { fields: { '942$c': ['^ILL$', '${pattern}'] } }\n`)).toEqual([
      expect.stringMatching(/^17 systems\[0\]\.interlibrary\.fields\["942\$c"\]\[1\]: fits an empty text/),
    ]);
  });

  it('refuses an address with credentials and does not repeat them', () => {
    const faults = printed(minimal.replace('https://koha', 'https://staff:hunter2@koha'));

    expect(faults).toEqual([
      '13 systems[0].address: an address holds no user name and no password; name environment variables under credentials',
    ]);
  });

  it.each(['ftp://koha.example.org', 'javascript:alert(1)', 'https://', 'https://koha.example.org/?a=b'])(
    'refuses the address %s',
    (address) => {
      expect(printed(minimal.replace('https://koha.example.org/', address))).toEqual([
        expect.stringMatching(/^13 systems\[0\]\.address: /),
      ]);
    },
  );

  it('says where the text is no YAML', () => {
    expect(printed('region:\n  id: shire\n\tname: x\n')[0]).toMatch(/^3 : .* \| indent with spaces$/);
    expect(printed(minimal.replace('name: The Shire', 'id: shire'))).toEqual([
      '4 : map keys must be unique | a key may occur only once',
    ]);
    expect(printed(minimal.replace('The Shire', '!!js/function "f"'))).toEqual([
      '4 : unresolved tag: tag:yaml.org,2002:js/function | leave out the tag',
    ]);
    const [, example = ''] = /^1 : is empty \| copy (.+)$/.exec(printed('# nothing yet\n')[0] ?? '') ?? [];
    expect(existsSync(example)).toBe(true);
    expect(example).toMatch(/^\/.*region\.example\.yaml$/);
    expect(printed('just words')).toEqual(['1 : must be keys with values, but is a text']);
  });

  it('says the rule of a key that is not as it must be', () => {
    expect(printed(`${minimal}    settings: { statuses: { 6: LOST, '06': LOST } }\n`)).toEqual([
      '17 systems[0].settings.statuses["6"]: unknown key | two digits, as 06',
    ]);
  });

  it('refuses a key that YAML would read as another one, and the same key in two spellings', () => {
    const settings = `    settings:
      notForLoan:
        01: LOST
        0x1F: LOST
        1.10: LOST
        1e2: LOST
        12345678901234567890123: LOST
        2: LOST
        -1: LOST
        true: LOST
        '007': LOST
        "1e3": LOST
        ~: LOST
`;
    expect(printed(minimal + settings)).toEqual(
      [19, 20, 21, 22, 23, 29].map((line) => `${line} : is a key that is read as another one | put it in quotes`),
    );
    expect(printed(`${minimal}    settings: { notForLoan: { 1: LOST, '1': ON_ORDER } }\n`)).toEqual([
      '17 : map keys must be unique | a key may occur only once',
    ]);
  });

  it('follows anchors to the line where a value stands, and stops a bomb of them', () => {
    const shared = minimal
      .replace('region:', 'x: &x { connections: many }\nregion:')
      .replace('    kind: koha', '    kind: koha\n    limits: *x');
    expect(printed(shared)).toContain('2 systems[0].limits.connections: must be a number, but is a text');

    const level = (index: number): string =>
      `l${index}: &l${index} [${Array(10)
        .fill(`*l${index - 1}`)
        .join(',')}]\n`;
    const bomb = `l0: &l0 [x]\n${[1, 2, 3, 4, 5, 6, 7, 8].map(level).join('')}`;
    expect(printed(bomb)).toEqual(['1 : holds more than 100 aliases | write it out']);
    expect(printed('a: *nothing\n')).toEqual([
      '1 : begins with a star, and no anchor above has that name | put a text that begins with * in quotes',
    ]);
    expect(
      printed(`${minimal}      - { code: *NEW, library: hobbiton }\n      - { code: X, library: *OLD }\n`),
    ).toEqual(
      [17, 18].map(
        (line) =>
          `${line} : begins with a star, and no anchor above has that name | put a text that begins with * in quotes`,
      ),
    );
    expect(printed(`a: *later\nb: &later x\n`)[0]).toMatch(/^1 : begins with a star/);
    expect(printed(`*key : x\n`)[0]).toMatch(/^1 : begins with a star/);
    expect(printed(`${minimal}a: &a [*a]\n`)).toEqual([
      '17 a: unknown key | known here: region, networks, organisations, libraries, systems, identity, feeds',
    ]);
  });

  it('refuses a file that is no description of a region by its length', () => {
    expect(printed('x'.repeat(1_000_001))).toEqual(['1 : is longer than 1000000 characters']);
  });

  it.each([
    ['the address of cloud metadata', 'http://169.254.169.254/latest'],
    ['one of the same network', 'https://169.254.170.2:8443'],
    ['it as one number', 'http://2852039166'],
    ['it in hexadecimal', 'http://0xA9FEA9FE/'],
    ['it in octal', 'http://0251.0376.0251.0376'],
    ['it in two parts', 'http://169.16689662'],
    ['it with a dot behind', 'http://169.254.169.254./'],
    ['it in other digits', 'http://１６９.254.169.254'],
    ['it as IPv6', 'http://[::ffff:169.254.169.254]/'],
    ['it as IPv6 in hexadecimal', 'http://[::ffff:a9fe:a9fe]'],
    ['it as an IPv6 address of old', 'http://[::a9fe:a9fe]'],
    ['it behind a translator', 'http://[64:ff9b::a9fe:a9fe]'],
    ['it as 6to4', 'http://[2002:a9fe:a9fe::1]'],
    ['a link-local IPv6 address', 'http://[fe80::1]'],
    ['the last of those', 'http://[febf:ffff::1]'],
    ['one with the link by which it is reached', 'http://[fe80::1%eth0]/'],
    ['one with that link as addresses of the web write it', 'http://[fe80::1%25eth0]'],
    ['one without brackets', 'http://fe80::1'],
    ['the metadata of one cloud by IPv6', 'http://[fd00:ec2::254]/'],
    ['that of another', 'http://168.63.129.16'],
    ['that of a third', 'http://100.100.100.200'],
    ['a name of metadata', 'http://metadata.google.internal'],
    ['a name of metadata, otherwise written', 'https://Metadata.Google.Internal./x'],
    ['a short name of metadata', 'http://metadata'],
    ['no address at all', 'http://0.0.0.0'],
  ])('refuses %s, in every place where an address may stand, with the line', (_, address) => {
    const fault = 'this is a link-local or metadata address, where no library system is';
    const settings = 'kind: koha\n    settings: { oai: { path: "ADDRESS" } }';

    expect(printed(minimal.replace('https://koha.example.org/', `"${address}"`))).toContain(
      `13 systems[0].address: ${fault} | name the address of the system itself`,
    );
    expect(printed(minimal.replace('kind: koha', settings.replace('ADDRESS', address)))).toEqual([
      `13 systems[0].settings.oai.path: ${fault} | name the address of the system itself`,
    ]);
    expect(printed(minimal.replace('kind: koha', `kind: koha\n    adapterServer: "${address}"`)).join('\n')).toContain(
      `13 systems[0].adapterServer: ${fault}`,
    );
  });

  it.each([
    'http://10.0.0.8',
    'http://192.168.1.4:8080',
    'http://127.0.0.1:4101',
    'https://[2001:db8::1]',
    'http://koha',
  ])('takes %s, because many systems stand inside a network of their own', (address) => {
    expect(printed(minimal.replace('https://koha.example.org/', `"${address}"`))).toEqual([]);
  });

  it.each([
    ['a NUL byte', 'The\0 Shire', 'holds a character that cannot be printed (U+0000)'],
    ['a bell', 'The\u0007 Shire', 'holds a character that cannot be printed (U+0007)'],
    ['a C1 control', 'The\u0085 Shire', null],
    ['an escape', 'The\u001b[31m Shire', 'holds a character that cannot be printed (U+001B)'],
  ])('refuses %s with its line', (_, name, message) => {
    expect(printed(minimal.replace('The Shire', name))).toEqual(
      message === null ? [] : [`4 : ${message} | take it out`],
    );
  });

  it('refuses a NUL that is written as an escape', () => {
    expect(printed(minimal.replace('The Shire', '"The\\0 Shire"'))).toEqual([
      '4 region.name: holds a character that cannot be printed (U+0000) | take it out',
    ]);
    expect(printed(minimal.replace('name: The Shire', '"na\\0me": The Shire')).join('\n')).toContain(
      '4 region["na\\u0000me"]: holds a character that cannot be printed (U+0000)',
    );
  });

  it.each([
    ['is no UTF-8', Buffer.from(minimal.replace('The Shire', 'Caf\u00e9'), 'latin1'), 4],
    ['is cut inside a letter', Buffer.concat([Buffer.from(minimal), Buffer.from([0xe2, 0x82])]), 17],
    ['is UTF-16', Buffer.from(`\ufeff${minimal}`, 'utf16le'), 1],
  ])('refuses a file that %s with its line', (_, bytes, line) => {
    const folder = mkdtempSync(join(tmpdir(), 'mercia-region-'));
    try {
      const path = join(folder, 'shire.yaml');
      writeFileSync(path, bytes);
      expect(() => loadRegion({ path }, { kinds })).toThrow(
        `shire.yaml has 1 fault:\nshire.yaml:${line}: is not UTF-8 (save the file as UTF-8)`,
      );
      writeFileSync(path, `\ufeff${minimal}`);
      expect(loadRegion({ path }, { kinds }).id).toBe('shire');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ['brackets', `deep: ${'['.repeat(3_000)}`],
    ['closed brackets', `deep: ${'['.repeat(3_000)}${']'.repeat(3_000)}`],
    ['braces', `deep: ${'{a: '.repeat(3_000)}`],
    ['dashes', `deep:\n  ${'- '.repeat(100_000)}x`],
    ['question marks', `deep:\n  ${'? '.repeat(100_000)}x`],
    ['indented keys', Array.from({ length: 1_200 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('refuses %s that nest too deeply, with the line', (_, text) => {
    const faults = printed(`${minimal}${text}\n`);

    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^\d+ : nests deeper than 64 levels/);
    expect(Number.parseInt(faults[0] ?? '', 10)).toBeGreaterThan(15);
  });
});

describe('a system of a kind that has no address', () => {
  const text = minimal
    .replace('kind: koha', 'kind: files')
    .replace('    address: https://koha.example.org/\n', '')
    .concat('    settings: { source: exports/catalogue.mrc }\n');

  it('needs none, and knows the folder of its file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mercia-region-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    writeFileSync(join(folder, 'region.yaml'), text);

    const [read] = loadRegion({ path: join(folder, 'region.yaml') }, { kinds: kindsWithFiles }).systems;
    const [written] = loadRegion({ text }, { kinds: kindsWithFiles }).systems;

    expect([read?.address, read?.directory]).toEqual(['', folder]);
    expect([written?.address, written?.directory]).toEqual(['', undefined]);
  });

  it('may not have one', () => {
    const withAddress = text.replace('kind: files', 'kind: files\n    address: https://files.example.org');

    expect(() => loadRegion({ text: withAddress }, { kinds: kindsWithFiles })).toThrow(
      'systems[0].address: a system of this kind has none (take it out)',
    );
  });

  it('has one or none by its settings, where its kind says so', () => {
    const byFiles = {
      harvestMethods: [],
      hasAddress: (settings: unknown) => JSON.stringify(settings) !== '{"source":"none"}',
      settings: z.strictObject({ source: z.string() }),
    };
    const either = new Map<string, SystemKind>([...kinds, ['files', byFiles]]);
    const answering = text.replace(/source: [^ }]+/, 'source: somewhere');
    const silent = text.replace(/source: [^ }]+/, 'source: none');

    expect(loadRegion({ text: silent }, { kinds: either }).systems[0]?.address).toBe('');
    expect(() => loadRegion({ text: answering }, { kinds: either })).toThrow('systems[0].address: is missing');
  });
});
