/**
 * The flags of V8 that each kind of process runs with, and why. Nothing else in the project names them: the launcher
 * (`node24.mjs`) starts every process of Mercia with its own. Plain JavaScript that an older Node can read, as the launcher is.
 */

/**
 * V8 makes at once in the old generation what often outlives a collection, as things do that wait for a library system; they
 * are garbage soon all the same, so that is switched off.
 */
const YOUNG_FIRST = '--no-allocation-site-pretenuring';
/** Under a bound on the old generation a process collects before it grows. */
const BOUNDED = '--max-old-space-size=1024';

export const V8_FLAGS = {
  /**
   * What a page of hundreds of holdings is made of is garbage when it is answered. With a young generation of 16 MB in the
   * place of 32, one page in twenty waits for a collection of everything (p95 of a page of fifty: 41 ms, not 32).
   */
  part: ['--max-semi-space-size=32', YOUNG_FIRST, BOUNDED],
  /** `mercia start` has 16 MB all the same: it shows a whole region with its systems, which is to fit next to other work. */
  whole: ['--max-semi-space-size=16', YOUNG_FIRST, BOUNDED],
  /**
   * A process that only harvests is to keep to 600 MB. With a young generation of 48 MB in the place of 16 a load of 100,000 records takes
   * a hundred MB more, and a sixtieth less processor time. In the old one V8 would leave garbage up to four times what is in use,
   * and more before it has first collected: 0.9 GB at a load of 300,000 records.
   */
  harvest: [
    '--max-semi-space-size=16',
    YOUNG_FIRST,
    BOUNDED,
    '--initial-old-space-size=64',
    '--heap-growing-percent=30',
  ],
};

/** The flags of the process that a command runs in; those of a part for whatever is not named here. */
export function chooseV8Flags([command, part]) {
  if (command === 'start') return V8_FLAGS.whole;
  if (command === 'harvest' || (command === 'serve' && part === 'harvester')) return V8_FLAGS.harvest;
  return V8_FLAGS.part;
}

/** Whether a command runs so long that it is worth starting Node a second time (40 ms) to give it its flags. */
export function runsLong([command]) {
  return command === 'start' || command === 'serve' || command === 'harvest';
}

/** The flags that nobody has set otherwise: what an operator says on the command line or in NODE_OPTIONS goes before. */
export function withoutSaid(flags, said) {
  const names = said.map(nameOf);
  return flags.filter((flag) => !names.includes(nameOf(flag)));
}

/** `--max_old_space_size=1` and `--max-old-space-size=2` are one flag, `--no-x` and `--x` another. */
function nameOf(flag) {
  return flag
    .split('=')[0]
    .replace(/_/g, '-')
    .replace(/^--no-/, '--');
}
