/**
 * For clients that take "neither available nor unavailable" for "not available", as the stock driver of VuFind does. Pure.
 */
import type { DaiaItem } from './item.ts';

const ON_SITE: ReadonlySet<string> = new Set(['loan', 'presentation']);

/**
 * The items without those of which nothing is told. Of a title of which no copy is known to be in, while of some copies
 * nothing is told, there are none at all: such a client would say that the title is out.
 */
export function omitUntold(items: readonly DaiaItem[]): readonly DaiaItem[] {
  const physical = items.filter((item) => !isOnline(item));
  const told = physical.filter(isTold);
  return told.length === physical.length || told.some(isIn) ? told : [];
}

/** It is read at the address of the record, and not on site: such a client has no word for it. */
function isOnline({ available = [] }: DaiaItem): boolean {
  return available.length > 0 && available.every(({ service }) => service === 'remote');
}

function isTold({ available = [], unavailable = [] }: DaiaItem): boolean {
  return [...available, ...unavailable].some(({ service }) => ON_SITE.has(service));
}

function isIn({ available = [] }: DaiaItem): boolean {
  return available.some(({ service }) => ON_SITE.has(service));
}
