/** The settings of a command: which of them it takes as flags, and what they are. */
import { loadSettings, type Settings } from '#platform/config.ts';
import { DEFAULT_DATA_FOLDER, SETTINGS, type SettingName } from '#platform/settings-table.ts';
import { Option, type Command } from 'commander';
import { resolve } from 'node:path';
import { withDemoSecret } from './demo/demo-secret.ts';
import { quoted } from '#platform/shell-word.ts';

export type SettingFlags<Name extends SettingName = SettingName> = Readonly<Partial<Record<Name, string>>>;

/** The flag of a setting, in the words of the table of settings. */
export function settingFlag(name: SettingName): Option {
  const { flag, argument, meaning } = SETTINGS[name];
  if (flag === null || argument === null) throw new Error(`the setting ${name} has no flag`);
  return new Option(`${flag} ${argument}`, meaning.replaceAll('`', ''));
}

export function withFlags(command: Command, ...names: readonly SettingName[]): Command {
  for (const name of names) command.addOption(settingFlag(name));
  return command;
}

export type RegionFlags = SettingFlags<'region' | 'data'>;

export function withRegionFlags(command: Command): Command {
  return withFlags(command, 'region', 'data');
}

export function withSystemFlags(command: Command): Command {
  return withRegionFlags(command).option('--system <id...>', 'only these systems');
}

/** Settings of this process from the flags of a command and the environment, and what the demonstration keeps for itself. */
export function readSettings(flags: Partial<Record<SettingName, string | number | undefined>>): Settings {
  return withDemoSecret(loadSettings(flags, process.env));
}

/** The flag that lets another command find the same region, after a blank; empty if none is needed. */
export function regionFlag({ region, data }: Pick<Settings, 'region' | 'data'>): string {
  if (region !== undefined) return ` --region ${quoted(region)}`;
  return resolve(data) === resolve(DEFAULT_DATA_FOLDER) ? '' : ` --data ${quoted(data)}`;
}
