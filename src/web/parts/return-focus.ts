import { useEffect } from 'react';

/** When this goes, what had the focus before has it again: whoever works with the keys stays in their place. */
export function useReturnFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
}
