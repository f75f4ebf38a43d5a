/** The package that a release gives away, installed in an empty folder: it runs there, where Node itself would not read TypeScript. */
import { VERSION } from '#platform/version.ts';
import { makeTemporaryFolder, projectRoot, runScript } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const folder = makeTemporaryFolder();
let tarball: string;

beforeAll(async () => {
  const options = ['--silent', '--pack-destination', folder.path];
  const { stdout, stderr } = await run('npm', ['pack', ...options], { cwd: projectRoot });
  expect(stderr).toBe('');
  tarball = join(folder.path, stdout.trim());
}, 900_000);
afterAll(() => {
  folder.remove();
});

it('has the lock with which it was tested, for `npm ci` where it is unpacked, and leaves none beside that of the repository', async () => {
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/npm-shrinkwrap.json'], { maxBuffer: 16 * 1024 ** 2 });

  expect(JSON.parse(stdout)).toEqual(JSON.parse(readProjectFile('package-lock.json')));
  expect(existsSync(join(projectRoot, 'npm-shrinkwrap.json'))).toBe(false);
});

it('says its version and starts the demonstration', async () => {
  writeFileSync(join(folder.path, 'package.json'), '{ "private": true }');
  // From npm's own cache where it has them; many packages take their time.
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder.path });
  const launcher = join(folder.path, 'node_modules', 'mercia', 'doors', 'cli', 'mercia.mjs');

  const version = runScript(launcher, ['--version']);
  await version.ended;
  expect(version.stdout().trim()).toBe(VERSION);

  const mercia = runScript(launcher, ['start', '--port', '0', '--demo-port', '0']);
  try {
    await mercia.printed(/^Ready\./m, 300_000);
  } finally {
    mercia.child.kill('SIGTERM');
    await mercia.ended;
  }
}, 900_000);
