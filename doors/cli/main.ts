import { flushCompileCache } from 'node:module';
import { runCommand } from './run-command.ts';

/** Until then a part has read what it is made of. */
const STARTED_MS = 10_000;

// A part that is killed starts as quickly as one that ended (`node24.mjs` says where Node keeps it).
setTimeout(flushCompileCache, STARTED_MS).unref();

// Whoever reads may have had enough: `mercia doctor | head -3`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

await runCommand(process.argv.slice(2));
