/** `mercia loans` as an operator types it, over the demonstration's systems. */
import { withDemoCommands } from '#tests/support/demo-commands.ts';
import { expect, it } from 'vitest';

const SECRET = { MERCIA_PATRON_SECRET: 'the secret of a region for everything personal' };
const mercia = withDemoCommands();

const run = (...args: readonly string[]) =>
  mercia.run([...args, '--system', 'koha-c'], { ...mercia.demo.env, ...SECRET });

it('brings the lists that a Koha tells, says how they stand, and fails where the Koha does', async () => {
  await run('harvest');

  const brought = await run('loans', 'harvest');
  expect(brought).toMatchObject({ code: 0, stdout: '' });
  expect(brought.stderr).toMatch(/koha-c OPEN_LOANS: [1-9]\d* kept, \d+ left out/);
  expect(brought.stderr).toMatch(/koha-c USE_COUNTS: [1-9]\d* kept/);

  const koha = mercia.demo.systems.find(({ id }) => id === 'koha-c');
  await koha?.simulator.faults.set({ down: true });
  const failed = await run('loans', 'harvest', '--json');
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.stdout)).toMatchObject({
    system: 'koha-c',
    lists: [{ list: 'OPEN_LOANS', rows: null }, {}, {}],
  });

  const { stdout } = await run('loans', 'status');
  expect(stdout).toMatch(/^koha-c +OPEN_LOANS +\d{4}-\d\d-\d\dT.*LMS_/m);
}, 120_000);
