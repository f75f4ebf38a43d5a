import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder, projectRoot, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseV8Flags, runsLong, V8_FLAGS, withoutSaid } from './v8-flags.mjs';

describe('the flags of V8', () => {
  it.each([
    [['start'], V8_FLAGS.whole],
    [['serve', 'gateway', '--port', '1'], V8_FLAGS.part],
    [['serve', 'harvester'], V8_FLAGS.harvest],
    [['harvest', '--full'], V8_FLAGS.harvest],
    [['query', '-e', '{ region { name } }'], V8_FLAGS.part],
  ])('of %j are those of its kind of process', (args, flags) => {
    expect(chooseV8Flags(args)).toBe(flags);
  });

  it('are not worth a second start of Node for a command that ends at once', () => {
    expect([['start'], ['serve', 'gateway'], ['harvest'], ['query'], ['doctor'], []].map(runsLong)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('give way to what an operator says', () => {
    const flags = ['--max-semi-space-size=16', '--no-allocation-site-pretenuring', '--max-old-space-size=1024'];

    expect(withoutSaid(flags, ['--max_old_space_size=4096', '--allocation-site-pretenuring'])).toEqual([
      '--max-semi-space-size=16',
    ]);
  });
});

describe('the launcher', () => {
  let folder: TemporaryFolder;
  let launch: string;

  beforeAll(() => {
    folder = makeTemporaryFolder();
    const probe = join(folder.path, 'probe.mjs');
    writeFileSync(
      probe,
      `import { getCompileCacheDir } from 'node:module';
       console.log(JSON.stringify({ flags: process.execArgv, args: process.argv.slice(2), cache: getCompileCacheDir() }));`,
    );
    launch = join(folder.path, 'launch.mjs');
    writeFileSync(
      launch,
      `import { runOnNode24 } from ${JSON.stringify(join(projectRoot, 'doors', 'cli', 'node24.mjs'))};
       await runOnNode24(${JSON.stringify(probe)}, ['start', '--port', '1'], true);`,
    );
  });
  afterAll(() => {
    folder.remove();
  });

  it('starts Node once more with the flags of the command', () => {
    const { stdout } = spawnSync(process.execPath, [launch], { encoding: 'utf8' });

    expect(JSON.parse(stdout)).toMatchObject({ flags: V8_FLAGS.whole, args: ['start', '--port', '1'] });
  });

  it('keeps what Node made of the sources among the packages, where nobody else can put anything', () => {
    const { NODE_COMPILE_CACHE: _, ...env } = process.env;

    const { stdout } = spawnSync(process.execPath, [launch], { encoding: 'utf8', env });

    const { cache } = JSON.parse(stdout) as { readonly cache: string };
    expect(cache).toContain(join(projectRoot, 'node_modules', '.cache', 'mercia-code'));
  });

  it('leaves out what stands in NODE_OPTIONS', () => {
    const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=2048' };

    const { stdout } = spawnSync(process.execPath, [launch], { encoding: 'utf8', env });

    const flags = V8_FLAGS.whole.filter((flag) => !flag.startsWith('--max-old-space-size'));
    expect(JSON.parse(stdout)).toMatchObject({ flags, args: ['start', '--port', '1'] });
  });
});
