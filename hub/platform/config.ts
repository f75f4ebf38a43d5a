/**
 * The settings of a process, as the table of settings (`settings-table.ts`) says: flags first, then variables, then defaults.
 * The only place, next to the command line, that reads the environment.
 */
import { resolve } from 'node:path';
import type { z } from 'zod';
import { readEnvironmentSecret, type Environment } from './environment-secret.ts';
import { isMerciaError, MerciaError } from './errors.ts';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings-table.ts';

export type Settings = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

/** Reads the settings; a flag that is undefined was not given. Throws CONFIG_INVALID with every fault at once. */
export function loadSettings(
  flags: Partial<Record<SettingName, string | number | undefined>>,
  environment: Environment,
): Settings {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const name of SETTING_NAMES) {
    const { variable, flag, schema, secret } = SETTINGS[name];
    const given = flags[name];
    let raw: unknown;
    try {
      const read = secret ? readEnvironmentSecret(environment, variable) : environment[variable];
      raw = given ?? (read === '' ? undefined : read);
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      faults.push(error.message);
      continue;
    }
    const parsed = schema.safeParse(raw);
    if (parsed.success) {
      values[name] = parsed.data;
    } else {
      const source = given === undefined ? variable : (flag ?? variable);
      const value = secret ? '' : ` (is "${String(raw)}")`;
      faults.push(`${source}: ${parsed.error.issues.map((issue) => issue.message).join('; ')}${value}`);
    }
  }
  if (faults.length > 0) throw new MerciaError('CONFIG_INVALID', `Settings cannot be read:\n  ${faults.join('\n  ')}`);
  values['data'] = resolve(String(values['data']));
  return Object.freeze(values) as Settings;
}
