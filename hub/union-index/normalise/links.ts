import type { LinkValue } from '../description.ts';
import { subfield, subfields, type MarcFields } from './marc-fields.ts';

/** More are chapters of a vendor's package. */
const LINKS_MAX = 20;

/**
 * Reads links to the thing or to a version of it; links to something related (second indicator 2) are left out.
 *
 *     856 40 $u https://example.org/book $y Read online $z NHS OpenAthens account needed
 *     856 41 $3 v. 1 (1990)- $u https://example.org/journal
 */
export function readLinks(fields: MarcFields): readonly LinkValue[] {
  const links = new Map<string, LinkValue>();
  for (const field of fields.data('856')) {
    if (field.ind2 === '2') continue;
    const materials = subfield(field, '3');
    const coverage = materials !== null && /\d{4}|\bv(?:ol)?\.? ?\d/i.test(materials) ? materials : null;
    for (const text of subfields(field, 'u')) {
      const url = toUrl(text);
      if (url === null || links.has(url) || links.size >= LINKS_MAX) continue;
      links.set(url, {
        url,
        label: subfield(field, 'y') ?? subfield(field, 'z') ?? (coverage === null ? materials : null),
        coverage,
      });
    }
  }
  return [...links.values()];
}

/** Only addresses that a browser may open, never one that runs something; `www.example.org` lacks its scheme. */
function toUrl(text: string): string | null {
  const address = /^www\./i.test(text) ? `https://${text}` : text;
  if (!/^https?:\/\//i.test(address) || /\s/.test(address)) return null;
  return URL.canParse(address) ? address : null;
}
