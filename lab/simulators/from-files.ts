/** What systems that are filled from MARC files share: who is invented, and how the files are read. */
import { MerciaError } from '#platform/errors.ts';
import type { SimulatorServerOptions } from './server.ts';
import type { CommonFlags, LoadedFile } from './simulated-kind.ts';

/** Throws BAD_USER_INPUT for what is no IANA time zone. */
export function checkTimeZone(timeZone: string): void {
  if (Intl.supportedValuesOf('timeZone').includes(timeZone) || timeZone === 'UTC') return;
  throw new MerciaError('BAD_USER_INPUT', `${timeZone} is no time zone: give one such as Europe/London.`);
}

/** What the flags say of the simulator's sockets. */
export function serverOptions({ port, controlPort, workers, latency }: CommonFlags): SimulatorServerOptions {
  return { port, workers, latencyMs: latency, ...(controlPort === undefined ? {} : { controlPort }) };
}

const INVENTED_LIBRARIES: readonly (readonly [string, string])[] = [
  ['NORTH', 'North Library'],
  ['SOUTH', 'South Library'],
  ['EAST', 'East Library'],
];
const INVENTED_PATRONS = 40;

/** Three libraries and forty patrons, for files that name nobody. */
export function inventPeople(
  addLibrary: (code: string, name: string) => void,
  addPatron: (library: string) => void,
): void {
  for (const [code, name] of INVENTED_LIBRARIES) addLibrary(code, name);
  for (let patron = 0; patron < INVENTED_PATRONS; patron++) {
    const [code = 'NORTH'] = INVENTED_LIBRARIES[patron % INVENTED_LIBRARIES.length] ?? [];
    addPatron(code);
  }
}

/** Loads the files one after the other. */
export async function loadFiles(
  files: readonly string[],
  load: (file: string) => Promise<Omit<LoadedFile, 'file'>>,
): Promise<readonly LoadedFile[]> {
  const loaded: LoadedFile[] = [];
  for (const file of files) loaded.push({ file, ...(await load(file)) });
  return loaded;
}
