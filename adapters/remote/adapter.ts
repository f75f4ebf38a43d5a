/** An adapter that stands somewhere else, beside its library system: its adapter server is asked over HTTP. */
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { OpenSealedReader } from '#platform/reader-token.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import { holdingFacts } from '#shapes/facts.ts';
import type { z } from 'zod';
import type {
  Capability,
  HarvestSource,
  ItemSource,
  LmsAdapter,
  LoanSource,
  Probe,
  ProbeStep,
  ReadingRules,
  Slot,
  SystemIdentity,
} from '../adapter.ts';
import { copiesOfLargeTitle } from '../shared/large-titles.ts';
import { createRemoteCirculation, createRemotePatrons } from './accounts.ts';
import { createAsking } from './asking.ts';
import { createWireClient } from './client.ts';
import { harvestDescription, liveItem, probeShape, systemShape } from './facts-shapes.ts';
import { foundRecords, harvestLine } from './harvest-shapes.ts';
import { createReaderReading, createRemoteLoans } from './loans.ts';
import { fromWireSlots } from './wire.ts';

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
  'PATRON_ACCOUNT',
  'VERIFY_PATRON',
  ...WRITES,
];
/** The server gives up first, and then says at which system. */
const WIRE_ALLOWANCE_MS = 2_000;
const PROBE_TIMEOUT_MS = 90_000;
const DESCRIBE_TIMEOUT_MS = 15_000;
const HARVEST_START_TIMEOUT_MS = 30_000;
const FIND_RECORDS_TIMEOUT_MS = 90_000;

/** No call is made; the adapter server may be down, and come and go. */
export function createRemoteAdapter(options: RemoteAdapterOptions): RemoteAdapter {
  const { system, address, sign, now, openReader, rules } = options;
  const client = createWireClient({ system: system.id, address, sign, now });
  const factsTimeoutMs = system.limits.callTimeoutMs + WIRE_ALLOWANCE_MS;
  let identity: SystemIdentity = { id: system.id, kind: system.kind, name: system.name };
  let capabilities: readonly Capability[] = PRESUMED;
  let loanLists: readonly (keyof LoanSource)[] = [];
  let readsBy: string | undefined;
  const asking = createAsking(system.id, client);
  const { askFor, unreadable } = asking;
  const readers = createReaderReading(system.id, openReader);

  async function askSlots<Value>(
    operation: 'availability' | 'items',
    keys: readonly unknown[],
    shape: z.ZodType<Value>,
    signal: AbortSignal,
  ): Promise<readonly Slot<Value | null>[]> {
    if (keys.length === 0) return [];
    const question = { operation, path: `/${operation}`, body: { keys }, timeoutMs: factsTimeoutMs };
    const slots = fromWireSlots(await client.ask(question, signal), shape, system.id);
    if (slots?.length !== keys.length) throw unreadable(operation);
    return slots;
  }

  const items: ItemSource = {
    isLarge: ({ liveKeys }) => copiesOfLargeTitle(liveKeys) !== null,
    findAvailability: (holdings, signal) => askSlots('availability', holdings, holdingFacts, signal),
    findItems: (ids, signal) => askSlots('items', ids, liveItem, signal),
  };

  const howHarvested = { operation: 'harvest', path: '/harvest', timeoutMs: factsTimeoutMs };
  const harvest: HarvestSource = {
    rules: {
      digest: rules.digest,
      get readsBy() {
        return readsBy;
      },
      readAgain: (kept) => rules.readAgain(kept),
    },
    async describe(signal) {
      return (await askFor(howHarvested, harvestDescription, signal)).how;
    },
    async unseenEdits(signal) {
      return (await askFor(howHarvested, harvestDescription, signal)).unseen;
    },
    findRecords(localIds, signal) {
      const path = '/harvest/records';
      const question = { operation: 'records', path, body: { keys: localIds }, timeoutMs: FIND_RECORDS_TIMEOUT_MS };
      return askFor(question, foundRecords, signal);
    },
    async *pages(from, signal) {
      const operation = 'harvest';
      const question = { operation, path: '/harvest/pages', body: from, timeoutMs: HARVEST_START_TIMEOUT_MS };
      for await (const { page } of asking.lines(question, harvestLine, signal)) yield page;
    },
  };

  async function describe(signal: AbortSignal): Promise<void> {
    const question = { operation: 'adapter server', path: '', timeoutMs: DESCRIBE_TIMEOUT_MS };
    const found = await askFor(question, systemShape, signal);
    identity = { id: system.id, kind: found.kind, name: found.name };
    capabilities = found.capabilities;
    loanLists = found.loanLists;
    readsBy = found.rules ?? undefined;
  }

  async function probe(signal: AbortSignal): Promise<Probe> {
    const startedAt = performance.now();
    const step = (ok: boolean, detail: string): ProbeStep => ({
      what: 'adapter server',
      ok,
      elapsedMs: performance.now() - startedAt,
      detail,
    });
    try {
      await describe(signal);
      const reached = step(true, `at ${new URL(address).host}`);
      const question = { operation: 'probe', path: '/probe', timeoutMs: PROBE_TIMEOUT_MS };
      const found = await askFor(question, probeShape, signal);
      return { ...found, steps: [...found.steps, reached] };
    } catch (error) {
      if (!isMerciaError(error)) throw error;
      return { reachable: false, product: null, steps: [step(false, error.message)], capabilities: [], unmapped: [] };
    }
  }

  const limits = { callMs: system.limits.callTimeoutMs, allowanceMs: WIRE_ALLOWANCE_MS };
  const can = (capability: Capability): boolean => capabilities.includes(capability);

  function loans(): LoanSource | undefined {
    const told = loanLists.filter((list) => list === 'useCounts' || openReader !== undefined);
    return told.length > 0 ? createRemoteLoans(asking, (list) => told.includes(list), readers) : undefined;
  }

  const adapter = {
    get system() {
      return identity;
    },
    get capabilities() {
      return capabilities;
    },
    get harvest() {
      return can('HARVEST_FULL') ? harvest : undefined;
    },
    get items() {
      return can('LIVE_ITEMS') ? items : undefined;
    },
    get patrons() {
      return can('PATRON_ACCOUNT') ? createRemotePatrons(asking, limits, can) : undefined;
    },
    get circulation() {
      return WRITES.some(can) ? createRemoteCirculation(asking, limits, can) : undefined;
    },
    get loans() {
      return loans();
    },
    probe,
    async learn(signal: AbortSignal) {
      return describe(signal).then(
        () => true,
        () => false,
      );
    },
    close: () => client.close(),
  };
  // An absent capability reads as undefined, as everywhere in the contract; only the type wants the key itself gone.
  return adapter as RemoteAdapter;
}
