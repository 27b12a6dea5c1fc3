import { IconBook2, IconClockHour4, IconPlugConnected, IconSettings, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import css from './shell.module.css';

const pages = [
  { to: '/connectors', label: 'Connectors', Icon: IconPlugConnected },
  { to: '/history', label: 'History', Icon: IconClockHour4 },
  { to: '/directory', label: 'Directory', Icon: IconUsers },
  { to: '/audit', label: 'Audit', Icon: IconBook2 },
  { to: '/settings', label: 'Settings', Icon: IconSettings },
] as const;

export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  return (
    <nav aria-label="Main" className={css.links}>
      {pages.map(({ to, label, Icon }) => (
        <Link key={to} to={to} className={css.link} activeOptions={{ includeSearch: false }} onClick={onGo}>
          <Icon size={18} stroke={1.7} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
