/** What `npm run new:adapter` makes, in a copy of the project: it passes the checks and its suite as it is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = makeTemporaryFolder();
const KIND = 'made-up-system';
/** The compiler reads the whole project: half a minute where nothing else keeps the machine busy. */
const TIMEOUT_MS = 300_000;

function run(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder.path, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
}

const made = (): readonly string[] =>
  [`adapters/${KIND}`, `lab/simulators/${KIND}`, `tests/conformance/${KIND}.test.ts`].filter((path) =>
    existsSync(join(folder.path, path)),
  );

function textsIn(path: string): readonly string[] {
  if (statSync(path).isFile()) return [readFileSync(path, 'utf8')];
  return readdirSync(path).flatMap((name) => textsIn(join(path, name)));
}

beforeAll(() => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: projectRoot, encoding: 'utf8' });
  for (const file of files.split('\n')) {
    if (file !== '' && existsSync(join(projectRoot, file))) cpSync(join(projectRoot, file), join(folder.path, file));
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
});

afterAll(() => {
  folder.remove();
});

describe('a new adapter', () => {
  it('is made by its name alone', () => {
    const { status, output } = run('lab/tools/adapters/new-adapter.ts', KIND);

    expect([status, output.includes('Its suite:')]).toEqual([0, true]);
    expect(made()).toHaveLength(3);
    expect(readFileSync(join(folder.path, 'docs/capabilities.md'), 'utf8')).toContain('| Made Up System |');
  });

  it('has no article before its name, which may begin with any letter', () => {
    const texts = made().flatMap((path) => textsIn(join(folder.path, path)));

    expect(texts.length).toBeGreaterThan(10);
    expect(texts.flatMap((text) => text.match(/\ban? Made Up System\b.*/gi) ?? [])).toEqual([]);
  });

  it.each([
    ['adapters:check', ['lab/tools/adapters/check.ts']],
    ['types', ['node_modules/typescript7/bin/tsc', '--noEmit']],
    [
      'boundaries',
      [
        'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
        '--config',
        '.dependency-cruiser.mjs',
        'adapters',
        'lab/simulators',
      ],
    ],
    ['unused', ['node_modules/knip/bin/knip.js']],
    ['format', ['node_modules/oxfmt/bin/oxfmt', '--check', 'docs', 'lab/simulators', 'adapters']],
  ])(
    'passes the check of %s',
    (_, args) => {
      expect(run(...args)).toEqual({ status: 0, output: expect.any(String) as string });
    },
    TIMEOUT_MS,
  );

  it(
    'passes the linter',
    () => {
      const lint = run('node_modules/oxlint/bin/oxlint', 'lab/simulators/registry.ts', ...made());

      expect(lint).toEqual({ status: 0, output: expect.stringMatching(/Found 0 warnings and 0 errors/) as string });
    },
    TIMEOUT_MS,
  );

  it('passes the conformance suite for harvest', () => {
    const suite = run('node_modules/vitest/vitest.mjs', 'run', `tests/conformance/${KIND}.test.ts`);

    expect(suite.output).toMatch(/Tests .*\b[1-9]\d passed/);
    expect(suite.status).toBe(0);
  });

  it.each([
    ['an adapter that is there already', KIND, 'there is an adapter made-up-system already'],
    ['a name that is none', 'Made Up', '"Made Up" is no name for a kind of system'],
    ['no name', '', '"" is no name for a kind of system'],
  ])('is refused for %s', (_, name, why) => {
    const { status, output } = run('lab/tools/adapters/new-adapter.ts', name);

    expect([status, output]).toEqual([1, expect.stringContaining(why)]);
  });
});
