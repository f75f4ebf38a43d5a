/** `mercia doctor SYSTEM --share FILE`. */
import { writeFile } from 'node:fs/promises';
import type { Settings } from '#platform/config.ts';
import type { Region, SystemConfig } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { selectSystems } from '../../region/adapters.ts';
import { assertSecrets, type RegionSource } from '../../region/region-source.ts';
import { printLine } from '../../output.ts';
import { askForSharing } from './ask-system.ts';
import { writeSharedFile } from './shared-file.ts';

/**
 * Asks the system, and writes the file, which nobody else may read; nothing is sent. Throws BAD_USER_INPUT if not one system is named or
 * the file is there already, CONFIG_INVALID where nothing can be shared.
 */
export async function shareSystem(
  source: RegionSource,
  only: readonly string[] | undefined,
  path: string,
  logLevel: Settings['logLevel'],
): Promise<void> {
  const [system, ...others] = only === undefined ? [] : selectSystems(source.region, only);
  if (system === undefined || others.length > 0) {
    throw badUserInput('--share: name one system, as: mercia doctor SYSTEM --share FILE');
  }
  assertSecrets(source, [system]);
  const asked = await askForSharing(system, (name) => source.secret(name), createLogger(logLevel));
  const { text, keptValues, replacedValues } = writeSharedFile({
    system,
    asked,
    at: new Date(),
    never: neverShown(source, system),
  });
  await writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    const what = code === 'EEXIST' ? 'there is such a file already; name another' : `it cannot be written (${code})`;
    throw badUserInput(`--share ${path}: ${what}`);
  });
  printLine(`${path}: ${replacedValues} values replaced, ${keptValues} codes kept. Nothing was sent.`);
  printLine('Look through it before you send it; its first lines say what to look for.');
}

/** What the region file and its secrets say of the place: no answer of the system may bring it back. */
function neverShown({ region, secret }: RegionSource, system: SystemConfig): readonly string[] {
  const { credentials, live } = system;
  const named: readonly (string | null)[] = [credentials, live?.credentials].flatMap((each) =>
    each === undefined ? [] : [each.clientIdEnv, each.clientSecretEnv, each.userEnv, each.passwordEnv],
  );
  const secrets = named.flatMap((name) => (name === null ? [] : (secret(name) ?? [])));
  const hosts = [system.address, live?.address].flatMap((address) => URL.parse(address ?? '')?.hostname ?? []);
  return [...secrets, ...hosts, system.name, ...libraryNames(region)];
}

function libraryNames({ libraries }: Region): readonly string[] {
  return libraries.flatMap(({ name, sites }) => [name, ...sites.map((site) => site.name)]);
}
