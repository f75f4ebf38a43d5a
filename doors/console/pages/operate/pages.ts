/** The pages of operators, by their addresses. */
import type { Page } from '../page.ts';
import { auditPage } from './audit/page.ts';
import { jobsPage } from './jobs/page.ts';
import { keysPage, revokeKeyPage } from './keys/page.ts';
import { operatePage } from './overview/page.ts';
import { rejectsPage } from './rejects/page.ts';
import { takeBackPage, takenBackPage } from './take-back/page.ts';

export const operatePages: readonly Page[] = [
  operatePage,
  rejectsPage,
  takeBackPage,
  takenBackPage,
  keysPage,
  revokeKeyPage,
  jobsPage,
  auditPage,
];
