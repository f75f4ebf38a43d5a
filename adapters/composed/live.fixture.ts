/** A live part for tests: a kind that knows copies by barcode, and answers as a test says. */
import { z } from 'zod';
import type { CopyRef, CopyState, ItemStatus } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { AdapterContext, AdapterKind, CopySource, LmsAdapter, OnSlot, Slot } from '#contract/adapter.ts';

export const ASKED_AT = '2026-06-01T10:00:00.000Z';

/** What a server of the fake kind knows, by barcode; a copy that is not in it is unknown there. */
export interface FakeServer {
  readonly states: Map<string, Slot<CopyState>>;
  /** Barcodes in the order in which they were asked for. */
  readonly asked: string[];
  /** Answers come only when this is called; at once where it is not set. */
  hold?: ((barcode: string) => Promise<void>) | undefined;
}

export function createFakeServer(states: Readonly<Record<string, ItemStatus | Slot<CopyState>>> = {}): FakeServer {
  const entries = Object.entries(states).map(
    ([barcode, state]) => [barcode, typeof state === 'string' ? stateOf(state) : state] as const,
  );
  return { states: new Map(entries), asked: [] };
}

export function stateOf(status: ItemStatus, more: Partial<CopyState> = {}): CopyState {
  return {
    asOf: ASKED_AT,
    status,
    limitations: [],
    statusAtSource: `said ${status}`,
    statusRule: `rule of ${status}`,
    use: null,
    due: null,
    currentLocation: null,
    holdQueue: null,
    reason: null,
    ...more,
  };
}

/** Answers one after the other, as such servers do. */
export function createFakeCopies(server: FakeServer): CopySource {
  return {
    async findCopies(copies, signal, onSlot) {
      const slots: Slot<CopyState | null>[] = copies.map(
        () => new MerciaError('LMS_TIMEOUT', '[hill] item: not answered', { system: 'hill' }),
      );
      const askAll = async (): Promise<void> => {
        for (const [place, copy] of copies.entries()) {
          if (isOver(signal)) return;
          await askOne(server, copy);
          if (isOver(signal)) return;
          tell(place, server.states.get(copy.barcode ?? '') ?? null);
        }
      };
      const tell: OnSlot<CopyState | null> = (place, slot) => {
        slots[place] = slot;
        onSlot?.(place, slot);
      };
      await Promise.race([askAll(), ended(signal)]);
      const [first] = slots;
      if (first instanceof MerciaError && first.code !== 'LMS_TIMEOUT' && slots.every((slot) => slot === first))
        throw first;
      return slots;
    },
  };
}

async function askOne(server: FakeServer, { barcode }: CopyRef): Promise<void> {
  server.asked.push(barcode ?? '');
  await server.hold?.(barcode ?? '');
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    const end = (): void => {
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}

function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** The kind; `server` is the one behind every address. */
export function createFakeKind(server: FakeServer, parts: Partial<LmsAdapter> = {}): AdapterKind {
  return {
    kind: 'fake',
    title: 'Fake',
    described: [],
    evidence: [{ make: 'Fake', seen: [], documented: [], assumed: [] }],
    settings: z.strictObject({}),
    harvestMethods: [],
    addressSchemes: ['tcp'],
    parts: ['live'],
    rules: () => ({ digest: 'none', readAgain: () => null }),
    create: ({ system }: AdapterContext): LmsAdapter => ({
      system: { id: system.id, kind: system.kind, name: system.name },
      capabilities: parts.capabilities ?? ['LIVE_ITEMS'],
      probe: () =>
        Promise.resolve({
          reachable: true,
          product: 'Fake 1',
          steps: [{ what: 'log in', ok: true, elapsedMs: 1, detail: `at ${system.address}` }],
          capabilities: ['LIVE_ITEMS'],
          unmapped: [],
        }),
      copies: createFakeCopies(server),
      close: () => Promise.resolve(),
      ...parts,
    }),
  };
}
