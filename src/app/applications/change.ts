import type { ApplicationSettings } from '../../core/ports/store/index.ts';

/** What is left out or undefined stays as it is. */
export type ApplicationChange = {
  readonly [K in keyof ApplicationSettings]?: ApplicationSettings[K] | undefined;
};
