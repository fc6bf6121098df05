const { scryptSync, timingSafeEqual } = require('node:crypto');

/** Stands for the directory that people come from: what it keeps of each, by the address in lower case. */
const people = {
  'ada@example.com': { name: 'Ada Byron', salt: 'harbour', hash: scryptSync('Old&Trusted-Key7', 'harbour', 32) },
};

const isPassword = ({ salt, hash }, password) => timingSafeEqual(scryptSync(password, salt, 32), hash);

/**
 * Whom it does not know, or whose password is wrong, it answers with the event as it came, and nobody comes over. It must not throw then: a directory that
 * cannot be asked is what an error means, and nobody gets an account in the meantime.
 */
exports.handler = async (event) => {
  const email = event.userName.toLowerCase();
  const person = Object.hasOwn(people, email) ? people[email] : undefined;
  const isProven = event.triggerSource === 'UserMigration_Authentication' && person && isPassword(person, event.request.password);
  // Who forgot the password proves the address by the mailed code. With `clientMetadata.purpose` SIGN_UP nobody comes over: it is only asked.
  if (isProven || (event.triggerSource === 'UserMigration_ForgotPassword' && person)) {
    event.response.userAttributes = { email, email_verified: 'true', name: person.name };
    event.response.finalUserStatus = isProven ? 'CONFIRMED' : 'RESET_REQUIRED';
    event.response.messageAction = 'SUPPRESS';
  }
  return event;
};
