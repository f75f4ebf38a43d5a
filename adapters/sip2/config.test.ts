import { describe, expect, it } from 'vitest';
import type { SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import { systemOf } from '../shared/system.fixture.ts';
import { sip2Settings } from './config.ts';
import { DIALECT_NAMES } from './dialects.ts';
import { adapterOf } from './server.fixture.ts';
import { createSip2Site, wireDialectOf } from './site.ts';

const siteOf = (settings: object, userEnv: string | null = null) => {
  const plain = systemOf('hill' as SystemId, 'sip2', []);
  const system = { ...plain, credentials: { ...plain.credentials, userEnv }, settings };
  return createSip2Site(system, createLogger('silent'));
};
const noSecret = (): undefined => undefined;

describe('settings', () => {
  it.each(DIALECT_NAMES)('of a dialect (%s) are complete, and parsing them again gives the same', (dialect) => {
    const parsed = sip2Settings.parse({ dialect });
    expect(sip2Settings.parse(parsed)).toEqual(parsed);
    expect(Object.values(wireDialectOf(siteOf(parsed), noSecret))).not.toContain(undefined);
  });

  it.each([
    { encoding: 'utf-16le' },
    { encoding: 'klingon' },
    { separator: 'A' },
    { separator: '||' },
    { zone: 'GMT' },
    { statuses: { '3': 'AVAILABLE' } },
    { explains: { Lost: 'GONE' } },
    { tls: { fingerprint256: 'AB:CD' } },
    { host: 'sip.hill.example' },
  ])('%j is refused', (settings) => {
    expect(() => siteOf(settings)).toThrow(/CONFIG_INVALID|settings/);
  });

  it('override what the dialect says, one by one', () => {
    const settings = { dialect: 'sierra', encoding: 'utf-8', terminator: 'CRLF', institution: 'MAIN' };
    expect(wireDialectOf(siteOf(settings), noSecret)).toMatchObject({
      encoding: 'utf-8',
      terminator: '\r\n',
      institution: 'MAIN',
      zone: 'zeros',
    });
  });

  it('log in if there are credentials, and not without', () => {
    expect(wireDialectOf(siteOf({}), noSecret).logIn).toBe('none');
    expect(wireDialectOf(siteOf({}, 'SIP_USER'), noSecret).logIn).toBe('message');
    expect(wireDialectOf(siteOf({ logIn: 'none' }, 'SIP_USER'), noSecret).logIn).toBe('none');
    expect(() => wireDialectOf(siteOf({ logIn: 'prompts' }), noSecret)).toThrow(/credentials/);
  });

  it('that name a file or a secret that is not there are refused before anything is asked', () => {
    const address = 'tls://sip.hill.example:6001';
    expect(() => adapterOf(address, { settings: { tls: { ca: 'no/such/file.pem' } } })).toThrow(/settings\.tls\.ca/);
    expect(() => adapterOf(address, { settings: { terminalPasswordEnv: 'NOT_SET' } })).toThrow(/NOT_SET/);
  });
});
