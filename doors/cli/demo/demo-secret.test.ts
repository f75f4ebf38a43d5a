import { loadSettings } from '#platform/config.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureDemoSecret, withDemoSecret } from './demo-secret.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = makeTemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

function settingsWith(environment: Readonly<Record<string, string>> = {}) {
  return loadSettings({ data: join(folder.path, 'data') }, environment);
}

describe('the secret of the demonstration', () => {
  it('is made once, for its user alone, and found by every command on the same data folder', () => {
    const { patronSecret } = ensureDemoSecret(settingsWith());

    expect(patronSecret).toMatch(/^[0-9a-f]{64}$/);
    expect(ensureDemoSecret(settingsWith()).patronSecret).toBe(patronSecret);
    expect(withDemoSecret(settingsWith()).patronSecret).toBe(patronSecret);
    if (process.platform !== 'win32')
      expect(statSync(join(folder.path, 'data', 'patron-secret')).mode & 0o777).toBe(0o600);
  });

  it('is not made by a command that only looks for it', () => {
    expect(withDemoSecret(settingsWith()).patronSecret).toBeUndefined();
  });

  it('gives way to one that is set, and is none for a region of one’s own', () => {
    ensureDemoSecret(settingsWith());
    const set = 'a secret that somebody has set in the environment';

    expect(withDemoSecret(settingsWith({ MERCIA_PATRON_SECRET: set })).patronSecret).toBe(set);
    expect(ensureDemoSecret(settingsWith({ MERCIA_REGION: 'region.yaml' })).patronSecret).toBeUndefined();
  });
});
