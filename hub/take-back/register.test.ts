import type { SystemId } from '#domain/ids.ts';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendToRegister, readRegister, REGISTER_FILE } from './register.ts';
import type { RegisteredRecord } from './rows.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mercia-register-'));
  path = join(folder, REGISTER_FILE);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function actOf(records: number): readonly RegisteredRecord[] {
  const [takeBack, at] = [randomUUID(), new Date('2026-12-01T12:00:00Z')];
  const systemId = 'north' as SystemId;
  return Array.from({ length: records }, (_, place) => ({
    takeBack,
    at,
    systemId,
    localId: `b${place}`,
    digest: null,
  }));
}

it('is empty where nothing was taken back', async () => {
  expect(await readRegister(folder)).toEqual([]);
});

it('keeps every line of acts that are written at the same time, also behind a line that was cut off', async () => {
  const acts = Array.from({ length: 10 }, () => actOf(500));
  const [first = []] = acts;
  await appendToRegister(folder, first);
  appendFileSync(path, readFileSync(path, 'utf8').trim().slice(0, 60));

  await Promise.all(acts.slice(1).map((act) => appendToRegister(folder, act)));

  const kept = Map.groupBy(await readRegister(folder), ({ takeBack }) => takeBack);
  expect([...kept.keys()].toSorted()).toEqual(acts.map(([one]) => one?.takeBack).toSorted());
  for (const act of acts) expect(kept.get(act[0]?.takeBack ?? '')).toEqual(act);
});

it.each(['nonsense', '{"takeBack":"once"}'])('is refused with the place of a line that is none: %s', async (line) => {
  await appendToRegister(folder, actOf(2));
  appendFileSync(path, `${line}\n`);
  await appendToRegister(folder, actOf(1));

  await expect(readRegister(folder)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(`${REGISTER_FILE}, line 4 `) as string,
  });
});
