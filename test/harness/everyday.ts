/** The tests of every day leave out what is slow, and PostgreSQL beyond the store's own suite; see scripts/test.js. */
export const isEveryday = process.env.USER_SYNC_TESTS === 'everyday';
