/** Acts whenever the page is looked at again, and gives what ends that: phones let pages sleep. */
export function whenSeenAgain(act: () => void): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') act();
  };
  document.addEventListener('visibilitychange', look);
  return () => document.removeEventListener('visibilitychange', look);
}
