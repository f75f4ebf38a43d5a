/** `mercia rejects` as an operator types it, over a Koha that cannot write one of its records. */
import { withDemoCommands } from '#tests/support/demo-commands.ts';
import { interruptHere } from '#tests/support/run-here.ts';
import { describe, expect, it, vi } from 'vitest';

const SYSTEM = 'koha-b';
const BAD_RECORD = 12;
const mercia = withDemoCommands();

const run = (...args: readonly string[]): Promise<string> => runWith(mercia.demo.env, ...args);

async function runWith(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await mercia.run([...args, '--system', SYSTEM], env);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return stdout;
}

describe('mercia rejects', () => {
  it('lists what could not be read, and with retry takes it in once its system can write it', async () => {
    const koha = mercia.demo.systems.find(({ id }) => id === SYSTEM);
    if (koha?.id !== SYSTEM) throw new Error(`no ${SYSTEM}`);
    // REST alone fails for the bad record: OAI-PMH would mend it.
    koha.simulator.world.preferences['OAI-PMH'] = false;
    await koha.simulator.faults.set({ badRecords: [BAD_RECORD] });
    await run('harvest');

    const listed: unknown = JSON.parse(await run('rejects', '--json'));
    expect(listed).toEqual({
      system: SYSTEM,
      localId: String(BAD_RECORD),
      place: `record ${BAD_RECORD}`,
      reason: expect.stringContaining('cannot write') as string,
      rejectedAt: expect.any(String) as string,
    });
    expect(await run('rejects')).toMatch(/^koha-b +12 +\d{4}-\d\d-\d\d +record 12 +Koha cannot write/m);

    // No system is asked, so that credentials need not be at hand.
    expect(await runWith({}, 'rejects')).toMatch(/^koha-b +12 /m);

    await koha.simulator.faults.set({ hang: true });
    koha.simulator.calls.clear();
    const retrying = mercia.run(['rejects', 'retry', '--system', SYSTEM]);
    await vi.waitFor(() => {
      expect(koha.simulator.calls.count()).toBeGreaterThan(0);
    }, 30_000);
    interruptHere();
    const interrupted = await retrying;
    expect(interrupted).toMatchObject({ code: 130, stdout: '' });
    expect(interrupted.stderr).toContain(`Stopped before its end. Not read again, or not all of it: ${SYSTEM}\n`);

    await koha.simulator.faults.clear();
    expect(await run('rejects', 'retry')).toBe('koha-b: 1 read now, 0 gone from the system, 0 refused again\n');
    expect(await run('rejects', '--json')).toBe('');
  }, 120_000);
});
