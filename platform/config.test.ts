import { describe, expect, it } from 'vitest';
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
