import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { projectRoot } from '#tests/support/mercia-process.ts';

interface Told {
  readonly name: string;
  readonly state: string;
  readonly note: string;
}

it('skips what an adapter does not declare, each time naming the capability, and asks for the rest', () => {
  const child = fileURLToPath(new URL('bare-adapter-child.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [child], { cwd: projectRoot, encoding: 'utf8' });
  const told = JSON.parse(printed) as readonly Told[];

  const skipped = told.filter(({ state }) => state === 'skipped');
  const others = told.filter(({ state }) => state !== 'skipped');
  expect(others.filter(({ state }) => state !== 'passed')).toEqual([]);
  // In either suite the declared parts; else the probes.
  expect(others.map(({ name }) => name.replace(/ \(.*/, ''))).toHaveLength(9);
  const unnamed = skipped.filter(({ note }) => !/^the adapter does not declare [A-Z_]+(, [A-Z_]+)*$/.test(note));
  expect(unnamed.map(({ name, note }) => [name, note])).toEqual([]);
  expect(skipped.length).toBeGreaterThan(80);
}, 60_000);
