/**
 * `npm run compose:local`: docker-compose.yml without Docker. Every part runs as a process of its own on 127.0.0.1, at the ports of the
 * file, over a new database. Ctrl-C ends all of it, and removes what it wrote.
 */
import { explain, printNote } from '#cli/output.ts';
import { runUntilEnded } from '#cli/shutdown.ts';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readComposeFile } from './compose-file.ts';
import { openLocalParts } from './local-parts.ts';

const print = (name: string, line: string): void => {
  printNote(`${name.padEnd(16)} | ${line}`);
};

try {
  await runUntilEnded(async (shutdown) => {
    const file = readComposeFile();
    const folder = await mkdtemp(join(tmpdir(), 'mercia-compose-'));
    // The database's own user comes by here if root starts it.
    await chmod(folder, 0o711);
    shutdown.onClose(() => rm(folder, { recursive: true, force: true }));
    const parts = await openLocalParts(file, { folder, print });
    shutdown.onLeave({ leave: () => undefined, close: () => parts.close() }, 0);
    printNote('Limits of processors, processes and logs, and users and files that are closed to parts, need Docker.');
    await Promise.all(
      parts.names.map(async (name) => {
        await parts.start(name);
        if (!shutdown.signal.aborted) print(name, `healthy at ${parts.addressOf(name)}`);
      }),
    );
    if (!shutdown.signal.aborted) printNote('All parts are healthy. Ctrl-C ends them.');
  });
} catch (error) {
  printNote(explain(error));
  process.exitCode = 1;
}
