import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MerciaError } from '#platform/errors.ts';
import { createDayLimit, type DayLimit } from './day-limit.ts';

const HOUR_MS = 3_600_000;
let folder = '';
let ms = 0;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mercia-calls-'));
  ms = 500_000 * HOUR_MS;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const limitOf = (calls: number, at = folder): DayLimit =>
  createDayLimit({ system: 'hill', calls, folder: at, setting: 'settings.dayLimit.folder', now: () => ms });

const spend = (limit: DayLimit): Promise<void> => limit.spend(() => Promise.resolve());
const failing = (notSent: boolean) => (): Promise<never> =>
  Promise.reject(new MerciaError('LMS_UNAVAILABLE', '[hill] down', { system: 'hill', notSent }));

/** How many of so many calls are let through. */
async function taken(limit: DayLimit, tries: number): Promise<number> {
  const all = await Promise.allSettled(Array.from({ length: tries }, () => spend(limit)));
  return all.filter(({ status }) => status === 'fulfilled').length;
}

it('lets so many calls through in 24 hours, and says that no other one was sent', async () => {
  const limit = limitOf(3);

  for (let call = 0; call < 3; call += 1) await spend(limit);
  await expect(spend(limit)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED', notSent: true });
  ms += 23 * HOUR_MS;
  await expect(spend(limit)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED' });
  ms += 2 * HOUR_MS;
  expect(await taken(limit, 1)).toBe(1);
});

it('counts what was sent and failed, and nothing of which it is certain that it was not sent', async () => {
  const limit = limitOf(3);
  for (let call = 0; call < 5; call += 1) {
    await expect(limit.spend(failing(true))).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });
  }
  await expect(limit.spend(failing(false))).rejects.toMatchObject({ code: 'LMS_UNAVAILABLE' });

  expect(await taken(limitOf(3), 5)).toBe(2);
  ms += HOUR_MS;
  expect(await taken(limitOf(3), 1)).toBe(0);
  ms += 26 * HOUR_MS;
  expect(await taken(limitOf(3), 5)).toBe(3);
  expect(await readdir(folder)).toEqual([`${ms / HOUR_MS}.hill.calls`]);
});

it('goes on counting after a restart, and with whoever counts in the same folder', async () => {
  expect(await taken(limitOf(10), 4)).toBe(4);
  const [one, other] = [limitOf(10), limitOf(10)];
  for (let call = 0; call < 3; call += 1) {
    await spend(one);
    await spend(other);
  }

  await expect(spend(one)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED' });
  await expect(spend(other)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED' });
});

it('lets no more through where many ask in one moment', async () => {
  const limits = [limitOf(20), limitOf(20)];

  const all = await Promise.all(limits.map((limit) => taken(limit, 30)));

  const sum = all.reduce((a, b) => a + b, 0);
  expect(sum).toBeLessThanOrEqual(20);
  // Of the last calls, those of two processes may refuse each other.
  expect(sum).toBeGreaterThanOrEqual(18);
});

it('counts what a clock that is put back an hour leaves before it', async () => {
  const limit = limitOf(2);
  await spend(limit);
  await spend(limit);

  ms -= HOUR_MS;

  await expect(spend(limit)).rejects.toMatchObject({ code: 'LMS_RATE_LIMITED' });
});

it('keeps nothing that is older than a day, and touches no other file', async () => {
  await writeFile(join(folder, 'notes.txt'), 'x');
  await spend(limitOf(5));

  ms += 26 * HOUR_MS;
  await spend(limitOf(5));

  expect((await readdir(folder)).sort()).toEqual([`${ms / HOUR_MS}.hill.calls`, 'notes.txt']);
});

it('lets nothing through where nothing can be counted, and names the setting', async () => {
  await writeFile(join(folder, 'taken'), '');

  await expect(spend(limitOf(5, join(folder, 'taken')))).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    notSent: true,
    message: expect.stringContaining('settings.dayLimit.folder') as string,
  });
});
