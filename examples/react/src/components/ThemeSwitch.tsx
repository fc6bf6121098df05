import { useState, useSyncExternalStore } from 'react';

const system = matchMedia('(prefers-color-scheme: dark)');
const onChange = (listener: () => void) => {
  system.addEventListener('change', listener);
  return () => system.removeEventListener('change', listener);
};

const MOON = 'M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z';
const RAYS = 'M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5';

/** Light or dark as the system has it, until this page is told otherwise. Nothing of it is kept. */
export function ThemeSwitch() {
  const isSystemDark = useSyncExternalStore(onChange, () => system.matches);
  const [chosen, setChosen] = useState<boolean>();
  const isDark = chosen ?? isSystemDark;
  const turn = () => {
    document.documentElement.dataset.theme = isDark ? 'light' : 'dark';
    setChosen(!isDark);
  };
  return (
    <button type="button" className="theme" aria-pressed={isDark} aria-label="Dark colours" onClick={turn}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        {isDark ? <path d={MOON} /> : <><circle cx="12" cy="12" r="4" /><path d={RAYS} /></>}
      </svg>
    </button>
  );
}
