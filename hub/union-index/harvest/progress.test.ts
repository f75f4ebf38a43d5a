import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { SystemId } from '#domain/ids.ts';
import { describe, expect, it } from 'vitest';
import { createHarvestProgress, type HarvestProgress } from './progress.ts';

const EVENT: HarvestProgress = {
  system: 'ash' as SystemId,
  records: 0,
  expected: 2_500,
  deletions: 0,
  rejects: 0,
  page: 1,
  finished: false,
  problem: null,
  code: null,
};

async function show(events: readonly HarvestProgress[], terminal: boolean): Promise<string> {
  const stream = Object.assign(new PassThrough(), terminal ? { isTTY: true } : {});
  const view = createHarvestProgress(stream);
  for (const event of events) view.update(event);
  view.stop();
  view.stop();
  stream.end();
  return await text(stream);
}

describe('the progress of harvests', () => {
  it('is a line every thousand records where there is no terminal', async () => {
    const shown = await show(
      [
        { ...EVENT, records: 500 },
        { ...EVENT, records: 900 },
        { ...EVENT, records: 1_400, rejects: 2 },
        { ...EVENT, records: 2_500, rejects: 2, finished: true },
      ],
      false,
    );

    expect(shown.split('\n')).toEqual([
      'ash: 500 of 2500 records read',
      'ash: 1400 of 2500 records read, 2 rejected',
      'ash: 2500 records read, 2 rejected, done',
      '',
    ]);
  });

  it('says why a harvest ended, and that it takes nothing away', async () => {
    const shown = await show([{ ...EVENT, problem: '[ash] harvest: no answer' }], false);

    expect(shown).toBe('ash: 0 of 2500 records read, [ash] harvest: no answer; what was read before is kept\n');
  });

  it('is a bar on a terminal', async () => {
    const shown = await show(
      [
        { ...EVENT, records: 1_250 },
        { ...EVENT, records: 2_500, finished: true },
      ],
      true,
    );

    expect(shown).toContain('ash');
    expect(shown).toMatch(/\[=+\] 2500\/2500 records read, done/u);
  });
});
