/** Spans of this process, if a receiver is set. */
import type { Settings } from '#platform/config.ts';
import { createLogger } from '#platform/logger.ts';
import type { Shutdown } from '../shutdown.ts';

/** Before anything else is opened, so that what it closes is still traced. `part` names this process to the receiver. */
export async function openTraces(
  { otlpEndpoint, logLevel }: Pick<Settings, 'otlpEndpoint' | 'logLevel'>,
  part: string,
  shutdown: Shutdown,
): Promise<void> {
  if (otlpEndpoint === undefined) return;
  const { startTraces } = await import('#platform/start-traces.ts');
  const traces = await startTraces(otlpEndpoint, part, createLogger(logLevel));
  shutdown.onClose(() => traces.close());
}
