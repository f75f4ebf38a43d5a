import { describe, expect, it } from 'vitest';

describe('the supergraph', () => {
  it('switches the telemetry of its libraries off by being imported', async () => {
    delete process.env['APOLLO_TELEMETRY_DISABLED'];

    await import('./supergraph.ts');

    expect(process.env['APOLLO_TELEMETRY_DISABLED']).toBe('true');
  });
});
