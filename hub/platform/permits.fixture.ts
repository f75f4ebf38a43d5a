/** A process that takes a permit of those named on its command line, says so, and leaves it when it is told to. */
import { createPermits } from './permits.ts';

const [of = '', count = '1'] = process.argv.slice(2);
const permits = createPermits({ of, count: Number(count) });
const say = (word: string): void => void process.stdout.write(`${word}\n`);
const leave = await permits.take(() => true, new AbortController().signal);
say('taken');
process.stdin.on('data', () => {
  leave();
  say('left');
});
