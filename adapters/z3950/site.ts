/** One catalogue that is searched, as its adapter knows it. */
import type { SystemConfig } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import { createSite } from '../shared/site.ts';
import { z3950Settings } from './config.ts';

export type Z3950Site = ReturnType<typeof createZ3950Site>;

/** Throws CONFIG_INVALID if the settings are wrong. */
export function createZ3950Site(system: SystemConfig, logger: Logger) {
  const site = createSite({ system, schema: z3950Settings, logger, ownerList: 'owner' });
  const words = new Map(
    Object.entries(site.settings.statuses).map(([word, meaning]) => [plain(word), { word, ...meaning }]),
  );
  return {
    ...site,
    /** What a word of the server means, with the word as the region file has it, never as it came; null if nobody says. */
    explain: (word: string) => words.get(plain(word)) ?? null,
  };
}

function plain(word: string): string {
  return word.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
