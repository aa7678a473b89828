import { useEffect, useRef, useState } from 'preact/hooks';
import type { Language } from '../../../core/reason.ts';
import { CONSOLE_WORDS } from './console-words.ts';

export interface ConnectionBannerProps {
  readonly language: Language;
  readonly isLost: boolean;
  readonly lookAgain: () => void;
}

const TOLD_MILLISECONDS = 6_000;

/** Says that there is no connection, and for a while that it is back. */
export function ConnectionBanner({ language, isLost, lookAgain }: ConnectionBannerProps) {
  const words = CONSOLE_WORDS[language];
  const [isBack, setBack] = useState(false);
  const wasLost = useRef(false);
  useEffect(() => {
    const isNews = wasLost.current && !isLost;
    wasLost.current = isLost;
    setBack(isNews);
    const timer = isNews ? setTimeout(() => setBack(false), TOLD_MILLISECONDS) : 0;
    return () => clearTimeout(timer);
  }, [isLost]);
  return (
    <div class="connection" role="status">
      {isLost && (
        <div class="banner lost">
          <p>
            <strong>{words.lost}</strong> {words.retrying}
          </p>
          <button type="button" onClick={lookAgain}>
            {words.retry}
          </button>
        </div>
      )}
      {isBack && <p class="banner">{words.back}</p>}
    </div>
  );
}
