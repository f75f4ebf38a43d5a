/** An adapter that runs somewhere else, close to its library system: its adapter server is asked over HTTP. */
import { longestCallMs, probeLimitMs } from '#domain/call-limits.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { OpenSealedReader } from '#platform/reader-token.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type {
  Capability,
  LmsAdapter,
  LoanSource,
  Probe,
  ProbeStep,
  ReadingRules,
  SystemIdentity,
  PolicySource,
} from '#contract/adapter.ts';
import { createRemoteWrites, createRemotePatrons } from './accounts.ts';
import { createAsking, type Asking } from './asking.ts';
import { createWireClient } from './client.ts';
import { probeShape, systemShape } from './facts-shapes.ts';
import { createRemoteHarvest } from './harvest.ts';
import { createRemoteItems } from './items.ts';
import { createReaderReading, createRemoteLoans } from './loans.ts';
import { WIRE_ALLOWANCE_MS } from './wire.ts';
import { codeList, loanRules } from '#shapes/policies.ts';
import { z } from 'zod';

export interface RemoteAdapterOptions {
  readonly system: SystemConfig;
  /** Base address of the adapter server, no trailing slash. */
  readonly address: string;
  /** Signs with the key that this adapter server has, and no other. */
  readonly sign: ContextSigner;
  /** Makes tokens of what the adapter server sealed about readers. Absent where the region has no key for them: no lists then. */
  readonly openReader?: OpenSealedReader | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How the region file of this process says that records are read; the adapter server has a file of its own. */
  readonly rules: ReadingRules;
}

export interface RemoteAdapter extends LmsAdapter {
  /**
   * Asks the adapter server what it is and can do. Until that is known {@link RemoteAdapter.capabilities} is what
   * nearly every system can; what it cannot then ends with CAPABILITY_UNSUPPORTED. Never rejects; false where nobody
   * answered.
   */
  learn(signal: AbortSignal): Promise<boolean>;
}

const WRITES: readonly Capability[] = ['RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'];
const PRESUMED: readonly Capability[] = [
  'HARVEST_FULL',
  'HARVEST_CHANGES',
  'LIVE_ITEMS',
  'CODE_LISTS',
  'PATRON_ACCOUNT',
  'VERIFY_PATRON',
  ...WRITES,
];
/** More than the probe itself may take. */
const PROBE_ALLOWANCE_MS = 30_000;
const DESCRIBE_TIMEOUT_MS = 15_000;

/** No call is made; the adapter server may be down, and come and go. */
export function createRemoteAdapter(options: RemoteAdapterOptions): RemoteAdapter {
  const { system, address, sign, now, openReader, rules } = options;
  const client = createWireClient({ system: system.id, address, sign, now });
  const callMs = longestCallMs(system);
  const factsTimeoutMs = callMs + WIRE_ALLOWANCE_MS;
  const asking = createAsking(system.id, client);
  const readers = createReaderReading(system.id, openReader);
  let server = presumed(system);

  async function learn(signal: AbortSignal): Promise<void> {
    server = await describe(asking, system, signal);
  }

  const items = createRemoteItems(system.id, client, asking, factsTimeoutMs, () => server.needsHolding);
  const harvest = createRemoteHarvest(asking, factsTimeoutMs, rules, () => server.readsBy);
  const can = (capability: Capability): boolean => server.capabilities.includes(capability);

  const adapter = {
    get system() {
      return server.identity;
    },
    get capabilities() {
      return server.capabilities;
    },
    get harvest() {
      return can('HARVEST_FULL') ? harvest : undefined;
    },
    get items() {
      return can('LIVE_ITEMS') ? items : undefined;
    },
    get patrons() {
      return can('PATRON_ACCOUNT') ? createRemotePatrons(asking, callMs, can) : undefined;
    },
    get writes() {
      return WRITES.some(can) ? createRemoteWrites(asking, callMs, can) : undefined;
    },
    get writesOff() {
      return server.writesOff;
    },
    get policies() {
      return can('CODE_LISTS') ? createRemotePolicies(asking, can('LOAN_POLICIES')) : undefined;
    },
    get loans() {
      const lists = server.loanLists.filter((list) => list === 'useCounts' || openReader !== undefined);
      return lists.length > 0 ? createRemoteLoans(asking, (list) => lists.includes(list), readers) : undefined;
    },
    probe: (signal: AbortSignal) => probe(asking, address, learn, probeLimitMs(system) + PROBE_ALLOWANCE_MS, signal),
    learn: (signal: AbortSignal) =>
      learn(signal).then(
        () => true,
        () => false,
      ),
    close: () => client.close(),
  };
  // An absent capability reads as undefined, as everywhere in the contract; only the type wants the key itself gone.
  return adapter as RemoteAdapter;
}

interface ServerDescription {
  readonly identity: SystemIdentity;
  readonly capabilities: readonly Capability[];
  readonly loanLists: readonly (keyof LoanSource)[];
  /** By which rules of its region file it reads records. */
  readonly readsBy: string | undefined;
  /** Whether it finds a copy with its holding only. */
  readonly needsHolding: boolean;
  readonly writesOff?: string | undefined;
}

function presumed({ id, kind, name }: SystemConfig): ServerDescription {
  return {
    identity: { id, kind, name },
    capabilities: PRESUMED,
    loanLists: [],
    readsBy: undefined,
    needsHolding: false,
  };
}

async function describe(asking: Asking, { id }: SystemConfig, signal: AbortSignal): Promise<ServerDescription> {
  const question = { operation: 'adapter server', path: '', timeoutMs: DESCRIBE_TIMEOUT_MS };
  const { kind, name, rules, ...told } = await asking.askFor(question, systemShape, signal);
  return { identity: { id, kind, name }, ...told, readsBy: rules ?? undefined };
}

async function probe(
  asking: Asking,
  address: string,
  learn: (signal: AbortSignal) => Promise<void>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Probe> {
  const startedAt = performance.now();
  const step = (ok: boolean, detail: string): ProbeStep => ({
    what: 'adapter server',
    ok,
    elapsedMs: performance.now() - startedAt,
    detail,
  });
  try {
    await learn(signal);
    const reached = step(true, `at ${new URL(address).host}`);
    const question = { operation: 'probe', path: '/probe', timeoutMs };
    const found = await asking.askFor(question, probeShape, signal);
    return { ...found, steps: [...found.steps, reached] };
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return { reachable: false, product: null, steps: [step(false, error.message)], capabilities: [], unmapped: [] };
  }
}

/** Whole lists, read at the system while the other end waits. */
const TIMEOUT_MS = 120_000;

const codeListsShape = z.object({ lists: z.array(codeList) });
const rulesShape = z.object({ rules: loanRules });

function createRemotePolicies(asking: Asking, tellsRules: boolean): PolicySource {
  return {
    async codeLists(signal) {
      const question = { operation: 'lists of codes', path: '/policies/code-lists', timeoutMs: TIMEOUT_MS };
      return (await asking.askFor(question, codeListsShape, signal)).lists;
    },
    ...(tellsRules && {
      async loanRules(signal: AbortSignal) {
        const question = { operation: 'rules of lending', path: '/policies/loan-rules', timeoutMs: TIMEOUT_MS };
        return (await asking.askFor(question, rulesShape, signal)).rules;
      },
    }),
  };
}
