/** `mercia policies` as an operator types it, over the demonstration's systems. */
import { withDemoCommands } from '#tests/support/demo-commands.ts';
import { interruptHere } from '#tests/support/run-here.ts';
import { expect, it, vi } from 'vitest';

const mercia = withDemoCommands();

const run = (part: 'read' | 'status') => mercia.run(['policies', part]);

it('reads every system, keeps what was read when one fails, and says which tells no rules', async () => {
  const first = await run('read');
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toMatch(/koha-a: [1-9]\d* codes, [1-9]\d* rules/);
  expect(first.stderr).toMatch(/koha-c: [1-9]\d* codes, no rules told/);
  expect(first.stderr).toMatch(/symphony-d: [1-9]\d* codes, 7 rules/);

  await mercia.demo.systems.find(({ id }) => id === 'koha-a')?.simulator.faults.set({ down: true });
  const second = await run('read');
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('[koha-a]');

  const { stdout } = await run('status');
  expect(stdout).toMatch(/^koha-a +\d{4}-\S+ +BRANCH 6, .*PATRON_CATEGORY 4.* [1-9]\d* +LMS_/m);
  expect(stdout).toMatch(/^koha-c .* not told *$/m);
}, 120_000);

it('ends at Ctrl-C as a command that was interrupted, without a stack', async () => {
  const simulator = mercia.demo.systems.find(({ id }) => id === 'koha-a')?.simulator;
  await simulator?.faults.set({ hang: true });
  simulator?.calls.clear();
  const running = run('read');
  await vi.waitFor(() => {
    expect(simulator?.calls.count()).toBeGreaterThan(0);
  }, 30_000);
  interruptHere();
  const { code, stderr } = await running;

  expect(code).toBe(130);
  expect(stderr.endsWith('Stopped before its end.\n')).toBe(true);
  expect(stderr).not.toMatch(/^ +at /m);
}, 60_000);
