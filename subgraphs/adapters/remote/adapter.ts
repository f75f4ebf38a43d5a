/** An adapter that stands somewhere else, beside its library system: its adapter server is asked over HTTP. */
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError, isMerciaError } from '#platform/errors.ts';
import type { ContextSigner } from '#platform/signed-context.ts';
import type { z } from 'zod';
import type {
  Capability,
  HarvestSource,
  ItemSource,
  LmsAdapter,
  Probe,
  ProbeStep,
  Slot,
  SystemIdentity,
} from '../adapter.ts';
import { copiesOfLargeTitle } from '../large-titles.ts';
import { createWireClient } from './client.ts';
import type { WireQuestion } from './client.ts';
import { harvestDescription, holdingFacts, liveItem, probeShape, systemShape } from './facts-shapes.ts';
import { foundRecords, harvestLine } from './harvest-shapes.ts';
import { fromWireError, fromWireSlots } from './wire.ts';

export interface RemoteAdapterOptions {
  readonly system: SystemConfig;
  /** Base address of the adapter server, no trailing slash. */
  readonly address: string;
  /** Signs with the secret that the adapter server has too. */
  readonly sign: ContextSigner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface RemoteAdapter extends LmsAdapter {
  /**
   * Asks the adapter server what it is and can do. Until that is known {@link RemoteAdapter.capabilities} is what
   * nearly every system can; what it cannot then ends with CAPABILITY_UNSUPPORTED. Never rejects; false where nobody
   * answered.
   */
  learn(signal: AbortSignal): Promise<boolean>;
}

const PRESUMED: readonly Capability[] = ['HARVEST_FULL', 'HARVEST_CHANGES', 'LIVE_ITEMS'];
/** The server gives up first, and then says at which system. */
const WIRE_ALLOWANCE_MS = 2_000;
const PROBE_TIMEOUT_MS = 90_000;
const DESCRIBE_TIMEOUT_MS = 15_000;
const HARVEST_START_TIMEOUT_MS = 30_000;
const FIND_RECORDS_TIMEOUT_MS = 90_000;

/** No call is made; the adapter server may be down, and come and go. */
export function createRemoteAdapter({ system, address, sign, now }: RemoteAdapterOptions): RemoteAdapter {
  const client = createWireClient({ system: system.id, address, sign, now });
  const factsTimeoutMs = system.limits.callTimeoutMs + WIRE_ALLOWANCE_MS;
  let identity: SystemIdentity = { id: system.id, kind: system.kind, name: system.name };
  let capabilities: readonly Capability[] = PRESUMED;

  async function askFor<Value>(question: WireQuestion, shape: z.ZodType<Value>, signal: AbortSignal): Promise<Value> {
    const parsed = shape.safeParse(await client.ask(question, signal));
    if (parsed.success) return parsed.data;
    throw unreadable(question.operation, parsed.error);
  }

  function unreadable(operation: string, cause?: unknown): MerciaError {
    const what = 'the adapter server answered what cannot be read; run the same version of Mercia on both sides';
    return new MerciaError('LMS_BAD_RESPONSE', `[${system.id}] ${operation}: ${what}`, { system: system.id, cause });
  }

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

  const harvest: HarvestSource = {
    async describe(signal) {
      const question = { operation: 'harvest', path: '/harvest', timeoutMs: factsTimeoutMs };
      return (await askFor(question, harvestDescription, signal)).how;
    },
    findRecords(localIds, signal) {
      const path = '/harvest/records';
      const question = { operation: 'records', path, body: { keys: localIds }, timeoutMs: FIND_RECORDS_TIMEOUT_MS };
      return askFor(question, foundRecords, signal);
    },
    async *pages(from, signal) {
      const operation = 'harvest';
      const question = { operation, path: '/harvest/pages', body: from, timeoutMs: HARVEST_START_TIMEOUT_MS };
      for await (const text of client.stream(question, signal)) {
        const line = harvestLine.safeParse(text);
        if (!line.success) throw unreadable(operation, line.error);
        if ('error' in line.data) throw fromWireError(line.data.error, system.id);
        if ('end' in line.data) return;
        yield line.data.page;
      }
      const what = 'the adapter server ended in the middle; the harvest goes on there when it is back';
      throw new MerciaError('LMS_UNAVAILABLE', `[${system.id}] ${operation}: ${what}`, { system: system.id });
    },
  };

  async function describe(signal: AbortSignal): Promise<void> {
    const question = { operation: 'adapter server', path: '', timeoutMs: DESCRIBE_TIMEOUT_MS };
    const found = await askFor(question, systemShape, signal);
    identity = { id: system.id, kind: found.kind, name: found.name };
    capabilities = found.capabilities;
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

  const adapter = {
    get system() {
      return identity;
    },
    get capabilities() {
      return capabilities;
    },
    get harvest() {
      return capabilities.includes('HARVEST_FULL') ? harvest : undefined;
    },
    get items() {
      return capabilities.includes('LIVE_ITEMS') ? items : undefined;
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
