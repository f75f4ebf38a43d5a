/** Whether a copy that looks available surely is: what `transfers` in the settings and a live part beside Koha do about it. */
import type { KohaSite } from './site.ts';

/** For `mercia doctor`; `branches` is how many the site has, if it tells. */
export function describeTransfers({ system, settings }: KohaSite, branches?: number): string {
  if (settings.transfers === 'none') return 'no copy travels between branches, as transfers: none says';
  const told = settings.interface === 'ils-di' && settings.ilsDi.tellsTransitAndHolds ? 'ILS-DI' : null;
  const by = told ?? (system.live?.kind === 'sip2' ? 'SIP2' : null);
  if (by !== null)
    return `transfers: told by ${by}; while it does not answer, copies that look available count as unknown`;
  return branches === 1
    ? 'write transfers: none into its settings, and copies that look available count as such'
    : 'Koha reports no transfer between them, so copies that look available count as unknown';
}
