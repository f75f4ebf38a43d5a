/** The simulated library of the tests of drops, and its system. */
import { describeSystem } from '#adapters/files/folder.fixture.ts';
import type { SystemConfig } from '#domain/region.ts';
import { addCopy, addRecord, createFilesWorld, type FilesWorld } from '#simulators/files/world.ts';

export const NOW = Date.parse('2026-11-26T06:00:00Z');
export const WRITTEN = new Date('2026-11-26T02:00:00Z');
export const DAY = '2026-11-26';

/** So many records, with one copy of Alder and one of Birch each. */
export function createDropWorld(records = 3): FilesWorld {
  const world = createFilesWorld(() => WRITTEN.getTime());
  for (let number = 1; number <= records; number += 1) {
    const subfields = [{ code: 'a', value: `Title ${number}` }];
    const fields = [{ tag: '245', ind1: '1', ind2: '0', subfields }];
    const record = addRecord(world, { leader: '00000nam a2200000 a 4500', fields });
    for (const branch of ['A1', 'B1']) addCopy(world, record, { branch });
  }
  return world;
}

/** `place` is `folder`, `sftp` or `address` of the drop, with what says that one is complete. */
export function dropSystem(drop: object, { directory = '.', packed = '', maxMegabytes = 2048 } = {}): SystemConfig {
  const columns = { record: 'BIB', barcode: 'BARCODE', owner: 'BRANCH', status: 'STATUS', due: 'DUE' };
  return describeSystem(directory, {
    drop,
    records: [{ source: `catalogue-{date}.mrc${packed}` }],
    items: [{ source: `items-{date}.csv${packed}`, columns }],
    statuses: { '0': 'AVAILABLE' },
    maxMegabytes,
  });
}
