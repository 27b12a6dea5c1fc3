import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectorTypeAnswer } from '../../api/answers.ts';
import { Empty } from '../../parts/empty.tsx';
import css from './steps.module.css';

export function TypeCards({ sources }: { readonly sources: readonly ConnectorTypeAnswer[] }) {
  const [search, setSearch] = useState('');
  const found = sources.filter(({ type, label }) => `${type} ${label}`.toLowerCase().includes(search.toLowerCase()));
  return (
    <>
      <TextInput
        aria-label="Search types"
        placeholder="Search types"
        leftSection={<IconSearch size={16} />}
        maw={320}
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <div className={css.cards}>
        {found.map(({ type, label, capabilities }) => (
          <Link key={type} to="/connectors/new" search={{ type }} className={css.card}>
            <strong>{label}</strong>
            <span>{wordsOf(capabilities)}</span>
          </Link>
        ))}
      </div>
      {found.length === 0 && (
        <Empty title="No such type">
          A system that is not here can often export its people as a file, or speaks LDAP.
        </Empty>
      )}
    </>
  );
}

function wordsOf({ delta, nestedGroups }: ConnectorTypeAnswer['capabilities']): string {
  const words = [
    delta === true ? 'says what changed' : 'is read in full each time',
    nestedGroups === true ? 'groups in groups' : '',
  ];
  return words.filter((word) => word !== '').join(' · ');
}
