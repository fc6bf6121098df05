// Before each request: a person of one's own, the first time; and a code of the authenticator app, where the request has one.
const read = (name) => pm.variables.get(name);
const write = (name, value) => pm.collectionVariables.set(name, value);
// What the other scripts go by: `http` at this computer is an offline run, where mails can be read and time be moved on.
const isOffline = /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(read('url'));
pm.variables.set('is_offline', isOffline);

if (!read('email')) {
  write('email', `person-${Date.now()}-${Math.floor(Math.random() * 1e6)}@example.com`);
}

// RFC 4648: five bits a character.
const hexOfBase32 = (text) => {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return (bits.match(/.{8}/g) || []).map((byte) => parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
};

// RFC 6238, with SHA-1, six digits and 30 seconds.
const totp = (secret, step) => {
  const counter = CryptoJS.enc.Hex.parse(step.toString(16).padStart(16, '0'));
  const digest = CryptoJS.HmacSHA1(counter, CryptoJS.enc.Hex.parse(hexOfBase32(secret))).toString();
  const offset = parseInt(digest.slice(-1), 16) * 2;
  return String((parseInt(digest.slice(offset, offset + 8), 16) & 0x7fffffff) % 1000000).padStart(6, '0');
};

// Whose app it is: the person's, or the administrator's.
const [, whose] = /\{\{(\w*)otp\}\}/.exec(pm.request.body && pm.request.body.raw) || [];
const secret = whose !== undefined && read(`${whose}totp_secret`);

const writeCode = (time) => {
  const step = Math.floor(time / 30000);
  write('totp_step', step);
  write(`${whose}otp`, totp(secret, step));
};

if (secret) {
  if (isOffline) {
    // No code counts twice: the offline run's clock moves on to the next one.
    pm.sendRequest({
      url: `${read('url')}/_local/clock`,
      method: 'POST',
      header: { 'Content-Type': 'application/json' },
      body: { mode: 'raw', raw: '{"advance_seconds": 30}' },
    }, (error, response) => writeCode(error ? Date.now() : Date.parse(response.json().now)));
  } else {
    const wait = Math.max(0, (Number(read('totp_step') || 0) + 1) * 30000 - Date.now());
    setTimeout(() => writeCode(Date.now()), wait);
  }
}
