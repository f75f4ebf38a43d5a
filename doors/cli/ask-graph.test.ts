import { expect, it } from 'vitest';
import { readInput } from './ask-graph.ts';

it('refuses a file that is too large without reading it to its end', async () => {
  await expect(readInput('/dev/zero', 'settings', 1_000)).rejects.toThrow(
    'The settings /dev/zero may have 1000 bytes at most',
  );
  await expect(readInput('/nowhere', 'settings', 1_000)).rejects.toThrow('The settings /nowhere cannot be read');
  expect(await readInput(import.meta.filename, 'settings')).toContain('reading it to its end');
});
