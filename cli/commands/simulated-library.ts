/** What every `mercia simulate …` of MARC files has in common: its flags, who is invented, what is said of the files. */
import type { Command } from 'commander';
import { MerciaError } from '#platform/errors.ts';
import { printLine, printNote } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';

/** The flags of {@link addSimulatorFlags}. */
export interface SimulatorFlags {
  readonly port: number;
  readonly controlPort?: number;
  readonly records: string[];
  readonly itemsPerRecord: number;
  readonly seed: number;
  readonly timeZone: string;
  readonly latency: number;
  readonly workers: number;
}

export interface SimulatorDefaults {
  /** The MARC field that a record's copies stand in. */
  readonly itemField: string;
  readonly workers: number;
}

export function addSimulatorFlags(command: Command, { itemField, workers }: SimulatorDefaults): Command {
  return command
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeNumber, 0)
    .option('--control-port <number>', 'port where faults are switched while the system is down', wholeNumber)
    .requiredOption('--records <file...>', 'MARC files: ISO 2709, MARCXML or MARC-in-JSON')
    .option('--items-per-record <number>', `most copies invented for a record without ${itemField}`, wholeNumber, 3)
    .option('--seed <number>', 'the same seed invents the same copies and changes', wholeNumber, 1)
    .option('--time-zone <zone>', "the system's own time zone", 'Europe/London')
    .option('--latency <ms>', 'added to every answer', wholeNumber, 0)
    .option('--workers <number>', 'connections served at once; surplus ones wait', wholeNumber, workers);
}

/** Throws BAD_USER_INPUT for what is no IANA time zone. */
export function checkTimeZone(timeZone: string): void {
  if (Intl.supportedValuesOf('timeZone').includes(timeZone) || timeZone === 'UTC') return;
  throw new MerciaError('BAD_USER_INPUT', `${timeZone} is no time zone: give one such as Europe/London.`);
}

/** What the flags say of the simulator's sockets. */
export function serverOptions({ port, controlPort, workers, latency }: SimulatorFlags) {
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

export interface Loaded {
  readonly records: number;
  readonly items: number;
  readonly rejected: number;
}

/** Loads the files one after the other, and says of each what came in. */
export async function loadFiles(files: readonly string[], load: (file: string) => Promise<Loaded>): Promise<void> {
  for (const file of files) {
    const { records, items, rejected } = await load(file);
    const leftOut = rejected === 0 ? '' : `, ${rejected} records that cannot be read left out`;
    printNote(`${file}: ${records} records, ${items} copies${leftOut}`);
  }
}

/** How to switch faults, and where the calls are listed; `slow` names calls that are worth slowing. */
export function announceControl(controlUrl: string, slow: readonly string[]): void {
  const faults = `curl -X POST ${controlUrl}/_simulator/faults -d`;
  printLine(`  faults       ${faults} '{"down": true, "downForMs": 10000}'`);
  printLine(`               ${faults} '{"slowMs": 3000, "only": ${JSON.stringify(slow)}}'`);
  printLine(`               ${faults} '{}' ends them; all of them are in docs/simulators.md`);
  printLine(`  calls        curl ${controlUrl}/_simulator/calls`);
}
