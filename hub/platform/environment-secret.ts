/**
 * A secret of the environment: in a variable, or in the file that the same variable with `_FILE` names, as Docker and
 * Kubernetes mount secrets.
 */
import { readFileSync } from 'node:fs';
import { MerciaError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const SUFFIX = '_FILE';

/**
 * Undefined for one that is not set, or empty. Throws CONFIG_INVALID, which names both where both are set, and the file
 * that cannot be read.
 */
export function readEnvironmentSecret(environment: Environment, variable: string): string | undefined {
  const text = orUndefined(environment[variable]);
  const path = orUndefined(environment[`${variable}${SUFFIX}`]);
  if (path === undefined) return text;
  if (text !== undefined) {
    throw new MerciaError('CONFIG_INVALID', `${variable} and ${variable}${SUFFIX}: both are set; keep one of them`);
  }
  return orUndefined(readText(path, `${variable}${SUFFIX}`).replace(/\r?\n$/, ''));
}

function readText(path: string, variable: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'no reason given' } = error as NodeJS.ErrnoException;
    throw new MerciaError('CONFIG_INVALID', `${variable}: the file ${path} cannot be read (${code})`);
  }
}

function orUndefined(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
