import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ConnectorSummary } from '../../api/answers.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { SyncSingleUser, type Whom } from './sync-single-user.tsx';

interface SyncSingleUserDialogProps {
  readonly connector: Pick<ConnectorSummary, 'id' | 'name'>;
  readonly onClose: () => void;
}

export function SyncSingleUserDialog({ connector, onClose }: SyncSingleUserDialogProps) {
  const [whom, setWhom] = useState<Whom>({ user: '', advanced: false, byUsername: false });
  const { id, name } = connector;
  const search = {
    user: whom.user === '' ? undefined : whom.user,
    advanced: whom.advanced || undefined,
    byUsername: whom.byUsername || undefined,
    run: whom.run,
  };
  return (
    <Dialog onClose={onClose} title={`Sync Single User · ${name}`} size={920}>
      <SyncSingleUser connector={id} whom={whom} onChange={setWhom} />
      <p style={{ margin: '16px 0 0' }}>
        <Link to="/connectors/$id/sync-single-user" params={{ id }} search={search}>
          Open this as a page
        </Link>
      </p>
    </Dialog>
  );
}
