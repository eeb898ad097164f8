// What the pages know of their stage: `config.json`, which is written where the site is served.

/**
 * @typedef {object} Config
 * @property {'local' | 'dev' | 'prod'} stage
 * @property {string} region
 * @property {string} userPoolId
 * @property {string} userPoolClientId
 * @property {string | null} signInUrl the user pool's own sign-in page; null locally, where the site asks for a password
 * @property {boolean} live whether the live map has an endpoint to ask
 * @property {number} approvalWaitSeconds how long a publication request waits for the approval of its contract
 */

/** @type {Promise<Config> | undefined} */
let asked;

/** Return the configuration; it is fetched once, and again after a failure. @returns {Promise<Config>} */
export function config() {
  asked ??= fetchConfig().catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

async function fetchConfig() {
  const answer = await fetch('/config.json');
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return answer.json();
}
