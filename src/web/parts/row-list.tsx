import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { number } from './numbers.ts';
import css from './row-list.module.css';
import { SortHeader } from './sort-header.tsx';

export interface Column<T> {
  readonly key: string;
  readonly header: string;
  /** A track of the CSS grid. */
  readonly width: string;
  readonly cell: (row: T) => ReactNode;
  /** Shown from this width of the list on; left out: always. */
  readonly from?: 'medium' | 'wide';
  readonly numeric?: boolean;
  readonly sort?: { readonly order: 'up' | 'down' | 'none'; readonly onSort: () => void };
}

interface RowListProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string | number;
  /** How many rows there are, those that have not come yet included; undefined where nobody knows. */
  readonly total?: number | undefined;
  /** The row whose side panel is open. */
  readonly chosen?: string | number | undefined;
  readonly onOpen?: (row: T) => void;
  /** The end of the rows is near. */
  readonly onEnd?: () => void;
  readonly hasMore?: boolean;
  readonly rowHeight?: number;
}

/** Rows, however many: only those in sight are in the page. Arrows move, Enter opens. */
export function RowList<T>(props: RowListProps<T>) {
  const { label, columns, rows, keyOf, total, onOpen, hasMore = false, rowHeight = 48 } = props;
  const name = useId();
  const [active, setActive] = useState(0);
  const { body, virtualizer, margin } = useRows(rows.length, rowHeight);
  const items = virtualizer.getVirtualItems();
  useMore(items.at(-1)?.index, props);
  const last = Math.min(active, rows.length - 1);
  const move = (to: number) => {
    const index = Math.max(0, Math.min(rows.length - 1, to));
    setActive(index);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const row = rows[last];
    const steps: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    if (step !== undefined) move(last + step);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
    else return;
    event.preventDefault();
  };
  return (
    <div className={css.frame} style={tracks(columns)}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows out of sight are not there, which a table cannot say. */}
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={total ?? (hasMore ? -1 : rows.length + 1)}
        aria-activedescendant={
          rows.length > 0 && items.some(({ index }) => index === last) ? `${name}-${last}` : undefined
        }
        tabIndex={0}
        className={css.grid}
        onKeyDown={onKeyDown}
      >
        <Header columns={columns} />
        {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
        <div role="rowgroup" ref={body} className={css.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map(({ index, start, size }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Row
                key={keyOf(row)}
                id={`${name}-${index}`}
                index={index}
                row={row}
                columns={columns}
                chosen={props.chosen === keyOf(row)}
                active={index === last}
                last={index === rows.length - 1}
                place={{ height: size, transform: `translateY(${start - margin}px)` }}
                onOpen={onOpen}
                onActive={setActive}
              />
            );
          })}
        </div>
      </div>
      {hasMore && <div className={css.foot}>{number(rows.length)} read so far; more come as you scroll.</div>}
    </div>
  );
}

function Header<T>({ columns }: { readonly columns: readonly Column<T>[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid.
    <div role="rowgroup" className={css.header}>
      {/* biome-ignore lint/a11y/useSemanticElements: part of the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus. */}
      <div role="row" aria-rowindex={1} className={css.cells}>
        {columns.map((column) => (
          <SortHeader key={column.key} className={lookOf(column)} header={column.header} sort={column.sort} />
        ))}
      </div>
    </div>
  );
}

interface RowProps<T> {
  readonly id: string;
  readonly index: number;
  readonly row: T;
  readonly columns: readonly Column<T>[];
  readonly chosen: boolean;
  readonly active: boolean;
  readonly last: boolean;
  readonly place: CSSProperties;
  readonly onOpen: ((row: T) => void) | undefined;
  readonly onActive: (index: number) => void;
}

function Row<T>({ id, index, row, columns, chosen, active, last, place, onOpen, onActive }: RowProps<T>) {
  const click = (event: MouseEvent) => {
    // Links and buttons in a row lead where they say.
    if (event.target instanceof Element && event.target.closest('a, button') !== null) return;
    onActive(index);
    onOpen?.(row);
  };
  const looks = [css.row, onOpen && css.opens, chosen && css.chosen, active && css.active, last && css.last];
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the grid.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      className={looks.filter(Boolean).join(' ')}
      style={place}
      onClick={click}
    >
      <div className={css.cells} role="presentation">
        {columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: part of the grid.
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus.
          <div key={column.key} role="gridcell" className={lookOf(column)}>
            {column.cell(row)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** The page itself scrolls; where the list begins in it must be known. */
function useRows(count: number, rowHeight: number) {
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const measure = () => setMargin(element.getBoundingClientRect().top + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: margin,
    scrollPaddingStart: 48,
  });
  return { body, virtualizer, margin };
}

function useMore<T>(lastShown: number | undefined, { rows, hasMore, onEnd }: RowListProps<T>): void {
  useEffect(() => {
    if (hasMore === true && lastShown !== undefined && lastShown > rows.length - 60) onEnd?.();
  }, [lastShown, rows.length, hasMore, onEnd]);
}

function lookOf<T>({ from, numeric }: Column<T>): string {
  const hidden = from === 'wide' ? css.fromWide : from === 'medium' ? `${css.fromMedium}` : '';
  return `${css.cell} ${hidden} ${numeric === true ? css.number : ''}`;
}

function tracks<T>(columns: readonly Column<T>[]): CSSProperties {
  const widths = (shown: readonly Column<T>[]) => shown.map(({ width }) => width).join(' ');
  return {
    '--wide': widths(columns),
    '--medium': widths(columns.filter(({ from }) => from !== 'wide')),
    '--narrow': widths(columns.filter(({ from }) => from === undefined)),
  } as CSSProperties;
}
