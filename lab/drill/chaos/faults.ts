/** What befalls the region, one after the other, and what the log of some part must say of it. */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { startLendingKoha, type LendingKoha } from './lending-koha.ts';
import { PART_NAMES, type PartName } from './parts.ts';
import type { ChaosStage } from './stage.ts';

export interface ChaosFault {
  readonly name: string;
  /** Milliseconds that it lasts. */
  readonly lastsMs: number;
  /** Why it cannot be done here; null if it can. */
  readonly impossible: (stage: ChaosStage) => string | null;
  readonly begin: (stage: ChaosStage) => Promise<void>;
  /** Resolves with the moment of `performance.now()` from which parts can be useful again. */
  readonly end: (stage: ChaosStage) => Promise<number>;
  /** What a log says of the cause; null for a part that none of the others asks: whoever starts it sees that it ended. */
  readonly cause: RegExp | null;
}

type Described = Partial<ChaosFault> &
  Pick<ChaosFault, 'name' | 'begin' | 'cause'> & {
    readonly undo: (stage: ChaosStage) => unknown;
  };

/** The moment counts at which the end begins: it is what an operator does. */
function fault({ undo, ...described }: Described): ChaosFault {
  return {
    lastsMs: 5_000,
    impossible: () => null,
    async end(stage) {
      const from = performance.now();
      await undo(stage);
      return from;
    },
    ...described,
  };
}

function part(stage: ChaosStage, name: PartName) {
  const found = stage.parts.get(name);
  if (found === undefined) throw new Error(`the part ${name} does not run`);
  return found;
}

/** What the others say of a part that does not answer. */
const SAID_OF: Readonly<Record<PartName, RegExp | null>> = {
  adapters: /the adapter server at \S+ does not answer/u,
  catalogue: /"subgraph":"catalogue"/u,
  circulation: /"subgraph":"circulation"/u,
  patrons: /"subgraph":"patrons"/u,
  migration: /"subgraph":"migration"/u,
  gateway: /There is no connection to .* ECONNREFUSED/u,
  harvester: null,
  feeds: null,
  console: null,
};

const kills = PART_NAMES.map((name) =>
  fault({
    name: `kill -9: ${name}`,
    impossible: (stage) => (stage.parts.has(name) ? null : 'it does not run'),
    // Dead for so long that somebody asks it.
    lastsMs: 2_000,
    begin: (stage) => part(stage, name).kill(),
    undo: (stage) => {
      part(stage, name).start();
    },
    cause: SAID_OF[name],
  }),
);

/** Started again with other settings, which are wrong. */
function restarted(name: PartName, env: (stage: ChaosStage) => Readonly<Record<string, string>>) {
  return {
    begin: async (stage: ChaosStage): Promise<void> => {
      await part(stage, name).kill();
      part(stage, name).start(env(stage));
      await part(stage, name).listens();
    },
    undo: async (stage: ChaosStage): Promise<void> => {
      await part(stage, name).kill();
      part(stage, name).start();
    },
  };
}

const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const withoutFaketime = (): string | null =>
  existsSync(FAKETIME) ? null : 'libfaketime is not installed (apt-get install libfaketime)';
const CLOCKS = [
  ['circulation', '+60s', /the clock of (the circulation|that) part is \d\d s ahead/u],
  ['catalogue', '-60s', /the clock of the catalogue part is \d\d s behind/u],
  ['adapters', '-60s', /the clock of the adapter server at \S+ is \d\d s behind/u],
] as const;
const withoutStandby = ({ databases }: ChaosStage): string | null =>
  databases.hasStandby ? null : 'there is one server alone';

