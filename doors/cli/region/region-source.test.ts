import { rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { readRegionFile } from './region-source.ts';

const REGION_FILE = fileURLToPath(new URL('../../../region.example.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mercia-credentials-'));

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('finds a credential in the file that its name with _FILE gives', () => {
  writeFileSync(join(folder, 'password'), 'of the hill\n');
  vi.stubEnv('HILL_PASSWORD_FILE', join(folder, 'password'));
  const { secret } = readRegionFile(REGION_FILE);

  expect(secret('HILL_PASSWORD')).toBe('of the hill');
  expect(secret('HILL_USER')).toBeUndefined();

  vi.stubEnv('HILL_PASSWORD_FILE', join(folder, 'missing'));
  expect(() => secret('HILL_PASSWORD')).toThrow(/^HILL_PASSWORD_FILE: the file .*missing cannot be read \(ENOENT\)/);
});
