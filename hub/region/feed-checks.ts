/** Checks of `feeds`: libraries, systems and sets that exist, and deliveries that could log in. */
import { editionSets } from '#domain/feeds.ts';
import type { NetworkId } from '#domain/ids.ts';
import { missing, repeated } from './cross-checks.ts';
import type { CrossFault } from './cross-checks.ts';
import type { KeyPath } from './known-keys.ts';
import type { DeliverySketch, RegionSketch } from './region-sketch.ts';

export function checkFeeds({ feeds, systems, libraries, networks }: RegionSketch): readonly CrossFault[] {
  const places = (key: string, values: readonly string[]): readonly { value: string; path: KeyPath }[] =>
    values.map((value, index) => ({ value, path: ['feeds', key, index] }));
  const marcFrom = places('marcFrom', feeds.marcFrom);
  const withheld = places('withheld', feeds.withheld);
  const knownSystems = systems.map(({ id }) => id);
  const knownLibraries = libraries.map(({ id }) => id);
  const knownSets = editionSets(networks.flatMap(({ id }) => (id === '' ? [] : [id as NetworkId])));
  return [
    ...repeated(marcFrom),
    ...repeated(withheld),
    ...repeated(feeds.deliveries.map(({ id }, index) => ({ value: id, path: [...placeOf(index), 'id'] }))),
    ...marcFrom.flatMap(({ value, path }) => missing('system', value, knownSystems, path)),
    ...withheld.flatMap(({ value, path }) => missing('library', value, knownLibraries, path)),
    ...feeds.deliveries.flatMap((delivery, index) => [
      ...missing('set', delivery.set, knownSets, [...placeOf(index), 'set']),
      ...logInFaults(delivery, placeOf(index)),
    ]),
  ];
}

function placeOf(index: number): KeyPath {
  return ['feeds', 'deliveries', index];
}

function logInFaults({ protocol, has }: DeliverySketch, here: KeyPath): readonly CrossFault[] {
  if (protocol === 'FTP') {
    return [
      ...(has.passwordEnv ? [] : [{ path: [...here, 'passwordEnv'], message: 'is missing', hint: 'FTP needs it' }]),
      ...(has.privateKeyEnv
        ? [{ path: [...here, 'privateKeyEnv'], message: 'FTP knows no keys', hint: 'take it out, or use SFTP' }]
        : []),
      ...(has.hostKey
        ? [{ path: [...here, 'hostKey'], message: 'an FTP host has none', hint: 'take it out, or use SFTP' }]
        : []),
    ];
  }
  if (protocol !== 'SFTP') return [];
  return [
    ...(has.hostKey
      ? []
      : [
          {
            path: [...here, 'hostKey'],
            message: 'is missing: without it, anybody could pose as the host',
            hint: 'ask whoever runs it for the SHA256 fingerprint of its key',
          },
        ]),
    ...(has.passwordEnv || has.privateKeyEnv
      ? []
      : [{ path: here, message: 'cannot log in', hint: 'give passwordEnv or privateKeyEnv' }]),
  ];
}
