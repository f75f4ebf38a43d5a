/** One lane of `run.ts`, in a process of its own: tells what happened after each step, until nobody listens any more. */
import { drillLane } from './drill.ts';
import { createTeller, type Told } from './tally.ts';

let step: Told[] = [];
const teller = createTeller((told) => step.push(told));
await drillLane(
  {
    seed: Number(process.argv[2]),
    crowds: true,
    kind: process.argv[3],
    isOver() {
      if (!process.connected) return true;
      process.send?.(step);
      step = [];
      return false;
    },
  },
  teller,
);
if (process.connected) process.disconnect();
