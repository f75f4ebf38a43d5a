/** The package that a release gives away, installed in an empty folder: it runs there, where Node itself would not read TypeScript. */
import { VERSION } from '#platform/version.ts';
import { runTool } from '#tests/feeds/support/tools.ts';
import { makeTemporaryFolder, projectRoot, runScript } from '#tests/support/mercia-process.ts';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const run = promisify(execFile);
const folder = makeTemporaryFolder();

afterAll(() => {
  folder.remove();
});

it('says its version and starts the demonstration', async () => {
  const packed = await runTool('npm', ['pack', '--silent', '--pack-destination', folder.path], projectRoot);
  expect([packed.code, packed.notes]).toEqual([0, '']);
  writeFileSync(join(folder.path, 'package.json'), '{ "private": true }');
  // From npm's own cache where it has them; many packages take their time.
  const tarball = join(folder.path, packed.out.trim());
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
