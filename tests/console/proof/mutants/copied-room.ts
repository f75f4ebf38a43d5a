/**
 * Copies of a room of code without copies of its files: the modules of the room are made again for each copy, with one of its files
 * replaced. What a file is without its types is found out once.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface Copy {
  /** Below the room: what is another there, and its whole text. */
  readonly file: string;
  readonly code: string;
}

/** Where templates are looked for; those of the copy come first. */
const TEMPLATES = 'FileSystemLoader([own, ';
/** What all copies have together: what a program made, and files that take long to pack. */
const SHARED = /\/(?:__generated__\/.*|assets\.ts)$/;

/**
 * Gives the address of the room's `index.ts` in each copy. `room` is its folder; templates that are replaced lie in a temporary one.
 * Throws a RangeError if what is to be replaced is the same in all copies.
 */
export function copyRoom(room: string, copies: readonly Copy[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'mercia-test-copies-'));
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const root = pathToFileURL(`${room}/`).href;
  const stripped = new Map<string, string>();
  const codeOf = (path: string): string => {
    const code = stripped.get(path) ?? stripTypeScriptTypes(readFileSync(path, 'utf8'));
    stripped.set(path, code);
    return code;
  };
  const numberOf = (url: string | undefined): string | null =>
    url?.startsWith(root) === true ? new URL(url).searchParams.get('copy') : null;
  copies.forEach(({ file, code }, number) => {
    if (SHARED.test(`/${file}`)) throw new RangeError(`${file} is the same in all copies`);
    if (!file.endsWith('.njk')) return;
    const path = join(folder, String(number), file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  });
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const number = numberOf(context.parentURL);
      const isCopied = number !== null && found.url.startsWith(root) && !SHARED.test(found.url);
      return isCopied ? { ...found, url: `${found.url}?copy=${number}` } : found;
    },
    load(url, context, next) {
      const number = numberOf(url);
      const copy = number === null ? undefined : copies[Number(number)];
      if (number === null || copy === undefined) return next(url, context);
      const path = fileURLToPath(url.slice(0, url.indexOf('?')));
      const source = path === join(room, copy.file) ? stripTypeScriptTypes(copy.code) : codeOf(path);
      if (path !== join(room, 'render.ts')) return { format: 'module', shortCircuit: true, source };
      if (source.split(TEMPLATES).length !== 2) throw new RangeError(`${path} does not say where templates are`);
      const first = `FileSystemLoader([${JSON.stringify(join(folder, number))}, own, `;
      return { format: 'module', shortCircuit: true, source: source.replace(TEMPLATES, first) };
    },
  });
  return copies.map((_, number) => `${root}index.ts?copy=${number}`);
}
