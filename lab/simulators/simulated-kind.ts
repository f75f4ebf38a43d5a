/** What every kind of simulated library system offers: a command of its own, and systems to drill. */
import type { ItemStatus } from '#domain/facts.ts';
import type { MarcRecord } from '#marc/marc-record.ts';
import type { SimulatorServer } from './server.ts';
import type { Staff } from './staff.ts';

export interface SimulatedKind {
  /** As the region file and the adapters' registry name it. */
  readonly kind: string;
  readonly command: SimulateCommand;
  /** How a system of this kind is drilled, for each way to log in; empty while its adapter tells nothing live. */
  readonly drills: readonly DrilledLogin[];
}

/** `mercia simulate <kind>`: a system that holds the records of MARC files. */
export interface SimulateCommand {
  readonly description: string;
  /** The MARC field that a record's copies stand in. */
  readonly itemField: string;
  /** Connections served at once, if the flag does not say. */
  readonly workers: number;
  /** Whether it can be started without MARC files. */
  readonly mayBeEmpty?: boolean;
  /** Flags that only this kind has. */
  readonly flags: readonly SimulateFlag[];
  /** Loads the files and listens. `own` has the values of {@link flags} by their names in camel case. */
  readonly start: (flags: CommonFlags, own: Readonly<Record<string, unknown>>) => Promise<StartedSimulator>;
}

export interface SimulateFlag {
  /** As commander writes it: `--base-path <path>`, `--no-oai`. */
  readonly flag: string;
  readonly description: string;
  readonly default?: string;
  readonly isNumber?: boolean;
}

export interface CommonFlags {
  readonly port: number;
  readonly controlPort?: number;
  readonly records: readonly string[];
  readonly itemsPerRecord: number;
  readonly seed: number;
  readonly timeZone: string;
  readonly latency: number;
  readonly workers: number;
}

export interface LoadedFile {
  readonly file: string;
  readonly records: number;
  readonly items: number;
  readonly rejected: number;
}

export interface StartedSimulator {
  readonly simulator: SimulatorServer;
  readonly loaded: readonly LoadedFile[];
  /** Name of the product, with what it holds. */
  readonly title: string;
  /** Addresses and credentials, each with a word for what it is. */
  readonly facts: readonly (readonly [what: string, value: string])[];
  /** Kinds of call that are worth slowing, for an example. */
  readonly slow: readonly string[];
  /** Ends what changes the world. */
  readonly stop?: () => void;
}

/** One way to log in to a drilled system, and what a region file says of it. */
export interface DrilledLogin {
  /** Short name, of letters, digits and hyphens: `koha-oauth`. */
  readonly login: string;
  /** `credentials` in the region file. */
  readonly credentials: Readonly<Record<string, string>>;
  /** `settings` in the region file. */
  settings(address: string): object;
  /** What the credentials' names stand for; worthless outside. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly showsAccounts: boolean;
  /** Kinds of call that can fail alone. */
  readonly calls: readonly string[];
  /** True if it has tokens or sessions that expire. */
  readonly expires: boolean;
  /** What the system tells nobody with this log-in of any copy. */
  readonly neverReported: readonly ('HOLD_SHELF_NOT_TOLD' | 'TRANSIT_NOT_TOLD')[];
  /** False where the system tells nobody who waits for a title. */
  readonly tellsQueue?: false;
  /** True where it depends on what else is asked whether it is told that a copy travels. */
  readonly tellsTransitAtTimes?: boolean;
  /** True if it does not tell that a copy travels, but shows where it was last seen: one that is at home does not travel. */
  readonly showsWhoIsAway?: boolean;
  /** Set where live facts come by another protocol than records. */
  readonly live?: DrilledLive;
  /**
   * Set where the system itself tells only how the copies of an old list stand, and less of them than is so: no day on which a loan
   * is due, and of some states another one.
   */
  readonly tellsLess?: { readonly as: Readonly<Partial<Record<ItemStatus, ItemStatus>>> };
  /** Listens, with titles and without copies. */
  start(world: DrilledWorld): Promise<StartedDrill>;
}

/**
 * Whether only the copies of the list from the harvest are asked for, so that copies which are added later are not seen, and those that
 * were removed are unknown.
 */
export function asksListedCopies({ live, tellsLess }: DrilledLogin): boolean {
  return live?.tells === 'copies' || tellsLess !== undefined;
}

/** The live part of a drilled system, and what a region file says of it besides its address. */
export interface DrilledLive {
  readonly kind: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly settings: object;
  /**
   * `copies`: it tells how the copies of an old list stand, so that copies which are added after the harvest are not seen, and those
   * that were removed are unknown. `rest`: it tells what the system itself does not, where it answers in time.
   */
  readonly tells: 'copies' | 'rest';
}

export interface StartedDrill {
  /** The system that is harvested. */
  readonly simulator: SimulatorServer;
  /** That of the live part. */
  readonly live?: SimulatorServer;
  readonly staff: Staff;
}

/** What every drilled system has, in words of no system. */
export interface DrilledWorld {
  /** By number of the title. */
  readonly titles: ReadonlyMap<number, MarcRecord>;
  /** The system's number of the one reader, who borrows everything. */
  readonly reader: string;
  /** Added to the system's own numbers of copies: one into which they were loaded has others, and the same barcodes. 0 if not said. */
  readonly numbersFrom?: number;
}
