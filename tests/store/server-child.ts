/**
 * A process that uses the bundled server: `node server-child.ts '<settings as JSON>'`. It prints one line once it has the
 * server, or why it has not, and lets go of it when its standard input ends.
 */
import { createLogger } from '#platform/logger.ts';
import { MerciaError } from '#platform/errors.ts';
import { connectOnce } from '#store/database.ts';
import { acquireStartLock, startBundledServer } from '#store/supervisor.ts';

export interface ServerChildSettings {
  readonly dataFolder: string;
  readonly startLock?: boolean;
  readonly umask?: number;
  readonly bundledFolder?: string;
  /** Runs while the process does; nobody waits for its end. */
  readonly statement?: string;
}

export interface ServerChildReport {
  readonly pid?: number;
  readonly startedByUs?: boolean;
  readonly pgFolder?: string;
  readonly socketFolder?: string;
  readonly code?: string;
  readonly message?: string;
}

const settings = JSON.parse(process.argv[2] ?? '') as ServerChildSettings;
if (settings.umask !== undefined) process.umask(settings.umask);

function report(line: ServerChildReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  const lock = settings.startLock === true ? await acquireStartLock(settings.dataFolder) : null;
  const server = await startBundledServer({
    dataFolder: settings.dataFolder,
    logger: createLogger('silent'),
    bundledFolder: settings.bundledFolder,
  });
  const { pid, startedByUs, pgFolder, connection } = server;
  if (settings.statement !== undefined) {
    const { client } = await connectOnce({ connection }, 'test');
    client.on('error', () => undefined);
    client.query(settings.statement).catch(() => undefined);
  }
  report({ pid, startedByUs, pgFolder, socketFolder: connection.host });
  for await (const _ of process.stdin) {
    // Nothing is said on it; its end is the word to go.
  }
  await server.stop();
  await lock?.release();
} catch (error) {
  if (!(error instanceof MerciaError)) throw error;
  report({ code: error.code, message: error.message });
}
