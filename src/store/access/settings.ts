import type { SettingStore } from '../../core/ports/store/index.ts';
import type { Database } from '../database.ts';

export function settingStore({ db }: Database): SettingStore {
  return {
    get: async (name) => {
      const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
      return row === undefined ? undefined : JSON.parse(row.value);
    },
    put: async (name, value) => {
      const text = JSON.stringify(value);
      await db
        .insertInto('setting')
        .values({ name, value: text })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
        .execute();
    },
  };
}
