import { loadSettings, type SettingName, type Settings } from '#platform/config.ts';
import { withDemoSecret } from './demo-secret.ts';

/** Settings of this process from the flags of a command and the environment, and what the demonstration keeps for itself. */
export function readSettings(flags: Partial<Record<SettingName, string | number | undefined>>): Settings {
  return withDemoSecret(loadSettings(flags, process.env));
}
