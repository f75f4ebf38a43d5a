/** Runs the kit's checks as tests: each with its name, skipped where the adapter does not declare what it needs. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { tryCheck } from '#conformance/check.ts';
import type { Check, Group } from '#conformance/check.ts';
import { describe, it } from 'vitest';

/** A group of checks over whatever bench stands ready when a test runs. */
export function runGroup<Bench extends { readonly adapter: LmsAdapter }>(
  { name, checks }: Group<Bench>,
  benchOf: () => Bench,
): void {
  if (checks.length === 0) return;
  const run = (): void => {
    for (const check of checks) runCheck(check, benchOf);
  };
  if (name === null) run();
  else describe(name, run);
}

function runCheck<Bench extends { readonly adapter: LmsAdapter }>(check: Check<Bench>, benchOf: () => Bench): void {
  it(check.name, async ({ skip }) => {
    const verdict = await tryCheck(check, benchOf());
    if (verdict.verdict === 'absent') skip(`the adapter does not declare ${verdict.capabilities.join(', ')}`);
    if (verdict.verdict === 'not tried') skip(verdict.why);
    if (verdict.verdict === 'failed') throw new Error([verdict.words, verdict.detail].filter(Boolean).join('\n'));
  });
}
