/** A rule about imports whose pattern fits no file any more would forbid nothing, and say nothing. */
import { globSync } from 'node:fs';
import { projectRoot } from '#tests/support/mercia-process.ts';
import { expect, it } from 'vitest';
// @ts-expect-error -- a configuration in JavaScript, without types
import config from '../.dependency-cruiser.mjs';

interface Place {
  readonly path?: string | readonly string[];
  readonly pathNot?: string | readonly string[];
}
const { forbidden } = config as { readonly forbidden: readonly { name: string; from: Place; to: Place }[] };
const files = globSync('*/**/*.*', { cwd: projectRoot, exclude: ['**/node_modules'] });

it.each(forbidden.map((rule) => [rule.name, rule] as const))('%s names files that are there', (_, { from, to }) => {
  const patterns = [from.path, from.pathNot, to.path, to.pathNot].flatMap((given) => given ?? []);

  expect(patterns.filter((pattern) => !files.some((file) => new RegExp(pattern).test(file)))).toEqual([]);
});
