import { expect, it } from 'vitest';
import { createSettingPlaces } from './setting-places.ts';

const FILE = `region: { id: r }
systems:
  - id: ash
    settings:
      codes: &codes
        LOST:
          '1': LOST
      locations:
        ST.ALBANS: { status: IN_PLACE }
  - id: elm
    settings:
      codes: *codes
    live:
      settings:
        statuses: { '03': AVAILABLE }
`;

it.each([
  ['ash', 'codes.LOST.1', 'region.yaml:7'],
  ['ash', 'locations.ST.ALBANS', 'region.yaml:9'],
  ['elm', 'codes.LOST.1', 'region.yaml:7'],
  ['elm', 'statuses.03', 'region.yaml:15'],
  ['ash', 'codes.LOST.2', null],
  ['ash', 'Koha: checked out', null],
  ['oak', 'codes.LOST.1', null],
])('finds where the file says of %s what %s is', (system, entry, place) => {
  expect(createSettingPlaces(FILE, 'region.yaml')(system, entry)).toBe(place);
});
