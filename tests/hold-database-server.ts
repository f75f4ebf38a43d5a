/**
 * Keeps the database server of the tests running from the first file to the last. Without it each file that finds no other
 * at the time starts the server and stops it again, as one that is run by itself does.
 */
import { holdTestServer } from './support/fresh-database.ts';

let leave: (() => Promise<void>) | null = null;

/** A run of named files or folders may want no database at all. */
export async function setup(): Promise<void> {
  const isWholeRun = process.argv.every((argument, index) => index < 2 || !argument.includes('/'));
  if (isWholeRun) leave = await holdTestServer();
}

export async function teardown(): Promise<void> {
  await leave?.();
}
