import { describe, expect, it } from 'vitest';
import { publicUrlOf } from './public-url.ts';

const reached = (host: string): string | null => publicUrlOf({ publicUrl: null }, { host, protocol: 'http' });

describe('where browsers reach the pages', () => {
  it('is what is set, whatever a request says', () => {
    const publicUrl = 'https://pages.example';
    expect(publicUrlOf({ publicUrl }, { host: '127.0.0.1', protocol: 'http' })).toBe(publicUrl);
  });

  it.each(['127.0.0.1:4020', 'localhost:4020', '[::1]:4020', '127.0.0.1'])('is this machine as %s', (host) => {
    expect(reached(host)).toBe(`http://${host}`);
  });

  it.each([
    'elsewhere.example',
    '127.0.0.1:80@elsewhere.example',
    'localhost@elsewhere.example',
    '127.0.0.1.elsewhere.example',
    '[::1].elsewhere.example',
    '127.0.0.1/elsewhere',
    '127.0.0.1#elsewhere',
    '127.0.0.1?elsewhere',
    '127.0.0.1:port',
    '',
  ])('is not believed of a request that names %j', (host) => {
    expect(reached(host)).toBeNull();
  });
});
