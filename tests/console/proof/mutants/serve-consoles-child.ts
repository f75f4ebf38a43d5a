/** Serves copies of the console over one graph: what is served is sent to it, and it sends their addresses. */
import { once } from 'node:events';
import { join } from 'node:path';
import type * as console from '#console/index.ts';
import type { SignInOptions } from '#console/index.ts';
import { createLogger } from '#platform/logger.ts';
import { openDatabase, type StoreConnection } from '#store/database.ts';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { copyRoom, type Copy } from './copied-room.ts';

export interface Served {
  readonly graphUrl: string;
  /** Those who are signed in at a console with the same database are signed in at the copies; null if nobody can sign in. */
  readonly signIn: (Omit<SignInOptions, 'db'> & { readonly connection: StoreConnection }) | null;
  readonly copies: readonly Copy[];
}

const [{ graphUrl, signIn, copies }] = (await once(process, 'message')) as [Served];
const ready = async () => ({ ready: true });
const logger = createLogger('silent');
const signInOptions = optionsOf();
const urls: string[] = [];
for (const address of copyRoom(join(projectRoot, 'doors', 'console'), copies)) {
  const copy = (await import(address)) as typeof console;
  const { url } = await copy.startConsole({
    host: '127.0.0.1',
    port: 0,
    graphUrl,
    ready,
    logger,
    signIn: signInOptions,
  });
  urls.push(url);
}
process.send?.(urls);
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());

/** All copies share one pool. */
function optionsOf(): SignInOptions | undefined {
  if (signIn === null) return undefined;
  const { connection, ...rest } = signIn;
  const db = openDatabase({
    target: { connection },
    applicationName: 'copies',
    poolSize: 2,
    statementTimeoutMs: 60_000,
  });
  return { ...rest, db };
}
