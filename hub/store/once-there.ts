/** What is written last of some work, and must not be lost because the database is away for a moment just then. */
import { setTimeout } from 'node:timers/promises';
import { passesByItself } from './errors.ts';

/** Before each further try; together about half a minute. */
const PAUSES_MS = [100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800];

/** Writes again where the database went away under it; throws what does not pass by itself, and the last failure. */
export async function onceThere<Outcome>(write: () => Promise<Outcome>): Promise<Outcome> {
  for (const ms of PAUSES_MS) {
    try {
      return await write();
    } catch (error) {
      if (!passesByItself(error)) throw error;
    }
    await setTimeout(ms);
  }
  return write();
}
