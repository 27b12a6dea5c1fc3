export { addressAllowed } from './allowed.ts';
export {
  addApplication,
  applicationNote,
  changeApplication,
  requireApplication,
  rotateApplication,
  type WithPassword,
} from './manage.ts';
export { applicationPassword } from './password.ts';
export { type Product, productOf } from './product.ts';
