import type { Settings } from '#platform/config.ts';
import { createContextVerifier } from '#platform/signed-context.ts';
import { buildCirculation } from '../parts.ts';
import { withRefusals } from '../readiness.ts';
import type { Shutdown } from '../shutdown.ts';
import { contextSecret } from './context-secret.ts';
import { openFollowedRegion, serveOne } from './open.ts';

export async function serveCirculation(settings: Settings, shutdown: Shutdown): Promise<void> {
  const verify = createContextVerifier(contextSecret(settings));
  const { opened, reload } = await openFollowedRegion(settings, shutdown);
  const ready = withRefusals(async () => ({ ready: true }), reload);
  await serveOne(buildCirculation(opened, verify), settings, shutdown, { ready });
}
