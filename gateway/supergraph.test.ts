import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('switches the telemetry of its libraries off by being imported', () => {
  const { APOLLO_TELEMETRY_DISABLED: _, ...env } = process.env;
  const script = "await import('./gateway/supergraph.ts'); console.log(process.env.APOLLO_TELEMETRY_DISABLED)";

  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env,
    encoding: 'utf8',
  });

  expect(printed.trim()).toBe('true');
});
