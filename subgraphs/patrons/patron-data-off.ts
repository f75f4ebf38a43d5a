import { MerciaError } from '#platform/errors.ts';

/** Without the region's secret nothing personal can be sealed, so nothing personal is kept. */
export function patronDataIsOff(): MerciaError {
  return new MerciaError('FORBIDDEN', 'This region keeps no patron data: MERCIA_PATRON_SECRET is not set.');
}
