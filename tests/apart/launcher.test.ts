/** A launcher that cannot give its place to the Node that it starts, as on an older Node. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeDemoRegion } from '#demo/region-text.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';

/** Nobody listens from here on. */
const CLOSED_PORT = 9;

it('leaves nothing running when it is killed', async () => {
  const folder = makeTemporaryFolder();
  const demo = describeDemoRegion('127.0.0.1', CLOSED_PORT);
  const region = join(folder.path, 'region.yaml');
  writeFileSync(region, demo.regionText);
  const flags = ['serve', 'gateway', '--region', region, '--port', '0'];
  const launcher = spawn(
    process.execPath,
    [
      '--import',
      'data:text/javascript,process.execve=undefined',
      join(projectRoot, 'doors', 'cli', 'mercia.mjs'),
      ...flags,
    ],
    {
      env: { ...process.env, ...demo.env, MERCIA_CONTEXT_SECRET: 'a secret that only this launcher has' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = once(launcher, 'exit');
  let said = '';
  launcher.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const isAlive = (): Promise<boolean> =>
    fetch(new URL('/health', / listens on (\S+)/.exec(said)?.[1])).then(
      () => true,
      () => false,
    );
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/ listens on /);
  expect(await isAlive()).toBe(true);

  launcher.kill('SIGKILL');
  await ended;

  await expect.poll(isAlive, { timeout: 30_000 }).toBe(false);
  folder.remove();
}, 60_000);
