import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSettings } from './config.ts';
import { isMerciaError } from './errors.ts';

describe('loadSettings', () => {
  it('prefers a flag to a variable and a variable to the default', () => {
    const settings = loadSettings({ port: '4100' }, { MERCIA_PORT: '4200', MERCIA_HOST: '127.0.0.2' });

    expect(settings.port).toBe(4100);
    expect(settings.host).toBe('127.0.0.2');
    expect(settings.logLevel).toBe('warn');
  });

  it('lists every fault at once, each with the name that was used', () => {
    try {
      loadSettings({ port: 'many' }, { MERCIA_LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x' });
      expect.unreachable();
    } catch (error) {
      if (!isMerciaError(error, 'CONFIG_INVALID')) throw error;
      expect(error.message).toMatch(/--port: /);
      expect(error.message).toMatch(/MERCIA_LOG_LEVEL: /);
      expect(error.message).toMatch(/DATABASE_URL: must start with postgres/);
    }
  });

  it('reads an empty variable as one that is not set', () => {
    expect(loadSettings({}, { MERCIA_PORT: '' }).port).toBe(4000);
  });

  it('takes origins exactly as browsers name them', () => {
    const read = (MERCIA_CORS_ORIGINS: string) => loadSettings({}, { MERCIA_CORS_ORIGINS }).corsOrigins;

    expect(read('https://search.example,http://127.0.0.1:5173')).toEqual([
      'https://search.example',
      'http://127.0.0.1:5173',
    ]);
    expect(read('')).toBeUndefined();
    for (const wrong of [
      '*',
      'null',
      'https://search.example/',
      'search.example',
      'https://a.example, https://b.example',
    ])
      expect(() => read(wrong)).toThrow(/MERCIA_CORS_ORIGINS: must be origins/);
  });
});

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mercia-secrets-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const SECRET = 'the secret of a region in a file of its own';
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it.each(['\n', '\r\n', ''])('is read without the end of its line (%j)', (end) => {
    const MERCIA_CONTEXT_SECRET_FILE = write('context', `${SECRET}${end}`);

    expect(loadSettings({}, { MERCIA_CONTEXT_SECRET_FILE }).contextSecret).toBe(SECRET);
  });

  it('is read for every setting that is secret, and for no other', () => {
    const DATABASE_URL_FILE = write('database', 'postgres://mercia:geheim@db:5432/mercia\n');
    const settings = loadSettings({}, { DATABASE_URL_FILE, MERCIA_HOST_FILE: write('host', '127.0.0.9') });

    expect(settings.databaseUrl).toBe('postgres://mercia:geheim@db:5432/mercia');
    expect(settings.host).toBe('127.0.0.1');
  });

  it('is refused beside the variable, with the names of both', () => {
    const both = { MERCIA_PATRON_SECRET: SECRET, MERCIA_PATRON_SECRET_FILE: write('patron', SECRET) };

    expect(() => loadSettings({}, both)).toThrow('MERCIA_PATRON_SECRET and MERCIA_PATRON_SECRET_FILE: both are set');
    expect(loadSettings({}, { ...both, MERCIA_PATRON_SECRET: '' }).patronSecret).toBe(SECRET);
  });

  it('says which file cannot be read, and what is wrong with what it holds, but not what that is', () => {
    const environment = {
      MERCIA_CONTEXT_SECRET_FILE: join(folder, 'missing'),
      MERCIA_PATRON_SECRET_FILE: write('short', 'too short\n'),
    };
    const read = () => loadSettings({}, environment);

    expect(read).toThrow(`MERCIA_CONTEXT_SECRET_FILE: the file ${join(folder, 'missing')} cannot be read (ENOENT)`);
    expect(read).toThrow('MERCIA_PATRON_SECRET: must have at least 32 characters');
    expect(read).not.toThrow('too short');
  });
});
