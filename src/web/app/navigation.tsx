import { IconApps, IconBook2, IconClockHour4, IconPlugConnected, IconSettings, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from './session.tsx';
import css from './shell.module.css';

const pages = [
  { to: '/connectors', label: 'Connectors', Icon: IconPlugConnected, for: 'viewer' },
  { to: '/history', label: 'History', Icon: IconClockHour4, for: 'viewer' },
  { to: '/directory', label: 'Directory', Icon: IconUsers, for: 'viewer' },
  { to: '/applications', label: 'Applications', Icon: IconApps, for: 'viewer' },
  { to: '/audit', label: 'Audit', Icon: IconBook2, for: 'administrator' },
  { to: '/settings', label: 'Settings', Icon: IconSettings, for: 'viewer' },
] as const;

export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const administers = useMay('administrator');
  const shown = pages.filter((page) => page.for === 'viewer' || administers);
  return (
    <nav aria-label="Main" className={css.links}>
      {shown.map(({ to, label, Icon }) => (
        <Link key={to} to={to} className={css.link} activeOptions={{ includeSearch: false }} onClick={onGo}>
          <Icon size={18} stroke={1.7} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
