import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { toApiSchema } from './composition.ts';

/** What would break a client of the first supergraph that is sent to the second, in words; empty where nothing would. */
export async function findBreakingChanges(before: string, after: string): Promise<readonly string[]> {
  const changes = await diff(toApiSchema(before), toApiSchema(after));
  return changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking)
    .map((change) => change.message);
}

/** Whether the newest entry of a changelog owns up to a breaking change, in a line or list point `breaking: …`. */
export function announcesBreakingChange(changelog: string): boolean {
  const [, newest = ''] = changelog.split(/^## /m);
  return /^(?:[-*] )?breaking:/im.test(newest);
}
