/**
 * Moves the clock of a process: `node --import ./scripts/at-time.js?2026-07-15T00:00:00Z …`, or as a
 * file URL in NODE_OPTIONS for a process and all that it starts. The clock goes on from there, and
 * timers keep their real pace. The instant is in the URL rather than in a variable, so that the
 * service, which refuses variables of its own that it does not know, can be started this way too.
 */
const wanted = Date.parse(decodeURIComponent(new URL(import.meta.url).search.slice(1)));
if (Number.isNaN(wanted)) throw new Error(`${import.meta.url} ends with no ISO 8601 instant`);

const RealDate = Date;
const realNow = RealDate.now;
const shift = wanted - realNow();

function now() {
  return realNow() + shift;
}

// A proxy, so that dates made elsewhere, such as by structuredClone, are still instances of Date.
globalThis.Date = new Proxy(RealDate, {
  construct(target, parts, newTarget) {
    return Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget);
  },
  // Without `new` it gives a text.
  apply: () => new RealDate(now()).toString(),
});
RealDate.now = now;
RealDate.prototype.constructor = globalThis.Date;
