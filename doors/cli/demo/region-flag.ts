import { resolve } from 'node:path';
import type { Settings } from '#platform/config.ts';
import { DEFAULT_DATA_FOLDER } from '#platform/settings-table.ts';
import { quoted } from '../output.ts';

/** The flag that lets another command find the same region, after a blank; empty if none is needed. */
export function regionFlag({ region, data }: Pick<Settings, 'region' | 'data'>): string {
  if (region !== undefined) return ` --region ${quoted(region)}`;
  return resolve(data) === resolve(DEFAULT_DATA_FOLDER) ? '' : ` --data ${quoted(data)}`;
}
