/** An event of a stream (Server-Sent Events, as the HTML standard has them). */
export interface StreamEvent {
  /** `message` where it is not named. */
  readonly event: string;
  readonly data: string;
  /** The last id that was sent, with this event or before. */
  readonly id: string;
  /** The pause before coming back that was sent last. */
  readonly retryMilliseconds: number | null;
}

/** Of characters. More without an event is no stream of ours; a decision has 4 KB. */
const MAX_EVENT_LENGTH = 256 * 1024;
/** Those of the service have eight letters for each line. */
const SENDABLE_ID = /^[\x20-\x7e]{0,4096}$/;

/**
 * Gives the events of a response as they come, and `null` for whatever else shows that it lives.
 * Ends with the response; throws as its body does.
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamEvent | null, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parse = createParser();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    // A line may end with CR LF, of which a chunk may have the first half.
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    if (rest.length > MAX_EVENT_LENGTH) throw new Error('an event without an end');
    yield null;
    for (const line of lines) {
      const event = parse(line);
      if (event) yield event;
    }
  }
}

function createParser(): (line: string) => StreamEvent | null {
  let event = '';
  let data: string[] = [];
  let length = 0;
  let id = '';
  let retryMilliseconds: number | null = null;
  function dispatch(): StreamEvent | null {
    const told = { event: event || 'message', data: data.join('\n'), id, retryMilliseconds };
    const isEvent = data.length > 0;
    event = '';
    data = [];
    length = 0;
    return isEvent ? told : null;
  }
  return (line) => {
    if (line === '') return dispatch();
    length += line.length;
    if (length > MAX_EVENT_LENGTH) throw new Error('an event without an end');
    const [, name, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
    // What no header can carry, or the service would refuse, would end every stream after it.
    if (name === 'id' && SENDABLE_ID.test(value)) id = value;
    if (name === 'retry' && /^\d+$/.test(value)) retryMilliseconds = Number(value);
    return null;
  };
}
