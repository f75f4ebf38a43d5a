import { loadSettings } from '#platform/config.ts';
import { openDatabase } from '#store/database.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { readSignIn } from './console-sign-in.ts';

const db = openDatabase({
  target: { url: 'postgres://nobody@127.0.0.1:1/none' },
  applicationName: 'test',
  poolSize: 1,
  statementTimeoutMs: 1_000,
});
afterAll(() => db.destroy());

const ISSUER = 'https://login.example.org';
const whole = {
  MERCIA_SIGN_IN_ISSUER: ISSUER,
  MERCIA_SIGN_IN_CLIENT: 'pages',
  MERCIA_CONSOLE_URL: 'https://libraries.example.org/',
};
const read = (environment: Readonly<Record<string, string>>, issuers: readonly { issuer: string }[] | null = null) =>
  readSignIn(loadSettings({}, environment), db, issuers);

describe('how people sign in', () => {
  it('is as the settings say; without an issuer nobody can', () => {
    expect(read({})).toBeNull();
    expect(read({ ...whole, MERCIA_SESSION_IDLE_MINUTES: '15' }, [{ issuer: ISSUER }])).toMatchObject({
      issuer: { issuer: ISSUER, clientId: 'pages', clientSecret: undefined, scope: 'openid', graphToken: 'access' },
      limits: { idleMs: 15 * 60_000, longestMs: 10 * 3_600_000 },
    });
  });

  it.each(['MERCIA_SIGN_IN_CLIENT', 'MERCIA_CONSOLE_URL'])('is not guessed without %s', (missing) => {
    expect(() => read({ ...whole, [missing]: '' })).toThrow(missing);
  });

  it('is not by an issuer of which the region does not know', () => {
    expect(() => read(whole, [{ issuer: 'https://other.example.org' }])).toThrow('would refuse everybody');
  });

  it.each(['http://127.0.0.1:4105', 'http://localhost:4105/realms/library', 'http://[::1]:4105'])(
    'may be by %s, on this machine, without TLS',
    (issuer) => {
      expect(read({ ...whole, MERCIA_SIGN_IN_ISSUER: issuer })).toMatchObject({ issuer: { issuer } });
    },
  );

  it.each([
    ['MERCIA_CONSOLE_URL', 'https://libraries.example.org/?pages'],
    ['MERCIA_CONSOLE_URL', 'https://libraries.example.org/our%20pages'],
    ['MERCIA_SIGN_IN_ISSUER', 'http://keycloak:8080/realms/library'],
    ['MERCIA_SIGN_IN_ISSUER', 'https://pages:secret@login.example.org'],
    ['MERCIA_SIGN_IN_SCOPE', 'profile'],
    ['MERCIA_SIGN_IN_TOKEN', 'refresh'],
    ['MERCIA_SESSION_MINUTES', '2'],
  ])('takes no %s of %s', (variable, value) => {
    expect(() => read({ ...whole, [variable]: value })).toThrow(variable);
  });
});
