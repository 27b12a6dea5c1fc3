import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { noteReachable, useReachable } from '../api/connection.ts';
import css from './service-banner.module.css';

/** Says that the service does not answer, looks whether it is back, and then brings everything up to date. */
export function ServiceBanner() {
  const reachable = useReachable();
  const client = useQueryClient();
  useEffect(() => {
    if (reachable) return;
    const look = async () => {
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
      if (answer?.ok !== true) return;
      noteReachable(true);
      void client.invalidateQueries();
    };
    const timer = setInterval(look, 1_500);
    return () => clearInterval(timer);
  }, [reachable, client]);
  if (reachable) return null;
  return (
    <div role="alert" className={css.banner}>
      <strong>The service does not answer.</strong> This page shows what was last known and goes on by itself as soon as
      the service is back. Runs that were going on are finished by the service after its next start.
    </div>
  );
}
