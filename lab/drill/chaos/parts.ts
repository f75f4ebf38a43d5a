/** The parts of the hub as processes of their own, each killed and started again at the same address. */
import { join } from 'node:path';
import { CODE_CACHE } from '#cli/node24.mjs';
import { projectRoot, runScript, type MerciaProcess } from '#tests/support/mercia-process.ts';

/** No launcher before it: a process that is killed is the one that works. */
const MAIN = join(projectRoot, 'doors', 'cli', 'main.ts');

export const PART_NAMES = [
  'adapters',
  'catalogue',
  'circulation',
  'patrons',
  'migration',
  'harvester',
  'gateway',
  'feeds',
  'console',
] as const;
export type PartName = (typeof PART_NAMES)[number];

type Environment = Readonly<Record<string, string>>;

export interface Part {
  readonly name: PartName;
  /** Without a path. */
  readonly url: string;
  /** `more`: of this start alone. Resolves at once. */
  readonly start: (more?: Environment) => void;
  /** As a machine ends it: without a word. */
  readonly kill: () => Promise<void>;
  /** All that it has printed, over all of its starts. */
  readonly printed: () => string;
  readonly listens: () => Promise<unknown>;
}

export function createPart(name: PartName, url: string, flags: readonly string[], env: Environment): Part {
  const starts: MerciaProcess[] = [];
  return {
    name,
    url,
    start(more = {}) {
      starts.push(
        runScript(MAIN, ['serve', name, '--port', new URL(url).port, ...flags], {
          NODE_COMPILE_CACHE: CODE_CACHE,
          ...env,
          ...more,
        }),
      );
    },
    async kill() {
      const running = starts.at(-1);
      running?.child.kill('SIGKILL');
      await running?.ended;
    },
    printed: () => starts.map(({ stdout, stderr }) => `${stdout()}${stderr()}`).join(''),
    listens: async () => starts.at(-1)?.printed(/listens on/),
  };
}
