/** Validates XML against a kept schema with `xmllint`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const HAS_XMLLINT = spawnSync('xmllint', ['--version']).status === 0;

/** What xmllint objects to; empty if the document is valid. */
export function faultsOf(xml: string, schema: 'rtac-holdings' | 'rtac-batch-holdings'): string {
  const file = fileURLToPath(new URL(`../schemas/${schema}.xsd`, import.meta.url));
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', file, '-'], { input: xml });
  return status === 0 ? '' : stderr.toString('utf8');
}
