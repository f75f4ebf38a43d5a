/** A service account that lacks what a write needs: the whole of `reserveforothers` and of `borrowers`. */
import { PATRON_PERMISSIONS } from '#tests/conformance/koha-readers.ts';
import type { KohaPermission } from '#simulators/koha/world.ts';
import { describe, expect, it } from 'vitest';
import { startReaders } from './readers-koha.ts';

const { signal } = new AbortController();

/** Enough to read, and to cancel. */
const PARTS: readonly KohaPermission[] = [
  'catalogue',
  'circulate:circulate_remaining_permissions',
  'reserveforothers:place_holds',
  'borrowers:edit_borrowers',
  'updatecharges:remaining_permissions',
];

async function probedWith(permissions: readonly KohaPermission[]) {
  const { simulator, adapter } = await startReaders(permissions);
  const before = simulator.world.holds.size;
  const probe = await adapter.probe(signal);
  expect(simulator.world.holds.size).toBe(before);
  return { probe, failed: probe.steps.filter((step) => !step.ok) };
}

describe('with parts of the permissions', () => {
  it('a hold is not permitted, which names the whole flag, and nothing is placed', async () => {
    const { simulator, adapter } = await startReaders(PARTS);
    const before = simulator.world.holds.size;
    const wanted = { recordLocalId: '11', itemLocalId: null, enumeration: null, pickup: 'A1', neededBy: null };

    await expect(adapter.writes?.placeHold?.('5', wanted, signal)).rejects.toMatchObject({
      code: 'LMS_NOT_PERMITTED',
      message: expect.stringMatching(/lacks the permission reserveforothers;/) as string,
    });
    expect(simulator.world.holds.size).toBe(before);
  });

  it('a PIN is not checked, which names the whole flag', async () => {
    const { adapter } = await startReaders(PARTS);

    await expect(adapter.patrons?.verify?.('70000005', 'pin-5', signal)).rejects.toMatchObject({
      code: 'LMS_NOT_PERMITTED',
      message: expect.stringMatching(/lacks the permission borrowers;/) as string,
    });
  });

  it('the probe finds both, with what each costs, and places nothing', async () => {
    const { probe, failed } = await probedWith(PARTS);

    expect(failed.map(({ what, detail }) => [what, detail])).toEqual([
      ['PIN check', 'the permission borrowers is missing: no reader can link a card with its PIN'],
      ['placing holds', 'the permission reserveforothers is missing: no hold can be placed'],
    ]);
    expect(probe.capabilities).toEqual(expect.arrayContaining(['PATRON_ACCOUNT', 'RENEW', 'CANCEL_HOLD']));
    expect(probe.capabilities).not.toContain('PLACE_HOLD');
    expect(probe.capabilities).not.toContain('VERIFY_PATRON');
  });
});

it('with all of them the probe finds nothing missing, and places nothing', async () => {
  const { probe, failed } = await probedWith(PATRON_PERMISSIONS);

  expect(failed).toEqual([]);
  expect(probe.capabilities).toEqual(expect.arrayContaining(['PLACE_HOLD', 'CANCEL_HOLD', 'VERIFY_PATRON']));
});
