/** What may be asked of a catalogue that is searched, and shown of it: records with their copies. There is nothing else in it. */
import type { ShareRules } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { searchShareRules } from '../shared/search-share.ts';
import { parseSettings } from '../shared/settings.ts';
import { z3950Settings } from './config.ts';

export function share(system: SystemConfig): ShareRules {
  const { path, items, statusIn } = parseSettings(z3950Settings, system);
  const states = [
    ...(items === null ? [] : [`${items.tag}$${items.status}`]),
    ...(statusIn === null ? [] : [statusIn]),
  ];
  return searchShareRules(states, (question) => {
    if (question.protocol === 'z3950') return 'show';
    return question.protocol === 'http' && question.method === 'GET' && question.path === path ? 'show' : 'refuse';
  });
}
