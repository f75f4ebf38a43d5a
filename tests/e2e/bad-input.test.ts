/** Whatever is wrong at a command line: one message that says what to do, exit code 1, no stack trace. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { close, listen } from './support/bad-region.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, projectRoot, runMercia } from '#tests/support/mercia-process.ts';
import { runHere } from '#tests/support/run-here.ts';

/** For what fails at something else. */
const database = withTestDatabase();
const folder = makeTemporaryFolder();
const file = (name: string): string => join(folder.path, name);
let taken: Awaited<ReturnType<typeof listen>>;
let takenPort: string;

beforeAll(async () => {
  taken = await listen((_, response) => response.end('hi'));
  takenPort = String(taken.port);
  writeFileSync(
    file('wrong.yaml'),
    `region:
  id: Bad Region
  name: X
libraries:
  - id: lib-a
    nam: A
systems:
  - id: koha-a
    kind: sierra
    address: ftp://x
`,
  );
  writeFileSync(file('broken.yaml'), 'region: [\n  a: b\n');
  writeFileSync(file('empty.yaml'), '');
  writeFileSync(
    file('unset.yaml'),
    `region: { id: r, name: R }
libraries: [{ id: l, name: L, system: k }]
systems:
  - id: k
    name: K
    kind: koha
    address: http://127.0.0.1:9
    credentials: { clientIdEnv: NOT_SET_ID, clientSecretEnv: NOT_SET_SECRET }
    owners: [{ code: A, library: l }]
`,
  );
  writeFileSync(
    file('open.yaml'),
    `region: { id: r, name: R }
libraries: [{ id: l, name: L, system: k }]
systems: [{ id: k, name: K, kind: koha, address: 'http://127.0.0.1:9', owners: [{ code: A, library: l }] }]
`,
  );
  writeFileSync(file('letter.mrc'), 'Dear librarian, this is no MARC.');
  writeFileSync(file('a-file'), '');
  mkdirSync(file('read-only'), { mode: 0o555 });
});

afterAll(async () => {
  await close(taken.server);
  folder.remove();
});

interface Case {
  readonly when: string;
  readonly args: () => readonly string[];
  readonly env?: () => Readonly<Record<string, string>>;
  readonly says: readonly (RegExp | string)[];
  /** What must not be repeated. */
  readonly hides?: string;
  /** Whether it is tried as a process as well. */
  readonly isProcess?: boolean;
}

const start = (...args: string[]): string[] => [
  ...['start', '--port', '0'],
  ...(args.includes('--region') ? [] : ['--demo-port', '0']),
  ...args,
];

