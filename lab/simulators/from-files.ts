/** What systems that are filled from MARC files share: who is invented, and how the files are read. */
import type { MarcRecord } from '#marc/index.ts';
import { MerciaError } from '#platform/errors.ts';
import { createRandom } from './random.ts';
import { readRecords } from './read-records.ts';
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
export const INVENTED_CODES = INVENTED_LIBRARIES.map(([code]) => code);
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
): Promise<LoadedFile[]> {
  const loaded: LoadedFile[] = [];
  for (const file of files) loaded.push({ file, ...(await load(file)) });
  return loaded;
}

/** Loads the files one after the other; a record gets up to as many copies as the flag says, each at a library by chance. */
export function loadWithCopies<Added>(
  { records, itemsPerRecord, seed }: CommonFlags,
  addRecord: (marc: MarcRecord) => Added,
  addCopy: (record: Added, library: string, marc: MarcRecord) => void,
): Promise<readonly LoadedFile[]> {
  const random = createRandom(seed);
  return loadFiles(records, (file) =>
    readRecords(file, (marc) => {
      const record = addRecord(marc);
      const copies = random.below(itemsPerRecord + 1);
      for (let left = copies; left > 0; left -= 1) addCopy(record, random.one(INVENTED_CODES), marc);
      return copies;
    }),
  );
}
