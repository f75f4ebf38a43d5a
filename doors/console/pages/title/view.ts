/** A title as the index knows it: what it is, who has it and how to reach them. How the copies stand comes later: `copies.ts`. */
import type { TitleQuery } from '../../__generated__/operations.ts';
import { sayGaps } from '../../words/gaps.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { plural } from '../../words/moments.ts';
import { recordsOf } from './records.ts';
import type { waitingLibrary } from './copies.ts';
import { waitingHosts } from './hosts.ts';
import type { Edition } from './holders.ts';
import { titleHref } from '../hrefs.ts';

export function titleView(
  { region, edition }: { readonly region: TitleQuery['region']; readonly edition: Edition },
  libraries: readonly ReturnType<typeof waitingLibrary>[],
) {
  const others = edition.work?.editions.filter(({ id }) => id !== edition.id) ?? [];
  return {
    title: edition.title,
    current: '/find',
    facts: factsOf(edition),
    hosts: waitingHosts(edition),
    checking: `Checking ${plural(libraries.length, 'library', 'libraries')}…`,
    isAsked: libraries.some(({ holdings }) => holdings > 0),
    libraries,
    subjects: edition.subjects
      .slice(0, 12)
      .map(({ heading }) => ({ text: heading, href: `/find?${new URLSearchParams({ q: heading }).toString()}` })),
    links: edition.links
      .filter(({ url }) => /^https?:\/\//i.test(url))
      .map(({ url, label }) => ({ text: label ?? url, href: url })),
    otherEditions: others.slice(0, 20).map(({ id, title, editionStatement, publishedYear, format }) => ({
      text: [title, editionStatement, publishedYear, FORMAT_WORDS[format]].filter((part) => part !== null).join(' · '),
      href: titleHref(id),
    })),
    records: recordsOf(edition),
    lenders: `${titleHref(edition.id)}/lenders`,
    incomplete: sayGaps(region?.incomplete ?? null, 'Other libraries may hold it too.'),
  };
}

function factsOf(edition: Edition): readonly string[] {
  const { creators, publisher, publishedYear, editionStatement, format, isbns, issns } = edition;
  return [
    creators.join('; '),
    [editionStatement, publisher, publishedYear].filter((part) => part !== null).join(' · '),
    FORMAT_WORDS[format],
    isbns.length > 0 ? `ISBN ${isbns.join(', ')}` : '',
    issns.length > 0 ? `ISSN ${issns.join(', ')}` : '',
  ].filter((fact) => fact !== '');
}
