import { isValidElement } from 'react';
import css from './value.module.css';

/** A value of an attribute, as people read it. */
export function Value({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined || value === '') return <span className={css.none}>nothing</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className={css.none}>nothing</span>;
    return (
      <ul className={css.list}>
        {value.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list of values has no other key, and never changes.
          <li key={place}>{textOf(one)}</li>
        ))}
      </ul>
    );
  }
  return isValidElement(value) ? value : textOf(value);
}

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Attributes and their values. */
export function Attributes({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  return (
    <dl className={css.attributes}>
      {Object.entries(of).map(([name, value]) => (
        <div key={name} className={css.attribute}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One change: before → after. */
export function Change({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  return (
    <span className={css.change}>
      <span className={css.before}>
        <Value value={before} />
      </span>
      <span aria-hidden> → </span>
      <span className={css.hidden}> becomes </span>
      <span className={css.after}>
        <Value value={after} />
      </span>
    </span>
  );
}
