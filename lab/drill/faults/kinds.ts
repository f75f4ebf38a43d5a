/** Every fault of the drill: what it is called, and what is switched for it. */
import type { Random } from '#simulators/random.ts';
import type { Faults } from '#simulators/faults.ts';
import type { Lie } from '#simulators/lies.ts';
import type { SimulatorServer } from '#simulators/server.ts';
import type { TcpProxy } from '#conformance/wire/tcp-proxy.ts';
import { CALL_TIMEOUT_MS } from '../limits.ts';
import type { DrilledSystem } from '../systems.ts';

export interface InjectedFault {
  readonly system: DrilledSystem;
  /** The one of its parts that fails. */
  readonly at: SimulatorServer;
  readonly kind: string;
  /** What exactly was switched, for those who look for a breach; empty if the kind says it. */
  readonly what: string;
  /** Whether anything can be known by counting the calls that met it; else the answer alone tells. */
  readonly seenAtSocket: boolean;
  /** True if adapters must be built again afterwards: they leave a system alone that refused their credentials. */
  readonly sticky: boolean;
  begin(): Promise<void>;
  end(): Promise<void>;
}

type Switches = Partial<Faults>;

const AT_THE_SYSTEM: Readonly<Record<string, (random: Random) => Switches>> = {
  down: () => ({ down: true }),
  'connection reset': () => ({ reset: true }),
  'slower than usual': (random) => ({ slowMs: random.whole(20, 150) }),
  'slow past the budget': (random) => ({ slowMs: random.whole(400, CALL_TIMEOUT_MS + 200) }),
  hangs: () => ({ hang: true }),
  'slow trickle': (random) => ({ trickleMs: random.whole(20, 150) }),
  'closed in mid-body': () => ({ cutOff: true }),
  'a web page': () => ({ garbage: 'html' }),
  'cut answer': () => ({ garbage: 'truncated' }),
  'empty body': () => ({ garbage: 'empty' }),
  'false gzip': () => ({ garbage: 'gzip' }),
  'another shape': () => ({ garbage: 'shape' }),
  'other rows': () => ({ garbage: 'rows' }),
  'fields missing': () => ({ garbage: 'thin' }),
};

/** What only a web server answers. */
const AT_THE_WEB: typeof AT_THE_SYSTEM = {
  '500': () => ({ status: 500 }),
  '503': () => ({ status: 503 }),
  '503, Retry-After': () => ({ status: 503, retryAfterSeconds: 1 }),
  '429': (random) => ({ status: 429, retryAfterSeconds: random.chance(0.5) ? 1 : null }),
};

/** What only a SIP2 server can do. */
const AT_SIP2: typeof AT_THE_SYSTEM = {
  'late answers': () => ({ mixed: 'late' }),
  'crossed answers': () => ({ mixed: 'crossed' }),
  'another barcode': () => ({ mixed: 'otherBarcode' }),
  'two answers at once': () => ({ mixed: 'joined' }),
  'wrong sequence numbers': () => ({ sequence: 'wrong' }),
  'shuffled sequence numbers': () => ({ sequence: 'shuffled' }),
  'wrong checksums': () => ({ wrongChecksum: true }),
  'single bytes': () => ({ split: true }),
  'unknown fields': () => ({ unknownFields: true, nulPadding: true }),
  'asks again (96)': () => ({ resend: true }),
  'available and due back': () => ({ lie: 'contradiction' }),
};

/** Calls that tell of copies; `item` is SIP2's, too. */
const OF_COPIES = ['items', 'item', 'public-', 'ilsdi', 'titles', 'availability', 'search'];
const LISTS = [...OF_COPIES, 'holds', 'checkouts', 'biblios'];
/** Their answers say how many rows there are. */
const COUNTED = ['items', 'public-', 'holds', 'checkouts', 'availability', 'search'];

/** What can be read and is not so, and of which calls: those that say it at all, and in which it can be noticed. */
const LIES: Readonly<Record<string, readonly [Lie, of: readonly string[]]>> = {
  'rows of other titles': ['otherRows', LISTS],
  'rows of every title': ['everyRow', LISTS],
  'the same page for ever': ['endless', COUNTED],
  // A title of a Symphony says how many copies it has.
  'fewer rows than counted': ['fewerRows', [...COUNTED, 'titles']],
  'rows that are not counted': ['noTotal', COUNTED],
  'rows twice': ['twice', LISTS],
  'a row without branch': ['noBranch', OF_COPIES],
  'an answer of an hour ago': ['old', LISTS],
  'days that there are not': ['impossibleDays', OF_COPIES],
  'holds that name no copy': ['noCopy', ['holds']],
  'numbers as texts': ['texts', ['items', 'public-', 'holds', 'checkouts', 'biblios']],
};

/** What touches one call alone, or one kind of call. */
const OF_CALLS: readonly Switches[] = [
  { reset: true },
  { hang: true },
  { cutOff: true },
  { garbage: 'html' },
  { garbage: 'truncated' },
  { garbage: 'empty' },
  { garbage: 'shape' },
  { garbage: 'rows' },
  { garbage: 'thin' },
];
const OF_WEB_CALLS: readonly Switches[] = [...OF_CALLS, { status: 500 }, { status: 503 }];
const OF_SIP2_CALLS: readonly Switches[] = [
  ...OF_CALLS,
  { mixed: 'otherBarcode' },
  { mixed: 'joined' },
  { resend: true },
];

