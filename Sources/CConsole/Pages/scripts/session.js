// Who is signed in. Kept in memory alone; the cookie is not readable here.

let current = null;
const listeners = new Set();

/** The session, `{account, permissions, csrfToken}`; `null` where nobody is signed in. */
export const session = () => current;

/** Whether whoever is signed in may do this, such as `applications:write`. */
export const can = (permission) => current?.permissions.includes(permission) ?? false;

/** Replaces the session, and tells those who asked. */
export function setSession(value) {
  current = value;
  for (const listener of listeners) listener(value);
}

/** Puts a new session of the same account in the place of one that ended. Nobody is told: what is on the page goes on. */
export const renewSession = (value) => { current = value; };

let atEnd = async () => false;

/** Has `end` called when a call finds that the session is over. It promises whether there is a new one, so that the call is sent again. */
export const onSessionEnd = (end) => { atEnd = end; };

/** The session is over, as a call has found. Promises whether there is a new one. */
export const sessionEnded = () => atEnd();

/** Has `listener` called at each change of the session. */
export const onSession = (listener) => listeners.add(listener);
