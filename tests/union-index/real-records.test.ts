import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMarcBytes } from '#marc/index.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { describeRecord } from '#union-index/normalise/describe-record.ts';
import { matchKeys } from '#union-index/match/match-keys.ts';
import { describe, expect, it } from 'vitest';
import { BEFORE_RELEASE } from '../release.ts';

/** Text that PostgreSQL refuses: control characters, and halves of surrogate pairs. */
const FORBIDDEN = /[\u0000-\u0009\u000b-\u001f]/;

/** In the gate one record of so many. */
const EVERY = BEFORE_RELEASE ? 1 : 10;

describe.skipIf(!sharedAvailable)('every real record (needs the shared data)', () => {
  it('is described without a throw, in text that the store can hold', () => {
    const root = sharedPath('data', 'marc');
    let found = 0;
    let records = 0;
    let unknown = 0;
    let withTitle = 0;
    let titled = 0;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      for (const outcome of readMarcBytes(readFileSync(join(entry.parentPath, entry.name)))) {
        if (outcome.kind !== 'record' || (found += 1) % EVERY !== 0) continue;
        const description = describeRecord(outcome.record);
        const text = JSON.stringify([description, matchKeys(description)]);
        records += 1;
        if (outcome.record.fields.some(({ tag }) => tag === '245')) {
          withTitle += 1;
          if (description.format === 'UNKNOWN') unknown += 1;
          if (description.titleProper !== null) titled += 1;
        }
        if (FORBIDDEN.test(text) || text.includes('\\u0000') || !text.isWellFormed() || /\\ud[89ab]/i.test(text)) {
          expect.unreachable(
            `${entry.name} #${String(outcome.number)} holds text that the store refuses: ${description.title}`,
          );
        }
      }
    }

    expect(records).toBeGreaterThan(10_000 / EVERY);
    expect(titled / withTitle).toBeGreaterThan(0.99);
    expect(unknown / withTitle).toBeLessThan(0.05);
  });
});
