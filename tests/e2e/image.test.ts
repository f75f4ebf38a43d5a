/** What the Dockerfile puts into the image, built without Docker by the lines of the file itself: how much it is, and that it runs. */
import { makeTemporaryFolder, projectRoot, runScript } from '#tests/support/mercia-process.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
/** Of Mercia and its packages; what the base image has comes on top. */
const MOST_KB = 300_000;

const folder = makeTemporaryFolder();
const app = join(folder.path, 'app');

/** The commands of one stage, as a shell runs them. */
function commandsOf(stage: string): readonly string[] {
  const [, lines = ''] =
    new RegExp(`^FROM \\S+ AS ${stage}\\n([^]*?)(?=^FROM )`, 'm').exec(readProjectFile('Dockerfile')) ?? [];
  return [...lines.matchAll(/^RUN (.*)$/gm)].map(([, command = '']) => command);
}

async function kilobytes(path: string): Promise<number> {
  return Number((await run('du', ['-sk', path])).stdout.split('\t')[0]);
}

beforeAll(async () => {
  const [packages, release] = [commandsOf('packages'), commandsOf('release')];
  expect([packages.length, release.length]).toEqual([2, 1]);
  mkdirSync(app);
  const tarball = join(folder.path, 'mercia.tgz');
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder.path], { cwd: projectRoot });
  cpSync(join(folder.path, stdout.trim()), tarball);
  await run('tar', ['-xzf', tarball, '-C', app, '--strip-components=1']);
  for (const file of ['package-lock.json', '.npmrc']) cpSync(join(projectRoot, file), join(app, file));
  for (const command of packages) {
    const options = {
      cwd: app,
      env: { ...process.env, npm_config_prefer_offline: 'true' },
      maxBuffer: 16 * 1024 * 1024,
    };
    await run('sh', ['-c', command], options);
  }
}, 1_200_000);
afterAll(() => {
  folder.remove();
}, 1_200_000);

it(`takes less than ${String(MOST_KB)} kB`, async () => {
  const [all, packages] = await Promise.all([kilobytes(app), kilobytes(join(app, 'node_modules'))]);
  process.stderr.write(`the image: ${String(all)} kB, of which packages ${String(packages)} kB\n`);

  expect(all).toBeLessThan(MOST_KB);
});

it.each([
  ['the simulated systems', ['simulate', 'demo', '--demo-port', '0'], /are running/],
  ['an adapter server', ['serve', 'adapters', '--systems', 'koha-a', '--port', '0'], /listens on/],
  ['the gateway', ['serve', 'gateway', '--port', '0'], /listens on/],
  ['the pages', ['serve', 'console', '--port', '0'], /listens on/],
])(
  'runs %s',
  async (_, args, pattern) => {
    const keys = { MERCIA_CONTEXT_KEY: 'k'.repeat(43), MERCIA_READER_KEY: 'r'.repeat(43) };
    const ofHub = {
      MERCIA_CONTEXT_SECRET: 'a secret for the test of the image alone',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
    };
    const secrets = args.includes('adapters') ? keys : ofHub;
    const part = runScript(join(app, 'doors', 'cli', 'mercia.mjs'), args, {
      ...secrets,
      MERCIA_DEMO_HOST: '127.0.0.1',
    });
    try {
      await part.printed(pattern, 240_000);
    } finally {
      part.child.kill('SIGKILL');
      await part.ended;
    }
  },
  300_000,
);
