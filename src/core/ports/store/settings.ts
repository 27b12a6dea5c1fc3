/** Settings of the service, by name. Values are JSON and hold no secrets. */
export interface SettingStore {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
}
