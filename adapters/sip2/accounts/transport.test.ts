import { describe, expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { refuseClearText } from './index.ts';

const refuse = (address: string, declaredBy?: string) =>
  refuseClearText({ id: 'hill' as SystemId, address }, { tunnel: declaredBy === undefined ? null : { declaredBy } });

describe('messages about patrons', () => {
  it.each(['tls://sip.hill.example:6001', 'tcp://127.0.0.1:6001', 'tcp://localhost:6001', 'tcp://[::1]:6001'])(
    'may go to %s',
    (address) => {
      expect(refuse(address)).toBeNull();
    },
  );

  it.each([
    'tcp://sip.hill.example:6001',
    'tcp://10.0.0.5:6001',
    'tcp://127.0.0.1.hill.example:6001',
    'tcp://localhost.hill.example:6001',
    'tcp://[::2]:6001',
    'tcp:///',
    '',
  ])('may not go to "%s" in clear', (address) => {
    expect(refuse(address)).toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^\[hill\] patrons: .*tls:\/\//) as string,
    });
  });

  it('may go anywhere where somebody declares a tunnel', () => {
    expect(refuse('tcp://sip.hill.example:6001', 'J. Example, network team, 2026-11-20')).toBeNull();
  });
});
