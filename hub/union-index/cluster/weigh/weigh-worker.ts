/** Weighs pairs in a thread of its own; started by `createPairScorer`. */
import { answerQuestions } from '#platform/helper-thread.ts';
import { weighPairs } from './weigh-pairs.ts';

answerQuestions(weighPairs);
