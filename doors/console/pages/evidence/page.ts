/** What is signed before a library moves, by whom, and who has still to sign. The steps of the switch stay with the command line. */
import { MerciaClientError } from '#clients/typescript/index.ts';
import {
  EvidenceDocument,
  type EvidenceQuery,
  SignEvidenceDocument,
  type SignEvidenceInput,
  type SigningRole,
} from '../../__generated__/operations.ts';
import type { Viewer } from '../../viewer.ts';
import { askCompared, COMPARE, COMPARE_MS, mustBeWhole } from '../compare/refused.ts';
import {
  done,
  formPage,
  given,
  Instead,
  onlyWords,
  type Page,
  type Problem,
  type Shown,
  type Submission,
  type Visit,
} from '../page.ts';
import { evidenceHref, type EvidenceSubject } from '../hrefs.ts';
import { evidenceCommand, evidenceView, ROLE_WORDS, sayNobodyKnows, signingView, type Typed } from './view.ts';

const TEMPLATE = 'pages/evidence/page.njk';

/** What evidence is of, by the address. */
function subjectOf({ params: { snapshot = '' }, query }: Visit): EvidenceSubject {
  return { snapshot, ledger: given(query, 'ledger'), plan: given(query, 'plan') };
}

/** `/compare/:snapshot/evidence`: for the migration team and operators; staff of a library sign here for it. */
export const evidencePage: Page = {
  path: '/compare/:snapshot/evidence',
  needs: 'STAFF',
  // That somebody has read it is said again when it is shown again.
  show: (visit) => showEvidence(visit, readTyped(visit.typed ?? new URLSearchParams()), []),
  async submit(submission) {
    const { form, viewer } = submission;
    const typed = readTyped(form);
    const problems = problemsOf(typed, form.has('read'), viewer);
    if (problems.length > 0) return showEvidence(submission, typed, problems);
    return sign(submission, typed);
  },
};

/** The same to keep, byte for byte as it is signed. */
export const evidenceFile: Page = {
  path: '/compare/:snapshot/evidence.json',
  needs: 'MIGRATION',
  async show(visit) {
    const asked = subjectOf(visit);
    const { snapshot } = await askAll(visit.graph, asked);
    const { evidence } = mustBeWhole(snapshot, asked.snapshot);
    if (evidence === null) throw new Error('the graph gives neither the evidence nor a reason');
    const { json } = evidence;
    async function* body(): AsyncGenerator<string> {
      yield json;
    }
    return {
      fileName: `${asked.snapshot}-evidence.json`,
      contentType: 'application/json; charset=utf-8',
      body: body(),
    };
  },
};

function readTyped(form: URLSearchParams): Typed {
  const of = (field: string): string => (form.get(field) ?? '').trim();
  return { role: of('role'), library: of('library'), holder: of('holder'), digest: of('digest').toLowerCase() };
}

const isStaff = (viewer: Viewer | null): boolean => viewer?.role === 'STAFF';

async function showEvidence(visit: Visit, typed: Typed, problems: readonly Problem[]): Promise<Shown> {
  const { graph, viewer, now } = visit;
  const asked = subjectOf(visit);
  const signing = signingView(asked, viewer, typed);
  // Nobody but the team may read it here: staff are given it as a file.
  if (isStaff(viewer)) return formPage(TEMPLATE, signing, problems);
  const { region, ledger = null, snapshot } = await askAll(graph, asked);
  const { evidence } = mustBeWhole(snapshot, asked.snapshot);
  if (evidence === null) throw new Error('the graph gives neither the evidence nor a reason');
  const model = { ...signing, evidence: evidenceView(asked, { evidence, region, ledger }, now) };
  return formPage(TEMPLATE, model, problems);
}

/** Every number is made again: of a large region that takes longer than a page may. */
async function askAll(graph: Visit['graph'], asked: EvidenceSubject): Promise<EvidenceQuery> {
  try {
    const besides = { ledgerName: asked.ledger ?? '', hasLedger: asked.ledger !== null };
    return await askCompared(graph, EvidenceDocument, { ...asked, ...besides });
  } catch (error) {
    if (!(error instanceof MerciaClientError) || error.code !== 'TIMEOUT') throw error;
    const command = `Write it at the command line: ${evidenceCommand(asked)}`;
    throw new Instead(
      onlyWords(503, { title: 'The evidence takes longer than a page may take', current: COMPARE }, [command]),
    );
  }
}

function problemsOf({ role, library, holder, digest }: Typed, hasRead: boolean, viewer: Viewer | null): Problem[] {
  const isOwn = viewer?.libraries.some(({ id }) => id === library) === true;
  return [
    ...(isStaff(viewer)
      ? isOwn
        ? []
        : [{ text: 'Choose the library that you sign for', href: '#library' }]
      : isRole(role)
        ? []
        : [{ text: 'Choose the role that you sign in', href: '#role' }]),
    ...(/^[0-9a-f]{64}$/.test(digest)
      ? []
      : [{ text: 'Enter the SHA-256 of the evidence: 64 signs', href: '#digest' }]),
    ...(holder === '' ? [{ text: 'Enter your name', href: '#holder' }] : []),
    ...(hasRead ? [] : [{ text: 'Say that you have read the evidence', href: '#read' }]),
  ];
}

/** Libraries sign by their own staff, who sign in as such. */
function isRole(text: string): text is SigningRole {
  return text !== 'LIBRARY' && Object.hasOwn(ROLE_WORDS, text);
}

async function sign(submission: Submission, typed: Typed): Promise<Shown> {
  const { viewer } = submission;
  const asked = subjectOf(submission);
  const { role, library, holder, digest } = typed;
  const as = isStaff(viewer) ? { role: 'LIBRARY' as const, library } : { role: role as SigningRole, library: null };
  const problem = await trySigning(submission, { ...asked, ...as, holder, digest });
  if (problem !== null) return showEvidence(submission, typed, [problem]);
  const words = `You signed as ${ROLE_WORDS[as.role].toLowerCase()}. It holds for this evidence, and for nothing else.`;
  return { redirect: evidenceHref(asked), notice: done('Signed', words) };
}

/** What is wrong; null if it is signed. */
async function trySigning({ graph, viewer }: Visit, input: SignEvidenceInput): Promise<Problem | null> {
  const nobodyKnows = sayNobodyKnows(isStaff(viewer));
  try {
    const { data, errors } = await graph.ask(SignEvidenceDocument, { input }, { budgetMs: COMPARE_MS });
    const [error] = errors;
    if (error === undefined) return data.signEvidence === null ? nobodyKnows : null;
    return error.code === 'BAD_USER_INPUT' || error.code === 'FORBIDDEN' ? sayRefusal(error.message) : nobodyKnows;
  } catch (error) {
    if (!(error instanceof MerciaClientError) || error.code === 'UNAUTHENTICATED') throw error;
    return nobodyKnows;
  }
}

/** `holder: the name of …` is about that field. */
function sayRefusal(message: string): Problem {
  const [, field = '', text = message] = /^(digest|role|holder|library): (.+)$/s.exec(message) ?? [];
  const words = text.charAt(0).toUpperCase() + text.slice(1);
  return { text: words, href: field === '' ? '#role' : `#${field}` };
}
