export { forgetSecrets, type SecretPlaces, sealSecrets, usersOfSecret } from './connector-secrets.ts';
export { type Rotation, rotateKey } from './rotate.ts';
export { type NamedSecrets, Vault } from './vault.ts';
