import { describe, expect, it } from 'vitest';
import { serverSettings } from './server-settings.ts';

const GB = 1024 ** 3;

describe('serverSettings', () => {
  it.each([
    [0.25, '48MB', '128MB'],
    [2, '256MB', '512MB'],
    [8, '1024MB', '2048MB'],
    [64, '4096MB', '16384MB'],
  ])('gives of %d GB a part that leaves room for others', (memory, buffers, cache) => {
    expect(serverSettings(18, memory * GB)).toMatchObject({ shared_buffers: buffers, effective_cache_size: cache });
  });

  it('asks for nothing that an older server does not know', () => {
    expect(serverSettings(17, GB)).not.toHaveProperty('io_method');
    expect(serverSettings(18, GB)).toHaveProperty('io_method', 'sync');
  });
});
