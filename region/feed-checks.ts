/** Checks of `feeds`: libraries, systems and sets that exist, deliveries that occur once. */
import { editionSets } from '#domain/feeds.ts';
import type { NetworkId } from '#domain/ids.ts';
import { missing, repeated } from './cross-checks.ts';
import type { CrossFault } from './cross-checks.ts';
import type { KeyPath } from './known-keys.ts';
import type { RegionSketch } from './region-sketch.ts';

export function checkFeeds({ feeds, systems, libraries, networks }: RegionSketch): readonly CrossFault[] {
  const places = (key: string, values: readonly string[]): readonly { value: string; path: KeyPath }[] =>
    values.map((value, index) => ({ value, path: ['feeds', key, index] }));
  const marcFrom = places('marcFrom', feeds.marcFrom);
  const withheld = places('withheld', feeds.withheld);
  const knownSystems = systems.map(({ id }) => id);
  const knownLibraries = libraries.map(({ id }) => id);
  const knownSets = editionSets(networks.map(({ id }) => id as NetworkId));
  return [
    ...repeated(marcFrom),
    ...repeated(withheld),
    ...repeated(feeds.deliveries.map(({ id }, index) => ({ value: id, path: [...placeOf(index), 'id'] }))),
    ...marcFrom.flatMap(({ value, path }) => missing('system', value, knownSystems, path)),
    ...withheld.flatMap(({ value, path }) => missing('library', value, knownLibraries, path)),
    ...feeds.deliveries.flatMap(({ set }, index) => missing('set', set, knownSets, [...placeOf(index), 'set'])),
  ];
}

function placeOf(index: number): KeyPath {
  return ['feeds', 'deliveries', index];
}
