import { parseMarcInJson } from '#marc/index.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldRushKey } from './gold-rush.ts';

const FOLDER = ['data', 'matching', 'goldrush-vectors'];

describe.skipIf(!sharedAvailable)('goldRushKey (needs the shared data)', () => {
  const vectors = sharedAvailable
    ? (JSON.parse(readFileSync(sharedPath(...FOLDER, 'assertions-goldrush2024.json'), 'utf8')) as Record<
        string,
        string
      >)
    : {};
  const records = Object.entries(vectors).filter(([file]) => !file.includes('invalid'));

  it.each(records)('gives Reservoir’s key for %s', (file, key) => {
    const path = sharedPath(...FOLDER, file.replace(/^test\//, ''));
    const outcome = parseMarcInJson(JSON.parse(readFileSync(path, 'utf8')));

    expect(outcome.kind === 'record' ? goldRushKey(outcome.record) : outcome.kind).toBe(key);
  });

  it('has vectors to compare with', () => {
    expect(records.length).toBeGreaterThan(5);
  });
});
