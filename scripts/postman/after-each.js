// After each request of the API: what later requests need is kept, and what holds for all answers is looked at.
const KEPT = ['user_id', 'verification_session', 'verification_type', 'id_token', 'access_token', 'refresh_token'];
const isOfTheApi = pm.request.url.getPath().includes('/v1/');

if (isOfTheApi) {
  let body = {};
  pm.test('is JSON', () => { body = pm.response.json(); });
  KEPT.filter((name) => typeof body[name] === 'string').forEach((name) => pm.collectionVariables.set(name, body[name]));
  if (body.qr_code_secret) {
    pm.collectionVariables.set('totp_secret', body.qr_code_secret);
  }
  // API Gateway's own answers have nothing but a message.
  if (pm.response.code < 300 || body.code) {
    pm.test('is not to be stored', () => pm.expect(pm.response.headers.get('cache-control')).to.equal('no-store'));
    pm.test('is what it says it is', () => pm.expect(pm.response.headers.get('x-content-type-options')).to.equal('nosniff'));
  }
  if (pm.response.code >= 400) {
    pm.test('has a text for people', () => pm.expect(body.message).to.be.a('string').and.not.empty);
  }
}
