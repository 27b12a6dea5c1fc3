import { RequiredGroups } from '../../form/required-groups.tsx';
import { Panel } from '../../parts/panel.tsx';

export function RequiredGroupsTab({ id }: { readonly id: string }) {
  return (
    <Panel
      title="Required Groups"
      about="Only members of these groups are synced, also those who are in them through other groups. Nobody chosen: everybody is synced."
    >
      <RequiredGroups id={id} />
    </Panel>
  );
}
