/** A library system in memory behind the real contract, that fails in every way a real one does and tells how it was asked. */
import { NOTHING_KNOWN_OF_ITEM } from '#domain/facts.ts';
import type { HoldingFacts, HoldingRef, ItemFacts } from '#domain/facts.ts';
import { createId, parseId } from '#domain/ids.ts';
import type { ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ErrorCode } from '#platform/errors.ts';
import type { ItemSource, LiveItem, LmsAdapter, Slot } from '#contract/adapter.ts';

/** How the system is today. */
export type Behaviour =
  | { readonly kind: 'answers' }
  /** Every call fails with the code. */
  | { readonly kind: 'fails'; readonly code: ErrorCode }
  /** A call ends only when it is aborted. */
  | { readonly kind: 'hangs' }
  /** A call never ends, whatever is done about it. */
  | { readonly kind: 'ignores the signal' }
  /** A call is answered when `answerLate` is called. */
  | { readonly kind: 'is late' }
  /** One slot fewer than asked: a broken adapter. */
  | { readonly kind: 'loses a slot' }
  /** The holdings named fail in their own slot. */
  | { readonly kind: 'fails for'; readonly local: string; readonly code: ErrorCode }
  /** The system no longer has any record. */
  | { readonly kind: 'has nothing' };

export interface Call {
  readonly kind: 'findAvailability' | 'findItems';
  readonly keys: readonly string[];
}

export interface FakeAdapter extends LmsAdapter {
  behaviour: Behaviour;
  readonly calls: Call[];
  /** Lets the calls that are late be answered. */
  answerLate(): void;
}

export interface FakeAdapterOptions {
  /** Facts of the copies of a holding; two available copies and one on loan without it. */
  readonly copies?: (holdingLocal: string) => readonly ItemFacts[];
  /** False for a system that cannot tell of its copies. */
  readonly live?: boolean;
}

export const AS_OF = '2026-01-05T09:00:00.000Z';

export function createCopy(system: SystemId, local: string, over: Partial<ItemFacts> = {}): ItemFacts {
  return {
    ...NOTHING_KNOWN_OF_ITEM,
    id: createId(system, 'item', local),
    barcode: `B${local}`,
    status: 'AVAILABLE',
    use: 'LOAN',
    callNumber: 'WQ 140',
    permanentLocation: { code: 'MAIN', name: 'Main shelves', siteCode: 'HQ' },
    currentLocation: { code: 'MAIN', name: 'Main shelves', siteCode: 'HQ' },
    itemType: 'BK',
    holdQueue: 0,
    ...over,
  };
}

export function createFakeAdapter(id: SystemId, name: string, options: FakeAdapterOptions = {}): FakeAdapter {
  const calls: Call[] = [];
  const late: (() => void)[] = [];
  const copies =
    options.copies ??
    ((local: string) => [
      createCopy(id, `${local}.1`),
      createCopy(id, `${local}.2`),
      createCopy(id, `${local}.3`, { status: 'ON_LOAN', due: { on: '2026-02-01', at: null } }),
    ]);

  const adapter: FakeAdapter = {
    system: { id, kind: 'fake', name },
    capabilities: options.live === false ? [] : ['LIVE_ITEMS', 'HOLD_QUEUE'],
    behaviour: { kind: 'answers' },
    calls,
    answerLate: () => {
      for (const answer of late.splice(0)) answer();
    },
    probe: async () => ({ reachable: true, product: null, steps: [], capabilities: [], unmapped: [] }),
    close: () => Promise.resolve(),
  };
  if (options.live === false) return adapter;

  const items: ItemSource = {
    async findAvailability(holdings, signal) {
      calls.push({ kind: 'findAvailability', keys: holdings.map((holding) => holding.id) });
      const facts = holdings.map((holding) => answerHolding(adapter.behaviour, holding, copies));
      return behave(adapter.behaviour, id, facts, signal, late);
    },
    async findItems(ids, signal) {
      calls.push({ kind: 'findItems', keys: ids });
      const found = ids.map((item) => (adapter.behaviour.kind === 'has nothing' ? null : answerItem(item, copies)));
      return behave(adapter.behaviour, id, found, signal, late);
    },
  };
  return Object.assign(adapter, { items });
}

async function behave<T>(
  behaviour: Behaviour,
  system: SystemId,
  slots: readonly Slot<T>[],
  signal: AbortSignal,
  late: (() => void)[],
): Promise<readonly Slot<T>[]> {
  switch (behaviour.kind) {
    case 'fails':
      throw fault(behaviour.code, system);
    case 'hangs':
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(fault('LMS_TIMEOUT', system));
        });
      });
    case 'ignores the signal':
      return new Promise(() => undefined);
    case 'is late':
      return new Promise((resolve) => {
        late.push(() => {
          resolve(slots);
        });
      });
    case 'loses a slot':
      return slots.slice(1);
    case 'answers':
    case 'fails for':
    case 'has nothing':
      return slots;
  }
}

function answerHolding(
  behaviour: Behaviour,
  { id }: HoldingRef,
  copies: (local: string) => readonly ItemFacts[],
): Slot<HoldingFacts | null> {
  const { routingKey, local } = parseId(id, 'holding') ?? { routingKey: '', local: '' };
  if (behaviour.kind === 'has nothing') return null;
  if (behaviour.kind === 'fails for' && behaviour.local === local) return fault(behaviour.code, routingKey);
  return { asOf: AS_OF, items: copies(local), holdQueue: 0, limitation: null };
}

/** Items are named after their holding: `7.2` is the second copy of holding 7. */
function answerItem(id: ItemId, copies: (local: string) => readonly ItemFacts[]): LiveItem | null {
  const holding = parseId(id, 'item')?.local.split('.')[0] ?? '';
  const item = copies(holding).find((copy) => copy.id === id);
  if (item === undefined) return null;
  return { asOf: AS_OF, item, library: 'lib' as LibraryId, recordLocalId: holding, limitation: null };
}

/** As an adapter words it for the log, with what a caller must never see. */
function fault(code: ErrorCode, system: string): MerciaError {
  return new MerciaError(code, `[fake] GET http://10.0.0.7/secret failed at /srv/mercia/client.ts:12`, { system });
}
