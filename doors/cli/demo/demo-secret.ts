/**
 * The demonstration's secret for patron data: made at its first start and kept in its data folder, so that links outlive a
 * restart. A region of one's own names its secret in MERCIA_PATRON_SECRET.
 */
import type { Settings } from '#platform/config.ts';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;

/** The settings with the secret of the demonstration on that data folder, where one was made and none is named. */
export function withDemoSecret(settings: Settings): Settings {
  if (settings.region !== undefined || settings.patronSecret !== undefined) return settings;
  const patronSecret = readSecret(settings.data);
  return patronSecret === undefined ? settings : { ...settings, patronSecret };
}

/** Makes one where there is none. */
export function ensureDemoSecret(settings: Settings): Settings {
  const found = withDemoSecret(settings);
  if (found.region !== undefined || found.patronSecret !== undefined) return found;
  const patronSecret = randomBytes(SECRET_BYTES).toString('hex');
  mkdirSync(settings.data, { recursive: true });
  writeFileSync(secretPath(settings.data), patronSecret, { mode: 0o600, flag: 'wx' });
  return { ...settings, patronSecret };
}

function readSecret(data: string): string | undefined {
  try {
    const secret = readFileSync(secretPath(data), 'utf8').trim();
    return secret === '' ? undefined : secret;
  } catch {
    return undefined;
  }
}

function secretPath(data: string): string {
  return join(data, 'patron-secret');
}
