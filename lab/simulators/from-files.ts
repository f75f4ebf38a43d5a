/** What systems that are filled from MARC files share: who is invented, and how the files are read. */
import type { MarcRecord } from '#marc/index.ts';
import { MerciaError } from '#platform/errors.ts';
import { addCopy, addRecord, createFilesWorld, type FilesWorld } from './files/world.ts';
import { createRandom, type Random } from './random.ts';
import { classNumber, readRecords } from './read-records.ts';
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

/** Loads the files one after the other; `addRecord` gives the number of copies, those that it invents by chance among them. */
export async function loadFiles(
  { records, seed }: Pick<CommonFlags, 'records' | 'seed'>,
  addRecord: (marc: MarcRecord, random: Random) => number,
): Promise<LoadedFile[]> {
  const random = createRandom(seed);
  const loaded: LoadedFile[] = [];
  for (const file of records) {
    loaded.push({ file, ...(await readRecords(file, (marc) => addRecord(marc, random))) });
  }
  return loaded;
}

/** A library that has nothing but its exports, with the records of the files. */
export async function loadFilesWorld(
  flags: CommonFlags,
): Promise<{ readonly files: FilesWorld; readonly loaded: readonly LoadedFile[] }> {
  checkTimeZone(flags.timeZone);
  const files = createFilesWorld();
  const loaded = await loadWithCopies(
    flags,
    (marc) => addRecord(files, marc),
    (record, branch, marc) => addCopy(files, record, { branch, callNumber: classNumber(marc)?.number ?? '' }),
  );
  return { files, loaded };
}

/** Loads the files one after the other; a record gets up to as many copies as the flag says, each at a library by chance. */
export function loadWithCopies<Added>(
  flags: CommonFlags,
  addRecord: (marc: MarcRecord) => Added,
  addCopy: (record: Added, library: string, marc: MarcRecord) => void,
): Promise<readonly LoadedFile[]> {
  return loadFiles(flags, (marc, random) => {
    const record = addRecord(marc);
    const copies = random.below(flags.itemsPerRecord + 1);
    for (let left = copies; left > 0; left -= 1) addCopy(record, random.one(INVENTED_CODES), marc);
    return copies;
  });
}
