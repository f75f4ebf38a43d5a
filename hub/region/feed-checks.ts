/** Checks of `feeds`: deliveries that could log in. */
import type { Wording } from './issue-words.ts';
import type { KeyPath } from './known-keys.ts';
import type { DeliverySketch, RegionSketch } from './region-sketch.ts';

export function checkFeeds({ deliveries }: RegionSketch): readonly Wording[] {
  return deliveries.flatMap((delivery, index) => logInFaults(delivery, ['feeds', 'deliveries', index]));
}

function logInFaults({ protocol, has }: DeliverySketch, here: KeyPath): readonly Wording[] {
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
