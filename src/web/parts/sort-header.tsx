import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import css from './row-list.module.css';
import type { Column } from './row-list.tsx';

interface SortHeaderProps {
  readonly header: string;
  readonly className: string;
  readonly sort: Column<never>['sort'];
}

const ariaSort = { up: 'ascending', down: 'descending', none: 'none' } as const;

/** The head of a column; one that can be sorted by is a button. */
export function SortHeader({ header, className, sort }: SortHeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid.
    // biome-ignore lint/a11y/useFocusableInteractive: its button is.
    <div role="columnheader" className={className} {...(sort && { 'aria-sort': ariaSort[sort.order] })}>
      {sort === undefined ? (
        header
      ) : (
        <button type="button" className={css.sort} onClick={sort.onSort}>
          {header}
          {sort.order === 'up' && <IconArrowUp size={13} aria-hidden />}
          {sort.order === 'down' && <IconArrowDown size={13} aria-hidden />}
        </button>
      )}
    </div>
  );
}
