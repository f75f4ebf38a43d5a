/** Consoles that are wrong on purpose: each is a copy of the room in which some text is another. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OtherConsole } from '#drill/console/drill-console.ts';
import { makeTemporaryFolder, projectRoot } from '#tests/support/mercia-process.ts';

export interface Mutant {
  /** What it does wrong: `says no age of what was last known`. */
  readonly name: string;
  /** Below `console/`. */
  readonly file: string;
  /** Found once in the file, and what stands there instead. */
  readonly text: string;
  readonly instead: string;
}

const CHILD = fileURLToPath(new URL('serve-consoles-child.ts', import.meta.url));

export interface Consoles {
  readonly consoles: readonly OtherConsole[];
  close(): Promise<void>;
}

/** Throws a RangeError for a mutant whose text is not in its file, or is there more than once: it would be no mutant. */
export function mutate({ name, file, text, instead }: Mutant, folder: string): void {
  const path = join(folder, file);
  const code = readFileSync(path, 'utf8');
  const places = code.split(text).length - 1;
  if (places !== 1) throw new RangeError(`mutant “${name}”: its text is ${places} times in console/${file}`);
  writeFileSync(
    path,
    code.replace(text, () => instead),
  );
}

/** Opens each of them over this graph, in one process of their own. */
export async function openMutants(mutants: readonly Mutant[], graphUrl: string): Promise<Consoles> {
  const root = makeTemporaryFolder();
  makeProject(root.path);
  const folders = mutants.map((mutant, index) => {
    const folder = join(root.path, `mutant-${index}`);
    cpSync(join(projectRoot, 'console'), folder, { recursive: true });
    mutate(mutant, folder);
    return folder;
  });
  const child = fork(CHILD, [graphUrl, ...folders]);
  const close = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    root.remove();
  };
  try {
    const urls = await addressesOf(child);
    return { consoles: mutants.map(({ name }, index) => ({ name, url: urls[index] ?? '' })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the copies import lies where they look for it: every other room, and what npm installed. */
function makeProject(root: string): void {
  mkdirSync(root, { recursive: true });
  cpSync(join(projectRoot, 'package.json'), join(root, 'package.json'));
  const rooms = globSync('*/', { cwd: projectRoot }).filter((room) => !['console', 'tests', 'docs'].includes(room));
  for (const room of rooms) symlinkSync(join(projectRoot, room), join(root, room));
}

async function addressesOf(child: ChildProcess): Promise<readonly string[]> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the consoles that are wrong on purpose did not start');
  });
  // Sent by serve-consoles-child.ts.
  const [urls] = (await Promise.race([once(child, 'message'), ended])) as [readonly string[]];
  return urls;
}
