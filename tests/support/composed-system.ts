/** Files with a fake live part behind them, built and harvested as a region has them. */
import { onTestFinished } from 'vitest';
import type { HoldingRef } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import type { SystemConfig } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { HarvestedDescription, HarvestPage, LmsAdapter } from '#contract/adapter.ts';
import {
  createFolder,
  dataField,
  describeSystem,
  FULL,
  marcFile,
  pagesOf,
  SYSTEM,
} from '#adapters/files/folder.fixture.ts';
import type { MarcRecord } from '#marc/index.ts';
import { adapterKinds, createAdapter } from '#adapters/registry.ts';
import { createFakeKind } from '#adapters/composed/live.fixture.ts';
import type { FakeServer } from '#adapters/composed/live.fixture.ts';

const SETTINGS = {
  records: [{ source: 'catalogue.mrc' }],
  copies: {
    tag: '949',
    subfields: { barcode: 'b', owner: 'o', callNumber: 'c', location: 'l', itemType: 't', status: 's', hidden: 'h' },
  },
  statuses: { '0': 'AVAILABLE', O: 'ON_LOAN', W: 'WITHDRAWN', B: 'AT_BINDERY', H: 'ON_HOLD_SHELF', T: 'IN_TRANSIT' },
  itemTypes: { BK: { use: 'LOAN', name: 'Book' }, RF: { use: 'REFERENCE' } },
  locations: { MAIN: 'Main shelves' },
};
export function copy(parts: Readonly<Record<string, string>>): ReturnType<typeof dataField> {
  return dataField('949', { o: 'A1', t: 'BK', l: 'MAIN', s: '0', ...parts });
}

export interface World {
  readonly adapter: LmsAdapter;
  readonly server: FakeServer;
  readonly pages: readonly HarvestPage[];
  readonly records: ReadonlyMap<string, HarvestedDescription>;
  readonly system: SystemConfig;
  ref(recordId: string, library?: string): HoldingRef;
}

export async function build(
  server: FakeServer,
  marc: readonly MarcRecord[],
  parts: Partial<LmsAdapter> = {},
  { isExportOnly = false }: { readonly isExportOnly?: boolean } = {},
): Promise<World> {
  const folder = createFolder();
  folder.write('catalogue.mrc', marcFile(...marc));
  const files = describeSystem(folder.path, SETTINGS);
  const live = {
    kind: 'fake',
    address: 'tcp://127.0.0.1:1',
    credentials: files.credentials,
    limits: files.limits,
    settings: {},
  };
  const system: SystemConfig = isExportOnly ? files : { ...files, live };
  const kinds = new Map([...adapterKinds, ['fake', createFakeKind(server, parts)]]);
  const guards = createHostGuards();
  const adapter = createAdapter(
    {
      system,
      guard: guards.for(system),
      liveGuard: guards.for({ id: `${system.id}/live`, limits: live.limits }),
      secret: () => undefined,
      logger: createLogger('silent'),
      now: () => Date.parse('2026-06-01T12:00:00Z'),
    },
    kinds,
  );
  onTestFinished(() => adapter.close());
  if (adapter.harvest === undefined) throw new Error('no harvest');
  const pages = await pagesOf(adapter.harvest, FULL);
  const found = pages.flatMap((page) => page.records).filter((one): one is HarvestedDescription => !one.deleted);
  const records = new Map(found.map((one) => [one.localId, one]));
  return {
    adapter,
    server,
    pages,
    records,
    system,
    ref(recordId, library = 'alder') {
      const holding = records.get(recordId)?.holdings.find((each) => each.library === library);
      if (holding === undefined) throw new Error(`no holding of ${recordId}`);
      return { id: createId(SYSTEM, 'holding', `${recordId}@${library}`), liveKeys: holding.liveKeys };
    },
  };
}