const CASES: readonly Case[] = [
  {
    when: 'a region file has several faults',
    args: () => start('--region', file('wrong.yaml')),
    says: [
      /wrong\.yaml:2: region\.id: /,
      /wrong\.yaml:6: libraries\[0\]\.nam: unknown key \(did you mean "name"\?\)/,
      /wrong\.yaml:9: systems\[0\]\.kind: there is no adapter for "sierra"/,
      /wrong\.yaml:10: systems\[0\]\.address: an address begins with http/,
    ],
  },
  { when: 'a region file is no YAML', args: () => start('--region', file('broken.yaml')), says: [/broken\.yaml:3: /] },
  {
    when: 'a region file is empty',
    args: () => start('--region', file('empty.yaml')),
    says: [/is empty \(copy \/\S*\/region\.example\.yaml\)/],
  },
  {
    when: 'a region file is missing',
    args: () => start('--region', file('missing.yaml')),
    says: [/there is no such file \(copy \/\S*\/region\.example\.yaml/],
  },
  { when: 'a region file is a folder', args: () => start('--region', folder.path), says: [/is it a file/] },
  {
    when: 'a credential is named and not set',
    args: () => start('--region', file('unset.yaml')),
    says: [/k: NOT_SET_ID\n.*k: NOT_SET_SECRET\n/, /Set them, or take/],
  },
  {
    when: 'the demonstration is to stand still, and there is a region of one’s own',
    args: () => start('--region', file('open.yaml'), '--change-every', '0'),
    says: [
      /^--change-every is for the demonstration, which does not run beside a region of your own \(--region, MERCIA_REGION\): leave/,
    ],
  },
  {
    when: 'ports of the demonstration are given for a region of one’s own',
    args: () => start('--demo-port', '0'),
    env: () => ({ MERCIA_REGION: file('open.yaml') }),
    says: [/^--demo-port is for the demonstration, which does not run beside a region of your own/],
  },
  {
    when: 'a demonstration elsewhere is to stand still',
    args: () => start('--change-every', '0'),
    env: () => ({ MERCIA_DEMO_HOST: 'demo.example' }),
    says: [
      /^--change-every is for a demonstration that runs here, and MERCIA_DEMO_HOST names another host: give it to "mercia simulate demo"/,
    ],
  },
  {
    when: 'harvest has no region',
    args: () => ['harvest', '--data', file('nowhere')],
    says: [/Name one with --region FILE \(or MERCIA_REGION\), start the demonstration/],
  },
  {
    when: 'doctor is asked for a system that is not there',
    args: () => ['doctor', '--region', file('open.yaml'), '--system', 'nope'],
    says: ['No such system: nope. The region has k.'],
  },
  {
    when: 'ports and levels are none',
    args: () => ['start', '--port', 'many', '--log-level', 'loud'],
    says: [/--port: must be a whole number \(is "many"\)/, /--log-level: must be silent, error, warn, info or debug/],
  },
  { when: 'a command is misspelt', args: () => ['strat'], says: [/unknown command 'strat'/, /Did you mean start\?/] },
  {
    when: 'an option is unknown',
    args: () => ['start', '--frob'],
    isProcess: true,
    says: [/unknown option '--frob'/, /--help/],
  },
  {
    when: 'the port of the gateway is in use',
    args: () => ['start', '--demo-port', '0', '--data', file('data-port'), '--port', takenPort],
    env: () => ({ DATABASE_URL: databaseUrl(database) }),
    says: [/cannot listen on 127\.0\.0\.1:\d+: it is in use\. Choose another with --port\./],
  },
  {
    when: 'the port of the feeds is in use',
    args: () => start('--data', file('data-feeds'), '--feeds-port', takenPort),
    isProcess: true,
    env: () => ({ DATABASE_URL: databaseUrl(database) }),
    says: [/cannot listen on 127\.0\.0\.1:\d+: is it in use\? Choose another with --feeds-port/],
  },
  {
    when: 'feeds are served of a region that passes nothing on',
    args: () => ['serve', 'feeds', '--port', '0', '--region', file('open.yaml')],
    env: () => ({ DATABASE_URL: databaseUrl(database) }),
    says: [/passes nothing on: say in its part "feeds:" what is/],
  },
  {
    when: 'the address to listen on is not of this machine',
    args: () => start('--data', file('data-host'), '--host', '192.0.2.1'),
    env: () => ({ DATABASE_URL: databaseUrl(database) }),
    says: [/no such address\. Choose another with --host/],
  },
  {
    when: 'a port of the demonstration is in use',
    args: () => ['start', '--port', '0', '--data', file('data-demo'), '--demo-port', takenPort],
    env: () => ({ DATABASE_URL: databaseUrl(database) }),
    says: [/koha-a cannot start\. Port \d+ .*is in use/, /Name other ports with --demo-port/],
  },
  {
    when: 'the data folder is a file',
    args: () => start('--data', file('a-file')),
    says: [/a-file cannot be written/, /choose another data folder, or set DATABASE_URL/],
  },
  {
    when: 'nobody listens at DATABASE_URL',
    args: () => start('--region', file('open.yaml')),
    env: () => ({ DATABASE_URL: 'postgres://bob:s3cret-word@127.0.0.1:9/x' }),
    says: [/database: no answer; .*DATABASE_URL is right/],
    hides: 's3cret-word',
  },
  {
    when: 'something else listens at DATABASE_URL',
    args: () => start('--region', file('open.yaml')),
    env: () => ({ DATABASE_URL: `postgres://bob:s3cret-word@127.0.0.1:${takenPort}/x` }),
    says: [/^database: /],
    hides: 's3cret-word',
  },
  {
    when: 'DATABASE_URL is of another database',
    args: () => start('--region', file('open.yaml')),
    env: () => ({ DATABASE_URL: 'mysql://bob:s3cret-word@127.0.0.1/x' }),
    says: [/DATABASE_URL: must start with postgres:/],
    hides: 's3cret-word',
  },
  {
    when: 'the key for parts that run apart is too short',
    args: () => ['serve', 'catalogue', '--region', file('open.yaml')],
    env: () => ({ MERCIA_CONTEXT_SECRET: 's3cret-word' }),
    says: [/MERCIA_CONTEXT_SECRET: must have at least 32 characters/],
    hides: 's3cret-word',
  },
  { when: 'query is given nothing', args: () => ['query'], says: [/Give a file with a query, - for standard input/] },
  {
    when: 'a query file is missing',
    args: () => ['query', file('none.graphql')],
    says: [/none\.graphql cannot be read/],
  },
  {
    when: 'no graph answers a query',
    args: () => ['query', '-e', '{ region { name } }', '--url', 'http://127.0.0.1:9/graphql'],
    says: [/No graph answers at .*Start one with "mercia start"/],
  },
  {
    when: 'something that is no graph answers a query',
    args: () => ['query', '-e', '{ region { name } }', '--url', `http://127.0.0.1:${takenPort}/graphql`],
    says: [/answered HTTP 200, .*is it Mercia's \/graphql\?/],
  },
  {
    when: 'variables are no JSON object',
    args: () => ['query', '-e', '{ x }', '--variables', '[1]'],
    says: ['--variables is not a JSON object'],
  },
  {
    when: 'a simulator is given a file that is missing',
    args: () => ['simulate', 'koha', '--records', file('none.mrc')],
    says: [/none\.mrc cannot be read: check its name and permissions/],
  },
  {
    when: 'a simulator is given a file without MARC',
    args: () => ['simulate', 'koha', '--records', file('letter.mrc')],
    says: [/letter\.mrc holds no MARC record: give ISO 2709, MARCXML or MARC-in-JSON/],
  },
];

function expectSaid({ says, hides }: Case, code: number | null, stdout: string, stderr: string): void {
  expect([code, stdout]).toEqual([1, '']);
  for (const words of says) {
    if (typeof words === 'string') expect(stderr).toContain(words);
    else expect(stderr).toMatch(words);
  }
  expect(stderr).not.toMatch(/^\s+at /m);
  // The one file of Mercia's own that is named to be copied.
  expect(stderr.replace(join(projectRoot, 'region.example.yaml'), '')).not.toContain(projectRoot);
  if (hides !== undefined) expect(stderr).not.toContain(hides);
}

describe('a command that cannot do what it is told', { timeout: 60_000 }, () => {
  it.each(CASES)('says what to do when $when', async (one) => {
    const { code, stdout, stderr } = await runHere(one.args(), one.env?.());

    expectSaid(one, code, stdout, stderr);
  });

  // Of a process there is the launcher besides, and what it leaves open would keep it from ending.
  it.each(CASES.filter(({ isProcess }) => isProcess))('ends as a process, too, when $when', async (one) => {
    const mercia = runMercia(one.args(), one.env?.());

    const code = await mercia.ended;
    expectSaid(one, code, mercia.stdout(), mercia.stderr());
  });

  it.skipIf(process.getuid?.() === 0)('says what to do when the data folder may not be written', async () => {
    const { code, stderr } = await runHere(start('--data', file('read-only')));

    expect(code).toBe(1);
    expect(stderr).toMatch(/read-only cannot be written \(EACCES\).*choose another data folder/);
  });
});
