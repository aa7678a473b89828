import { useEffect, useState } from 'preact/hooks';
import type { decisionToJson } from '../../../formats/json-decision.ts';
import type { Api } from './api.ts';
import type { Desk } from './desk.ts';
import { whenSeenAgain } from './when-seen-again.ts';

export type DecisionJson = ReturnType<typeof decisionToJson>;

/** As many lines as one stream is told of, and as many decisions as are answered at once. */
const MAX_STREAM_LINES = 100;
const MAX_DECISIONS = 500;
const CHUNK_LINES = 100;
const POLL_MILLISECONDS = 15_000;

/** The decision of each line now, by its id, as they change. */
export function useDecisions({ api, lines, epoch }: Desk): ReadonlyMap<string, DecisionJson> {
  const [decisions, setDecisions] = useState<ReadonlyMap<string, DecisionJson>>(new Map());
  useEffect(() => {
    const take = (fresh: readonly DecisionJson[]) =>
      setDecisions(
        (known) => new Map([...known, ...fresh.map((each) => [each.line, each] as const)]),
      );
    const names = lines.map(({ line }) => line);
    const poll = () => void readDecisions(api, names).then(take, () => {});
    return lines.length > MAX_STREAM_LINES ? pollDecisions(poll) : followDecisions(take, poll);
  }, [api, lines, epoch]);
  return decisions;
}

/** The connection tells by itself when it fails: nothing is to be done about it here. */
async function readDecisions(api: Api, names: readonly string[]): Promise<readonly DecisionJson[]> {
  const ask = async (chunk: readonly string[]) => {
    const query = new URLSearchParams(chunk.map((name) => ['line', name]));
    const path = `/v1/decisions?${query}`;
    return (await api.get<{ decisions: readonly DecisionJson[] }>(path)).value.decisions;
  };
  if (names.length <= MAX_DECISIONS) return ask([]);
  const chunks = Array.from({ length: Math.ceil(names.length / CHUNK_LINES) }, (_, index) =>
    names.slice(index * CHUNK_LINES, (index + 1) * CHUNK_LINES),
  );
  const answers: DecisionJson[] = [];
  for (const chunk of chunks) answers.push(...(await ask(chunk)));
  return answers;
}

function pollDecisions(poll: () => void): () => void {
  poll();
  const timer = setInterval(poll, POLL_MILLISECONDS);
  const stop = whenSeenAgain(poll);
  return () => {
    clearInterval(timer);
    stop();
  };
}

/** Listens, and while it cannot, asks now and then. */
function followDecisions(
  take: (fresh: readonly DecisionJson[]) => void,
  poll: () => void,
): () => void {
  let stream: EventSource | null = null;
  const open = () => {
    stream?.close();
    stream = new EventSource('/v1/stream');
    stream.addEventListener('decision', ({ data }) => take([JSON.parse(data)]));
    stream.addEventListener('error', poll);
  };
  open();
  const timer = setInterval(() => {
    if (stream?.readyState === EventSource.OPEN) return;
    poll();
    // Browsers come back by themselves after a broken connection, not after a refusal.
    if (stream?.readyState === EventSource.CLOSED) open();
  }, POLL_MILLISECONDS);
  // The stream of a phone that slept may be dead without anybody having told.
  const stop = whenSeenAgain(() => {
    poll();
    open();
  });
  return () => {
    clearInterval(timer);
    stop();
    stream?.close();
  };
}
