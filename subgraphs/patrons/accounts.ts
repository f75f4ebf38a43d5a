import { findOwnRefusal, refuseAccess } from './access-rules.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { Link } from './link-vault.ts';
import type { AccountModel } from './models.ts';

/** A linked account as its patron sees it. */
export function toOwnAccount(link: Link, libraries: LibraryDirectory): AccountModel {
  const refusal = findOwnRefusal(libraries.find(link.library));
  return {
    id: link.account,
    library: link.library,
    link,
    leave: refusal === null ? { purpose: 'SELF_SERVICE' } : { refusal },
  };
}

/** A linked account as staff see it who have just linked it: to read it, they say what for. */
export function toLinkedByStaff(link: Link): AccountModel {
  return { id: link.account, library: link.library, link, leave: { refusal: refuseAccess('PURPOSE_NEEDED') } };
}
