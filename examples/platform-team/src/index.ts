export { AcmeAuthApi } from './acme-auth-api';
export { AcmeAuthDefaults } from './acme-auth-defaults';
