import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import css from './entrance.module.css';

/** The frame of the pages for strangers. */
export function Entrance({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · User Sync`;
  }, [title]);
  return (
    <main className={css.entrance}>
      <div className={css.card}>
        <div className={css.brand}>
          <img src="/icon.svg" alt="" width={28} height={28} />
          User Sync
        </div>
        <Title order={1} className={css.title}>
          {title}
        </Title>
        {children}
      </div>
    </main>
  );
}
