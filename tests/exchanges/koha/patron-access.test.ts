/** What a site offers patrons: by the region file, and by the permissions of the service account. */
import { createTestAdapter } from '#tests/conformance/koha-system.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReaders } from './readers-koha.ts';

const { signal } = new AbortController();

describe('what the region file allows', () => {
  it.each([
    ['none', false, false],
    ['read', true, false],
    ['write', true, true],
  ])('with access %s is there or absent', async (access, reads, writes) => {
    const adapter = createTestAdapter('http://127.0.0.1:9', { login: 'oauth', settings: { patrons: { access } } });
    onTestFinished(() => adapter.close());

    expect([adapter.patrons !== undefined, adapter.writes !== undefined]).toEqual([reads, writes]);
    expect(adapter.capabilities.includes('PATRON_ACCOUNT')).toBe(reads);
    expect(adapter.capabilities.includes('RENEW')).toBe(writes);
  });

  it('cannot be allowed without a log-in', () => {
    const settings = { patrons: { access: 'read' } };

    expect(() => createTestAdapter('http://127.0.0.1:9', { login: 'none', settings })).toThrow(/credentials/);
  });
});

describe('the probe', () => {
  it('finds in order all that patrons need, and reads nobody', async () => {
    const { simulator, adapter } = await startReaders();
    simulator.calls.clear();

    const probe = await adapter.probe(signal);

    const steps = ['patrons', 'charges', 'PIN check', 'placing holds'];
    expect(probe.steps.filter(({ what, ok }) => ok && steps.includes(what)).map(({ what }) => what)).toEqual(steps);
    expect(probe.capabilities).toEqual(adapter.capabilities);
    for (const { kind, query } of simulator.calls.list) if (kind === 'patrons') expect(query).toContain('patron_id');
  });

  it('says which permissions are missing, and what does not work without them', async () => {
    const { adapter } = await startReaders(['catalogue', 'circulate:circulate_remaining_permissions']);

    const { steps, capabilities } = await adapter.probe(signal);

    expect(steps.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual([
      'holds',
      'patrons',
      'charges',
      'PIN check',
      'placing holds',
    ]);
    expect(steps.find(({ what }) => what === 'PIN check')?.detail).toContain('borrowers');
    for (const lost of ['PATRON_ACCOUNT', 'VERIFY_PATRON', 'RENEW', 'PLACE_HOLD', 'CANCEL_HOLD'] as const)
      expect(capabilities).not.toContain(lost);
    expect(capabilities).toContain('OPEN_LOANS');
  });
});
