import { Alert } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { CopyId } from '../../../parts/copy-id.tsx';

/** The password of an application, in the one moment in which it can be seen. */
export function ShownPassword({ name, password }: { readonly name: string; readonly password: string }) {
  return (
    <Alert color="blue" icon={<IconKey />} title={`The password of ${name}: copy it now, it is never shown again`}>
      <CopyId value={password} label="password" />
    </Alert>
  );
}
