/** Commands as an operator types them, over the demonstration's systems and a database of their own. */
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { createLogger } from '#platform/logger.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, databaseUrl, type TestDatabase } from './fresh-database.ts';
import { makeTemporaryFolder } from './mercia-process.ts';
import { runHere, type Ran } from './run-here.ts';

export interface DemoCommands {
  /** Of files for commands. */
  readonly folder: string;
  readonly demo: RunningDemo;
  /** The demonstration's own environment, unless another is given. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
}

/** For all tests of a file, or of the `describe` in which it is called. */
export function withDemoCommands(): DemoCommands {
  const folder = makeTemporaryFolder();
  let demo: RunningDemo;
  let database: TestDatabase;
  beforeAll(async () => {
    [demo, database] = await Promise.all([
      startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 }),
      createTestDatabase(),
    ]);
    writeFileSync(join(folder.path, 'region.yaml'), demo.regionText);
  });
  afterAll(async () => {
    await Promise.all([demo.close(), database.close()]);
    folder.remove();
  });
  return {
    folder: folder.path,
    get demo() {
      return demo;
    },
    run(args, env = demo.env) {
      const region = join(folder.path, 'region.yaml');
      return runHere([...args, '--region', region], { ...env, DATABASE_URL: databaseUrl(database) });
    },
  };
}
