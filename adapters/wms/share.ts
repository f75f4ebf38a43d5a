/** What may be asked of WMS, and shown of it: how the copies of a title stand. The token is asked for and never shown. */
import type { ShareRules } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { searchShareRules } from '../shared/search-share.ts';
import { parseSettings } from '../shared/settings.ts';
import { wmsSettings } from './config.ts';

export function share(system: SystemConfig): ShareRules {
  const { path, tokenUrl } = parseSettings(wmsSettings, system);
  const tokenPath = new URL(tokenUrl, system.address).pathname;
  return searchShareRules(['reasonUnavailable'], (question) => {
    if (question.protocol !== 'http') return 'refuse';
    if (question.method === 'GET' && question.path === path) return 'show';
    return question.method === 'POST' && question.path === tokenPath ? 'pass' : 'refuse';
  });
}
