/** Every page, by its address. */
import { comparePage, dropPage } from './compare/page.ts';
import { curatedPages, questionPage } from './curated/page.ts';
import { copyPage } from './copy/page.ts';
import { decisionPage } from './decisions/one.ts';
import { decisionsPage } from './decisions/page.ts';
import { raisePage } from './decisions/raise.ts';
import { deskPage } from './desk/page.ts';
import { evidenceFile, evidencePage } from './evidence/page.ts';
import { findPage } from './find/page.ts';
import { homePage } from './home/page.ts';
import { lendersPage } from './lenders/page.ts';
import { chooseOwnPage } from './libraries/choose.ts';
import { librariesPage } from './libraries/page.ts';
import { libraryPage } from './library/page.ts';
import { decideMappingPage } from './mappings/decide.ts';
import { mappingsPage } from './mappings/page.ts';
import { goNoGoPage, movePage } from './move/page.ts';
import { chooseLibraryPage, myLibraryPage } from './my-library/page.ts';
import { overlapFile, overlapPage } from './overlap/page.ts';
import { accountPage } from './account/page.ts';
import { linkCardPage } from './link-card/page.ts';
import type { Page } from './page.ts';
import { pairPage } from './records/page.ts';
import { requestPage } from './request/page.ts';
import { rulingPage } from './records/ruling-page.ts';
import { askRulingPage } from './rulings/ask.ts';
import { rulingsPage } from './rulings/page.ts';
import { requestsPage } from './rulings/requests.ts';
import { rowsFile, rowsPage } from './rows/page.ts';
import { snapshotPage } from './snapshot/page.ts';
import { auditPage } from './operate/audit/page.ts';
import { jobsPage } from './operate/jobs/page.ts';
import { keysPage, revokeKeyPage } from './operate/keys/page.ts';
import { operatePage } from './operate/overview/page.ts';
import { rejectsPage } from './operate/rejects/page.ts';
import { toldPage } from './operate/told/page.ts';
import { takeBackPage, takenBackPage } from './operate/take-back/page.ts';
import { systemPage } from './system/page.ts';
import { systemsPage } from './systems/page.ts';
import { themePage } from './theme/page.ts';
import { textPages } from './text/pages.ts';
import { citePage } from './title/cite.ts';
import { titlePage } from './title/page.ts';

export const PAGES: readonly Page[] = [
  homePage,
  findPage,
  titlePage,
  citePage,
  requestPage,
  chooseOwnPage,
  librariesPage,
  libraryPage,
  systemsPage,
  pairPage,
  rulingPage,
  rulingsPage,
  askRulingPage,
  requestsPage,
  comparePage,
  dropPage,
  snapshotPage,
  themePage,
  overlapPage,
  overlapFile,
  rowsPage,
  rowsFile,
  ...curatedPages,
  questionPage,
  accountPage,
  linkCardPage,
  deskPage,
  systemPage,
  operatePage,
  toldPage,
  copyPage,
  rejectsPage,
  takeBackPage,
  takenBackPage,
  keysPage,
  revokeKeyPage,
  jobsPage,
  auditPage,
  mappingsPage,
  decideMappingPage,
  decisionsPage,
  raisePage,
  decisionPage,
  chooseLibraryPage,
  myLibraryPage,
  movePage,
  goNoGoPage,
  evidencePage,
  evidenceFile,
  lendersPage,
  ...textPages,
];