type Choose = (system: DrilledSystem, random: Random, wire: TcpProxy | undefined) => InjectedFault;

const byKind = new Map<string, { readonly for: (system: DrilledSystem) => boolean; readonly choose: Choose }>();

function kind(
  name: string,
  applies: (system: DrilledSystem) => boolean,
  choose: (...of: Parameters<Choose>) => Partial<InjectedFault>,
): void {
  byKind.set(name, {
    for: applies,
    choose: (system, random, wire) => ({
      system,
      at: system.asked[0] ?? system.simulator,
      kind: name,
      what: '',
      seenAtSocket: true,
      sticky: false,
      begin: async () => undefined,
      end: async () => {
        for (const { faults } of system.asked) await faults.clear();
      },
      ...choose(system, random, wire),
    }),
  });
}

const always = (): boolean => true;
const SIP2_CALLS = ['item', 'login'];
const isApart = ({ apart }: DrilledSystem): boolean => apart;

/** Those of a system's parts that are asked by SIP2, or by HTTP. */
const sip2PartsOf = ({ asked }: DrilledSystem) => asked.filter(({ url }) => url.startsWith('tcp:'));
const webPartsOf = ({ asked }: DrilledSystem) => asked.filter(({ url }) => url.startsWith('http'));
const hasSip2 = (system: DrilledSystem): boolean => sip2PartsOf(system).length > 0;
const hasWeb = (system: DrilledSystem): boolean => webPartsOf(system).length > 0;
const isWeb = ({ url }: SimulatorServer): boolean => url.startsWith('http');

function switched(at: SimulatorServer, switches: Switches): Partial<InjectedFault> {
  return {
    at,
    begin: () => at.faults.set(switches),
    seenAtSocket: switches.down !== true,
    what: JSON.stringify(switches),
  };
}

for (const [name, switches] of Object.entries(AT_THE_SYSTEM)) {
  kind(name, always, (system, random) => switched(random.one(system.asked), switches(random)));
}
for (const [name, switches] of Object.entries(AT_THE_WEB)) {
  kind(name, hasWeb, (system, random) => switched(random.one(webPartsOf(system)), switches(random)));
}
for (const [name, switches] of Object.entries(AT_SIP2)) {
  kind(name, hasSip2, (system, random) => switched(random.one(sip2PartsOf(system)), switches(random)));
}
for (const [name, [lie, of]] of Object.entries(LIES)) {
  const isTold = (call: string): boolean => of.some((one) => call.startsWith(one));
  // SIP2 tells of single copies: it has no rows.
  const partsOf = lie === 'impossibleDays' ? ({ asked }: DrilledSystem) => asked : webPartsOf;
  kind(
    name,
    (system) => partsOf(system).length > 0 && system.login.calls.some(isTold),
    (system, random) => switched(random.one(partsOf(system)), { lie, only: of }),
  );
}
const ofCalls = (at: SimulatorServer): readonly Switches[] => (isWeb(at) ? OF_WEB_CALLS : OF_SIP2_CALLS);
kind('one bad call of many', always, (system, random) => {
  const at = random.one(system.asked);
  return switched(at, { ...random.one(ofCalls(at)), times: 1 });
});
kind('one bad kind of call', always, (system, random) => {
  const at = random.one(system.asked);
  const calls = isWeb(at) ? system.login.calls : SIP2_CALLS;
  return switched(at, { ...random.one(ofCalls(at)), only: [random.one(calls)] });
});
kind('bad records', hasWeb, (system, random) =>
  switched(random.one(webPartsOf(system)), { badRecords: random.some([...system.truth.titles.keys()], 3) }),
);
kind('unreadable row', always, (system, random) => {
  const here = [...system.truth.titles.values()].flatMap(({ copies }) =>
    [...copies].filter(([, copy]) => copy.now !== null).map(([barcode]) => barcode),
  );
  const barcode = random.pick(here);
  let mend = (): void => undefined;
  return {
    what: barcode ?? 'none',
    begin: async () => {
      if (barcode !== undefined) mend = system.staff.spoil(barcode);
    },
    end: async () => {
      mend();
    },
  };
});
kind(
  'wrong credentials',
  ({ login }) => Object.keys({ ...login.credentials, ...login.live?.credentials }).length > 0,
  (system, random) => ({ ...switched(random.one(system.asked), { wrongCredentials: true }), sticky: true }),
);
kind(
  'expired tokens',
  ({ login }) => login.expires,
  (system) => ({
    begin: async () => {
      system.simulator.faults.expireTokens();
    },
    end: async () => undefined,
  }),
);
for (const mode of ['hang', 'reset', 'garbage'] as const) {
  kind(`adapter server: ${mode}`, isApart, (_system, _random, wire) => ({
    seenAtSocket: false,
    begin: async () => wire?.setMode(mode),
    end: async () => wire?.setMode('pass'),
  }));
}
kind('adapter server: down', isApart, (_system, _random, wire) => ({
  seenAtSocket: false,
  begin: async () => wire?.stop(),
  end: async () => wire?.start(),
}));

export const KINDS: readonly string[] = [...byKind.keys()];

/** One fault for a system, each kind that can befall it as likely as another. */
export function chooseFault(system: DrilledSystem, random: Random, wire: TcpProxy | undefined): InjectedFault {
  const [, { choose }] = random.one([...byKind].filter(([, one]) => one.for(system)));
  return choose(system, random, wire);
}
