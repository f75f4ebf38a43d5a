/** Consoles that are wrong on purpose: each is the room with some text of one file replaced by another. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OtherConsole } from '#drill/console/drill-console.ts';
import { projectRoot } from '#tests/support/mercia-process.ts';
import type { Served } from './serve-consoles-child.ts';

export interface Mutant {
  /** What it does wrong: `says no age of what was last known`. */
  readonly name: string;
  /** Below `doors/console/`. */
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
export function mutate({ name, file, text, instead }: Mutant): string {
  const code = readFileSync(join(projectRoot, 'doors', 'console', file), 'utf8');
  const places = code.split(text).length - 1;
  if (places !== 1) throw new RangeError(`mutant “${name}”: its text is ${places} times in doors/console/${file}`);
  return code.replace(text, () => instead);
}

/** Opens each of them over this graph, in one process of their own. Nobody can sign in if `signIn` is not given. */
export async function openMutants(
  mutants: readonly Mutant[],
  graphUrl: string,
  signIn: Served['signIn'] = null,
): Promise<Consoles> {
  const copies = mutants.map((mutant) => ({ file: mutant.file, code: mutate(mutant) }));
  const child = fork(CHILD, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  try {
    child.send({ graphUrl, signIn, copies } satisfies Served);
    const urls = await addressesOf(child);
    return { consoles: mutants.map(({ name }, index) => ({ name, url: urls[index] ?? '' })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressesOf(child: ChildProcess): Promise<readonly string[]> {
  const ended = once(child, 'exit').then(() => {
    throw new Error('the consoles that are wrong on purpose did not start');
  });
  // Sent by serve-consoles-child.ts.
  const [urls] = (await Promise.race([once(child, 'message'), ended])) as [readonly string[]];
  return urls;
}
