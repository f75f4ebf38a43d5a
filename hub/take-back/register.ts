/**
 * The list of what was taken back, in a file of the data folder, apart from the database: a backup that is restored does not know what
 * was taken back after it. Ids, digests and times, and nothing of what the records said.
 */
import { createId, type RecordId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { open, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { toNamed } from './order.ts';
import type { RegisteredRecord } from './rows.ts';

export const REGISTER_FILE = 'taken-back.jsonl';

const lineShape = z.object({
  takeBack: z.uuid(),
  at: z.iso.datetime(),
  record: z.string(),
  digest: z.string().nullable(),
});

/** Throws CONFIG_INVALID if there is a file that cannot be read: nothing may be served before it is known what it says. */
export async function readRegister(dataFolder: string): Promise<readonly RegisteredRecord[]> {
  const path = join(dataFolder, REGISTER_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return '';
    throw new MerciaError('CONFIG_INVALID', `${path} cannot be read: it lists what was taken back`, { cause: error });
  });
  const lines = text.split('\n');
  // What was being written when the machine lost power: its act was not done yet.
  const whole = text.endsWith('\n') ? lines : lines.slice(0, -1);
  return whole.flatMap((line, place) => (line === '' ? [] : [readLine(line, `${path}, line ${place + 1}`)]));
}

function readLine(line: string, where: string): RegisteredRecord {
  try {
    const { takeBack, at, record, digest } = lineShape.parse(JSON.parse(line));
    return { takeBack, at: new Date(at), digest, ...toNamed(record as RecordId) };
  } catch (error) {
    throw new MerciaError(
      'CONFIG_INVALID',
      `${where} is no line of the list of what was taken back: restore the file from a copy, or take the line out if it is damaged`,
      { cause: error },
    );
  }
}

/** Adds lines, and returns when they are on the disk. */
export async function appendToRegister(dataFolder: string, records: readonly RegisteredRecord[]): Promise<void> {
  if (records.length === 0) return;
  await mkdir(dataFolder, { recursive: true });
  const file = await open(join(dataFolder, REGISTER_FILE), 'a+', 0o600);
  try {
    // A line that was cut off is of an act that was not done.
    const whole = (await file.readFile()).lastIndexOf('\n') + 1;
    await file.truncate(whole);
    await file.write(records.map(toLine).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

function toLine({ takeBack, at, systemId, localId, digest }: RegisteredRecord): string {
  const record = createId(systemId, 'record', localId);
  return `${JSON.stringify({ takeBack, at: at.toISOString(), record, digest })}\n`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
