/** What `npm run proof` runs: each part is one command, which anybody can run without it. */
import { sharedAvailable } from '#tests/support/shared.ts';
import { isHiveInstalled } from '../apart.ts';

export interface Part {
  readonly about: string;
  /** Minutes on two cores that do nothing else, about. */
  readonly minutes: number;
  /** What follows `npm run`. It must write no page. */
  readonly command: string;
  /** What it needs and does not find here; null if it can run. */
  readonly lacks: () => string | null;
}

const nothing = (): null => null;
const sharedData = (): string | null =>
  sharedAvailable
    ? null
    : 'It needs the shared data, labelled pairs of public records: set MERCIA_SHARED to where they are.';
const hive = (): string | null =>
  isHiveInstalled() ? null : "It needs Hive's gateway: npm ci --prefix lab/bench/peers/hive (half a gigabyte).";

/** In the order in which they run, the quickest first. */
export const PARTS = {
  demonstration: {
    about: 'starts the demonstration and counts what is in it',
    minutes: 1,
    command: 'bench -- demonstration',
    lacks: nothing,
  },
  features: {
    about: 'runs the tests of what README promises: the first question, and every way in which a system fails',
    minutes: 2,
    command: 'test -- tests/e2e/start.test.ts tests/federation tests/readme.test.ts',
    lacks: nothing,
  },
  traps: {
    about: 'pairs of records that look alike and are two editions: whether one is joined',
    minutes: 1,
    command: 'test -- tests/union-index/traps',
    lacks: sharedData,
  },
  'by-hand': {
    about: 'a page of 50 titles at eight systems, and the same calls written by hand',
    minutes: 1,
    command: 'bench -- by-hand',
    lacks: nothing,
  },
  stock: {
    about: 'the gateway beside a stock ApolloGateway over the same parts',
    minutes: 3,
    command: 'bench -- stock',
    lacks: nothing,
  },
  hive: {
    about: "the gateway beside Hive's with its planner in Rust, over the same parts",
    minutes: 3,
    command: 'bench -- hive',
    lacks: hive,
  },
  pages: {
    about: 'how long each page for people takes, over the demonstration',
    minutes: 3,
    command: 'bench:console -- demo',
    lacks: nothing,
  },
  drill: {
    about: 'ten thousand faults, and every fact of every answer compared with what was true',
    minutes: 6,
    command: 'drill -- --no-page',
    lacks: nothing,
  },
  matching: {
    about: 'which records are one edition, on labelled pairs of public records',
    minutes: 4,
    command: 'bench -- matching',
    lacks: sharedData,
  },
} as const satisfies Readonly<Record<string, Part>>;

export type PartName = keyof typeof PARTS;

export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];
