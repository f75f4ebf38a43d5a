/** Ledgers of moves: making them, signing their rules. Their rows are reports. */
import {
  askForLedger,
  addRule,
  asksForSignature,
  countLedger,
  declareChoice,
  dropLedger,
  dropRule,
  findLedger,
  gapsOfSource,
  getLedger,
  isOfWholeClass,
  listLedgers,
  listRules,
  listUntold,
  signRule,
  toldCounts,
  withhold,
} from '#moving/index.ts';
import { DECLARED_THINGS, READER_CLASSES } from '#domain/ledger.ts';
import type {
  LedgerClassCountResolvers,
  LedgerResolvers,
  LedgerSignatureResolvers,
  MutationResolvers,
  QueryResolvers,
} from '../__generated__/resolvers.ts';

export const ledgerQueries: QueryResolvers = {
  ledgers(_root, _args, { access, reports }) {
    access.assertMayChange('ledgers');
    return listLedgers(reports);
  },
  ledger(_root, { name }, { access, reports }) {
    access.assertMayChange('ledger');
    return findLedger(reports, name);
  },
};

export const ledgerMutations: MutationResolvers = {
  async makeLedger(_root, { input }, { access, db, now, onJob }) {
    access.assertMayChange('makeLedger');
    const made = await askForLedger(db, {
      name: input.name,
      note: input.note ?? null,
      source: input.source ?? null,
      systems: input.systems ?? null,
      libraries: input.libraries ?? null,
      plan: input.plan ?? null,
      target: input.target,
      targetSystem: input.targetSystem,
      before: input.before ?? null,
      settings: {
        seed: input.seed ?? undefined,
        sampleSize: input.sampleSize ?? undefined,
        maxShare: input.maxShare ?? undefined,
        tolerance: input.tolerance ?? undefined,
        despite: input.despite ?? undefined,
      },
      again: input.again === true,
      by: access.subject,
      at: now(),
    });
    onJob(made.job);
    return made;
  },
  async signRule(_root, { input: { ledger, rule, signedAs, rows, digest = null } }, { access, db, now }) {
    access.assertMayDecide('signRule');
    await signRule(db, ledger, { rule, signedAs, rows, digest, subject: access.subject, at: now() });
    return { ledger: await getLedger(db, ledger) };
  },
  async addLedgerRule(_root, { input: { ledger, from, to, ...rule } }, { access, db, now }) {
    access.assertMayDecide('addLedgerRule');
    await addRule(db, ledger, { ...rule, from: from ?? null, to: to ?? null, by: access.subject, at: now() });
    return { ledger: await getLedger(db, ledger) };
  },
  async dropLedgerRule(_root, { input: { ledger, rule } }, { access, db }) {
    access.assertMayDecide('dropLedgerRule');
    await dropRule(db, ledger, rule);
    return { ledger: await getLedger(db, ledger) };
  },
  async declareForLedger(_root, { input: { ledger, thing, choice } }, { access, db }) {
    access.assertMayDecide('declareForLedger');
    return { ledger: await declareChoice(db, ledger, { thing, choice }) };
  },
  async dropLedger(_root, { input: { name } }, { access, db }) {
    access.assertMayChange('dropLedger');
    await dropLedger(db, name);
    return { name };
  },
};

export const Ledger: LedgerResolvers = {
  despite: ({ settings }) => settings.despite,
  seed: ({ settings }) => settings.seed,
  maxShare: ({ settings }) => settings.maxShare,
  tolerance: ({ settings }) => settings.tolerance,
  classes: async (ledger, _args, { access, reports }) =>
    (await countLedger(reports, ledger)).filter((one) => access.seesReaders || !READER_CLASSES.includes(one.class)),
  rules: async (ledger, _args, { access, reports }) =>
    (await listRules(reports, ledger))
      .filter((one) => access.seesReaders || !READER_CLASSES.includes(one.class))
      // A digest of one row tells what it is of: whoever is not shown a value gets none.
      .map((one) =>
        access.seesReaders ? one : { ...one, digest: null, sample: one.sample.map((row) => withhold(one.class, row)) },
      ),
  declared: ({ choices }) => DECLARED_THINGS.map((thing) => ({ thing, choice: choices[thing] ?? null })),
  async isDone(ledger, _args, { access, reports }) {
    if (!access.seesReaders || ledger.state !== 'WHOLE') return null;
    const counts = await countLedger(reports, ledger);
    const rules = await listRules(reports, ledger);
    if (counts.some(({ unexplained }) => unexplained > 0) || rules.some(asksForSignature)) return false;
    const isSilent = (await listUntold(reports, ledger, true)).some(isOfWholeClass);
    const isInPart = (await gapsOfSource(reports, ledger)).length > 0;
    return isSilent || isInPart || counts.some(({ notToldBy }) => notToldBy.length > 0) ? null : true;
  },
};

export const LedgerClassCount: LedgerClassCountResolvers = {
  source: (counts) => toldCounts(counts).source,
  carried: (counts) => toldCounts(counts).carried,
  merged: (counts) => toldCounts(counts).merged,
  changedByRule: (counts) => toldCounts(counts).changedByRule,
  droppedByRule: (counts) => toldCounts(counts).droppedByRule,
  notProvable: (counts) => toldCounts(counts).notProvable,
  unexplained: (counts) => toldCounts(counts).unexplained,
  extra: (counts) => toldCounts(counts).extra,
};

export const LedgerSignature: LedgerSignatureResolvers = { at: ({ at }) => new Date(at) };
