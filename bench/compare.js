/** Peers are compared before they are timed: a fast wrong answer is no answer. */
import { opensFrom } from '../dist/core/opening.js';
import { printTable } from './measure.js';

/** Prints how many answers of each peer differ from ours, at random instants and at boundaries. */
export function compareAnswers({ timeline, zone, peers, instants, edges }) {
  const rows = peers.map((peer) => [
    peer.name,
    share(instants, (at) => peer.answerAt(at).isOpen !== isOpenAt(timeline, at)),
    share(edges, (at) => peer.answerAt(at).isOpen !== isOpenAt(timeline, at)),
    shareOfReasons(timeline, peer, instants),
    share(instants, (at) => peer.opensFrom(at) !== opensFrom({ timeline, zone }, at)),
  ]);
  const header = ['answers that differ', 'state', 'at boundaries', 'reason', 'next opening'];
  printTable('Answers compared first', header, rows);
}

function isOpenAt(timeline, at) {
  return timeline.reasonAt(at).state === 'open';
}

/** Reasons are compared where the peer gives one. */
function shareOfReasons(timeline, { answerAt }, instants) {
  const answered = instants.filter((at) => answerAt(at).code !== null);
  if (answered.length === 0) return 'gives none';
  return share(answered, (at) => answerAt(at).code !== timeline.reasonAt(at).code);
}

function share(instants, differs) {
  const count = instants.filter(differs).length;
  return `${count} of ${instants.length}`;
}
