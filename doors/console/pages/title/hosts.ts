/** What a title is a part of, and how the copies stand that have it in them. */
import type { HostCopiesQuery, TitleQuery } from '../../__generated__/operations.ts';
import { placeOf, stateOf } from './copy.ts';
import { titleHref } from '../hrefs.ts';
import { languageOf } from '../../words/language.ts';

type Hosts = Pick<NonNullable<TitleQuery['edition']>, 'partOf'>;
type Host = NonNullable<Hosts['partOf']>[number];
type Copy = NonNullable<NonNullable<NonNullable<HostCopiesQuery['edition']>['partOf']>[number]['copy']>['item'];

/** Whether a system is asked how a copy stands. */
export function namesCopy({ partOf }: Hosts): boolean {
  return partOf?.some(({ copy }) => copy !== null) ?? false;
}

/** Before a system is asked. */
export function waitingHosts(title: Hosts) {
  const isWaiting = namesCopy(title);
  return (title.partOf ?? []).map((host) => ({
    ...toHost(host),
    // Nothing that is replaced can have the focus.
    ...(isWaiting ? { href: null } : {}),
    copy: host.copy === null ? null : `${whoHas(host)}. Checking how it stands…`,
  }));
}

/** Of a copy that is not in `copies` nothing could be learnt. */
export function tellHosts(title: Hosts, copies: ReadonlyMap<string, Copy | null>, now: number) {
  return (title.partOf ?? []).map((host) => {
    const id = host.copy?.item?.id;
    if (id === undefined) return toHost(host);
    const copy = copies.get(id) ?? null;
    const place = copy === null ? '' : [placeOf(copy), copy.callNumber].filter(Boolean).join(', ');
    const state = copy === null ? 'We could not check' : stateOf(copy, now);
    return { ...toHost(host), copy: `${whoHas(host)}${place === '' ? '' : `, ${place}`}: ${state}.` };
  });
}

function toHost({ title, creator, part, edition }: Host) {
  const after = part === null ? '' : `, ${part}`;
  return {
    name: edition?.title ?? title ?? creator ?? 'another publication',
    // As it is entered with a part, nobody says in which language it is.
    lang: edition === null ? null : languageOf(edition),
    href: edition === null ? null : titleHref(edition.id),
    after: after.endsWith('.') ? after : `${after}.`,
    copy: null,
  };
}

function whoHas({ copy }: Host): string {
  const library = copy?.holding?.library.name;
  return library === undefined ? 'One copy has it' : `One copy has it, at ${library}`;
}
