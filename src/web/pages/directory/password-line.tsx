import { Anchor } from '@mantine/core';
import { useState } from 'react';
import type { Directory } from '../../api/answers.ts';
import { useMay } from '../../app/session.tsx';
import { ChangePasswords } from './change-passwords.tsx';
import { checkerOf } from './password-words.ts';

/** Who checks the passwords of the directory's people, and a way to change it. */
export function PasswordLine({ directory }: { readonly directory: Directory }) {
  const [changing, setChanging] = useState(false);
  const mayChange = useMay('administrator');
  return (
    <div>
      Passwords are checked by: {checkerOf(directory.authentication)}{' '}
      {mayChange && (
        <Anchor component="button" type="button" inherit onClick={() => setChanging(true)}>
          Change who checks passwords
        </Anchor>
      )}
      {changing && <ChangePasswords directory={directory} onClose={() => setChanging(false)} />}
    </div>
  );
}
