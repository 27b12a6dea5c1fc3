import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { LogInAgain } from './log-in-again.tsx';
import { Navigation } from './navigation.tsx';
import { ServiceBanner } from './service-banner.tsx';
import css from './shell.module.css';
import { UserMenu } from './user-menu.tsx';

export function Shell() {
  const [menuOpen, menu] = useDisclosure(false);
  const main = useMainFocus();
  return (
    <div className={css.shell}>
      <a href="#main" className={css.skip}>
        Skip to the page
      </a>
      <aside aria-label="User Sync" className={css.bar}>
        <Burger size="sm" opened={menuOpen} onClick={menu.toggle} aria-label="Menu" />
        <Brand />
      </aside>
      <Drawer opened={menuOpen} onClose={menu.close} title="User Sync" position="left" size={260}>
        <Navigation onGo={menu.close} />
        <div style={{ marginTop: 24 }}>
          <UserMenu />
        </div>
      </Drawer>
      <aside aria-label="User Sync" className={css.side}>
        <Brand />
        <Navigation />
        <div className={css.user}>
          <UserMenu />
        </div>
      </aside>
      <main id="main" ref={main} tabIndex={-1} className={css.main}>
        <ServiceBanner />
        <Outlet />
      </main>
      <LogInAgain />
    </div>
  );
}

function Brand() {
  return (
    <Link to="/connectors" className={css.brand}>
      <img src="/icon.svg" alt="" width={24} height={24} />
      User Sync
    </Link>
  );
}

/** On another page the keys start at its beginning, as after a click on a link without JavaScript. */
function useMainFocus() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: for every new page.
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);
  return main;
}
