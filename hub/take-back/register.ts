/**
 * The list of what was taken back, in a file of the data folder, apart from the database: a backup that is restored does not know what
 * was taken back after it. Ids, digests and times, and nothing of what the records said.
 */
import { createId, type RecordId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { access, constants, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
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
  return lines.flatMap((line, place) => (isWhole(line) ? [readLine(line, `${path}, line ${place + 1}`)] : []));
}

const START = '{"takeBack":"';

/** False for the blank line before each act, and for what was being written when the machine lost power: its act was not done yet. */
function isWhole(line: string): boolean {
  const isCut = START.startsWith(line.slice(0, START.length)) && !line.endsWith('}');
  return line !== '' && !isCut;
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

/** Rejects if lines could not be added: neither into its folder, nor into the one in which that would be made. */
export async function assertRegisterCanBeKept(dataFolder: string): Promise<void> {
  for (let folder = resolve(dataFolder); ; folder = dirname(folder)) {
    try {
      await access(folder, constants.W_OK);
      return;
    } catch (error) {
      if (!isMissing(error) || folder === dirname(folder)) throw error;
    }
  }
}

/**
 * Adds lines, and returns when they are on the disk. Any number of processes may do so at the same time: each writes in one piece at the
 * end, begins behind a line that was cut off, and takes nothing away that another one wrote.
 */
export async function appendToRegister(dataFolder: string, records: readonly RegisteredRecord[]): Promise<void> {
  if (records.length === 0) return;
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, REGISTER_FILE);
  const file = await open(path, 'a', 0o600);
  try {
    const lines = Buffer.from(`\n${records.map(toLine).join('')}`);
    const { bytesWritten } = await file.write(lines);
    if (bytesWritten < lines.length) throw new Error(`${path}: not all lines could be written; is the disk full?`);
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
