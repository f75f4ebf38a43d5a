import { describe, expect, it } from 'vitest';
import { isMetadataAddress, isMetadataHost } from './metadata-address.ts';

describe('addresses of metadata', () => {
  it.each([
    'fe80::1%eth0',
    '[fe80::1%25eth0]',
    'FE80::1',
    '169.254.169.254',
    '169.254.169.254.',
    '::ffff:169.254.169.254',
    '0.0.0.0',
    'Metadata.Google.Internal',
  ])('are known by the host: %s', (host) => {
    expect(isMetadataHost(host)).toBe(true);
  });

  it.each(['http://fe80::1%eth0', 'http://[fe80::1%eth0]:80/x', 'tcp://[fe80::1%25eth0]', 'http://169.254.169%2E254/'])(
    'are known by the address: %s',
    (address) => {
      expect(isMetadataAddress(address)).toBe(true);
    },
  );

  it.each(['127.0.0.1', '::1', 'fd12:3456::1%eth0', '10.0.0.1', 'koha.example.org', ''])(
    'are none of these: "%s"',
    (host) => {
      expect(isMetadataHost(host)).toBe(false);
    },
  );
});
