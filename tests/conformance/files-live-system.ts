/** A library with an export, and the copies behind it as a live part beside it sees them: one truth, for the conformance suite. */
import { createAdapter } from '#adapters/registry.ts';
import { cannot } from '#conformance/situations.ts';
import type { OwnState, ConformanceSystem } from '#conformance/system.ts';
import type { LmsAdapter } from '#contract/adapter.ts';
import type { ItemStatus } from '#domain/facts.ts';
import type { LivePart } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import type { FaultSwitch } from '#simulators/faults.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, deleteRecord, editRecord } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { addPatron, checkIn, checkOut, createSip2World } from '#simulators/sip2/world.ts';
import type { ShelfState } from '#simulators/sip2/world.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { createTestWorld, filesHidings, filesSituations, FOR_STAFF, marcOf, testConfig } from './files-system.ts';

export const ZONE = 'Europe/London';
export const CONNECTIONS = 2;
export const CARD = '70000005';

export type FilesLibrary = Awaited<ReturnType<typeof createFilesLibrary>>;

export async function createFilesLibrary() {
  const world = createTestWorld();
  const files = await createFilesSimulator({ world });
  const stock = stockOfFiles(world, ZONE);
  const served = createSip2World({ timeZone: ZONE, stock });
  addPatron(served, { card: CARD });
  const put = (recordId: string, state: ShelfState): void => {
    for (const copy of stock.ofTitle(recordId)) copy.state = state;
  };
  return { world, files, stock, served, put };
}

/** What the live part is besides its address, and what its secrets are. */
export interface LiveOptions {
  readonly live: Pick<LivePart, 'kind' | 'settings'> & Partial<Pick<LivePart, 'credentials'>>;
  /** Where the live part listens; its address begins with `scheme`. */
  readonly port: number;
  readonly scheme: 'http' | 'tcp';
  readonly secrets: Readonly<Record<string, string>>;
}

/** What is so whichever protocol the live part speaks. */
export function liveSystemOf({ world, files, stock, served, put }: FilesLibrary, options: LiveOptions) {
  const { live, port, scheme, secrets } = options;
  return {
    port,
    filesPort: files.port,
    connections: CONNECTIONS,
    timeZone: ZONE,
    secrets: Object.entries(secrets).flatMap(([name, value]) => (name.includes('PASSWORD') ? [value] : [])),
    createAdapter(address: string, callTimeoutMs: number, logger = createLogger('silent')): LmsAdapter {
      const main = testConfig(`http://127.0.0.1:${files.port}`, 5_000);
      const system = {
        ...main,
        live: {
          credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
          ...live,
          address: address.replace(/^http/, scheme),
          limits: { ...main.limits, connections: CONNECTIONS, callTimeoutMs },
        },
      };
      return createAdapter({
        system,
        guard: freshGuard(system),
        liveGuard: freshGuard(system),
        secret: (name) => secrets[name],
        logger,
        now: Date.now,
      });
    },
    recordIds: () => [...world.records.keys()],
    writtenAt: () => world.writtenAt,
    missing: null,
    missingItem: null,
    spoilRecord: null,
    sendAway: (localId: string) => {
      put(localId, 'IN_TRANSIT');
    },
    keepForReader: (localId: string) => {
      put(localId, 'ON_HOLD_SHELF');
    },
    change() {
      editRecord(world, 'b1000003', marcOf('Title 3, second edition'));
      const barcode = world.records.get('b1000004')?.copies[0]?.barcode ?? '';
      checkOut(served, { barcode, card: CARD, days: 14 });
      addCopy(world, addRecord(world, marcOf('Title 40')), { branch: 'A2' });
      deleteRecord(world, 'b1000013');
    },
    ownHidings: filesHidings(world),
    forStaff: [FOR_STAFF],
    situations: {
      ...filesSituations(world),
      takeBack(localId: string) {
        for (const { barcode } of stock.ofTitle(localId)) checkIn(served, barcode);
      },
      lose: (localId: string) => {
        put(localId, 'LOST');
      },
      failsInPart: cannot('one answer tells everything of a copy'),
    },
  } satisfies Partial<ConformanceSystem> & { readonly filesPort: number };
}

/** Each of these states, with no fault switched on. */
export function statesOf(
  faults: FaultSwitch,
  { put }: Pick<FilesLibrary, 'put'>,
  states: Partial<Readonly<Record<ShelfState, ItemStatus>>>,
  by: string,
): readonly OwnState[] {
  return (Object.entries(states) as [ShelfState, ItemStatus][]).map(([state, status]) => ({
    name: `${state} by ${by}`,
    status,
    set(localId) {
      void faults.set({});
      put(localId, state);
    },
  }));
}
