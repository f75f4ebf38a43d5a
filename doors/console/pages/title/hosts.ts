/** What a title is a part of, and how the copies stand that have it in them. */
import type { HostCopiesQuery, TitleQuery } from '../../__generated__/operations.ts';
import { placeOf, stateOf } from './copies.ts';

type Hosts = Pick<NonNullable<TitleQuery['edition']>, 'partOf'>;
type Host = NonNullable<Hosts['partOf']>[number];
type Copy = NonNullable<NonNullable<NonNullable<HostCopiesQuery['edition']>['partOf']>[number]['copy']>['item'];

export interface HostModel {
  readonly name: string;
  /** Null if the host is not known, or while its copy is asked for: nothing that is replaced can have the focus. */
  readonly href: string | null;
  /** Where in the host it is, and the end of the sentence. */
  readonly after: string;
  /** Where the one copy is and how it stands; null if none is named. */
  readonly copy: string | null;
}

/** Whether a system is asked how a copy stands. */
export function namesCopy({ partOf }: Hosts): boolean {
  return partOf?.some(({ copy }) => copy !== null) ?? false;
}

/** Before a system is asked. */
export function waitingHosts(title: Hosts): readonly HostModel[] {
  const isWaiting = namesCopy(title);
  return (title.partOf ?? []).map((host) => ({
    ...toHost(host),
    ...(isWaiting ? { href: null } : {}),
    copy: host.copy === null ? null : `${whoHas(host)}. Checking how it stands…`,
  }));
}

/** Of a copy that is not in `copies` nothing could be learnt. */
export function tellHosts(title: Hosts, copies: ReadonlyMap<string, Copy>, now: number): readonly HostModel[] {
  return (title.partOf ?? []).map((host) => {
    const id = host.copy?.item?.id;
    if (id === undefined) return toHost(host);
    const copy = copies.get(id) ?? null;
    const place = copy === null ? '' : [placeOf(copy), copy.callNumber].filter(Boolean).join(', ');
    const state = copy === null ? 'We could not check' : stateOf(copy, now);
    return { ...toHost(host), copy: `${whoHas(host)}${place === '' ? '' : `, ${place}`}: ${state}.` };
  });
}

function toHost({ title, creator, part, edition }: Host): HostModel {
  const after = part === null ? '' : `, ${part}`;
  return {
    name: edition?.title ?? title ?? creator ?? 'another publication',
    href: edition === null ? null : `/titles/${encodeURIComponent(edition.id)}`,
    after: after.endsWith('.') ? after : `${after}.`,
    copy: null,
  };
}

function whoHas({ copy }: Host): string {
  const library = copy?.holding?.library.name;
  return library === undefined ? 'One copy has it' : `One copy has it, at ${library}`;
}