let untried: LendingKoha | null = null;
const ofTheDatabase: readonly ChaosFault[] = [
  fault({
    name: 'database hangs',
    lastsMs: 12_000,
    begin: async ({ databases }) => {
      databases.primary().signal('SIGSTOP');
    },
    undo: ({ databases }) => {
      databases.primary().signal('SIGCONT');
    },
    cause: /the database does not answer/u,
  }),
  fault({
    name: 'database restarted',
    lastsMs: 3_000,
    begin: async ({ databases }) => databases.primary().crash(),
    async end({ databases }) {
      await databases.primary().start();
      return performance.now();
    },
    undo: () => undefined,
    cause:
      /database: (no answer|the server is starting or stopping|the connection was lost)|the database server closed a connection/u,
  }),
  fault({
    name: 'database failed over',
    impossible: withoutStandby,
    lastsMs: 0,
    begin: ({ databases }) => databases.failOver(),
    undo: () => undefined,
    cause:
      /database: (no answer|the server is starting or stopping|the connection was lost)|the database server closed a connection/u,
  }),
  fault({
    name: 'connections exhausted',
    lastsMs: 12_000,
    ...undoing(({ databases }) => databases.exhaust()),
    cause: /the server has no connection left/u,
  }),
  fault({
    name: 'disk of the database full',
    impossible: ({ databases }) => (databases.disk() === null ? 'no small file system can be mounted here' : null),
    lastsMs: 12_000,
    // What is there is changed without another byte for a while: a new system needs many.
    async begin(stage) {
      untried = await addLateSystem(stage, 100);
      stage.databases.disk()?.fill();
    },
    async end(stage) {
      const { databases } = stage;
      databases.disk()?.free();
      stage.addSystem(null);
      await untried?.simulator.close();
      // A server that could write no log has ended.
      await databases
        .primary()
        .start()
        .catch(() => undefined);
      return performance.now();
    },
    undo: () => undefined,
    cause: /its disk is full/u,
  }),
];

/** Begins with something that gives its own end. */
function undoing(begin: (stage: ChaosStage) => Promise<() => Promise<void>>): Pick<Described, 'begin' | 'undo'> {
  let undo: (() => Promise<void>) | null = null;
  return {
    begin: async (stage) => {
      undo = await begin(stage);
    },
    undo: async () => {
      await undo?.();
      undo = null;
    },
  };
}

const others: readonly ChaosFault[] = [
  ...CLOCKS.map(([name, offset, cause]) =>
    fault({
      name: `clock of the ${name} 60 s ${offset.startsWith('+') ? 'ahead' : 'behind'}`,
      impossible: withoutFaketime,
      lastsMs: 8_000,
      ...restarted(name, () => ({ LD_PRELOAD: FAKETIME, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' })),
      cause,
    }),
  ),
  fault({
    name: 'wrong context secret',
    lastsMs: 8_000,
    ...restarted('catalogue', () => ({ MERCIA_CONTEXT_SECRET: 'another secret than that of all the others' })),
    cause: /catalogue: it refuses this gateway .*MERCIA_CONTEXT_SECRET/u,
  }),
  fault({
    name: 'adapter server dead',
    impossible: (stage) => (stage.parts.has('adapters') ? null : 'it does not run'),
    lastsMs: 12_000,
    begin: (stage) => part(stage, 'adapters').kill(),
    undo: (stage) => {
      part(stage, 'adapters').start();
    },
    cause: SAID_OF.adapters,
  }),
  fault({
    name: 'certificate of a system expired',
    lastsMs: 8_000,
    begin: async ({ tls }) => {
      tls.show('expired');
    },
    undo: ({ tls }) => {
      tls.show('valid');
    },
    cause: /CERT_HAS_EXPIRED/u,
  }),
  fault({
    name: 'parts restarted during a first harvest',
    lastsMs: 3_000,
    ...undoing(async (stage) => {
      const koha = await addLateSystem(stage, 200);
      const restarted = (['harvester', 'catalogue', 'gateway'] as const).map((name) => part(stage, name));
      await Promise.all(restarted.map((one) => one.kill()));
      for (const one of restarted) one.start();
      return async () => {
        await koha.simulator.faults.clear();
        // What is taken out of the file is answered for no more.
        stage.addSystem(null);
        await koha.simulator.close();
      };
    }),
    // Whoever restarts them knows it.
    cause: null,
  }),
];

const BEGINS_WITHIN_MS = 30_000;
let late = 0;

/** Resolves when its first harvest has begun; `slowMs` is what each answer takes it. */
async function addLateSystem({ addSystem }: ChaosStage, slowMs = 0): Promise<LendingKoha> {
  const koha = await startLendingKoha(60);
  await koha.simulator.faults.set({ slowMs });
  late += 1;
  addSystem({ id: `late-${late}`, address: koha.simulator.url });
  await untilAsked(koha);
  return koha;
}

async function untilAsked({ simulator }: LendingKoha): Promise<void> {
  const until = performance.now() + BEGINS_WITHIN_MS;
  while (simulator.calls.list.length < 3) {
    if (performance.now() > until) throw new Error('a system that was added was not harvested');
    await delay(50);
  }
}

export const CHAOS_FAULTS: readonly ChaosFault[] = [...kills, ...ofTheDatabase, ...others];
