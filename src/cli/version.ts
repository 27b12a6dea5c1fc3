/** Written in by the build. */
declare const USER_SYNC_VERSION: string | undefined;

export const version = typeof USER_SYNC_VERSION === 'string' ? USER_SYNC_VERSION : 'unbuilt';
