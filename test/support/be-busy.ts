/** Keeps the event loop busy, so many milliseconds at a time, until what it gives is called. */
export function beBusy(milliseconds: number): () => void {
  let isBusy = true;
  const turn = () => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    if (isBusy) setTimeout(turn, 0);
  };
  turn();
  return () => {
    isBusy = false;
  };
}
