import { findOwnRefusal, refuseAccess } from './access-rules.ts';
import type { LibraryDirectory } from './library-directory.ts';
import type { Link } from './account-links.ts';
import type { AccountModel } from './models.ts';

/** A linked account as its patron sees it. */
export function toOwnAccount(link: Link, libraries: LibraryDirectory): AccountModel {
  const refusal = findOwnRefusal(libraries.find(link.library));
  return {
    id: link.account,
    library: link.library,
    link,
    access: refusal === null ? { purpose: 'SELF_SERVICE' } : { refusal },
  };
}

/** A linked account as it is shown to the staff who linked it. To read it, they give a purpose. */
export function toLinkedByStaff(link: Link): AccountModel {
  return { id: link.account, library: link.library, link, access: { refusal: refuseAccess('PURPOSE_NEEDED') } };
}
