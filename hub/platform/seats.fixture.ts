/** A process that takes a seat of those named on its command line, says so, and leaves it when it is told to. */
import { createSeats } from './seats.ts';

const [of = '', count = '1'] = process.argv.slice(2);
const seats = createSeats({ of, count: Number(count) });
const say = (word: string): void => void process.stdout.write(`${word}\n`);
const leave = await seats.take(() => true, new AbortController().signal);
say('taken');
process.stdin.on('data', () => {
  leave();
  say('left');
});
