import css from './person.module.css';

interface PersonProps {
  readonly fullName: string | null;
  readonly username: string | null;
  /** Shown where there is no name at all. */
  readonly fallback?: string;
}

/** A person in a list: initials, full name, username. */
export function Person({ fullName, username, fallback = '' }: PersonProps) {
  const name = fullName ?? username ?? fallback;
  return (
    <span className={css.person}>
      <span aria-hidden className={css.initials}>
        {initials(name)}
      </span>
      <span className={css.names}>
        <span className={css.name}>{name}</span>
        {fullName !== null && username !== null && <span className={css.username}>{username}</span>}
      </span>
    </span>
  );
}

/** Of the first and the last word; of a single one its first letter. */
function initials(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => word !== '');
  const letters = words.length < 2 ? words.slice(0, 1) : [words[0] ?? '', words.at(-1) ?? ''];
  return letters.map((word) => [...word][0]?.toUpperCase() ?? '').join('');
}
