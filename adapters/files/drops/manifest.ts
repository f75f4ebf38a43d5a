/** What a library says of a drop in a file of its own: its files with length and checksum, and its control totals. */
import { z } from 'zod';
import type { MerciaError } from '#platform/errors.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { totalsSettings, type Totals } from './settings.ts';

export interface ManifestFile {
  readonly name: string;
  readonly bytes: number | null;
  /** Small letters. */
  readonly sha256: string | null;
}

export interface Manifest {
  readonly files: ReadonlyMap<string, ManifestFile>;
  readonly totals: Totals;
  /** When the lists were written, milliseconds since the epoch. */
  readonly writtenAt: number | null;
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/i, 'a SHA-256 in hexadecimal');
const count = z.int().min(0);

const shape = z.object({
  files: z
    .array(z.object({ name: z.string().min(1), bytes: count.optional(), sha256: sha256.optional() }))
    .min(1)
    .max(1_000),
  ...totalsSettings.shape,
  writtenAt: z.iso.datetime({ offset: true }).optional(),
});

/** Reads JSON, or the lines that `sha256sum` writes. Throws LMS_BAD_RESPONSE with what is wrong. */
export function readManifest(system: string, name: string, bytes: Uint8Array): Manifest {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw manifestFault(system, name, 'is no UTF-8');
  }
  return text.trimStart().startsWith('{') ? readJson(system, name, text) : readSums(system, name, text);
}

function readJson(system: string, name: string, text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw manifestFault(system, name, 'is cut, or no JSON');
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw manifestFault(system, name, `is of another form (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`);
  }
  const { files, writtenAt, records, copies, loans } = parsed.data;
  const totals = { records, copies, loans };
  const found = files.map((file) => ({
    name: file.name,
    bytes: file.bytes ?? null,
    sha256: file.sha256?.toLowerCase() ?? null,
  }));
  return toManifest(system, name, found, totals, writtenAt === undefined ? null : Date.parse(writtenAt));
}

function readSums(system: string, name: string, text: string): Manifest {
  if (text.trim() === '') throw manifestFault(system, name, 'is empty');
  if (!text.endsWith('\n')) throw manifestFault(system, name, 'ends in the middle of a line');
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const files = lines.map((line, index): ManifestFile => {
    const [, sum, file] = /^([0-9a-f]{64})[ \t]+\*?(\S.*?)\s*$/i.exec(line) ?? [];
    if (sum === undefined || file === undefined) {
      throw manifestFault(system, name, `has no checksum and name in line ${index + 1}`);
    }
    return { name: file, bytes: null, sha256: sum.toLowerCase() };
  });
  return toManifest(system, name, files, {}, null);
}

function toManifest(
  system: string,
  name: string,
  files: readonly ManifestFile[],
  totals: Totals,
  writtenAt: number | null,
): Manifest {
  const byName = new Map(files.map((file) => [file.name, file]));
  if (byName.size < files.length) throw manifestFault(system, name, 'names a file twice');
  return { files: byName, totals, writtenAt };
}

/** Throws LMS_BAD_RESPONSE where a file is another one than the manifest says. */
export function refuseOtherBytes(
  system: string,
  { files }: Manifest,
  found: readonly { readonly name: string; readonly sha256: string; readonly bytes: number | null }[],
): void {
  for (const { name, sha256: sum, bytes } of found) {
    const told = files.get(name);
    if (told === undefined) continue;
    if (told.bytes !== null && bytes !== null && told.bytes !== bytes) {
      throw otherBytes(system, name, `${told.bytes} bytes where the file has ${bytes}`);
    }
    if (told.sha256 !== null && told.sha256 !== sum) {
      throw otherBytes(
        system,
        name,
        `the checksum ${told.sha256.slice(0, 12)}… where the file has ${sum.slice(0, 12)}…`,
      );
    }
  }
}

function otherBytes(system: string, name: string, what: string): MerciaError {
  const todo = 'nothing was taken in; send the file again, and then the manifest';
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: the manifest has ${what}; ${todo}`);
}

function manifestFault(system: string, name: string, what: string): MerciaError {
  return lmsError(system, 'LMS_BAD_RESPONSE', `${name}: the manifest ${what}; write it last, and whole`);
}
