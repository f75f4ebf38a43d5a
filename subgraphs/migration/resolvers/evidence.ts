/** The evidence of a move: made, signed; and what libraries found of their samples. */
import { badUserInput, MerciaError } from '#platform/errors.ts';
import {
  enterSampleResults,
  findWholeSnapshot,
  insertSignature,
  listSignatures,
  makePack,
  mayCompareReaders,
  readDraw,
} from '#moving/index.ts';
import type { MoveSignatureResolvers, MutationResolvers, SnapshotResolvers } from '../__generated__/resolvers.ts';
import { ALL_REPORTS } from '../ask-report.ts';
import { personOf } from './phases.ts';

export const evidence: NonNullable<SnapshotResolvers['evidence']> = async (snapshot, asked, { access, reports }) => {
  access.assertMayChange('evidence');
  const whole = await findWholeSnapshot(reports, snapshot.name);
  const of = { snapshot: whole, ledger: asked.ledger ?? null, plan: asked.plan ?? null };
  const pack = await makePack(reports, of, ALL_REPORTS);
  return { ...pack, signatures: await listSignatures(reports, pack.digest) };
};

export const evidenceMutations: MutationResolvers = {
  async enterSampleResults(_root, { input }, { access, db, region, now }) {
    const { library, seed, each, results } = input;
    access.assertMayChangeFor(library, 'enterSampleResults');
    const snapshot = await findWholeSnapshot(db, input.snapshot);
    const sample = {
      ...readDraw(seed ?? undefined, each?.toString()),
      snapshot: snapshot.number,
      of: snapshot,
      library,
      withHolds: mayCompareReaders(region, library),
    };
    const found = results.map(({ kind, key, result, note }) => ({ stratum: kind, key, result, note: note ?? null }));
    const { taken, refused } = await enterSampleResults(db, sample, { found, by: access.subject, at: now() });
    return {
      taken,
      refused: refused.map(({ place, column, problem }) => ({
        line: results[place]?.line ?? place + 1,
        column,
        problem,
      })),
    };
  },
  async signEvidence(_root, { input }, { access, db, reports, region, now }) {
    const { role, digest, holder } = input;
    const library = input.library ?? null;
    if (role !== 'LIBRARY' || library === null) access.assertMayChange('signEvidence');
    else if (!access.ownLibraries.includes(library))
      throw new MerciaError('FORBIDDEN', 'signEvidence: only staff of the library sign for it.');
    if (library !== null && !region.libraries.some(({ id }) => id === library)) {
      throw badUserInput('library: the region has no such library.');
    }
    const snapshot = await findWholeSnapshot(reports, input.snapshot);
    const [ledger, plan] = [input.ledger ?? null, input.plan ?? null];
    const pack = await makePack(reports, { snapshot, ledger, plan }, ALL_REPORTS);
    if (pack.digest !== digest) {
      throw badUserInput('digest: the evidence of today is not what you sign. Make it again, read it, and sign that.');
    }
    const signed = { by: personOf({ access }), at: now() };
    await insertSignature(db, region, {
      ...signed,
      digest,
      role,
      library,
      holder,
      snapshot: snapshot.name,
      ledger,
      plan,
    });
    return { signatures: await listSignatures(db, digest) };
  },
};

export const MoveSignature: MoveSignatureResolvers = {
  signedBy: ({ subject }) => subject,
};
