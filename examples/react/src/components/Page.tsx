import { useState, type MouseEvent, type ReactNode } from 'react';
import { hrefOf, useRoute, type Route } from '../routes';
import { groupsOf } from '../services/tokens';
import { useShared } from '../shared';
import { Action } from './Action';
import { Button } from './Button';
import { Logo } from './Logo';
import { ThemeSwitch } from './ThemeSwitch';

const LINKS: readonly [Route, string][] = [
  ['/profile', 'Profile'], ['/security', 'Security'], ['/sessions', 'Sessions'], ['/tokens', 'Tokens'],
  ['/data', 'Your data'], ['/reports', 'Reports'],
];

interface PageProps {
  readonly isSignedIn: boolean;
  readonly notice: string;
  readonly children: ReactNode;
}

/** The hash is the route, so that the browser itself does not know the way. */
const skip = (event: MouseEvent) => {
  event.preventDefault();
  document.getElementById('main')!.focus();
};

/** What is around every screen. */
export function Page({ isSignedIn, notice, children }: PageProps) {
  const { config } = useShared();
  return (
    <>
      <a className="skip" href="#main" onClick={skip}>Skip to the content</a>
      <header className="top">
        <a className="brand" href={hrefOf('/')}><Logo /> Harbour</a>
        <ThemeSwitch />
      </header>
      <div className={isSignedIn ? 'frame' : 'frame frame-alone'}>
        {isSignedIn && <Navigation />}
        <main id="main" tabIndex={-1}>
          <div role="status" className="status">{notice && <p className="notice">{notice}</p>}</div>
          {children}
        </main>
      </div>
      <footer className="bottom">
        {config.mailbox && (
          <p>This is an offline run: <a href={config.mailbox} target="_blank" rel="noreferrer">all mails and text messages are here</a>.</p>
        )}
        <p>{config.tokenDelivery === 'BODY'
          ? 'Tokens are kept in the memory of this page only: reloading it signs you out.'
          : 'You stay signed in when this page is reloaded, by a cookie that no script can read.'}</p>
      </footer>
    </>
  );
}

function Navigation() {
  const { session, signOut } = useShared();
  const route = useRoute();
  const [open, setOpen] = useState(false);
  const links = groupsOf(session.tokens!.access_token).includes('admins') ? [...LINKS, ['/admin', 'Administration'] as const] : LINKS;
  // Whatever is no screen of one's own shows the profile.
  const shown = links.some(([to]) => to === route) ? route : '/profile';
  return (
    <nav aria-label="Your account">
      <div className="menu"><Button look="secondary" aria-expanded={open} aria-controls="links" onClick={() => setOpen(!open)}>Menu</Button></div>
      <ul id="links" className={open ? 'open' : undefined}>
        {links.map(([to, name]) => (
          <li key={to}>
            <a href={hrefOf(to)} aria-current={shown === to ? 'page' : undefined} onClick={() => setOpen(false)}>{name}</a>
          </li>
        ))}
        <li><Action look="link" run={() => signOut('DEVICE')}>Sign out</Action></li>
      </ul>
    </nav>
  );
}
