import { loadSettings, type SettingName, type Settings } from '#platform/config.ts';

/** Settings of this process from the flags of a command and the environment. */
export function readSettings(flags: Partial<Record<SettingName, string | number | undefined>>): Settings {
  return loadSettings(flags, process.env);
}
